"""Cases and requests beside an operation. Attaching shares nothing: each participant reads there
just those within its own reach, and of the others not even that they are attached."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from cases import headline, requeststeps, sharing
from cases import trace as casetrace
from cases.models import Case, Operation, OperationRecord, Request
from cases.models.levels import Level
from cases.operationreading import SeenOperation
from cases.operations import lock_seat
from cases.problems import CaseProblem, WrongState
from cases.references import is_of_request
from cases.requestreading import Asking, rows_of

Record = Case | Request


@dataclass(frozen=True)
class AttachedCase:
    attached: OperationRecord
    case: Case
    sentence: str
    level: Level
    is_own: bool


@dataclass(frozen=True)
class AttachedRequest:
    attached: OperationRecord
    asking: Asking
    is_own: bool

    @property
    def request(self) -> Request:
        return self.asking.request


def cases_of(seen: SeenOperation) -> list[AttachedCase]:
    """What the own country attached; of others, what the reader sees in full: that another country
    knows of a case is no part of its headline."""
    found = {row.pk: row for row in _standing(seen) if row.case_id is not None}
    wanted = [row.case_id for row in found.values() if row.case_id is not None]
    cases = Case.objects.visible_to(seen.user).filter(pk__in=wanted)
    by_pk = {case.pk: case for case in cases.with_list_rows()}
    levels = sharing.levels_of(seen.user, list(by_pk.values()))
    lines = []
    for row in found.values():
        case, level = by_pk.get(row.case_id or 0), levels.get(row.case_id or 0)
        if case is None or level is None or not _may_know(row, level, seen.country):
            continue
        own = _is_own(row, seen)
        lines.append(AttachedCase(row, case, headline.sentence(case), level, own))
    return lines


def requests_of(seen: SeenOperation) -> list[AttachedRequest]:
    """A request is between two sides, and both know of it."""
    found = {row.request_id: row for row in _standing(seen) if row.request_id is not None}
    requests = Request.objects.visible_to(seen.user).filter(pk__in=found).with_names()
    return [
        AttachedRequest(found[asking.request.pk], asking, _is_own(found[asking.request.pk], seen))
        for asking in rows_of(requests.order_by("pk"), seen.user)
    ]


def _standing(seen: SeenOperation) -> list[OperationRecord]:
    if not seen.is_full:
        return []
    rows = OperationRecord.objects.readable_by(seen.user).standing()
    return list(rows.filter(operation=seen.operation).select_related("office"))


def _is_own(row: OperationRecord, seen: SeenOperation) -> bool:
    return any(seat.office_id == row.office_id for seat in seen.acting_seats)


def _may_know(row: OperationRecord, level: Level, country: str) -> bool:
    return row.office.country_id == country or level.rank >= Level.FULL.rank


@transaction.atomic
def attach(
    operation: Operation, reference: str, *, officer: Officer, office: Office
) -> OperationRecord:
    """The case or request of this reference. A second time changes nothing. No event and no
    version of the operation tells of it."""
    operation, _seat = lock_seat(operation, officer, office)
    if operation.status == Operation.Status.CANCELLED:
        raise WrongState(_("The operation is over."))
    record = _seen_by(officer, reference)
    row, is_new = OperationRecord.objects.get_or_create(
        operation=operation,
        office=office,
        ended_at=None,
        **_named(record),
        defaults={"attached_by": officer, "attached_at": now()},
    )
    if is_new:
        _trace(record, "attach to operation", officer)
    return row


def _seen_by(officer: Officer, reference: str) -> Record:
    found: Record | None
    if is_of_request(reference):
        found = Request.objects.visible_to(officer).filter(reference=reference).first()
        if found is None:
            raise CaseProblem(_("You see no such request."), field="request")
        return found
    found = Case.objects.visible_to(officer).submitted().filter(reference=reference).first()
    if found is None:
        raise CaseProblem(_("You see no such case."), field="case")
    return found


@transaction.atomic
def detach(operation: Operation, record: Record, *, officer: Officer, office: Office) -> None:
    """By the office that attached it. A second time changes nothing."""
    operation, _seat = lock_seat(operation, officer, office)
    rows = OperationRecord.objects.standing().filter(operation=operation, office=office)
    if rows.filter(**_named(record)).update(ended_at=now(), ended_by=officer):
        _trace(record, "detach from operation", officer)


def _named(record: Record) -> dict[str, Record]:
    return {"case" if isinstance(record, Case) else "request": record}


def _trace(record: Record, action: str, officer: Officer) -> None:
    operation = Entry.Operation.COMBINATION
    if isinstance(record, Case):
        casetrace.trace(record, operation, action, by=officer)
    else:
        requeststeps.trace(record, operation, action, by=officer)
