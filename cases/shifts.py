"""Shifts in an operation: who of an office is at which site, and when. Each office keeps its own;
the others read site, hours and how many, and the names only where the office shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.models import Crossing, Office, Officer
from audit.clock import now
from audit.models import Entry
from cases.models import Operation, OperationShift, Participant
from cases.officework import must_be_colleague
from cases.operationreading import SeenOperation
from cases.operations import lock_seat, trace_operation
from cases.problems import CaseProblem, WrongState


@dataclass(frozen=True)
class ShiftContent:
    site: Crossing
    starts_at: datetime
    ends_at: datetime
    officers: Sequence[Officer]


@dataclass(frozen=True)
class ShiftLine:
    """`names` is empty where the office does not show them."""

    shift: OperationShift
    count: int
    names: list[str]
    is_own: bool


def shifts_of(seen: SeenOperation) -> list[ShiftLine]:
    if not seen.is_full:
        return []
    rows = OperationShift.objects.readable_by(seen.user).standing()
    rows = rows.filter(operation=seen.operation).select_related("office", "site")
    showing = {seat.office_id for seat in seen.participants if seat.shows_names}
    own = {seat.office_id for seat in seen.seats}
    return [_line(row, row.office_id in own, showing) for row in rows.prefetch_related("officers")]


def _line(shift: OperationShift, is_own: bool, showing: set[int]) -> ShiftLine:
    people = list(shift.officers.all())
    named = is_own or shift.office_id in showing
    return ShiftLine(shift, len(people), [p.full_title for p in people] if named else [], is_own)


def find_shift(seen: SeenOperation, public_id: UUID) -> OperationShift:
    """One of the own offices'; that of another office is read, and is not theirs to change."""
    for line in shifts_of(seen):
        if line.shift.public_id == public_id and line.is_own:
            return line.shift
    raise Http404


@transaction.atomic
def add_shift(
    operation: Operation, content: ShiftContent, *, officer: Officer, office: Office
) -> OperationShift:
    operation, _seat = lock_seat(operation, officer, office)
    _must_be_open(operation)
    _must_fit(operation, content, office)
    shift = OperationShift.objects.create(
        operation=operation,
        office=office,
        site=content.site,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        added_by=officer,
        added_at=now(),
    )
    shift.officers.set(content.officers)
    fields = ["site", "starts_at", "ends_at", "officers"]
    trace_operation(operation, Entry.Operation.COLLECTION, "add shift", officer, fields=fields)
    return shift


@transaction.atomic
def remove_shift(shift: OperationShift, *, officer: Officer) -> None:
    """Marked, not deleted. A second time changes nothing."""
    operation, _seat = lock_seat(shift.operation, officer, shift.office)
    _must_be_open(operation)
    rows = OperationShift.objects.standing().filter(pk=shift.pk)
    if rows.update(removed_at=now(), removed_by=officer):
        trace_operation(operation, Entry.Operation.ALTERATION, "remove shift", officer)


@transaction.atomic
def show_names(
    operation: Operation, shows: bool, *, officer: Officer, office: Office
) -> Participant:
    """Whether the other offices read the names of this one's officers."""
    operation, seat = lock_seat(operation, officer, office)
    if seat.shows_names != shows:
        seat.shows_names = shows
        seat.save(update_fields=["shows_names"])
        doing = Entry.Operation.DISCLOSURE if shows else Entry.Operation.ALTERATION
        trace_operation(operation, doing, "show names in shifts", officer, fields=["shows_names"])
    return seat


def _must_be_open(operation: Operation) -> None:
    if not operation.is_open:
        raise WrongState(_("The operation is over."))


def _must_fit(operation: Operation, content: ShiftContent, office: Office) -> None:
    if not operation.sites.contains(content.site):
        raise CaseProblem(_("Choose a site of the operation."), field="site")
    if content.ends_at <= content.starts_at:
        raise CaseProblem(_("A shift ends after it starts."), field="ends_at")
    if not content.officers:
        raise CaseProblem(_("Choose who is on the shift."), field="officers")
    for person in content.officers:
        must_be_colleague(person, office, field="officers")
