"""Opening operations: which ones a reader reaches, how much of each, and the trace it leaves."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from agencies.access import Capability, country_of, may, office_of, partner_of, works_for
from agencies.models import Office, Officer
from audit.models import Entry
from cases.answers import mark_read
from cases.models import Operation, OperationEvent, Participant
from cases.operations import trace_operation
from notices.models import Notice


@dataclass(frozen=True)
class SeenOperation:
    """An operation as one reader may see it. Every page and serializer reads through this.

    `seats` are those of the reader's own offices. Whose offices have all declined reads only that
    it was asked.
    """

    operation: Operation
    seats: list[Participant]
    user: object

    @property
    def is_full(self) -> bool:
        return any(seat.answer != Participant.Answer.DECLINED for seat in self.seats)

    @property
    def country(self) -> str:
        return country_of(self.user)

    @cached_property
    def participants(self) -> list[Participant]:
        """All seats, the lead's first; below full, the own ones."""
        if not self.is_full:
            return self.seats
        rows = self.operation.participants.select_related("office__country")
        return sorted(rows, key=lambda seat: seat.office_id != self.operation.office_id)

    @cached_property
    def events(self) -> list[OperationEvent]:
        rows = self.operation.events.select_related("by", "about")
        return list(rows) if self.is_full else []

    def names(self, officer: Officer) -> bool:
        """Officers are named to their own country."""
        return officer.country_id == self.country

    # -- what the reader may do ------------------------------------------------------------------

    @cached_property
    def may_act(self) -> bool:
        return may(self.user, Capability.RUN_OPERATIONS)

    @property
    def leads(self) -> bool:
        return self.may_act and works_for(self.user, self.operation.office)

    @property
    def acting_seats(self) -> list[Participant]:
        """The seats that the reader may act for: of a coordinator, the own desk's alone."""
        mine = [seat for seat in self.seats if works_for(self.user, seat.office)]
        return mine if self.may_act else []

    @property
    def own_seat(self) -> Participant | None:
        """Of a person: the seat of the own office."""
        return next((seat for seat in self.acting_seats if seat.office == self.office), None)

    @property
    def office(self) -> Office | None:
        return office_of(self.user)

    @property
    def takes_part(self) -> bool:
        return self.own_seat is not None and self.own_seat.takes_part


def find_operation(reference: str, user: object) -> SeenOperation:
    """The operation as this user may see it, or 404: out of reach does not exist."""
    rows = Operation.objects.visible_to(user).filter(reference=reference)
    rows = rows.select_related("office__country", "planned_by")
    operation = rows.prefetch_related("sites__border").first()
    if operation is None:
        raise Http404
    return _seen(operation, user)


def find_in_full(reference: str, user: object) -> SeenOperation:
    """What belongs to the plan does not exist for an office that declined."""
    seen = find_operation(reference, user)
    if not seen.is_full:
        raise Http404
    return seen


def seen_operations(user: object, operations: list[Operation]) -> list[SeenOperation]:
    """Each with the reader's own seats, in one query."""
    rows = Participant.objects.readable_by(user).filter(operation__in=operations)
    seats: dict[int, list[Participant]] = {}
    for seat in rows.select_related("office__country"):
        seats.setdefault(seat.operation_id, []).append(seat)
    return [SeenOperation(one, seats.get(one.pk, []), user) for one in operations]


def consult_operation(reference: str, user: object) -> SeenOperation:
    """Opened: an audit row, and the notices about it are read."""
    seen = find_operation(reference, user)
    mark_notices_read(reference, user)
    trace_operation(seen.operation, Entry.Operation.CONSULTATION, "open operation", user)
    return seen


def mark_notices_read(reference: str, user: object) -> None:
    if partner_of(user) is not None or office_of(user) is None or not isinstance(user, Officer):
        return
    for notice in Notice.objects.visible_to(user).about(reference).unread_by(user):
        mark_read(notice, user)


def _seen(operation: Operation, user: object) -> SeenOperation:
    (seen,) = seen_operations(user, [operation])
    return seen
