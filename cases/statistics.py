"""Totals of the exchange for the Roadmap: the one place that reads across all cases without asking
who may see them. It gives numbers only, by country, by office, or of the region as a whole; and
which offices did anything at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from audit.clock import now
from cases.models import (
    Case,
    DayResult,
    Involvement,
    Meeting,
    Operation,
    Participant,
    Patrol,
    Request,
    RouteStop,
    Seizure,
    Subject,
)
from cases.reciprocity import Percentile

# (country, office); "" is all of them.
Key = tuple[str, str]
REGION: Key = ("", "")


class Level(Enum):
    REGION = 0
    COUNTRY = 1
    OFFICE = 2


@dataclass(frozen=True)
class Span:
    """From a moment until before another, and the same in days."""

    start: datetime
    end: datetime

    @property
    def days(self) -> tuple[date, date]:
        return self.start.date(), self.end.date()

    def of(self, name: str) -> Q:
        return Q(**{f"{name}__gte": self.start, f"{name}__lt": self.end})


@dataclass(frozen=True)
class Total:
    """How many of how many, and the median time where one is measured."""

    count: int = 0
    of: int = 0
    cases: int = 0
    median: timedelta | None = field(default=None)


def _grouped(rows: QuerySet[Any], side: str, level: Level, **sums: Any) -> dict[Key, Total]:
    return {key: _total(row) for key, row in summed(rows, side, level, **sums).items()}


def summed(rows: QuerySet[Any], side: str, level: Level, **sums: Any) -> dict[Key, dict[str, Any]]:
    """`side` leads to the office that a row counts for."""
    rows = rows.order_by()
    if level is Level.REGION:
        return {REGION: rows.aggregate(**sums)}
    keys = {"key_country": F(f"{side}__country")}
    if level is Level.OFFICE:
        keys["key_office"] = F(f"{side}__code")
    found = rows.annotate(**keys).values(*keys).annotate(**sums)
    return {(row.pop("key_country"), row.pop("key_office", "")): row for row in found}


def _total(row: dict[str, Any]) -> Total:
    return Total(**{name: value for name, value in row.items() if value is not None})


# -- cases told, and acknowledged ------------------------------------------------------------------

_TAKEN = Coalesce("acknowledged_at", "engaged_at", "declined_at")
_SILENT = Q(acknowledged_at=None, engaged_at=None, declined_at=None)


def _told(span: Span) -> QuerySet[Involvement]:
    """One that was skipped was not told."""
    return Involvement.objects.filter(span.of("told_at"), notice__isnull=False)


def cases_shared(span: Span, level: Level) -> dict[Key, Total]:
    """Cases of which an office of another country was told, by who logged them."""
    rows = _told(span).exclude(office__country=F("case__office__country"))
    number = Count("case", distinct=True)
    return _grouped(rows, "case__office", level, count=number, cases=number)


def cases_acknowledged(span: Span, level: Level) -> dict[Key, Total]:
    """By the office that was told: the first thing it said, whatever it was."""
    return _grouped(
        _told(span),
        "office",
        level,
        count=Count("pk", filter=~_SILENT),
        of=Count("pk"),
        median=Percentile(_TAKEN - F("told_at"), 0.5),
    )


# -- offices that were heard of --------------------------------------------------------------------


def offices_heard(span: Span) -> frozenset[int]:
    """Offices that logged a case, acknowledged, took up or declined one, or acknowledged or
    answered a request; how often is not said."""
    logged = submitted_in(span).values_list("office")
    said = span.of("acknowledged_at") | span.of("engaged_at") | span.of("declined_at")
    taken = Involvement.objects.filter(said).values_list("office")
    settled = span.of("settled_at") & ~Q(state=Request.State.WITHDRAWN)
    answered = Request.objects.filter(
        span.of("acknowledged_at") | span.of("partly_at") | settled
    ).values_list("office")
    rows = (queryset.order_by() for queryset in (logged, taken, answered))
    return frozenset(pk for found in rows for (pk,) in found.distinct())


# -- requests --------------------------------------------------------------------------------------


def requests_answered(span: Span, level: Level) -> dict[Key, Total]:
    """By the office asked: answered or refused in time, of those whose time is over or that are
    settled."""
    rows = Request.objects.filter(span.of("asked_at")).exclude(state=Request.State.WITHDRAWN)
    settled = Q(state__in=[Request.State.ANSWERED, Request.State.REFUSED])
    overdue = Q(state__in=Request.OPEN, paused_at=None, due_at__lt=now())
    return _grouped(
        rows,
        "office",
        level,
        count=Count("pk", filter=settled & Q(settled_at__lte=F("due_at"))),
        of=Count("pk", filter=settled | overdue),
        cases=Count("pk", filter=settled),
        median=Percentile(F("settled_at") - F("asked_at"), 0.5, filter=settled),
    )


# -- the data of the cases -------------------------------------------------------------------------

# The common fields of a case, each filled or not.
COMMON_FIELDS: dict[str, Any] = {
    "title": ~Q(title=""),
    "narrative": ~Q(narrative=""),
    "offence": Exists(Case.offences.through.objects.filter(case=OuterRef("pk"))),
    "place": Exists(RouteStop.objects.filter(case=OuterRef("pk"))),
    "subject": Exists(Subject.objects.filter(case=OuterRef("pk"))),
    "seizure": Exists(Seizure.objects.filter(case=OuterRef("pk"))),
}


def submitted_in(span: Span) -> QuerySet[Case]:
    return Case.objects.submitted().filter(span.of("submitted_at"))


def fields_filled(span: Span, level: Level) -> dict[Key, Total]:
    """Common fields filled, of all common fields of the cases submitted."""
    one, none = Value(1), Value(0)
    filled = sum(
        (models.Case(When(rule, then=one), default=none) for rule in COMMON_FIELDS.values()), none
    )
    rows = submitted_in(span).annotate(filled=Cast(filled, IntegerField()))
    number = Count("pk")
    found = _grouped(rows, "office", level, count=Sum("filled"), cases=number)
    return {
        key: Total(total.count, total.cases * len(COMMON_FIELDS), total.cases)
        for key, total in found.items()
    }


def hours_to_submit(span: Span, level: Level) -> dict[Key, Total]:
    """From the event to the submission."""
    length = Percentile(F("submitted_at") - F("happened_at"), 0.5)
    return _grouped(submitted_in(span), "office", level, cases=Count("pk"), median=length)


# -- working together ------------------------------------------------------------------------------

HELD = [Operation.Status.RUNNING, Operation.Status.ENDED, Operation.Status.REPORTED]


def operations_held(span: Span, level: Level) -> dict[Key, Total]:
    """Operations that started, for each country that took part."""
    rows = Participant.objects.taking_part().filter(
        span.of("operation__started_at"), operation__status__in=HELD
    )
    return _grouped(rows, "office", level, count=Count("operation", distinct=True))


def operation_results(span: Span, level: Level, codes: Iterable[str]) -> dict[Key, Total]:
    """What was counted on the days of operations under these codes of `op_metrics`."""
    first, end = span.days
    rows = DayResult.objects.current().filter(
        day__gte=first, day__lt=end, operation__status__in=HELD
    )
    counts = [Coalesce(Cast(KeyTextTransform(c, "figures"), IntegerField()), 0) for c in codes]
    rows = rows.annotate(counted=sum(counts, Value(0)))
    return _grouped(rows, "office", level, count=Coalesce(Sum("counted"), 0))


def meetings_held(span: Span, level: Level) -> dict[Key, Total]:
    """Meetings with minutes, for each of the two countries."""
    minuted = [Meeting.Status.DRAFT, Meeting.Status.AGREED]
    return _of_two(Meeting.objects.filter(span.of("at"), status__in=minuted), level)


def patrols_signed(span: Span, level: Level) -> dict[Key, Total]:
    """Joint patrols that both sides signed, for each of the two countries."""
    rows = Patrol.objects.filter(span.of("starts_at"))
    return _of_two(rows.exclude(signed_own_at=None).exclude(signed_other_at=None), level)


def _of_two(rows: QuerySet[Any], level: Level) -> dict[Key, Total]:
    found = _grouped(rows, "office", level, count=Count("pk"))
    if level is not Level.REGION:
        for key, total in _grouped(rows, "other", level, count=Count("pk")).items():
            found[key] = Total(found.get(key, Total()).count + total.count)
    return found
