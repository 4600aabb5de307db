"""What the pages show of seizures: rows of the case with their kilograms, and all facts of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code
from cases import seizures
from cases.headline import Total, grouped
from cases.kilograms import Basis, Equivalent
from cases.models import Seizure
from cases.reading import Sighted
from cases.seizures import FIELDS_OF
from cases.territories import territory

Fact = tuple[str, str]
# Told by the title and the amount of the page.
_SAID_ABOVE = frozenset({"substance", "goods", "quantity", "unit"})


@dataclass(frozen=True)
class SeizureLine:
    """A row of the list of the case."""

    seizure: Seizure
    amount: str
    kilograms: str

    @property
    def what(self) -> str:
        return str(self.seizure)


class SeizurePage:
    def __init__(self, seizure: Seizure) -> None:
        self.seizure = seizure
        self._found = seizures.in_kilograms(seizure, seizures.factors())

    @property
    def amount(self) -> str:
        return amount_of(self.seizure)

    @property
    def kilograms(self) -> str:
        return in_short(self._found)

    @property
    def basis(self) -> str:
        """What the kilograms rest on, or why there are none."""
        if self.seizure.kind in (Seizure.Kind.CASH, Seizure.Kind.FIREARM):
            return ""
        return basis_of(self._found)

    @property
    def facts(self) -> list[Fact]:
        country = self.seizure.contributed_by_id
        added = [(_("Added by"), territory(country))] if country else []
        return [*((label, text) for label, text in _facts(self.seizure) if text), *added]

    @property
    def lab(self) -> list[Fact]:
        found = self.seizure
        if not found.has_lab_result or found.lab_on is None:
            return []
        purity = f"{grouped(found.lab_purity)} %" if found.lab_purity is not None else ""
        piece = f"{grouped(found.lab_unit_mg)} mg" if found.lab_unit_mg is not None else ""
        told = [
            (_label("laboratory"), found.laboratory),
            (_label("lab_on"), date_format(found.lab_on, "j F Y")),
            (_label("lab_report"), found.lab_report),
            (_("purity"), purity),
            (_("weight of one piece"), piece),
            (_label("lab_finding"), found.lab_finding),
        ]
        return [(label, text) for label, text in told if text]


def lines_of(sighted: Sighted) -> list[SeizureLine]:
    """The rows of a full reader; the factors are read once for all."""
    rows = list(sighted.case.seizures.all()) if sighted.is_full else []
    known = seizures.factors() if rows else {}
    return [
        SeizureLine(row, amount_of(row), in_short(seizures.in_kilograms(row, known)))
        for row in rows
    ]


def removed_lines(sighted: Sighted) -> list[SeizureLine]:
    return [SeizureLine(row, amount_of(row), "") for row in seizures.removed_of(sighted)]


def amount_of(seizure: Seizure) -> str:
    return Total(str(seizure), seizure.quantity, seizure.unit).amount


def in_short(found: Equivalent | None) -> str:
    """ "36 kg", "36 kg (36–120 kg)", or a range alone; nothing for what is weighed in kilograms
    anyway."""
    if found is None:
        return ""
    parts = [f"{_rounded(found.kg)} kg"] if found.kg is not None else []
    if found.basis == Basis.GROSS and found.most is not None:
        return _("at most %(kg)s kg") % {"kg": _rounded(found.most)}
    if found.least is not None and found.most is not None:
        span = f"{_rounded(found.least)}–{_rounded(found.most)} kg"
        parts.append(f"({span})" if parts else span)
    return " ".join(parts)


def _rounded(number: Decimal) -> str:
    """To the milligram at most; no more than six digits after the point are known anywhere."""
    return grouped(round(number, 6))


_BASES = {
    Basis.NET: gettext_lazy("The net weight, as weighed."),
    Basis.LABORATORY: gettext_lazy(
        "The quantity by the weight of one piece that the laboratory found."
    ),
    Basis.WEIGHT: gettext_lazy("The quantity, which is a weight."),
    Basis.VOLUME: gettext_lazy(
        "Assumed: %(factor)s kg per unit (list of conversions, entry %(code)s; UNODC counts one "
        "litre as one kilogram)."
    ),
    Basis.TABLET: gettext_lazy(
        "Assumed: %(factor)s kg per tablet (list of conversions, entry %(code)s). In brackets: "
        "UNODC's range of 90 to 300 mg for tablets of this type. A net weight or a laboratory "
        "result replaces it."
    ),
    Basis.TABLET_RANGE: gettext_lazy(
        "UNODC's range of 90 to 300 mg for tablets of this type. A net weight or a laboratory "
        "result replaces it."
    ),
    Basis.GROSS: gettext_lazy("The gross weight, packing included: the content weighs less."),
}


def basis_of(found: Equivalent | None) -> str:
    if found is None:
        return _(
            "No conversion to kilograms is published for this unit. A net weight or a laboratory "
            "result gives one."
        )
    factor = f"{found.factor.normalize():f}" if found.factor is not None else ""
    return str(_BASES[found.basis]) % {"factor": factor, "code": found.code}


def _facts(seizure: Seizure) -> Iterator[Fact]:
    names = [name for name in FIELDS_OF[seizure.kind] if name not in _SAID_ABOVE]
    skipped = {"value", "currency"}
    for name in names:
        if name == "value" and seizure.value is not None and seizure.currency is not None:
            yield _("value"), Total("", seizure.value, seizure.currency).amount
        elif name not in skipped:
            yield _label(name), _shown(getattr(seizure, name))


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return grouped(value)
    if isinstance(value, Code):
        published = value.list_id.startswith("cites") or value.list_id == "hs"
        return f"{value.code} · {value}" if published else str(value)
    return str(value or "")


def _label(name: str) -> str:
    return str(getattr(Seizure._meta.get_field(name), "verbose_name", name))
