"""What the pages of items and commitments show to one reader."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from agencies.access import country_of
from agencies.models import Country, Officer
from roadmap.commitments import may_verify
from roadmap.disputes import DISPUTED, may_raise, may_settle, may_withdraw
from roadmap.keepers import keeps
from roadmap.models import (
    ActionItem,
    Commitment,
    CommitmentChange,
    Dispute,
    DisputeStep,
    Evidence,
    ItemWording,
    Milestone,
    MilestoneChange,
)


def name_for(person: Officer, user: object) -> str:
    """By name to the own country, by country to others."""
    own = person.country_id is not None and person.country_id == country_of(user)
    return person.full_title if own else str(person.country or "")


@dataclass(frozen=True)
class CountryLine:
    country: Country
    commitment: Commitment | None
    may_begin: bool
    overdue: int = 0
    is_disputed: bool = False


def lines_of(item: ActionItem, user: object) -> list[CountryLine]:
    """The member states, each with its commitment if it has one."""
    rows = Commitment.objects.visible_to(user).to_show().filter(item=item)
    stated = {row.country_id: row for row in rows}
    late = Milestone.objects.visible_to(user).overdue().filter(commitment__item=item)
    overdue = Counter(late.values_list("commitment__country", flat=True))
    open_ones = Dispute.objects.visible_to(user).open().filter(commitment__item=item)
    disputed = set(open_ones.values_list("commitment__country", flat=True))
    return [
        CountryLine(
            country=one,
            commitment=stated.get(one.pk),
            may_begin=one.pk not in stated and keeps(user, one.pk),
            overdue=overdue[one.pk],
            is_disputed=one.pk in disputed,
        )
        for one in Country.objects.filter(is_member=True)
    ]


def wordings_of(item: ActionItem, user: object) -> list[tuple[ItemWording, str]]:
    """Each with who put it in, the newest first."""
    rows = item.wordings.select_related("by__country", "by__office")
    return [(row, name_for(row.by, user)) for row in rows]


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone before one reader."""

    milestone: Milestone
    user: object

    @property
    def owner(self) -> str:
        person = self.milestone.officer
        return name_for(person, self.user) if person is not None else self.milestone.body

    @property
    def may_keep(self) -> bool:
        return keeps(self.user, self.milestone.commitment.country_id)


@dataclass(frozen=True)
class DisputeLine:
    """A dispute before one reader."""

    dispute: Dispute
    user: object

    @property
    def steps(self) -> list[tuple[DisputeStep, str]]:
        return [(step, name_for(step.by, self.user)) for step in self.dispute.steps.all()]

    @property
    def may_answer(self) -> bool:
        return self.dispute.is_open and keeps(self.user, self.dispute.commitment.country_id)

    @property
    def may_withdraw(self) -> bool:
        return self.dispute.is_open and may_withdraw(self.dispute, self.user)

    @property
    def may_settle(self) -> bool:
        return self.dispute.is_open and may_settle(self.dispute, self.user)


@dataclass(frozen=True)
class CommitmentPage:
    commitment: Commitment
    user: object

    @property
    def may_state(self) -> bool:
        return keeps(self.user, self.commitment.country_id)

    @property
    def may_verify(self) -> bool:
        is_done = self.commitment.status == Commitment.Status.DONE
        allowed = is_done and may_verify(self.commitment, self.user)
        return allowed and not self.is_disputed and not self.is_late

    @cached_property
    def is_late(self) -> bool:
        """Nobody verifies it while a milestone is overdue."""
        is_done = self.commitment.status == Commitment.Status.DONE
        return is_done and self.commitment.milestones.overdue().exists()

    @cached_property
    def disputes(self) -> list["DisputeLine"]:
        rows = Dispute.objects.visible_to(self.user).to_show().filter(commitment=self.commitment)
        return [DisputeLine(row, self.user) for row in rows]

    @property
    def is_disputed(self) -> bool:
        return any(line.dispute.is_open for line in self.disputes)

    @property
    def may_dispute(self) -> bool:
        if self.commitment.status not in DISPUTED or not may_raise(self.commitment, self.user):
            return False
        own = country_of(self.user)
        return not any(
            line.dispute.is_open and line.dispute.country_id == own for line in self.disputes
        )

    @property
    def stated_by(self) -> str:
        return name_for(self.commitment.stated_by, self.user)

    @property
    def verified_by(self) -> str:
        person = self.commitment.verified_by
        return name_for(person, self.user) if person is not None else ""

    @property
    def milestones(self) -> list["MilestoneLine"]:
        rows = self.commitment.milestones.visible_to(self.user).to_show()
        return [MilestoneLine(row, self.user) for row in rows]

    @property
    def files(self) -> list[tuple[Evidence, str]]:
        """What this reader may know of, each with who added it."""
        rows = self.commitment.evidence.visible_to(self.user).to_show()
        return [(row, name_for(row.created_by, self.user)) for row in rows]

    @property
    def milestone_changes(self) -> list[tuple[MilestoneChange, str]]:
        rows = MilestoneChange.objects.filter(milestone__commitment=self.commitment)
        rows = rows.select_related("by__country", "by__office")
        return [(row, name_for(row.by, self.user)) for row in rows]

    @property
    def changes(self) -> list[tuple[CommitmentChange, str, list[str]]]:
        """The newest first; each with who made it and which words it changed."""
        rows = list(self.commitment.changes.select_related("by__country", "by__office"))
        before = [*rows[1:], None]
        return [
            (row, name_for(row.by, self.user), _words_changed(row, earlier))
            for row, earlier in zip(rows, before, strict=True)
        ]


def _words_changed(row: CommitmentChange, before: CommitmentChange | None) -> list[str]:
    if before is None:
        return []
    titles = {
        "note": _("Note"),
        "evidence_at": _("Where the evidence is"),
        "reported_to": _("Reported to"),
    }
    return [title for name, title in titles.items() if getattr(row, name) != getattr(before, name)]
