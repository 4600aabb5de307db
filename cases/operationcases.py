"""Cases beside an operation. Attaching shares nothing: each participant reads there just the cases
that its own grants show, and of the others not even that they are attached."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from cases import headline, sharing
from cases.models import Case, Operation, OperationCase
from cases.models.levels import Level
from cases.operationreading import SeenOperation
from cases.operations import lock_seat
from cases.problems import CaseProblem, WrongState
from cases.trace import trace


@dataclass(frozen=True)
class AttachedLine:
    attached: OperationCase
    sentence: str
    level: Level
    is_own: bool

    @property
    def case(self) -> Case:
        return self.attached.case


def attached_to(seen: SeenOperation) -> list[AttachedLine]:
    """What the own country attached; of others, what the reader sees in full: that another country
    knows of a case is no part of its headline."""
    if not seen.is_full:
        return []
    rows = OperationCase.objects.readable_by(seen.user).standing()
    rows = rows.filter(operation=seen.operation).select_related("office")
    found = list(rows.prefetch_related("case"))
    cases = Case.objects.visible_to(seen.user).filter(pk__in=[row.case_id for row in found])
    by_pk = {case.pk: case for case in cases.with_list_rows()}
    levels = sharing.levels_of(seen.user, list(by_pk.values()))
    own = {seat.office_id for seat in seen.acting_seats}
    lines = []
    for row in found:
        level = levels.get(row.case_id)
        if level is None or not _may_know(row, level, seen.country):
            continue
        row.case = by_pk[row.case_id]
        lines.append(AttachedLine(row, headline.sentence(row.case), level, row.office_id in own))
    return lines


def _may_know(row: OperationCase, level: Level, country: str) -> bool:
    return row.office.country_id == country or level.rank >= Level.FULL.rank


@transaction.atomic
def attach(
    operation: Operation, reference: str, *, officer: Officer, office: Office
) -> OperationCase:
    """A second time changes nothing. No event and no version of the operation tells of it."""
    operation, _seat = lock_seat(operation, officer, office)
    if operation.status == Operation.Status.CANCELLED:
        raise WrongState(_("The operation is over."))
    case = Case.objects.visible_to(officer).submitted().filter(reference=reference).first()
    if case is None:
        raise CaseProblem(_("You see no such case."), field="case")
    row, is_new = OperationCase.objects.get_or_create(
        operation=operation,
        case=case,
        office=office,
        ended_at=None,
        defaults={"attached_by": officer, "attached_at": now()},
    )
    if is_new:
        trace(case, Entry.Operation.COMBINATION, "attach to operation", by=officer)
    return row


@transaction.atomic
def detach(operation: Operation, case: Case, *, officer: Officer, office: Office) -> None:
    """By the office that attached it. A second time changes nothing."""
    operation, _seat = lock_seat(operation, officer, office)
    rows = OperationCase.objects.standing().filter(operation=operation, case=case, office=office)
    if rows.update(ended_at=now(), ended_by=officer):
        trace(case, Entry.Operation.COMBINATION, "detach from operation", by=officer)
