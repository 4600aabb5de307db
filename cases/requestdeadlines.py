"""Reminders before a request is due, and what climbs when nobody answers: rows with a unique key.

Whoever looks (beat, two workers at once, a shell) claims a row with `SKIP LOCKED` and marks it in
the transaction that writes its notices, so that each is told exactly once; a worker that is killed
leaves the row as it was. That nobody acknowledges climbs by the notice itself
(`notices/escalation.py`).
"""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import transaction

from agencies.limits import Limits
from agencies.models import Office, Officer
from agencies.roster import email_readers, heads, reachable_by_email
from audit.clock import now
from cases.models import Request, RequestDeadline
from notices.models import Notice
from notices.outbox import tell

Kind = RequestDeadline.Kind
SWEEP_SECONDS = 60.0

log = structlog.get_logger(__name__)


def limits_of(urgency: str) -> Limits:
    return settings.REQUEST_LIMITS[urgency]


def schedule(request: Request) -> None:
    """The rows for the times as they stand. The caller has locked the request and raised its
    `due_version`; what was scheduled before is not told any more."""
    drop(request)
    limits = limits_of(request.urgency)
    wanted = {
        Kind.ANSWER_SOON: request.due_at - limits.remind_answer,
        Kind.ANSWER_LATE: request.due_at,
        Kind.ANSWER_LATER: request.due_at + limits.again,
    }
    if request.acknowledged_at is None:
        wanted[Kind.ACKNOWLEDGE_SOON] = request.acknowledge_by - limits.remind_acknowledge
    RequestDeadline.objects.bulk_create(
        RequestDeadline(request=request, kind=kind, due_version=request.due_version, at=at)
        for kind, at in wanted.items()
        if at > now()
    )


def drop(request: Request, *kinds: RequestDeadline.Kind) -> None:
    """Nobody waits for these any more; without kinds, for none of them."""
    rows = request.deadlines.waiting()
    if kinds:
        rows = rows.filter(kind__in=kinds)
    rows.update(dropped_at=now())


def tell_due(*, limit: int = 500, seconds: float = SWEEP_SECONDS) -> int:
    """Tell every deadline whose time has come; goes on while there are any, but no longer than
    `seconds`. Returns how many were told by this call."""
    until = time.monotonic() + seconds
    told = 0
    seen: set[int] = set()
    while fresh := [pk for pk in _due(limit) if pk not in seen]:
        for pk in fresh:
            told += _try_to_tell(pk)
            if time.monotonic() > until:
                return told
        seen.update(fresh)
    return told


def _due(limit: int) -> list[int]:
    rows = RequestDeadline.objects.due_at(now()).order_by("at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _try_to_tell(pk: int) -> bool:
    """One deadline that cannot be told does not hold up the others."""
    try:
        return _tell_one(pk)
    except Exception as error:
        log.error("deadline_failed", deadline=pk, fault=type(error).__name__)
        return False


@transaction.atomic
def _tell_one(pk: int) -> bool:
    row = (
        RequestDeadline.objects.due_at(now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("request__office", "request__asking_office")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        return False
    _TOLD[Kind(row.kind)](row)
    row.told_at = now()
    row.save(update_fields=["told_at"])
    return True


def _remind_to_acknowledge(row: RequestDeadline) -> None:
    _tell(row, row.request.office, Notice.Kind.REQUEST_ACK_SOON)


def _remind_to_answer(row: RequestDeadline) -> None:
    _tell(row, row.request.office, Notice.Kind.REQUEST_DUE_SOON)


def _say_late(row: RequestDeadline) -> None:
    """Both offices; in the one that answers its head reads it too."""
    office = row.request.office
    readers = {one.pk: one for one in (*email_readers(office), *reachable_by_email(heads(office)))}
    _tell(row, office, Notice.Kind.REQUEST_OVERDUE, list(readers.values()))
    _tell(row, row.request.asking_office, Notice.Kind.REQUEST_OVERDUE)


def _say_later(row: RequestDeadline) -> None:
    """Once more, and to the national desk of the country that answers."""
    office = row.request.office
    desk = Office.objects.active().national_desk_of(office.country_id).first()
    told = [office, row.request.asking_office, *([desk] if desk is not None else [])]
    for each in {one.pk: one for one in told}.values():
        _tell(row, each, Notice.Kind.REQUEST_STILL_LATE)


_TOLD: dict[RequestDeadline.Kind, Callable[[RequestDeadline], None]] = {
    Kind.ACKNOWLEDGE_SOON: _remind_to_acknowledge,
    Kind.ANSWER_SOON: _remind_to_answer,
    Kind.ANSWER_LATE: _say_late,
    Kind.ANSWER_LATER: _say_later,
}


def _tell(
    row: RequestDeadline,
    office: Office,
    kind: Notice.Kind,
    readers: list[Officer] | None = None,
) -> None:
    tell(
        office,
        kind,
        event_key=f"{row.request.reference}:{row.kind}:{row.due_version}",
        reference=row.request.reference,
        link=row.request.link,
        urgency=row.request.urgency,
        readers=readers,
    )
