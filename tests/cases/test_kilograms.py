"""Kilograms and where they come from, against the published factors."""

from decimal import Decimal

import pytest

from cases.kilograms import Basis, Measured, equivalent

FACTORS = {
    "kg": Decimal(1), "g": Decimal("0.001"), "t": Decimal(1000), "l": Decimal(1),
    "ml": Decimal("0.001"), "tablet.METH_TAB": Decimal("0.00009"),
    "tablet.MDMA_TAB": Decimal("0.0003"),
}  # fmt: skip


def of(quantity, unit, substance="HEROIN", **more):
    said = Measured(Decimal(quantity), unit, substance, is_substance=True, **more)
    return equivalent(said, FACTORS)


@pytest.mark.parametrize(
    ("quantity", "unit", "kg"),
    [("12.5", "kg", "12.5"), ("500", "g", "0.5"), ("2", "t", "2000"), ("3", "l", "3"),
     ("250", "ml", "0.25")],
)  # fmt: skip
def test_weights_and_volumes(quantity, unit, kg):
    found = of(quantity, unit)
    assert found.kg == Decimal(kg)
    assert found.code == unit
    assert found.is_assumed == (unit in ("l", "ml"))


def test_tablets_are_a_stated_assumption_with_the_range_of_its_source():
    found = of("400000", "tablet", "METH_TAB")
    assert (found.kg, found.least, found.most) == (Decimal(36), Decimal(36), Decimal(120))
    assert (found.basis, found.factor) == (Basis.TABLET, Decimal("0.00009"))
    assert found.is_assumed
    assert of("1000", "tablet", "MDMA_TAB").kg == Decimal("0.3")


def test_an_amphetamine_tablet_without_a_factor_has_a_range_and_no_figure():
    found = of("1000", "tablet", "AMPH")
    assert (found.kg, found.least, found.most) == (None, Decimal("0.09"), Decimal("0.3"))
    assert found.basis == Basis.TABLET_RANGE


@pytest.mark.parametrize("unit", ["tablet", "dose", "plant", "sachet", "head", "m3", "item"])
def test_nothing_is_guessed(unit):
    assert of("10", unit, "DIAZEPAM") is None


def test_litres_of_other_goods_are_no_kilograms():
    assert equivalent(Measured(Decimal(500), "l"), FACTORS) is None


def test_what_was_weighed_comes_first():
    weighed = of("400000", "tablet", "METH_TAB", net_kg=Decimal("37.2"), lab_unit_mg=Decimal(95))
    assert (weighed.kg, weighed.basis) == (Decimal("37.2"), Basis.NET)
    lab = of("400000", "tablet", "METH_TAB", lab_unit_mg=Decimal(95))
    assert (lab.kg, lab.basis, lab.is_assumed) == (Decimal(38), Basis.LABORATORY, False)
    assert of("30", "sachet", lab_unit_mg=Decimal(500)).kg == Decimal("0.015")


def test_a_gross_weight_is_a_ceiling_and_no_figure():
    found = of("12", "pack", gross_kg=Decimal("1.5"))
    assert (found.basis, found.kg, found.most) == (Basis.GROSS, None, Decimal("1.5"))


def test_without_the_published_factor_there_is_no_figure():
    assert equivalent(Measured(Decimal(1), "kg", is_substance=True), {}) is None
