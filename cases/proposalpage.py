"""A proposal before one reader: what stands in the case, what would stand there, who decides."""

from functools import cached_property

from agencies.access import Capability, may, officer
from cases import proposals
from cases.content import content_of
from cases.forms.differences import Difference, differences
from cases.forms.moments import zone_of
from cases.models import Proposal
from cases.reading import Sighted


class ProposalPage:
    def __init__(self, sighted: Sighted, proposal: Proposal, user: object) -> None:
        self.sighted, self.proposal, self.user = sighted, proposal, user

    @cached_property
    def differences(self) -> list[Difference]:
        """Of the proposed fields: `theirs` is what stands in the case now."""
        now = content_of(self.sighted.case)
        who = officer(self.user)
        zone = zone_of(who.time_zone if who is not None else "UTC")
        wanted = proposals.proposed(self.proposal, now)
        return differences(now, wanted, proposals.fields_of(self.proposal), zone)

    @property
    def _may_act(self) -> bool:
        acts = self.proposal.is_waiting and self.sighted.case.is_open
        return acts and may(self.user, Capability.LOG_CASE)

    @property
    def may_decide(self) -> bool:
        return self._may_act and self.sighted.is_originator

    @property
    def may_take_back(self) -> bool:
        own = self.proposal.country_id == self.sighted.country
        return self._may_act and own and not self.sighted.is_originator
