"""Taking the mails out of the mailbox: each becomes one row, whatever it holds and whoever dies.

The row is committed first, then the mail is marked. A worker that is killed between the two finds
the row in the next round and only marks.
"""

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction

from agencies.models import Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import SYSTEM, record
from cases.mailbox import account, letters, senders
from cases.mailbox.account import Arrived, Box
from cases.mailbox.letters import Letter
from cases.models import MailReply
from notices import shortcodes

KIND = "mail_reply"
MOST_AT_ONCE = 50
# More than these for one officer is somebody who wants to drown him.
MOST_WAITING = 100

State, Reason = MailReply.State, MailReply.Reason
log = structlog.get_logger(__name__)


def take_new() -> int:
    """One round: how many mails were new. A mail server that is away delays, never fails."""
    if not account.is_there():
        return 0
    try:
        with account.opened() as box:
            return sum(_take(box, uid) for uid in box.unseen()[:MOST_AT_ONCE])
    except account.Faults as fault:
        log.warning("mailbox_away", fault=type(fault).__name__)
        return 0


def _take(box: Box, uid: int) -> bool:
    is_new = False
    if not MailReply.objects.lying_at(box.name, box.validity, uid).exists():
        arrived = box.fetch(uid)
        if arrived is None:
            return False
        is_new = keep(box, arrived)
    box.mark_taken(uid)
    return is_new


def keep(box: Box, arrived: Arrived) -> bool:
    """Write the row. False when there is one already: from another worker, or of the same mail
    that was sent again."""
    row = _row_of(arrived)
    row.mailbox, row.uid_validity, row.uid = box.name, box.validity, arrived.uid
    try:
        with transaction.atomic():
            row.save()
            _record(row)
    except IntegrityError:
        same = MailReply.objects.lying_at(box.name, box.validity, arrived.uid)
        if same.exists() or MailReply.objects.filter(key=row.key).exists():
            return False
        raise
    return True


def _record(row: MailReply) -> None:
    outcome = Entry.Outcome.DENIED if row.state == State.ASIDE else Entry.Outcome.ALLOWED
    record(
        Entry.Operation.COLLECTION,
        "take mail",
        actor=SYSTEM,
        kind=KIND,
        ids=[str(row.public_id)],
        outcome=outcome,
        reason_code=row.reason,
    )


def _row_of(arrived: Arrived) -> MailReply:
    """A mail that cannot be read is put aside, so that it does not come again each minute."""
    row = MailReply(received_at=arrived.at, taken_at=now(), key=letters.key_of(arrived.raw))
    try:
        letter = letters.read(arrived.raw, but=shortcodes.PAGE)
    except Exception as fault:  # whatever the libraries throw at what strangers send
        log.warning("mail_unreadable", fault=type(fault).__name__)
        return _put_aside(row, Reason.UNREADABLE)
    officer, why = senders.officer_behind(senders.address_in(letter.senders))
    row.officer, row.is_proven = officer, _is_proven(letter)
    row.reference = letter.references[0] if len(letter.references) == 1 else ""
    why = why or _fault(letter, row, arrived)
    return _put_aside(row, why) if why else _filled(row, letter)


def _is_proven(letter: Letter) -> bool:
    server = settings.MAILBOX_AUTHSERV_ID
    address = senders.address_in(letter.senders)
    return bool(server) and senders.is_proven(letter.verdicts, address, server)


def _fault(letter: Letter, row: MailReply, arrived: Arrived) -> str:
    """Why a mail of a known officer is not put before that officer."""
    if settings.MAILBOX_AUTHSERV_ID and not row.is_proven:
        return Reason.NOT_PROVEN
    if letter.is_automatic:
        return Reason.AUTOMATIC
    if not row.reference:
        return Reason.NO_REFERENCE
    if arrived.is_too_large or letter.is_too_long:
        return Reason.TOO_LARGE
    return Reason.TOO_MANY if _has_too_many(row.officer) else ""


def _has_too_many(officer: Officer | None) -> bool:
    return MailReply.objects.waiting().filter(officer=officer).count() >= MOST_WAITING


# Of these the officer is told that something came: no doubt whose it is, as far as one can know.
_TOLD = frozenset({Reason.TOO_LARGE})


def _put_aside(row: MailReply, why: str) -> MailReply:
    """Nothing of it is kept but that it came. It lies in the mailbox until that is emptied."""
    row.state, row.reason, row.decided_at = State.ASIDE, why, now()
    if why not in _TOLD:
        row.officer, row.reference = None, ""
    return row


def _filled(row: MailReply, letter: Letter) -> MailReply:
    row.subject = letter.subject[: MailReply.LONGEST_SUBJECT]
    row.text = letter.text[: MailReply.LONGEST]
    names = [name[: MailReply.LONGEST_NAME] for name in letter.names]
    row.names, row.left_out = names[: MailReply.MOST_NAMES], len(names)
    return row
