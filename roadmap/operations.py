"""Operations as the Roadmap sees them: numbers by quarter and country, never one operation."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from agencies.problems import Problem
from audit.clock import now
from cases.situation import METRICS, operation_results, operations_begun
from cases.smallcells import Cell

EARLIEST = 2019


@dataclass
class Line:
    """`quarter` 0: what is shown of the year only; `country` empty: of several together. A number
    is None where it is nothing, or hidden."""

    quarter: int
    country: str
    operations: int | None = None
    sites: int | None = None
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def numbers(self) -> list[int | None]:
        return [self.operations, self.sites, *(self.counted.get(name) for name in METRICS)]


@dataclass(frozen=True)
class Year:
    year: int
    lines: list[Line]


def year_of(text: str) -> Year:
    """Raises Problem, naming the field."""
    latest = now().year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else latest
    if (text and str(year) != text) or not EARLIEST <= year <= latest:
        raise Problem(_("Write a year from 2019 on that has begun."), field="year")
    return Year(year, _lines(year))


def _lines(year: int) -> list[Line]:
    found: dict[tuple[int, str], Line] = {}

    def line(quarter: int, country: str) -> Line:
        return found.setdefault((quarter, country), Line(quarter, country))

    for (start, country), (many, sites) in operations_begun().items():
        if start.year == year:
            one = line(_quarter(start), country)
            one.operations, one.sites = many, sites
    for cell in operation_results():
        if cell.month.year == year:
            _add(line(_place(cell), cell.place or ""), cell)
    # A year's rest after its quarters, several countries after each of them.
    return sorted(found.values(), key=lambda one: (one.quarter or 5, one.country or "~"))


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _place(cell: Cell) -> int:
    return _quarter(cell.month) if cell.months <= 3 else 0


def _add(line: Line, cell: Cell) -> None:
    counted = defaultdict(int, line.counted)
    counted[cell.kind or ""] += cell.cases
    line.counted = dict(counted)
