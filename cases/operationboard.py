"""The live board of an operation: what each office has counted, today and altogether."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agencies.models import Code, Office
from cases.dayresults import WIDEST, metrics_of, results_of
from cases.models import DayResult
from cases.operationreading import SeenOperation
from cases.operations import today_at


@dataclass(frozen=True)
class Cell:
    """None: nothing was counted."""

    today: int | None
    total: int | None


@dataclass(frozen=True)
class BoardRow:
    """One field of the results: a cell for each office, then for all of them."""

    metric: Code
    offices: Sequence[Office]
    cells: list[Cell]
    all: Cell

    @property
    def by_office(self) -> list[tuple[Office, Cell]]:
        return list(zip(self.offices, self.cells, strict=True))

    @property
    def is_widest(self) -> bool:
        return self.metric.code in WIDEST


@dataclass(frozen=True)
class Board:
    offices: list[Office]
    rows: list[BoardRow]

    @property
    def has_widest(self) -> bool:
        return any(row.is_widest for row in self.rows)


def board_of(seen: SeenOperation) -> Board:
    """Every office has its own today."""
    results = results_of(seen)
    offices = [seat.office for seat in seen.participants if seat.takes_part]
    rows = [_row(metric, offices, results) for metric in metrics_of(results)]
    return Board(offices, rows)


def _row(metric: Code, offices: Sequence[Office], results: list[DayResult]) -> BoardRow:
    cells = [_cell(metric.code, [r for r in results if r.office_id == o.pk], o) for o in offices]
    return BoardRow(metric, offices, cells, _together(metric.code, cells))


def _cell(code: str, results: list[DayResult], office: Office) -> Cell:
    today = today_at(office)
    now = [r.figures[code] for r in results if r.day == today and code in r.figures]
    return Cell(added(code, now), added(code, [r.figures.get(code) for r in results]))


def _together(code: str, cells: Sequence[Cell]) -> Cell:
    return Cell(
        added(code, [cell.today for cell in cells]), added(code, [cell.total for cell in cells])
    )


def added(code: str, numbers: Iterable[int | None]) -> int | None:
    counted = [number for number in numbers if number is not None]
    if not counted:
        return None
    return max(counted) if code in WIDEST else sum(counted)
