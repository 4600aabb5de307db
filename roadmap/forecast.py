"""When a target will be met, if things go on as in the last months: a straight line through the
points (least squares), and how far off it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import sqrt

FEWEST_POINTS = 4
MOST_POINTS = 12
# Further off than this a line says nothing.
FURTHEST_MONTHS = 240
# Student's t at 90 %, by degrees of freedom: four of five lie between both ends.
_T90 = (0.0, 3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)


class Outlook(Enum):
    MET = "met"
    EXPECTED = "expected"
    TOO_FEW = "too_few"
    WRONG_WAY = "wrong_way"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Forecast:
    """`when` lies with 80 % between `earliest` and `latest`; no `latest` is: maybe never."""

    outlook: Outlook
    when: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True)
class _Line:
    slope: float
    at_zero: float
    error: float
    middle: float
    spread: float
    points: int

    def half_width(self, x: float) -> float:
        """Half of the 80 % interval of the line at `x`."""
        away = (x - self.middle) ** 2 / self.spread
        return _T90[self.points - 2] * self.error * sqrt(1 / self.points + away)


def forecast(points: Sequence[tuple[date, float]], target: float, *, more: bool) -> Forecast:
    """`points` are (month, value), in any order; `more`: more is better."""
    latest = sorted(points)[-MOST_POINTS:]
    if latest and _is_met(latest[-1][1], target, more):
        return Forecast(Outlook.MET)
    if len(latest) < FEWEST_POINTS:
        return Forecast(Outlook.TOO_FEW)
    months = [float(_number(day)) for day, _value in latest]
    line = _line(months, [value for _day, value in latest])
    if line.slope == 0 or (line.slope > 0) != more:
        return Forecast(Outlook.WRONG_WAY)
    when = (target - line.at_zero) / line.slope
    last = months[-1]
    if when - last > FURTHEST_MONTHS:
        return Forecast(Outlook.TOO_FAR)
    # The line may be past the target when the last figure is not: not before the next month.
    when = max(when, last + 1)
    early, late = _ends(line, target, last, more)
    return Forecast(
        Outlook.EXPECTED,
        _month(when),
        _month(min(early, when)),
        _month(max(late, when)) if late is not None else None,
    )


def _is_met(value: float, target: float, more: bool) -> bool:
    return value >= target if more else value <= target


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: float) -> date:
    """The first month that is not before."""
    whole = int(-(-number // 1))
    return date(whole // 12, whole % 12 + 1, 1)


def _line(xs: Sequence[float], ys: Sequence[float]) -> _Line:
    count = len(xs)
    middle, height = sum(xs) / count, sum(ys) / count
    spread = sum((x - middle) ** 2 for x in xs)
    slope = sum((x - middle) * (y - height) for x, y in zip(xs, ys, strict=True)) / spread
    at_zero = height - slope * middle
    left = sum((y - at_zero - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    return _Line(slope, at_zero, sqrt(left / (count - 2)), middle, spread, count)


def _ends(line: _Line, target: float, last: float, more: bool) -> tuple[float, float | None]:
    """The months in which the better and the worse end of the interval reach the target."""
    sign = 1 if more else -1
    reached: dict[int, float] = {}
    for step in range(1, FURTHEST_MONTHS * 2):
        x = last + step
        value, half = line.at_zero + line.slope * x, line.half_width(x)
        for end in (1, -1):
            if end not in reached and sign * (value + sign * end * half - target) >= 0:
                reached[end] = x
        if len(reached) == 2:
            break
    return reached.get(1, last + 1), reached.get(-1)
