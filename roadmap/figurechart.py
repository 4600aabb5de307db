"""The series of one country as a small line chart. It prints in black: the line is whole, the
target dashed, each month a dot; the table beside it holds the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadmap.figures.measured import month_after

WIDTH, HEIGHT = 320, 110
LEFT, RIGHT, TOP, BOTTOM = 8, 312, 12, 88
MONTHS = 24
Span = tuple[date, date]


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """`lines` are the points of each unbroken stretch; a month without a figure breaks it."""

    dots: list[Dot]
    lines: list[str]
    target_y: float | None
    first: date
    last: date
    top: float
    width: int = WIDTH
    height: int = HEIGHT


def chart(
    points: Sequence[tuple[date, float]], target: float | None, span: Span | None = None
) -> Chart | None:
    """Of the last two years; None when there is nothing to draw. `span`: the first and the last
    month; without, those of the points."""
    found = sorted(points)
    if not found:
        return None
    earliest, last = span or (found[0][0], found[-1][0])
    start = max(earliest, month_after(last, 1 - MONTHS))
    found = [point for point in found if point[0] >= start]
    if not found:
        return None
    top = max([value for _day, value in found] + ([target] if target is not None else [])) or 1.0
    months = max(_months(start, last), 1)

    def dot(day: date, value: float) -> Dot:
        x = LEFT + (RIGHT - LEFT) * _months(start, day) / months
        return Dot(round(x, 1), _height(value, top))

    dots = [dot(*point) for point in found]
    return Chart(
        dots,
        _stretches([day for day, _value in found], dots),
        _height(target, top) if target is not None else None,
        start,
        last,
        top,
    )


def _height(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _stretches(days: list[date], dots: list[Dot]) -> list[str]:
    lines: list[list[Dot]] = []
    for number, dot in enumerate(dots):
        if number and _months(days[number - 1], days[number]) == 1:
            lines[-1].append(dot)
        else:
            lines.append([dot])
    return [" ".join(f"{dot.x},{dot.y}" for dot in line) for line in lines if len(line) > 1]
