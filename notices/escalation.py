"""Silence climbs: officers on duty, head of office, national coordinator."""

from collections.abc import Callable

import structlog
from django.db import transaction

from agencies.models import Office, Officer
from agencies.roster import email_readers, heads, reachable_by_email
from audit.clock import now
from notices import clocks
from notices.models import Notice
from notices.outbox import tell

log = structlog.get_logger(__name__)


def climb(limit: int = 200) -> int:
    """Climb one step for every notice whose time has come. Returns how many climbed.

    Each step is a notice with its own event key, so two clocks at once climb once.
    """
    due = Notice.objects.silent_at(now()).order_by("next_escalation_at")
    ids = list(due.values_list("pk", flat=True)[:limit])
    return sum(_try_to_climb(pk) for pk in ids)


def _try_to_climb(pk: int) -> bool:
    """One notice that cannot climb does not hold up the others."""
    try:
        return _climb_one(pk)
    except Exception as error:
        log.error("climb_failed", notice=pk, fault=type(error).__name__)
        return False


@transaction.atomic
def _climb_one(pk: int) -> bool:
    notice = (
        Notice.objects.silent_at(now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("office__country")
        .filter(pk=pk)
        .first()
    )
    if notice is None or notice.is_due_at is None:
        return False
    notice.escalation_level += 1
    _STEPS[notice.escalation_level](notice)
    notice.next_escalation_at = clocks.climbs_at(
        notice.urgency, notice.escalation_level + 1, notice.is_due_at
    )
    notice.save(update_fields=["escalation_level", "next_escalation_at"])
    return True


def _tell_duty(notice: Notice) -> None:
    _tell(notice, notice.office, Notice.Kind.ESCALATED_DUTY, email_readers(notice.office))


def _tell_head(notice: Notice) -> None:
    readers = reachable_by_email(heads(notice.office))
    _tell(notice, notice.office, Notice.Kind.ESCALATED_HEAD, readers)


def _tell_coordinator(notice: Notice) -> None:
    desk = Office.objects.active().national_desk_of(notice.office.country_id).first()
    if desk is not None:
        _tell(notice, desk, Notice.Kind.ESCALATED_COORDINATOR, email_readers(desk))


_STEPS: dict[int, Callable[[Notice], None]] = {
    1: _tell_duty,
    2: _tell_head,
    3: _tell_coordinator,
}
LEVELS = tuple(_STEPS)


def _tell(notice: Notice, office: Office, kind: Notice.Kind, readers: list[Officer]) -> None:
    tell(
        office,
        kind,
        event_key=f"{notice.event_key}:{kind}:{notice.office.code}",
        reference=notice.subject_reference,
        link=notice.link,
        urgency=notice.urgency,
        follows=notice,
        readers=readers,
        for_office_alone=notice.for_office_alone,
    )
