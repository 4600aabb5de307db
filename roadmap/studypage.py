"""What the pages of studies show: recommendations by member states, with counts."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.access import country_of
from agencies.models import Country
from roadmap.commitmentpage import name_for
from roadmap.keepers import is_lead, kept_by
from roadmap.models import Position, Recommendation, RecommendationChange, Study, StudyChange

Stance = Position.Stance
# Shapes that differ in black and white; the word stands beside each.
SHAPES = {Stance.SUPPORTS: "●", Stance.IN_PART: "◑", Stance.NEEDS_TIME: "◔", Stance.NOT: "✕"}
NONE = "–"
NOT_STATED = _("no position yet")

# (shape, word, how many)
Count = tuple[str, str | Promise, int]


@dataclass(frozen=True)
class PositionCell:
    """One country's word on one recommendation, or none yet."""

    country: Country
    position: Position | None

    @property
    def shape(self) -> str:
        return SHAPES[Stance(self.position.stance)] if self.position is not None else NONE

    @property
    def word(self) -> str | Promise:
        return self.position.get_stance_display() if self.position is not None else NOT_STATED


@dataclass(frozen=True)
class PositionRow:
    recommendation: Recommendation
    cells: tuple[PositionCell, ...]

    @property
    def counts(self) -> list[Count]:
        """Every position, also those that nobody has, and who said nothing yet."""
        said = [cell.position.stance for cell in self.cells if cell.position is not None]
        counted: list[Count] = [(SHAPES[one], one.label, said.count(one)) for one in Stance]
        return [*counted, (NONE, NOT_STATED, len(self.cells) - len(said))]


def rows_of(recommendations: list[Recommendation], user: object) -> list[PositionRow]:
    """A row for each recommendation, a cell for each member state."""
    found = Position.objects.visible_to(user).filter(recommendation__in=recommendations)
    stated: dict[int, dict[str, Position]] = defaultdict(dict)
    for position in found.standing().to_show():
        stated[position.recommendation_id][position.country_id] = position
    members = list(Country.objects.filter(is_member=True))
    return [
        PositionRow(one, tuple(PositionCell(c, stated[one.pk].get(c.pk)) for c in members))
        for one in recommendations
    ]


@dataclass(frozen=True)
class StudyPage:
    study: Study
    user: object

    @property
    def may_lead(self) -> bool:
        return is_lead(self.user)

    @cached_property
    def rows(self) -> list[PositionRow]:
        found = Recommendation.objects.visible_to(self.user).to_show().filter(study=self.study)
        return rows_of(list(found), self.user)

    @property
    def countries(self) -> list[Country]:
        return [cell.country for cell in self.rows[0].cells] if self.rows else []

    @property
    def changes(self) -> list[tuple[StudyChange, str]]:
        """Each with who made it; "" of what came with the portal."""
        rows = self.study.changes.select_related("by__country", "by__office")
        return [(row, name_for(row.by, self.user) if row.by else "") for row in rows]


@dataclass(frozen=True)
class RecommendationPage:
    recommendation: Recommendation
    user: object

    @property
    def may_lead(self) -> bool:
        return is_lead(self.user)

    @property
    def may_state(self) -> bool:
        """For the own country, a member state."""
        own = kept_by(self.user)
        return bool(own) and any(cell.country.pk == own for cell in self.row.cells)

    @property
    def own(self) -> str:
        return country_of(self.user)

    @cached_property
    def row(self) -> PositionRow:
        return rows_of([self.recommendation], self.user)[0]

    @cached_property
    def positions(self) -> list[tuple[Position, str]]:
        """All that was ever stated, the newest first."""
        rows = self.recommendation.positions.visible_to(self.user).to_show()
        return [(row, name_for(row.by, self.user)) for row in rows]

    @property
    def changes(self) -> list[tuple[RecommendationChange, str]]:
        rows = self.recommendation.changes.select_related("by__country", "by__office")
        return [(row, name_for(row.by, self.user)) for row in rows]
