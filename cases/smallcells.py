"""Cells of fewer than five cases, hidden so that no sum of what is shown gives them away.

Pure. The finest cells are a month, a place and a kind; they share no case. One of five cases or
more is shown. The others wait, and are joined level by level (months of a quarter, quarters of a
year, then kinds or places). A sum is shown when it is made of five cases or more and its parts
could have been others, and when its time is over: one that grew month by month would tell the
month by which it grew. Each cell is part of one shown sum at most. Whatever a reader asks for is
added up from whole sums, so that the difference of two answers is one of them, too. What is shown
nowhere is missing in every answer: numbers are least numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Design 4.10.
FEWEST = 5


@dataclass(frozen=True)
class Cell:
    """`months` months from `month` on; None: several places, several kinds. `cases` decides what
    is shown, `amount` is what was counted in them."""

    month: date
    place: str | None
    kind: str | None
    cases: int
    amount: Decimal
    months: int = 1


@dataclass(frozen=True)
class Level:
    months: int
    by_place: bool = True
    by_kind: bool = True

    def key(self, cell: Cell) -> tuple[date, str | None, str | None]:
        first = (cell.month.month - 1) // self.months * self.months + 1
        return (
            cell.month.replace(month=first),
            cell.place if self.by_place else None,
            cell.kind if self.by_kind else None,
        )

    def is_over(self, joined: Cell, before: date) -> bool:
        """Whether all months of the sum are counted: those before this day are."""
        ends = joined.month.year * 12 + joined.month.month - 1 + self.months
        return ends <= before.year * 12 + before.month - 1


TIMES = (Level(3), Level(6))


def shown(cells: Iterable[Cell], levels: Sequence[Level], before: date) -> list[Cell]:
    """`before` is the first of the month that is not counted yet."""
    found: list[Cell] = []
    waiting: list[Cell] = []
    for cell in cells:
        (found if cell.cases >= FEWEST else waiting).append(cell)
    for level in levels:
        groups = defaultdict(list)
        for cell in waiting:
            groups[level.key(cell)].append(cell)
        waiting = []
        for parts in groups.values():
            joined = _joined(parts, level)
            if not level.is_over(joined, before):
                continue
            if joined.cases < FEWEST:
                waiting.append(joined)
            elif _could_be_others(joined, parts):
                found.append(joined)
    return found


def _joined(parts: list[Cell], level: Level) -> Cell:
    month, place, kind = level.key(parts[0])
    return Cell(
        month,
        place,
        kind,
        sum(part.cases for part in parts),
        sum((part.amount for part in parts), Decimal(0)),
        level.months,
    )


def _could_be_others(joined: Cell, parts: list[Cell]) -> bool:
    """Each part is of four cases at most: a sum of four for each would tell every one of them. Such
    a sum is shown nowhere, nor as part of another. Which cells are empty is told nowhere either, so
    that five cases in five months are not known to be one in each."""
    return joined.cases < (FEWEST - 1) * len(parts)
