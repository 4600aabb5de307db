"""Who answers whom, how fast: figures from requests and from told cases, without their content.

The figures a reader sees are made of what concerns the own office (a coordinator or a partner
system: the own country). The regional observer sees borders only, from everything, and there a
figure below five is hidden, together with the figures it could be worked out from.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from agencies.access import office_of, officer, partner_of
from agencies.models import Border, Office, Officer
from audit.clock import now
from cases.models import Involvement, Request

BORDER, PAIR, OFFICE = "border", "pair", "office"
DAYS = (7, 30, 90, 365)
# Design 4.10: regional figures hide cells under five.
FEWEST = 5


class Percentile(Aggregate):
    """PostgreSQL's `percentile_cont`, which leaves out rows without a value."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, fraction: float, **extra: Any) -> None:
        super().__init__(expression, fraction=fraction, output_field=DurationField(), **extra)


@dataclass(frozen=True)
class Figures:
    """Of those that were put (`asked`): answered (of these `late`), refused, past their time
    without an answer, and waiting in time. `median` and `p90` run from the asking to the answer.
    None: hidden, or nothing to tell."""

    asked: int | None = 0
    answered: int | None = 0
    late: int | None = 0
    refused: int | None = 0
    unanswered: int | None = 0
    waiting: int | None = 0
    median: timedelta | None = None
    p90: timedelta | None = None

    @property
    def median_hours(self) -> float | None:
        return _hours(self.median)

    @property
    def p90_hours(self) -> float | None:
        return _hours(self.p90)

    def hidden(self) -> "Figures":
        """What a reader of regional figures may see: all of it, or that there is too little.

        Parts of a total are shown together or not at all, so that none follows from the others.
        """
        if (self.asked or 0) < FEWEST:
            return _HIDDEN
        parts = (self.answered, self.late, self.refused, self.unanswered, self.waiting)
        if any(0 < (part or 0) < FEWEST for part in parts):
            return replace(_HIDDEN, asked=self.asked)
        return self


def _hours(length: timedelta | None) -> float | None:
    return None if length is None else round(length.total_seconds() / 3600, 1)


_HIDDEN = Figures(None, None, None, None, None, None)


@dataclass(frozen=True)
class Row:
    """What `answers` did with what `asks` put to it: codes of countries or of offices, or None
    for all of them together."""

    asks: str | None
    answers: str | None
    border: str | None
    requests: Figures
    cases: Figures


# -- whose figures -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """The rows that concern a reader: of one office, of one country, or (`is_all`) of everybody."""

    office: Office | None = None
    country: str = ""
    is_all: bool = False

    def requests(self, since: datetime) -> QuerySet[Request]:
        rows = Request.objects.filter(asked_at__gte=since).exclude(state=Request.State.WITHDRAWN)
        return rows.filter(self._sides("asking_office", "office")).order_by()

    def told(self, since: datetime) -> QuerySet[Involvement]:
        """Cases of which an office was told; one that was skipped was not told."""
        rows = Involvement.objects.filter(told_at__gte=since, notice__isnull=False)
        return rows.filter(self._sides("case__office", "office")).order_by()

    def own(self, field: str) -> Q:
        """That `field` is an office whose work is the reader's own."""
        if self.office is not None:
            return Q(**{field: self.office})
        return Q(**{f"{field}__country": self.country})

    def _sides(self, asks: str, answers: str) -> Q:
        return Q() if self.is_all else self.own(asks) | self.own(answers)


def scope_of(user: object) -> Scope | None:
    """None: nothing concerns them."""
    partner = partner_of(user)
    if partner is not None:
        return Scope(country=partner.country_id)
    who, office = officer(user), office_of(user)
    if who is not None and who.role == Officer.Role.OBSERVER:
        return Scope(is_all=True)
    if who is None or office is None:
        return None
    is_coordinator = who.role == Officer.Role.COORDINATOR
    return Scope(country=office.country_id) if is_coordinator else Scope(office=office)


def groups_for(scope: Scope) -> list[str]:
    return [BORDER] if scope.is_all else [BORDER, PAIR, OFFICE]


# -- the figures -------------------------------------------------------------------------------

_REPLY = F("settled_at") - F("asked_at")
_SETTLED = Q(state__in=[Request.State.ANSWERED, Request.State.REFUSED])
_OPEN = Q(state__in=Request.OPEN)
_TAKEN = Coalesce("acknowledged_at", "engaged_at", "declined_at")
_SILENT = Q(acknowledged_at=None, engaged_at=None, declined_at=None)

Key = tuple[str | None, str | None]


def rows(scope: Scope, by: str, days: int) -> list[Row]:
    """`by` is one of `groups_for(scope)`. Answered means acknowledged for a case that was told
    (or engaged in, or declined: whatever an officer said first)."""
    since = now() - timedelta(days=days)
    if by == OFFICE:
        answering = _grouped(scope, since, None, "code", own="answers")
        asking = _grouped(scope, since, "code", None, own="asks")
        return [*answering, *asking]
    field = "country" if by == BORDER else "code"
    found = _grouped(scope, since, field, field)
    return [_with_small_hidden(row) for row in found] if scope.is_all else found


def _with_small_hidden(row: Row) -> Row:
    return replace(row, requests=row.requests.hidden(), cases=row.cases.hidden())


def _grouped(
    scope: Scope, since: datetime, asks: str | None, answers: str | None, *, own: str = ""
) -> list[Row]:
    """Rows by a field of the asking and of the answering office; a side without one is summed.
    `own` leaves only rows whose side is the reader's own."""
    requests = _by_key(
        _only(scope, scope.requests(since), own, "asking_office", "office"),
        _keys("asking_office", asks, "office", answers),
        **_of_requests(now()),
    )
    cases = _by_key(
        _only(scope, scope.told(since), own, "case__office", "office"),
        _keys("case__office", asks, "office", answers),
        **_of_cases(now()),
    )
    borders = {border.countries: border.pk for border in Border.objects.all()}
    return [
        Row(
            *key,
            borders.get(frozenset((code or "")[:2] for code in key)),
            requests.get(key, Figures()),
            cases.get(key, Figures()),
        )
        for key in sorted({*requests, *cases}, key=_in_order)
    ]


def _in_order(key: Key) -> tuple[list[str], str]:
    """Both directions of a pair stand together."""
    return sorted(code or "" for code in key), key[0] or ""


def _only(scope: Scope, found: Any, own: str, asks: str, answers: str) -> Any:
    return found.filter(scope.own(asks if own == "asks" else answers)) if own else found


def _keys(asking: str, asks: str | None, answering: str, answers: str | None) -> dict[str, F]:
    fields = {"asks": (asking, asks), "answers": (answering, answers)}
    return {f"key_{name}": F(f"{side}__{field}") for name, (side, field) in fields.items() if field}


def _by_key(found: QuerySet[Any], keys: dict[str, F], **figures: Any) -> dict[Key, Figures]:
    grouped = found.annotate(**keys).values(*keys).annotate(**figures)
    return {
        (row.pop("key_asks", None), row.pop("key_answers", None)): Figures(**row) for row in grouped
    }


def _of_requests(moment: datetime) -> dict[str, Any]:
    overdue = _OPEN & Q(paused_at=None, due_at__lt=moment)
    return {
        "asked": Count("pk"),
        "answered": Count("pk", filter=Q(state=Request.State.ANSWERED)),
        "late": Count("pk", filter=_SETTLED & Q(settled_at__gt=F("due_at"))),
        "refused": Count("pk", filter=Q(state=Request.State.REFUSED)),
        "unanswered": Count("pk", filter=overdue),
        "waiting": Count("pk", filter=_OPEN & ~overdue),
        "median": Percentile(_REPLY, 0.5, filter=_SETTLED),
        "p90": Percentile(_REPLY, 0.9, filter=_SETTLED),
    }


def _of_cases(moment: datetime) -> dict[str, Any]:
    asked = Q(notice__needs_acknowledgement=True, ended_at=None)
    overdue = _SILENT & asked & Q(notice__acknowledge_by__lt=moment)
    return {
        "asked": Count("pk"),
        "answered": Count("pk", filter=~_SILENT & Q(declined_at=None)),
        "late": Count("pk", filter=~_SILENT & Q(notice__acknowledge_by__lt=_TAKEN)),
        "refused": Count("pk", filter=Q(declined_at__isnull=False)),
        "unanswered": Count("pk", filter=overdue),
        "waiting": Count("pk", filter=_SILENT & asked & ~overdue),
        "median": Percentile(_TAKEN - F("told_at"), 0.5),
        "p90": Percentile(_TAKEN - F("told_at"), 0.9),
    }
