"""The periods that reports are about: a quarter, a year, a month. Days are those of UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.utils.translation import gettext as _

from agencies.problems import Problem
from audit.clock import now
from roadmap.figurefilters import month_of
from roadmap.grid import months_on
from roadmap.models import Report

Kind = Report.Kind
FIRST_YEAR, LAST_YEAR = 2019, 2199
_QUARTER = re.compile(r"^([0-9]{4})-Q([1-4])$")
_YEAR = re.compile(r"^[0-9]{4}$")
_MONTH = re.compile(r"^[0-9]{4}-[0-9]{2}$")


@dataclass(frozen=True)
class Period:
    """`2026-Q3`, `2026` or `2026-10`, with its first and its last day."""

    text: str
    starts: date
    ends: date

    @property
    def months(self) -> list[date]:
        found = [self.starts]
        while (following := months_on(found[-1], 1)) <= self.ends:
            found.append(following)
        return found


def period_of(kind: str, text: str) -> Period:
    """One that is over, as this kind of report is about. Raises Problem."""
    period = {Kind.QUARTERLY: quarter, Kind.ITEM: month}.get(Kind(kind), year)(text.strip())
    if period is None:
        raise Problem(_words(kind), field="period")
    if period.ends >= today():
        raise Problem(_("This period is not over yet."), field="period")
    return period


def is_period(text: str) -> bool:
    """A quarter, a month or a year, as reports are about."""
    return any(read(text) is not None for read in (quarter, month, year))


def _words(kind: str) -> str:
    if kind == Kind.QUARTERLY:
        return _("Write the quarter as 2026-Q3, from 2019 on.")
    if kind == Kind.ITEM:
        return _("Write the month as 2026-11, from 2019 on.")
    return _("Write the year as 2026, from 2019 on.")


def quarter(text: str) -> Period | None:
    found = _QUARTER.match(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    first = date(int(found[1]), int(found[2]) * 3 - 2, 1)
    return Period(text, first, _last(first, 3))


def year(text: str) -> Period | None:
    if _YEAR.match(text) is None or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        return None
    first = date(int(text), 1, 1)
    return Period(text, first, _last(first, 12))


def month(text: str) -> Period | None:
    first = month_of(text) if _MONTH.match(text) else None
    if first is None or not FIRST_YEAR <= first.year <= LAST_YEAR:
        return None
    return Period(text, first, _last(first, 1))


def _last(first: date, months: int) -> date:
    return months_on(first, months) - timedelta(days=1)


def today() -> date:
    return now().astimezone(UTC).date()


def quarters_over(many: int) -> list[Period]:
    """The newest quarters that are over, newest first."""
    this = today()
    first = months_on(this.replace(day=1), -((this.month - 1) % 3))
    starts = [months_on(first, -3 * back) for back in range(1, many + 1)]
    return [Period(f"{one.year}-Q{one.month // 3 + 1}", one, _last(one, 3)) for one in starts]


def years_over(many: int) -> list[Period]:
    starts = [date(today().year - back, 1, 1) for back in range(1, many + 1)]
    return [Period(str(one.year), one, _last(one, 12)) for one in starts]
