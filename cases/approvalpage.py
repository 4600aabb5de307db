"""What the head of an office reads before approving: the case as it is, what was changed since it
was asked, and everybody who would be told."""

from functools import cached_property

from agencies.models import Officer
from cases import approvals
from cases.effect import Effect
from cases.models import Approval, Event
from cases.models.levels import Level
from cases.page import CasePage
from cases.plan import plan_for
from cases.preview import Preview
from cases.reading import Sighted


class ApprovalPage:
    def __init__(self, row: Approval, sighted: Sighted, officer: Officer) -> None:
        self.row, self.sighted = row, sighted
        self.case = CasePage(sighted, officer)

    @cached_property
    def preview(self) -> Preview | None:
        """Of a submission: each border, each office, each level, as the officer had it."""
        if self.row.verb != Approval.Verb.SUBMIT or not self.sighted.case.is_draft:
            return None
        levels = {country: Level(level) for country, level in self.row.levels.items()}
        return Preview(self.sighted.case, plan_for(self.sighted.case), levels=levels)

    @cached_property
    def effect(self) -> Effect | None:
        """Of a share."""
        if self.row.country is None:
            return None
        return Effect(self.sighted.case, self.row.country, self.row.office, self.sighted.country)

    @property
    def is_changed(self) -> bool:
        return approvals.is_changed(self.row)

    @cached_property
    def changes(self) -> list[Event]:
        """What happened to the case since it was asked, the newest first."""
        since = self.sighted.case.events.filter(at__gt=self.row.proposed_at).exclude(by=None)
        return list(since.exclude(kind=Event.Kind.FILE_OPENED).select_related("by").order_by("-pk"))
