"""Days without a visa on one day: member states as hosts by nationalities."""

from dataclasses import dataclass
from datetime import date
from itertools import product

from django.utils.translation import gettext as _

from agencies.models import Country
from roadmap.commitmentpage import name_for
from roadmap.keepers import keeps
from roadmap.models import VisaStatement
from roadmap.visafree import may_verify, members

SAME, NOT_STATED = "—", "·"


@dataclass(frozen=True)
class VisaCell:
    """What a host grants to one nationality; nothing is stated, or it is the same country."""

    host: Country
    nationality: Country
    statement: VisaStatement | None

    @property
    def is_same(self) -> bool:
        return self.host == self.nationality

    @property
    def shape(self) -> str:
        """The number of days, with a ? as long as nobody verified it."""
        if self.is_same:
            return SAME
        if self.statement is None:
            return NOT_STATED
        return f"{self.statement.days}{'' if self.statement.verified_by_id else '?'}"

    @property
    def word(self) -> str:
        if self.is_same:
            return _("the country itself")
        if self.statement is None:
            return _("not stated")
        return days_in_words(self.statement.days)


def days_in_words(days: int) -> str:
    if days == 0:
        return _("visa needed")
    return _("1 day") if days == 1 else _("%(number)s days") % {"number": days}


@dataclass(frozen=True)
class VisaMatrix:
    """`cells` by host and nationality."""

    day: date
    paper: str
    countries: list[Country]
    cells: dict[tuple[str, str], VisaCell]

    @property
    def rows(self) -> list[tuple[Country, list[VisaCell]]]:
        return [(host, self.granted_by(host, also_itself=True)) for host in self.countries]

    def granted_by(self, host: Country, *, also_itself: bool = False) -> list[VisaCell]:
        found = [self.cells[host.pk, one.pk] for one in self.countries]
        return [cell for cell in found if also_itself or not cell.is_same]

    def granted_to(self, nationality: Country) -> list[VisaCell]:
        found = [self.cells[one.pk, nationality.pk] for one in self.countries]
        return [cell for cell in found if not cell.is_same]

    @property
    def stated(self) -> int:
        return sum(cell.statement is not None for cell in self.cells.values())

    @property
    def pairs(self) -> int:
        return len(self.countries) * (len(self.countries) - 1)


def matrix_of(user: object, *, day: date, paper: str) -> VisaMatrix:
    rows = VisaStatement.objects.visible_to(user).on(day).filter(paper=paper).to_show()
    stated = {(row.host_id, row.nationality_id): row for row in rows}
    countries = members()
    cells = {
        (host.pk, one.pk): VisaCell(host, one, stated.get((host.pk, one.pk)))
        for host, one in product(countries, countries)
    }
    return VisaMatrix(day, paper, countries, cells)


@dataclass(frozen=True)
class VisaLine:
    """A statement before one reader."""

    statement: VisaStatement
    user: object

    @property
    def days(self) -> str:
        return days_in_words(self.statement.days)

    @property
    def stated_by(self) -> str:
        return name_for(self.statement.stated_by, self.user)

    @property
    def verified_by(self) -> str:
        person = self.statement.verified_by
        return name_for(person, self.user) if person is not None else ""

    @property
    def may_verify(self) -> bool:
        return may_verify(self.statement, self.user)

    @property
    def may_strike(self) -> bool:
        return self.statement.struck_at is None and keeps(self.user, self.statement.host_id)
