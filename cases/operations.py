"""Joint and coordinated operations: one office plans, offices of other countries take part.

Planned → agreed (nobody who was asked still owes an answer, and an office of another country takes
part) → running → ended → reported; or cancelled. Who takes part reads everything of the plan and
its results; a case attached to it (`cases.operationrecords`) is shared with nobody by that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor, works_for
from agencies.models import Crossing, Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.models import Operation, OperationEvent, Participant
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.references import next_numbered
from notices.models import Notice, Urgency
from notices.outbox import tell

Status = Operation.Status
Kind = OperationEvent.Kind
Answer = Participant.Answer

WORD = "OP"
KIND = "operation"


@dataclass(frozen=True)
class OperationContent:
    """What a plan says."""

    title: str
    objective: str
    kind: str
    starts: date
    ends: date
    sites: tuple[Crossing, ...] = ()


FIELDS = ("title", "objective", "kind", "starts", "ends", "sites")


def content_of(operation: Operation) -> OperationContent:
    values = {name: getattr(operation, name) for name in FIELDS if name != "sites"}
    return OperationContent(**values, sites=tuple(operation.sites.order_by("code")))


@transaction.atomic
def plan(content: OperationContent, *, officer: Officer, office: Office) -> Operation:
    """The office that plans leads, and takes part."""
    if not works_for(officer, office):
        raise NotAllowed(_("You plan operations for your own office."))
    _must_be_a_plan(content)
    moment = now()
    operation = Operation.objects.create(
        reference=next_numbered(WORD, Operation.objects, office, moment),
        office=office,
        planned_by=officer,
        planned_at=moment,
        **_values(content),
    )
    operation.sites.set(content.sites)
    _seat(operation, office, officer, moment)
    _note(operation, Kind.PLANNED, officer, Entry.Operation.COLLECTION, fields=FIELDS)
    return operation


@transaction.atomic
def change(
    operation: Operation, content: OperationContent, *, officer: Officer, version: int
) -> Operation:
    """Raises StaleVersion when a colleague changed the plan since it was read."""
    operation = lock_led(operation, officer)
    if not operation.is_open:
        raise WrongState(_("What is over is not planned anew."))
    if operation.version != version:
        raise StaleVersion(operation.version)
    _must_be_a_plan(content)
    before = content_of(operation)
    content = _in_order(content)
    changed = [name for name in FIELDS if getattr(before, name) != getattr(content, name)]
    if not changed:
        return operation
    for name, value in _values(content).items():
        setattr(operation, name, value)
    operation.version += 1
    operation.save()
    operation.sites.set(content.sites)
    event = _note(operation, Kind.CHANGED, officer, fields=changed)
    _tell(operation, Notice.Kind.OPERATION_CHANGED, event)
    return operation


@transaction.atomic
def invite(operation: Operation, office: Office, *, officer: Officer) -> Participant:
    """Ask an office, or ask again one that declined. It is told, and reads the plan from now on."""
    operation = lock_led(operation, officer)
    if not operation.is_open:
        raise WrongState(_("Nobody is asked to take part in what is over."))
    if not office.is_active:
        raise CaseProblem(_("This office is not active."), field="office")
    seat = operation.participants.filter(office=office).first()
    if seat is not None and seat.answer != Answer.DECLINED:
        raise CaseProblem(_("This office is asked already."), field="office")
    seat = seat or Participant(operation=operation, office=office)
    seat.invited_by, seat.invited_at = officer, now()
    seat.answer, seat.reason, seat.answered_by, seat.answered_at = "", "", None, None
    seat.save()
    _settle(operation)
    event = _note(
        operation, Kind.INVITED, officer, Entry.Operation.DISCLOSURE, about=office, fields=["plan"]
    )
    _tell(operation, Notice.Kind.OPERATION_INVITED, event, [office])
    return seat


@transaction.atomic
def accept(operation: Operation, *, officer: Officer, office: Office) -> Participant:
    operation, seat = _to_answer(operation, officer, office)
    seat.answer, seat.answered_by, seat.answered_at = Answer.ACCEPTED, officer, now()
    seat.save()
    _settle(operation)
    event = _note(operation, Kind.ACCEPTED, officer, about=office)
    _tell(operation, Notice.Kind.OPERATION_ANSWERED, event)
    return seat


@transaction.atomic
def decline(operation: Operation, *, reason: str, officer: Officer, office: Office) -> Participant:
    """Also by an office that had accepted, while nothing has begun. It reads the plan no longer."""
    operation, seat = _to_answer(operation, officer, office, may_take_back=True)
    _must_say_why(reason)
    others = _offices(operation, but=office)
    seat.answer, seat.reason = Answer.DECLINED, reason
    seat.answered_by, seat.answered_at = officer, now()
    seat.save()
    _settle(operation)
    event = _note(operation, Kind.DECLINED, officer, about=office, reason=reason)
    _tell(operation, Notice.Kind.OPERATION_ANSWERED, event, others)
    return seat


@transaction.atomic
def start(operation: Operation, *, officer: Officer) -> Operation:
    operation = lock_led(operation, officer)
    if not operation.is_ahead:
        raise WrongState(_("Only an operation that is planned or agreed is started."))
    if not _others_take_part(operation):
        raise WrongState(_("No office of another country takes part yet."))
    if today_at(operation.office) < operation.starts:
        raise WrongState(_("Its first day lies ahead. Change the plan to begin earlier."))
    operation.started_at = now()
    _move(operation, Status.RUNNING)
    event = _note(operation, Kind.STARTED, officer, fields=["status"])
    _tell(operation, Notice.Kind.OPERATION_STARTED, event)
    return operation


@transaction.atomic
def end(operation: Operation, *, officer: Officer) -> Operation:
    """Results may still be written down and corrected until it is reported."""
    operation = lock_led(operation, officer)
    if not operation.is_running:
        raise WrongState(_("Only a running operation ends."))
    operation.ended_at = now()
    _move(operation, Status.ENDED)
    event = _note(operation, Kind.ENDED, officer, fields=["status"])
    _tell(operation, Notice.Kind.OPERATION_ENDED, event)
    return operation


@transaction.atomic
def report(operation: Operation, *, summary: str, officer: Officer) -> Operation:
    """The results stand; nobody changes them any more."""
    operation = lock_led(operation, officer)
    if operation.status != Status.ENDED:
        raise WrongState(_("An operation is reported once it has ended."))
    if not summary.strip():
        raise CaseProblem(_("Say what was reached."), field="summary")
    operation.summary = summary
    _move(operation, Status.REPORTED)
    event = _note(operation, Kind.REPORTED, officer, fields=["status", "summary"])
    _tell(operation, Notice.Kind.OPERATION_REPORTED, event)
    return operation


@transaction.atomic
def cancel(operation: Operation, *, reason: str, officer: Officer) -> Operation:
    operation = lock_led(operation, officer)
    if not operation.is_open:
        raise WrongState(_("What is over is not cancelled."))
    _must_say_why(reason)
    operation.reason = reason
    _move(operation, Status.CANCELLED)
    event = _note(operation, Kind.CANCELLED, officer, fields=["status"], reason=reason)
    _tell(operation, Notice.Kind.OPERATION_CANCELLED, event)
    return operation


# -- the first steps of the verbs here and beside here -----------------------------------------


def lock(operation: Operation) -> Operation:
    rows = Operation.objects.select_for_update(of=("self",)).select_related("office__country")
    return rows.get(pk=operation.pk)


def lock_led(operation: Operation, officer: Officer) -> Operation:
    locked = lock(operation)
    if not works_for(officer, locked.office):
        raise NotAllowed(_("Only the office that leads the operation can do that."))
    return locked


def lock_seat(
    operation: Operation, officer: Officer, office: Office
) -> tuple[Operation, Participant]:
    """For somebody of an office that takes part."""
    locked = lock(operation)
    seat = locked.participants.filter(office=office).first()
    if seat is None or not seat.takes_part or not works_for(officer, office):
        raise NotAllowed(_("Only an office that takes part can do that."))
    return locked, seat


def today_at(office: Office) -> date:
    return now().astimezone(ZoneInfo(office.time_zone)).date()


def trace_operation(
    operation: Operation,
    doing: Entry.Operation,
    action: str,
    by: object,
    *,
    fields: Iterable[str] = (),
    recipients: Iterable[str] = (),
    purpose: str = "",
) -> None:
    record(
        doing,
        action,
        actor=actor(by),
        kind=KIND,
        ids=[operation.reference],
        fields=fields,
        recipients=recipients,
        purpose=purpose,
    )


def _to_answer(
    operation: Operation, officer: Officer, office: Office, *, may_take_back: bool = False
) -> tuple[Operation, Participant]:
    locked = lock(operation)
    seat = locked.participants.filter(office=office).first()
    if seat is None or not works_for(officer, office):
        raise NotAllowed(_("Your office is not asked to take part."))
    if not locked.is_open:
        raise WrongState(_("The operation is over."))
    if seat.is_waiting:
        return locked, seat
    backs_out = may_take_back and seat.takes_part and locked.is_ahead
    if office == locked.office or not backs_out:
        raise WrongState(_("Your office has answered already."))
    return locked, seat


def _must_be_a_plan(content: OperationContent) -> None:
    for name, message in (
        ("title", _("Give the operation a title.")),
        ("objective", _("Say what is to be reached.")),
    ):
        if not getattr(content, name).strip():
            raise CaseProblem(message, field=name)
    if content.ends < content.starts:
        raise CaseProblem(_("The last day is not before the first."), field="ends")
    for name, day in (("starts", content.starts), ("ends", content.ends)):
        if not 1900 <= day.year <= 2199:
            raise CaseProblem(_("Give a year from 1900 to 2199."), field=name)
    if not content.sites:
        raise CaseProblem(_("Choose at least one crossing."), field="sites")


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise CaseProblem(_("Say why."), field="reason")


def _in_order(content: OperationContent) -> OperationContent:
    sites = tuple(sorted(content.sites, key=lambda site: site.code))
    return OperationContent(**{**vars(content), "sites": sites})


def _values(content: OperationContent) -> dict[str, object]:
    return {name: value for name, value in vars(content).items() if name != "sites"}


def _seat(operation: Operation, office: Office, officer: Officer, moment: datetime) -> None:
    operation.participants.create(
        office=office,
        invited_by=officer,
        invited_at=moment,
        answer=Answer.ACCEPTED,
        answered_by=officer,
        answered_at=moment,
    )


def _others_take_part(operation: Operation) -> bool:
    abroad = operation.participants.taking_part().exclude(office__country=operation.office.country)
    return bool(abroad.exists())


def _settle(operation: Operation) -> None:
    """Before it begins: agreed once everybody has answered and somebody abroad takes part."""
    if not operation.is_ahead:
        return
    waits = operation.participants.waiting().exists()
    agreed = _others_take_part(operation) and not waits
    _move(operation, Status.AGREED if agreed else Status.PLANNED)


def _move(operation: Operation, status: Operation.Status) -> None:
    operation.status = status
    operation.save()


def _offices(operation: Operation, *, but: Office | None) -> list[Office]:
    """Those that take part or are asked to."""
    seats = operation.participants.in_sight().select_related("office")
    return [seat.office for seat in seats if seat.office != but]


def _note(
    operation: Operation,
    kind: OperationEvent.Kind,
    officer: Officer,
    doing: Entry.Operation = Entry.Operation.ALTERATION,
    *,
    about: Office | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> OperationEvent:
    office = about or operation.office
    recipients = [office.code] if kind == Kind.INVITED else []
    trace_operation(
        operation, doing, f"operation {kind}", officer, fields=fields, recipients=recipients
    )
    return OperationEvent.objects.create(
        operation=operation,
        kind=kind,
        at=now(),
        by=officer,
        about=office,
        fields=list(fields),
        reason=reason,
    )


def _tell(
    operation: Operation,
    kind: Notice.Kind,
    event: OperationEvent,
    offices: list[Office] | None = None,
) -> None:
    """Reference and link only. Without `offices`, all others that take part or are asked to."""
    for office in _offices(operation, but=event.by.office) if offices is None else offices:
        tell(
            office,
            kind,
            event_key=f"{operation.reference}:{event.kind}:{event.pk}",
            reference=operation.reference,
            link=operation.link,
            urgency=Urgency.ROUTINE,
        )
