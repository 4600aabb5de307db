"""What the pages of items and commitments show to one reader."""

from dataclasses import dataclass

from agencies.access import country_of
from agencies.models import Country, Officer
from roadmap.commitments import keeps, may_verify
from roadmap.models import ActionItem, Commitment, CommitmentChange


def name_for(person: Officer, user: object) -> str:
    """By name to the own country, by country to others."""
    own = person.country_id is not None and person.country_id == country_of(user)
    return person.full_title if own else str(person.country or "")


@dataclass(frozen=True)
class CountryLine:
    country: Country
    commitment: Commitment | None
    may_begin: bool


def lines_of(item: ActionItem, user: object) -> list[CountryLine]:
    """The member states, each with its commitment if it has one."""
    rows = Commitment.objects.visible_to(user).to_show().filter(item=item)
    stated = {row.country_id: row for row in rows}
    return [
        CountryLine(one, stated.get(one.pk), one.pk not in stated and keeps(user, one.pk))
        for one in Country.objects.filter(is_member=True)
    ]


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
        return is_done and may_verify(self.commitment, self.user)

    @property
    def stated_by(self) -> str:
        return name_for(self.commitment.stated_by, self.user)

    @property
    def verified_by(self) -> str:
        person = self.commitment.verified_by
        return name_for(person, self.user) if person is not None else ""

    @property
    def changes(self) -> list[tuple[CommitmentChange, str]]:
        rows = self.commitment.changes.select_related("by__country", "by__office")
        return [(row, name_for(row.by, self.user)) for row in rows]
