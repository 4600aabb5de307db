"""The headline: one sentence made of codes, in the reader's language (design 4.3).

Reference, offences, crossing, when, urgency, originating office, seizure totals: nothing else
of a case is ever read here, so whoever may see the headline may see the sentence.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Code
from cases.models import Case, RouteStop, Seizure


@dataclass(frozen=True)
class Total:
    """How much of one thing in one unit."""

    what: str
    quantity: Decimal
    unit: Code
    code: str = ""
    kind: str = ""

    @property
    def amount(self) -> str:
        number = grouped(self.quantity)
        name = self.unit.plain_plural if self.quantity != 1 else self.unit.plain_label
        return f"{number} {_(name or self.unit.label)}"

    def __str__(self) -> str:
        facts = {"amount": self.amount, "what": _inside(self.what)}
        return _("%(amount)s of %(what)s") % facts


def _inside(label: str) -> str:
    """A label inside a sentence: "Heroin" becomes "heroin", "MDMA" stays."""
    starts_a_word = label[:1].isupper() and label[1:2].islower()
    return label[:1].lower() + label[1:] if starts_a_word else label


def grouped(quantity: Decimal) -> str:
    """400,000: in threes also where Django has no format of the language."""
    return numberformat.format(
        quantity.normalize(),
        get_format("DECIMAL_SEPARATOR"),
        _places(quantity),
        grouping=get_format("NUMBER_GROUPING") or 3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
    )


def _places(quantity: Decimal) -> int:
    exponent = quantity.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def seizures_named() -> Prefetch:
    """What the totals read, once for many cases."""
    return Prefetch("seizures", Seizure.objects.with_things())


def seizure_totals(case: Case) -> list[Total]:
    """Seizures of the same thing in the same unit, added up, largest first."""
    sums: dict[tuple[str, str, int], Total] = {}
    for seizure in case.seizures.all():
        name, code = str(seizure), seizure.thing.code if seizure.thing is not None else ""
        key = (name, code, seizure.unit_id)
        before = sums[key].quantity if key in sums else Decimal(0)
        total = before + seizure.quantity
        sums[key] = Total(name, total, seizure.unit, code, seizure.kind)
    return sorted(sums.values(), key=lambda total: -total.quantity)


def incident_of(case: Case) -> RouteStop | None:
    return next((stop for stop in case.route.all() if stop.is_incident), None)


def where(case: Case) -> str:
    """The crossing, or as near as the headline may say: the country, else the office's place."""
    stop = incident_of(case)
    if stop is None:
        return case.office.name
    if stop.crossing is not None:
        return str(stop.crossing)
    return str(stop.country) if stop.country is not None else case.office.name


def sentence(case: Case) -> str:
    """ "400,000 tablets of methamphetamine at Mae Sai – Tachileik"."""
    return _("%(what)s at %(where)s") % {"what": what(case), "where": where(case)}


def what(case: Case) -> str:
    totals = seizure_totals(case)
    if not totals:
        return ", ".join(str(offence) for offence in list(case.offences.all())[:2]) or _("Case")
    text = ", ".join(str(total) for total in totals[:2])
    more = len(totals) - 2
    if more > 0:
        text += " " + ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more}
    return text
