"""The verbs of a reply: its officer files it where it belongs, discards it, or calls it false."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import messages, requestreading
from cases.mailbox import account
from cases.mailbox.taking import KIND
from cases.models import Case, MailReply, Message, Request
from cases.problems import CaseProblem, WrongState
from cases.reading import find
from cases.threads import Place, about_of

State = MailReply.State
Operation = Entry.Operation
# How long a report of a forged sender stays before the head of the office.
REPORTED_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One reply in the officer's list. What it speaks of may be out of reach: that is said."""

    reply: MailReply
    is_in_reach: bool


@dataclass(frozen=True)
class MailWork:
    """What the inbox says of e-mails to one officer."""

    waiting: int
    forged: int


def waiting_for(reader: object) -> list[Line]:
    replies = list(MailReply.objects.readable_by(reader).waiting())
    references = {one.reference for one in replies}
    reached = {
        reference
        for kind in (Case, Request)
        for reference in kind.objects.visible_to(reader)
        .filter(reference__in=references)
        .values_list("reference", flat=True)
    }
    return [Line(one, one.reference in reached) for one in replies]


def not_taken_of(reader: object) -> list[MailReply]:
    rows = MailReply.objects.readable_by(reader).not_taken()
    return list(rows.filter(taken_at__gte=now() - REPORTED_LATELY)[:20])


def reported_to(reader: object) -> list[MailReply]:
    """Those called forged of late; a head sees those of the office."""
    rows = MailReply.objects.reported_to(reader).filter(decided_at__gte=now() - REPORTED_LATELY)
    return list(rows.select_related("officer")[:50])


def work_of(reader: object) -> MailWork | None:
    """None where the portal takes no e-mails."""
    if not account.is_there():
        return None
    forged = MailReply.objects.reported_to(reader).filter(decided_at__gte=now() - REPORTED_LATELY)
    return MailWork(MailReply.objects.readable_by(reader).waiting().count(), forged.count())


def found(public_id: UUID, reader: object) -> MailReply:
    """One's own that waits, or 404."""
    reply = MailReply.objects.readable_by(reader).waiting().filter(public_id=public_id).first()
    if reply is None:
        raise Http404
    return reply


def consult(public_id: UUID, reader: Officer) -> MailReply:
    """The same, on record."""
    reply = found(public_id, reader)
    _record(Operation.CONSULTATION, "read mail", reply, reader)
    return reply


def list_consulted(replies: list[MailReply], reader: Officer) -> None:
    """One row for a list that shows the words."""
    ids = [str(one.public_id) for one in replies]
    if ids:
        record(
            Operation.CONSULTATION,
            "read mail",
            actor=actor(reader),
            kind=KIND,
            ids=ids,
            fields=["text"],
        )


def place_of(reply: MailReply, reader: object) -> Place | None:
    """The case or request it speaks of, as this reader sees it now; None out of reach."""
    look = requestreading.find if reply.reference.startswith("RQ-") else find
    try:
        return look(reply.reference, reader)
    except Http404:
        return None


# -- the verbs -----------------------------------------------------------------------------------


@transaction.atomic
def confirm(
    reply: MailReply, text: str, *, officer: Officer, language: str, to: Sequence[Office] = ()
) -> Message:
    """File it as the officer's own message, with the rights of this moment."""
    reply = _locked(reply, officer)
    if len(text) > Message.LONGEST:
        raise CaseProblem(
            _("A message has %(n)s characters at most.") % {"n": Message.LONGEST}, field="text"
        )
    message = _filed(reply, text, officer, language, to)
    _decide(reply, State.FILED, message)
    _record(Operation.ALTERATION, "confirm mail", reply, officer)
    return message


def _filed(
    reply: MailReply, text: str, officer: Officer, language: str, to: Sequence[Office]
) -> Message:
    place = place_of(reply, officer)
    if place is None:
        raise CaseProblem(
            _("There is no such case or request in your reach. The e-mail cannot be filed.")
        )
    return messages.write(about_of(place), text, officer=officer, language=language, to=to)


@transaction.atomic
def discard(reply: MailReply, *, officer: Officer, is_forged: bool = False) -> MailReply:
    """Throw it away. What is called forged stands in the record, and before the head."""
    reply = _locked(reply, officer)
    _decide(reply, State.FORGED if is_forged else State.DISCARDED)
    action = "report forged mail" if is_forged else "discard mail"
    _record(Operation.ERASURE, action, reply, officer, "forged_sender" if is_forged else "")
    return reply


def _locked(reply: MailReply, officer: Officer) -> MailReply:
    own = MailReply.objects.readable_by(officer).select_for_update(of=("self",))
    locked: MailReply | None = own.filter(pk=reply.pk).first()
    if locked is None:
        raise Http404
    if locked.state != State.WAITING:
        raise WrongState(_("This e-mail is decided already."))
    return locked


def _decide(reply: MailReply, state: MailReply.State, message: Message | None = None) -> None:
    """No word of the mail stays."""
    reply.state, reply.message, reply.decided_at = state, message, now()
    reply.subject, reply.text, reply.names = "", "", []
    reply.save()


def _record(
    operation: Entry.Operation, action: str, reply: MailReply, by: object, reason: str = ""
) -> None:
    record(
        operation,
        action,
        actor=actor(by),
        kind=KIND,
        ids=[str(reply.public_id)],
        fields=["text"],
        reason_code=reason,
    )
