"""The quality of the data of a month, as a reader may see it: every country's as the indicators
show it, the own country's offices to who keeps its records, the own office's cases to its officers.

The score is the mean of three shares: common fields filled, cases submitted within a day, checks
passed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.access import Capability, country_of, may, office_of
from agencies.models import Country, Office
from agencies.problems import Problem
from cases.dataquality import CHECKS, MISSING, RULES, Faulty, Quality, quality_of, to_fix
from cases.models import Case
from cases.statistics import REGION, Key, Level, Span, Total
from roadmap.figurereading import hides, is_small
from roadmap.figures.measured import (
    Measured,
    counted,
    median_hours,
    share,
    share_of_fields,
    span_of,
)
from roadmap.gridchoice import month_named, this_month
from roadmap.keepers import kept_by
from roadmap.qualitywords import advice_on, title_of

MOST = 50
SCORED = ("completeness", "in_time", "validity")
TOLD_LATER = (*SCORED, "hours")
ASKED = {
    "period": "A month, `2026-11`; else this one.",
    "country": "ISO 3166-1 alpha-2: the scores of one country.",
}


@dataclass(frozen=True)
class Cell:
    """A number, or that it is hidden, or (neither) that there is none."""

    value: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True)
class Fault:
    """How many of the cases have it, and what to do."""

    code: str
    cases: int
    share: Decimal

    @property
    def title(self) -> str:
        return title_of(self.code)

    @property
    def advice(self) -> str:
        return advice_on(self.code)


@dataclass(frozen=True)
class Score:
    """Of the region (no country), of a country, or of an office."""

    country: Country | None
    office: Office | None
    cells: dict[str, Cell]
    faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        return str(self.office or self.country or _("The region"))

    @property
    def cases(self) -> Cell:
        return self.cells["cases"]

    @property
    def hours(self) -> Cell:
        return self.cells["hours"]

    @property
    def completeness(self) -> Cell:
        return self.cells["completeness"]

    @property
    def in_time(self) -> Cell:
        return self.cells["in_time"]

    @property
    def validity(self) -> Cell:
        return self.cells["validity"]

    @property
    def score(self) -> Cell:
        """Hidden with any of its parts, which would follow from it and the others."""
        parts = [self.cells[name] for name in SCORED]
        if any(part.is_hidden for part in parts):
            return Cell(None, is_hidden=True)
        values = [part.value for part in parts if part.value is not None]
        mean = sum(values, Decimal(0)) / len(values) if len(values) == len(parts) else None
        return Cell(None if mean is None else mean.quantize(Decimal("0.1")))


@dataclass(frozen=True)
class QualityPage:
    period: date
    region: Score
    countries: tuple[Score, ...]
    own_country: Score | None
    offices: tuple[Score, ...]
    own_office: Score | None
    to_fix: tuple[Faulty, ...]
    has_more: bool


def quality_page(reader: object, asked: Mapping[str, str]) -> QualityPage:
    """Raises Problem, naming the field."""
    period, country = _choice(asked)
    span, own = span_of(period), country_of(reader)
    names = {one.pk: one for one in Country.objects.all()}
    by_country = quality_of(span, Level.COUNTRY)
    measured = {
        key: _measured(one) for key, one in {**by_country, **quality_of(span, Level.REGION)}.items()
    }
    small = _small_somewhere(measured)
    # What cases hold is told to others when the month is over: else two readings tell of the
    # case between them.
    early = frozenset(TOLD_LATER if period >= this_month() else ())
    scores = {
        key: _score(names.get(key[0]), one, small, own, early) for key, one in measured.items()
    }
    offices = _offices(quality_of(span, Level.OFFICE, own)) if own else {}
    office, faulty = office_of(reader), _faulty(reader, span)
    return QualityPage(
        period,
        scores.get(REGION) or _score(None, _measured(None), small, own, early),
        tuple(scores[key] for key in sorted(by_country) if country in ("", key[0])),
        _own_country(by_country.get((own, "")), names.get(own)) if kept_by(reader) else None,
        tuple(offices[code] for code in sorted(offices)) if kept_by(reader) else (),
        offices.get(office.code) if office is not None else None,
        tuple(faulty[:MOST]),
        has_more=len(faulty) > MOST,
    )


def _choice(asked: Mapping[str, str]) -> tuple[date, str]:
    period = month_named(asked["period"], "period") or this_month()
    if period > this_month():
        raise Problem(_("That month has not begun yet."), field="period")
    country = asked["country"].upper()
    if country and not Country.objects.filter(pk=country).exists():
        raise Problem(_("There is no such country."), field="country")
    return period, country


def _measured(quality: Quality | None) -> dict[str, Measured]:
    if quality is None:
        quality = Quality(0, 0, None, dict.fromkeys(RULES, 0))
    cases = quality.cases
    return {
        "cases": counted(Total(cases)),
        "completeness": share_of_fields(Total(quality.filled, cases * len(MISSING), cases)),
        "in_time": share(Total(quality.in_time, cases)),
        "hours": median_hours(Total(cases=cases, median=quality.median)),
        "validity": share_of_fields(Total(quality.passed, cases * len(CHECKS), cases)),
    }


def _small_somewhere(measured: Mapping[Key, Mapping[str, Measured]]) -> set[str]:
    """What tells of fewer than five cases in some country."""
    return {
        name
        for key, one in measured.items()
        for name, number in one.items()
        if key != REGION and is_small(number.fewest)
    }


def _score(
    country: Country | None,
    measured: Mapping[str, Measured],
    small: set[str],
    own: str,
    early: frozenset[str],
) -> Score:
    code = country.pk if country is not None else None
    late = early if code is None or code != own else frozenset()
    cells = {}
    for name, one in measured.items():
        few = hides(code, one.fewest, own=own, one_is_small=name in small)
        is_hidden = few or (name in late and one.value is not None)
        cells[name] = Cell(None if is_hidden else one.value, is_hidden)
    return Score(country, None, cells)


def _own_country(quality: Quality | None, country: Country | None) -> Score | None:
    return None if quality is None else _in_full(quality, country, None)


def _in_full(quality: Quality, country: Country | None, office: Office | None) -> Score:
    """Of the own country nothing is hidden."""
    cells = {name: Cell(one.value) for name, one in _measured(quality).items()}
    return Score(country, office, cells, tuple(_faults(quality)))


def _faults(quality: Quality) -> Iterable[Fault]:
    """The most frequent first."""
    found = [code for code in RULES if quality.faults[code]]
    for code in sorted(found, key=lambda code: -quality.faults[code]):
        number = quality.faults[code]
        yield Fault(code, number, share(Total(number, quality.cases)).value or Decimal(0))


def _offices(found: Mapping[Key, Quality]) -> dict[str, Score]:
    codes = [code for _country, code in found]
    rows = Office.objects.filter(code__in=codes).select_related("country")
    offices = {office.code: office for office in rows}
    return {
        code: _in_full(quality, offices[code].country, offices[code])
        for (_country, code), quality in found.items()
    }


def _faulty(reader: object, span: Span) -> list[Faulty]:
    """Cases that the own office logged, as far as the reader sees them."""
    office = office_of(reader)
    if office is None or not may(reader, Capability.READ_CASES):
        return []
    return to_fix(Case.objects.visible_to(reader).filter(office=office), span, MOST + 1)
