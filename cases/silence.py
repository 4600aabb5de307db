"""Offices from which the reader has not heard for a while, and officers who do not sign in.

Of an office of another country only that counts which concerns the reader, so that its other work
stays its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from agencies.models import Office, Officer
from audit.clock import now
from cases.models import Request
from cases.reciprocity import Scope
from notices.models import Notice

QUIET_DAYS = 7
SIGN_IN_DAYS = 30
# Further back nobody asks; older signs of life count as none.
_LOOK_BACK_DAYS = 365


@dataclass(frozen=True)
class Quiet:
    """`last_heard` None: not within a year. `waiting`: what it has not answered, late or not."""

    office: Office
    last_heard: datetime | None
    waiting: int


@dataclass(frozen=True)
class SignIns:
    office: Office
    officers: int
    absent: int


def quiet_offices(scope: Scope) -> list[Quiet]:
    """Active offices of the reader's borders, silent for a week; who has work waiting first."""
    if scope.is_all:
        return []
    heard, waiting = _last_heard(scope), _waiting(scope)
    limit = now() - timedelta(days=QUIET_DAYS)
    silent = [
        Quiet(office, heard.get(office.pk), waiting.get(office.pk, 0))
        for office in _neighbours(scope)
        if (last := heard.get(office.pk)) is None or last < limit
    ]
    return sorted(silent, key=lambda quiet: (-quiet.waiting, quiet.office.code))


def sign_ins(scope: Scope) -> list[SignIns]:
    """Only of the own office, or of the offices of the own country."""
    if scope.is_all:
        return []
    recent = Q(last_login__gte=now() - timedelta(days=SIGN_IN_DAYS))
    people = Officer.objects.active().people().filter(scope.own("office"))
    officers, absent = Count("pk"), Count("pk", filter=~recent)
    counted = people.order_by().values_list("office").annotate(officers=officers, absent=absent)
    offices = Office.objects.in_bulk([pk for pk, *_counts in counted])
    rows = [SignIns(offices[pk], *counts) for pk, *counts in counted]
    return sorted(rows, key=lambda row: (-row.absent, row.office.code))


def _neighbours(scope: Scope) -> QuerySet[Office]:
    """The border offices the reader has to do with: on the own borders, without the own office."""
    active = Office.objects.active().border_offices().select_related("country")
    if scope.office is not None:
        shared = active.filter(borders__in=scope.office.borders.all())
        return shared.exclude(pk=scope.office.pk).distinct()
    own = Office.objects.active().filter(country=scope.country)
    return active.filter(Q(country=scope.country) | Q(borders__in=own.values("borders"))).distinct()


def _last_heard(scope: Scope) -> dict[int, datetime]:
    """By office: when it last told, asked, acknowledged or answered something of the reader's."""
    since = now() - timedelta(days=_LOOK_BACK_DAYS)
    told, asked = scope.told(since), scope.requests(since)
    return _latest(
        _moments(told, "case__office", "told_at"),
        _moments(told, "office", "acknowledged_at", "engaged_at", "declined_at"),
        _moments(asked, "asking_office", "asked_at"),
        _moments(asked, "office", "acknowledged_at", "partly_at", "settled_at"),
    )


def _moments(found: QuerySet[Any], office: str, *fields: str) -> list[tuple[Any, ...]]:
    grouped = found.values(office).annotate(**{f"last_{field}": Max(field) for field in fields})
    return list(grouped.values_list(office, *(f"last_{field}" for field in fields)))


def _latest(*found: list[tuple[Any, ...]]) -> dict[int, datetime]:
    latest: dict[int, datetime] = {}
    for office, *moments in (row for rows in found for row in rows):
        known = [*filter(None, moments), *filter(None, [latest.get(office)])]
        if known:
            latest[office] = max(known)
    return latest


def _waiting(scope: Scope) -> dict[int, int]:
    since = now() - timedelta(days=_LOOK_BACK_DAYS)
    requests = scope.requests(since).filter(state__in=Request.OPEN, paused_at=None)
    cases = scope.told(since).filter(notice__in=Notice.objects.waiting())
    counts: dict[int, int] = {}
    for found in (requests, cases):
        for office, number in found.values_list("office").annotate(number=Count("pk")):
            counts[office] = counts.get(office, 0) + number
    return counts
