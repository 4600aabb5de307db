"""The situation at the borders, from all cases, without asking who may see them.

Beside `cases.statistics` the one other place that reads so. What leaves it are numbers in which
small cells are hidden (`cases.smallcells`), and no reader, whoever he is, gets others: the finest
cells stay in here.

A case counts when it was submitted and stands: no draft, none withdrawn or unfounded, none that
somebody holds to be the duplicate of another. Restricted cases, and those under handling codes H2
and H3 (not passed on; other restrictions), are left out. Months are those of UTC; the running one
is not counted.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, TruncMonth, TruncQuarter

from audit.clock import now
from cases import statistics
from cases.models import Case, DayResult, Participant, Relation, RouteStop, Seizure, Subject, Touch
from cases.smallcells import TIMES, Cell, Level, shown

A_DAY = 24 * 60 * 60
# Another one when `Cell` or the rule changes: what is kept is of the old one.
KEPT = "situation:4"


class What(StrEnum):
    CASES = "cases"
    SEIZURES = "seizures"
    PEOPLE = "people"
    FLOWS = "flows"


@dataclass(frozen=True)
class Situation:
    """What may be shown of `what`; `before` is the first day that is not counted."""

    what: What
    before: date
    cells: list[Cell]


def situation_of(what: What) -> Situation:
    """As it was read first today: nobody watches a number change when a case comes in."""
    today, before = now().astimezone(UTC).date(), _first_uncounted()
    found = cache.get_or_set(f"{KEPT}:{what}:{today}", lambda: _cells(what, before), A_DAY)
    return Situation(what, before, found or [])


def _first_uncounted() -> date:
    return now().astimezone(UTC).date().replace(day=1)


def _cells(what: What, before: date) -> list[Cell]:
    rows = _READ[what](_counted(before)).order_by()
    groups = rows.values("month", "place", "sort").annotate(cases=_NUMBER, number=_AMOUNT[what])
    cells = [
        Cell(
            row["month"].date(),
            row["place"],
            row["sort"],
            row["cases"],
            Decimal(row["number"] or 0),
        )
        for row in groups
    ]
    return shown(cells, _LEVELS[what], before)


# Kinds of a case are one for each case, and are joined; the others are not to be added up. Nothing
# waits longer than half a year: what a border is too small for then is told of several together.
_HALF_YEAR = 6
_LEVELS = {
    What.CASES: (
        *TIMES,
        Level(_HALF_YEAR, by_kind=False),
        Level(_HALF_YEAR, by_kind=False, by_place=False),
    ),
    What.SEIZURES: (*TIMES, Level(_HALF_YEAR, by_place=False)),
    What.PEOPLE: (*TIMES, Level(_HALF_YEAR, by_place=False)),
    What.FLOWS: (*TIMES, Level(_HALF_YEAR, by_kind=False)),
}


# -- which cases -----------------------------------------------------------------------------------


def _counted(before: date) -> QuerySet[Case]:
    relations = Relation.objects.standing().filter(kind=Relation.Kind.DUPLICATE)
    duplicate = relations.filter(case=OuterRef("pk"))
    rows = Case.objects.filter(
        status__in=[Case.Status.OPEN, Case.Status.CLOSED],
        handling_code__in=[Case.Handling.H0, Case.Handling.H1],
        is_restricted=False,
        happened_at__lt=datetime(before.year, before.month, before.day, tzinfo=UTC),
    )
    return rows.exclude(outcome=Case.Outcome.UNFOUNDED).exclude(Exists(duplicate))


def _border(case: str) -> Any:
    """One for each case: where it happened, else the first that it touches on its way."""
    incident = RouteStop.objects.filter(
        case=OuterRef("case"), position=OuterRef("position"), role=RouteStop.Role.INCIDENT
    )
    rows = Touch.objects.standing().filter(case=OuterRef(case))
    rows = rows.annotate(elsewhere=models.Case(When(Exists(incident), then=0), default=1))
    order = ("elsewhere", F("position").asc(nulls_last=True), "distance_km", "border")
    return _text(Subquery(rows.order_by(*order).values("border")[:1]))


def _text(said: Any) -> Any:
    return Coalesce(Cast(said, CharField()), Value(""))


def _month(of: str = "") -> TruncMonth:
    return TruncMonth(f"{of}happened_at", tzinfo=UTC)


def _placed(rows: QuerySet[Any], of: str = "") -> Any:
    """With the month and the border of the case; `of` leads to it."""
    case = f"{of}pk"
    return rows.annotate(month=_month(of), place=_border(case), counted=F(case))


# -- what is counted -------------------------------------------------------------------------------

_NUMBER = Count("counted", distinct=True)
_AMOUNT: dict[What, Any] = {
    What.CASES: _NUMBER,
    What.SEIZURES: Sum("quantity"),
    What.PEOPLE: Count("pk", distinct=True),
    What.FLOWS: _NUMBER,
}


def _cases(counted: QuerySet[Case]) -> Any:
    """By one offence: the first in the order of the list."""
    offences = Case.offences.through.objects.filter(case=OuterRef("pk"))
    first = offences.order_by("code__position", "code__code").values("code__code")[:1]
    return _placed(counted).annotate(sort=_text(Subquery(first)))


def _seizures(counted: QuerySet[Case]) -> Any:
    """As `kind/what/unit`. What was taken over from another office's answer counts in the case
    of the office that found it."""
    kinds = Seizure.Kind
    listed = {
        "substance__code": Seizure.OF_SUBSTANCE,
        "species__code": Seizure.OF_SPECIES,
        "firearm_type__code": (kinds.FIREARM,),
        "hs__code": (kinds.GOODS,),
    }
    whens = [When(kind__in=of, then=F(name)) for name, of in listed.items()]
    thing = _text(models.Case(*whens, default=Value(""), output_field=CharField()))
    rows = Seizure.objects.filter(case__in=counted, received_part=None)
    sort = _text(Concat("kind", Value("/"), thing, Value("/"), "unit__code"))
    return _placed(rows, "case__").annotate(sort=sort)


def _people(counted: QuerySet[Case]) -> Any:
    """By role."""
    persons = Subject.objects.filter(kind=Subject.Kind.PERSON, received_part=None)
    rows = persons.filter(case__in=counted)
    return _placed(rows, "case__").annotate(sort=F("role"))


def _flows(counted: QuerySet[Case]) -> Any:
    """From the country of the first stop to that of the last, as `TH>MM`."""
    stops = RouteStop.objects.filter(case=OuterRef("pk"), country__isnull=False)
    ends = {
        "start": _text(Subquery(stops.order_by("position").values("country")[:1])),
        "end": _text(Subquery(stops.order_by("-position").values("country")[:1])),
    }
    rows: Any = counted.annotate(month=_month(), place=Value(""), counted=F("pk"), **ends)
    sort = _text(Concat("start", Value(">"), "end"))
    return rows.exclude(start="").exclude(start=F("end")).annotate(sort=sort)


_READ = {
    What.CASES: _cases,
    What.SEIZURES: _seizures,
    What.PEOPLE: _people,
    What.FLOWS: _flows,
}


# -- operations ------------------------------------------------------------------------------------

# What is added up of the days of operations, by the codes of `op_metrics`.
METRICS = {
    "hits": ("hits_sltd", "hits_notice", "hits_other"),
    "arrests": ("arrests",),
    "seizures": ("seizures",),
    "victims": ("victims",),
}


def operation_results() -> list[Cell]:
    """Months, countries and metrics, of operations that have begun; small ones hidden."""
    before = _first_uncounted()
    rows = DayResult.objects.current().filter(day__lt=before, operation__status__in=statistics.HELD)
    sums = {name: Coalesce(Sum(_number(codes)), 0) for name, codes in METRICS.items()}
    named = rows.order_by().annotate(month=TruncMonth("day"), place=F("office__country"))
    found: Any = named.values("month", "place").annotate(**sums)
    cells = [
        Cell(row["month"], row["place"], name, row[name], Decimal(row[name]))
        for row in found
        for name in METRICS
        if row[name]
    ]
    return shown(cells, (Level(3), Level(12), Level(12, by_place=False)), before)


def _number(codes: tuple[str, ...]) -> Any:
    counts = [Coalesce(Cast(KeyTextTransform(c, "figures"), IntegerField()), 0) for c in codes]
    return sum(counts, Value(0))


def operations_begun() -> dict[tuple[date, str], tuple[int, int]]:
    """By quarter and country that took part: operations, and sites of them. They tell of no case,
    and nothing is hidden; what is only planned is not in it."""
    rows = Participant.objects.taking_part().filter(
        operation__started_at__isnull=False, operation__status__in=statistics.HELD
    )
    quarter = TruncQuarter("operation__started_at", tzinfo=UTC)
    rows = rows.order_by().annotate(quarter=quarter, country=F("office__country"))
    found = rows.values_list("quarter", "country").annotate(
        Count("operation", distinct=True), Count("operation__sites", distinct=True)
    )
    return {(start.date(), country): (many, sites) for start, country, many, sites in found}
