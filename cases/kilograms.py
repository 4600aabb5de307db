"""How much a seizure is in kilograms, and where that figure comes from.

Pure: the same facts give the same answer. What was weighed comes first, then what a laboratory
weighed, then the published factors; where no factor exists there is no figure, and the reason is
said. Nothing is guessed without saying so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

CONVERSIONS = "unit_conversions"
# What UNODC counts an amphetamine-type tablet at, by region and type
# (https://dataunodc.un.org/drugs/global_seizures).
TABLET_MG = (Decimal(90), Decimal(300))
ATS = frozenset({"METH_TAB", "MDMA_TAB", "AMPH"})
WEIGHTS = frozenset({"kg", "g", "t"})
VOLUMES = frozenset({"l", "ml"})
MG = Decimal(1_000_000)


class Basis(StrEnum):
    """What the figure rests on, best first."""

    NET = "net"
    LABORATORY = "laboratory"
    WEIGHT = "weight"
    VOLUME = "volume"
    TABLET = "tablet"
    TABLET_RANGE = "tablet_range"
    GROSS = "gross"


@dataclass(frozen=True)
class Measured:
    """What is known of one seizure. `is_substance`: a drug or a precursor."""

    quantity: Decimal
    unit: str
    substance: str = ""
    is_substance: bool = False
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    lab_unit_mg: Decimal | None = None


@dataclass(frozen=True)
class Equivalent:
    """`kg` is the figure, if one was found; `least` and `most` are the range around it. `factor`
    is the kilograms of one unit by `code` of the list of conversions."""

    basis: Basis
    kg: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    factor: Decimal | None = None
    code: str = ""

    @property
    def is_assumed(self) -> bool:
        """A convention, not a weight."""
        return self.basis in (Basis.VOLUME, Basis.TABLET, Basis.TABLET_RANGE)


def equivalent(said: Measured, factors: Mapping[str, Decimal]) -> Equivalent | None:
    """`factors` is the published list: kilograms of one unit by its code."""
    if said.net_kg is not None:
        return Equivalent(Basis.NET, said.net_kg)
    if said.unit in WEIGHTS:
        return _by_factor(said, factors, Basis.WEIGHT, said.unit)
    if said.lab_unit_mg is not None and said.unit not in VOLUMES:
        return Equivalent(Basis.LABORATORY, said.quantity * said.lab_unit_mg / MG)
    if said.unit in VOLUMES and said.is_substance:
        return _by_factor(said, factors, Basis.VOLUME, said.unit)
    tablets = _of_tablets(said, factors) if said.unit == "tablet" else None
    if tablets is None and said.gross_kg is not None:
        return Equivalent(Basis.GROSS, most=said.gross_kg)
    return tablets


def _by_factor(
    said: Measured, factors: Mapping[str, Decimal], basis: Basis, code: str
) -> Equivalent | None:
    factor = factors.get(code)
    if factor is None:
        return None
    return Equivalent(basis, said.quantity * factor, factor=factor, code=code)


def _of_tablets(said: Measured, factors: Mapping[str, Decimal]) -> Equivalent | None:
    """By the factor of the substance; the range is that of all amphetamine-type tablets."""
    if said.substance not in ATS:
        return None
    least, most = (said.quantity * mg / MG for mg in TABLET_MG)
    code = f"tablet.{said.substance}"
    factor = factors.get(code)
    if factor is None:
        return Equivalent(Basis.TABLET_RANGE, least=least, most=most)
    return Equivalent(Basis.TABLET, said.quantity * factor, least, most, factor, code)
