"""What the page of a meeting shows, as its reader may see it."""

from dataclasses import dataclass
from functools import cached_property

from agencies.access import Capability, may
from agencies.models import Office
from audit.clock import now
from cases.exports.minutes import times_of
from cases.meetings import decisions_of, names_for, side_of
from cases.models import Decision, Meeting


@dataclass(frozen=True)
class DecisionLine:
    """`is_ours`: a task of the reader's own office."""

    decision: Decision
    name: str
    is_ours: bool


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    user: object

    @cached_property
    def side(self) -> Office | None:
        acts = may(self.user, Capability.RUN_OPERATIONS)
        return side_of(self.meeting, self.user) if acts else None

    @property
    def times(self) -> list[tuple[Office, str]]:
        return times_of(self.meeting)

    @property
    def present(self) -> list[tuple[Office, list[str]]]:
        names = (self.meeting.present_own, self.meeting.present_other)
        return [pair for pair in zip(self.meeting.offices, names, strict=True) if pair[1]]

    @property
    def may_plan(self) -> bool:
        return self.side is not None and self.meeting.is_planned

    @property
    def may_write(self) -> bool:
        return self.side is not None and self.meeting.is_open and now() >= self.meeting.at

    @property
    def may_decide(self) -> bool:
        return self.side is not None and self.meeting.is_draft

    @property
    def may_agree(self) -> bool:
        return self.may_decide and self.meeting.minutes_by != self.side

    @cached_property
    def decisions(self) -> list[DecisionLine]:
        rows = decisions_of(self.meeting)
        return [DecisionLine(o, names_for(o, self.user), o.office == self.side) for o in rows]
