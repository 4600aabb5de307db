"""What a formula is given and what it gives back."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cases.statistics import REGION, Key, Level, Span, Total

HUNDRED = Decimal(100)


def first_of(day: date) -> date:
    return day.replace(day=1)


def month_after(first: date, months: int = 1) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that begin in these days."""
    months = [first_of(first)]
    while (following := month_after(months[-1])) <= last:
        months.append(following)
    return months


def span_of(first: date) -> Span:
    """The month in UTC, for the region has five zones."""
    return Span(_midnight(first), _midnight(month_after(first)))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@dataclass(frozen=True)
class Measured:
    """`value` None: it cannot be said. `fewest` is the smallest number of cases or persons that
    it tells of; None when it tells of none."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    fewest: int | None = None


Measure = Callable[[Span], dict[Key, Measured]]
NOTHING = Measured(None)
ZERO = Measured(Decimal(0))


def _smallest(*cells: int) -> int | None:
    """Of those that are not empty."""
    return min((cell for cell in cells if cell), default=None)


def plain(total: Total) -> Measured:
    """A count that tells of no case: meetings, operations."""
    return Measured(Decimal(total.count))


def by_country(countries: Iterable[str], region: int | None = None) -> dict[Key, Measured]:
    """One for each row of a country, of what tells of no case; of the region their sum, unless
    it is another number."""
    found = Counter(countries)
    total = found.total() if region is None else region
    counts: dict[Key, int] = {REGION: total} | {(code, ""): n for code, n in found.items()}
    return {key: Measured(Decimal(number)) for key, number in counts.items()}


def counted(total: Total) -> Measured:
    return Measured(Decimal(total.count), fewest=_smallest(total.count))


def share(total: Total) -> Measured:
    """In per cent. The cases in it, those not in it, and all of them are cells."""
    if not total.of:
        return NOTHING
    part, whole = Decimal(total.count), Decimal(total.of)
    smallest = _smallest(total.count, total.of - total.count, total.of)
    return Measured(_rounded(part / whole * HUNDRED), part, whole, smallest)


def open_share(total: Total) -> Measured:
    """As `share`, of what tells of no case: everybody reads what it is made of."""
    return replace(share(total), fewest=None)


def share_of_fields(total: Total) -> Measured:
    """As `share`, of fields: the cases are the cells."""
    if not total.of:
        return NOTHING
    part, whole = Decimal(total.count), Decimal(total.of)
    return Measured(_rounded(part / whole * HUNDRED), part, whole, _smallest(total.cases))


def median_hours(total: Total) -> Measured:
    if total.median is None:
        return NOTHING
    hours = Decimal(total.median // timedelta(seconds=1)) / 3600
    return Measured(_rounded(hours), fewest=_smallest(total.cases))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def measure(
    read: Callable[[Span, Level], dict[Key, Total]],
    make: Callable[[Total], Measured],
    levels: Iterable[Level] = (Level.REGION, Level.COUNTRY),
) -> Measure:
    """Totals read at each level, and made into figures."""

    def measured(span: Span) -> dict[Key, Measured]:
        return {key: make(total) for level in levels for key, total in read(span, level).items()}

    return measured
