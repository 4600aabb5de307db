"""Who works on a case: one officer for each office that sees it. Another office, and above all
another country, does not learn of it."""

from django.db import transaction

from agencies.models import Office, Officer
from audit.clock import now
from cases import officework
from cases.models import Assignment, Case
from cases.officework import Operation
from cases.reading import Sighted


def assignments_of(sighted: Sighted, reader: object) -> list[Assignment]:
    """Of the reader's own office, the newest first; the first one may be standing."""
    rows = Assignment.objects.readable_by(reader).of_case(sighted.case)
    return list(rows.select_related("officer", "assigned_by", "office").order_by("-pk"))


@transaction.atomic
def assign(case: Case, to: Officer, *, officer: Officer, office: Office) -> Assignment:
    """Give the case to a colleague, over from whoever has it. The same one again changes
    nothing."""
    case = officework.enter_for(case, officer, office)
    officework.must_be_colleague(to, office, field="officer")
    standing = Assignment.objects.standing().filter(case=case, office=office)
    current: Assignment | None = standing.filter(officer=to).first()
    if current is not None:
        return current
    standing.update(ended_at=now(), ended_by=officer)
    made: Assignment = Assignment.objects.create(
        case=case,
        office=office,
        officer=to,
        assigned_by=officer,
        assigned_at=now(),
        seen_at=now() if to == officer else None,
    )
    officework.note(case, Operation.ALTERATION, "assign", officer, ["officer"])
    return made


@transaction.atomic
def unassign(assignment: Assignment, *, officer: Officer) -> None:
    """Nobody works on it any more. A second time changes nothing."""
    case = officework.enter_for(assignment.case, officer, assignment.office)
    ended = Assignment.objects.standing().filter(pk=assignment.pk)
    if ended.update(ended_at=now(), ended_by=officer):
        officework.note(case, Operation.ALTERATION, "unassign", officer, ["officer"])
