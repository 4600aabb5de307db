"""A proposal before one reader: what stands in the case, what would stand there, who decides."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import Http404

from agencies.access import Capability, may, officer
from cases import proposals, requestreading
from cases.content import content_of
from cases.forms.differences import differences
from cases.forms.moments import zone_of
from cases.merging import Marks, written
from cases.models import Proposal
from cases.reading import Sighted
from cases.requestpage import PartLine


@dataclass(frozen=True)
class ProposedLine:
    """What stands in the case now beside what is proposed; `was` is what stood there when it was
    proposed, where that is something else than now."""

    unit: str
    label: str
    now: str
    proposed: str
    was: str
    is_taken: bool = True
    is_moved: bool = False


@dataclass(frozen=True)
class Decided:
    """What an officer wanted to take over, of what he had read: the case was changed since."""

    fields: Collection[str]
    read: Marks
    since: int


class ProposalPage:
    def __init__(
        self,
        sighted: Sighted,
        proposal: Proposal,
        user: object,
        *,
        decided: Decided | None = None,
    ) -> None:
        self.sighted, self.proposal, self.user = sighted, proposal, user
        self.decided = decided

    @cached_property
    def lines(self) -> list[ProposedLine]:
        """Of the proposed fields."""
        now = content_of(self.sighted.case)
        wanted = proposals.proposed(self.proposal, now)
        stood = proposals.stood(self.proposal, now)
        moved = proposals.changed_since(self.proposal, now)
        was = {one.unit: one.yours for one in differences(now, stood, moved, self._zone)}
        names = proposals.fields_of(self.proposal)
        decided = self.decided
        overtaken = proposals.moved(now, decided.read, names) if decided is not None else []
        return [
            ProposedLine(
                one.unit,
                one.label,
                one.theirs,
                one.yours,
                was.get(one.unit, ""),
                is_taken=decided is None or one.unit in decided.fields,
                is_moved=one.unit in overtaken,
            )
            for one in differences(now, wanted, names, self._zone)
        ]

    @cached_property
    def part(self) -> PartLine | None:
        """What came with an answer, as its reader may read it; below a restriction, nothing."""
        attached = self.proposal.attachment
        if attached is None:
            return None
        request = attached.step.request
        try:
            found = requestreading.find(request.reference, self.user).part(attached.public_id)
        except Http404:
            return None
        return PartLine(found, may_take_back=False)

    @property
    def read(self) -> str:
        """What stands in the proposed fields, for the form to say what its reader had read."""
        return written(proposals.marks_of(self.proposal, content_of(self.sighted.case)))

    @property
    def has_moved(self) -> bool:
        """Somebody changed a proposed field while the proposal waits."""
        return self.proposal.is_waiting and any(line.was for line in self.lines)

    @property
    def _zone(self) -> ZoneInfo:
        who = officer(self.user)
        return zone_of(who.time_zone if who is not None else "UTC")

    @property
    def _may_act(self) -> bool:
        acts = self.proposal.is_waiting and self.sighted.case.is_open
        return acts and may(self.user, Capability.LOG_CASE)

    @property
    def may_decide(self) -> bool:
        if self.proposal.adds_a_part and (self.part is None or not self.part.part.is_open):
            return False
        return self.may_decline

    @property
    def may_decline(self) -> bool:
        return self._may_act and self.sighted.is_originator

    @property
    def may_take_back(self) -> bool:
        own = self.proposal.country_id == self.sighted.country
        takes = own and not self.sighted.is_originator
        return self._may_act and takes and not self.proposal.adds_a_part
