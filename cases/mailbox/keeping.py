"""How long what came by e-mail is kept, and how many were put aside."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings

from audit.clock import now
from cases.mailbox import account
from cases.models import MailReply

COUNTED = timedelta(days=30)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ReasonCount:
    """Never of whom, nor about what."""

    reason: str
    label: str
    number: int


def put_aside_lately() -> list[ReasonCount]:
    rows = MailReply.objects.filter(taken_at__gte=now() - COUNTED)
    numbers = rows.counted_by_reason()
    return [
        ReasonCount(reason.value, str(reason.label), numbers[reason.value])
        for reason in MailReply.Reason
        if reason.value in numbers
    ]


def end_outlived() -> int:
    """What its officer never decided is put aside and its words are erased. How many."""
    limit = now() - timedelta(days=settings.MAILBOX_WAIT_DAYS)
    return (
        MailReply.objects.waiting()
        .filter(taken_at__lt=limit)
        .update(
            state=MailReply.State.ASIDE,
            reason=MailReply.Reason.TOO_OLD,
            decided_at=now(),
            officer=None,
            reference="",
            subject="",
            text="",
            names=[],
        )
    )


def empty_mailbox() -> int:
    """Erase on the mail server what was taken some days ago. How many."""
    if not account.is_there():
        return 0
    before = now().date() - timedelta(days=settings.MAILBOX_KEEP_DAYS)
    try:
        with account.opened() as box:
            return box.erase_taken(before)
    except account.Faults as fault:
        log.warning("mailbox_away", fault=type(fault).__name__)
        return 0
