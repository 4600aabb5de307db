"""What the page of an operation shows, as its reader may see it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cases.dayresults import days_of, results_of
from cases.exports.operationreport import facts_of, may_be_reported
from cases.models import DayResult, Operation, OperationEvent, Participant
from cases.operationreading import SeenOperation
from cases.operationrecords import AttachedCase, AttachedRequest, cases_of, requests_of
from cases.requestpage import RequestRow
from cases.shifts import ShiftLine, shifts_of

SHOWN_DAYS = 14


@dataclass(frozen=True)
class DayLine:
    """One day of the own office: counted or not yet."""

    day: date
    result: DayResult | None


@dataclass(frozen=True)
class EventLine:
    """Officers are named to their own country."""

    event: OperationEvent
    named: bool


@dataclass(frozen=True)
class RequestLine:
    """A request that is attached, as one line."""

    attached: AttachedRequest
    row: RequestRow


@dataclass(frozen=True)
class OperationPage:
    seen: SeenOperation

    @property
    def operation(self) -> Operation:
        return self.seen.operation

    @property
    def facts(self) -> list[tuple[str, str]]:
        return facts_of(self.seen)

    @property
    def tone(self) -> str:
        tones = {Operation.Status.RUNNING: "ok", Operation.Status.PLANNED: "wait"}
        return tones.get(Operation.Status(self.operation.status), "soft")

    @property
    def to_answer(self) -> Participant | None:
        seat = self.seen.own_seat
        waits = seat is not None and seat.is_waiting and self.operation.is_open
        return seat if waits else None

    @property
    def may_back_out(self) -> bool:
        is_lead = self.operation.office == self.seen.office
        return self.seen.takes_part and self.operation.is_ahead and not is_lead

    @cached_property
    def cases(self) -> list[AttachedCase]:
        return cases_of(self.seen)

    @cached_property
    def requests(self) -> list[RequestLine]:
        return [RequestLine(one, RequestRow(one.asking)) for one in requests_of(self.seen)]

    @cached_property
    def shifts(self) -> list[ShiftLine]:
        return shifts_of(self.seen)

    @property
    def events(self) -> list[EventLine]:
        return [EventLine(one, self.seen.names(one.by)) for one in self.seen.events]

    @property
    def may_arrange(self) -> bool:
        return self.seen.takes_part and self.operation.is_open

    @property
    def may_attach(self) -> bool:
        is_cancelled = self.operation.status == Operation.Status.CANCELLED
        return self.seen.takes_part and not is_cancelled

    @property
    def may_count(self) -> bool:
        return self.seen.takes_part and self.operation.is_counting

    @property
    def has_board(self) -> bool:
        return may_be_reported(self.operation)

    @cached_property
    def days(self) -> list[DayLine]:
        """To count: the own office's latest days."""
        office = self.seen.office
        if office is None or not self.may_count:
            return []
        mine = {one.day: one for one in results_of(self.seen) if one.office_id == office.pk}
        days = days_of(self.operation, office)[:SHOWN_DAYS]
        return [DayLine(day, mine.get(day)) for day in days]
