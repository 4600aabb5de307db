"""Which edition and which two months the grid shows, as a page or a program asks for it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.problems import Problem
from audit.clock import now
from roadmap.figurefilters import month_of
from roadmap.grid import MONTHS_BACK, Grid, grid_of, months_on
from roadmap.models import Edition

EARLIEST = date(2019, 1, 1)


@dataclass(frozen=True)
class Choice:
    """`at` and `since` are first days of months, `since` before `at`."""

    edition: Edition
    at: date
    since: date

    def grid_for(self, user: object) -> Grid:
        return grid_of(self.edition, user, at=self.at, since=self.since)

    @property
    def earlier(self) -> date | None:
        return months_on(self.at, -1) if self.at > months_on(EARLIEST, 1) else None

    @property
    def later(self) -> date | None:
        return months_on(self.at, 1) if self.at < this_month() else None


def this_month() -> date:
    return now().date().replace(day=1)


def choice_of(year: str, at: str, since: str) -> Choice | None:
    """Empty words take what is usual: the newest edition with items, this month, three months
    before. None when no edition has items. Raises Problem, naming the field."""
    edition = _edition(year)
    if edition is None:
        return None
    return Choice(edition, *months_of(at, since))


def months_of(at: str, since: str) -> tuple[date, date]:
    """The month that is shown and an earlier one; empty words take what is usual."""
    month = month_named(at, "at") or this_month()
    if month > this_month():
        raise Problem(_("That month has not begun yet."), field="at")
    earlier = month_named(since, "since") or months_on(month, -MONTHS_BACK)
    if earlier >= month:
        raise Problem(_("Compare with an earlier month."), field="since")
    return month, earlier


def _edition(year: str) -> Edition | None:
    editions = Edition.objects.filter(items__isnull=False).distinct()
    if not year:
        return standing_edition()
    found = editions.filter(year=int(year)).first() if year.isdecimal() and len(year) == 4 else None
    if found is None:
        raise Problem(_("There is no such edition with items."), field="edition")
    return found


def standing_edition() -> Edition | None:
    """The newest that was adopted, with items: one that is being written changes no page yet."""
    editions = Edition.objects.filter(items__isnull=False, year__lte=now().year).distinct()
    adopted = editions.exclude(adopted_on="").first()
    return adopted or editions.last()


def month_named(text: str, field: str) -> date | None:
    if not text:
        return None
    month = month_of(text)
    if month is None or month < EARLIEST:
        raise Problem(_("Write the month as 2026-11, from 2019 on."), field=field)
    return month
