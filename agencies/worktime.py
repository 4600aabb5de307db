"""Working time of an office: its own days, hours, holidays, duty and zone (+06:30 to +09:00).

A `Calendar` is plain data, so that the arithmetic needs no database. None of the zones of the
exchange changes its clock in the year; the arithmetic would bear it all the same, because opening
hours are laid out in wall time and counted in elapsed time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agencies.models import DutyShift, Holiday, Office

Span = tuple[datetime, datetime]
DAY = timedelta(days=1)
# Holidays are read so far ahead, and nobody is closed for longer.
HORIZON = timedelta(days=400)


@dataclass(frozen=True)
class Shift:
    """A weekly duty in wall time; it may end after midnight (ends ≤ starts)."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Calendar:
    """When an office works. An office without working days and duty is open at any time."""

    zone: ZoneInfo
    working_days: frozenset[int]
    opens: time
    closes: time
    holidays: frozenset[date] = frozenset()
    shifts: tuple[Shift, ...] = ()

    def is_working_day(self, day: date) -> bool:
        return day.isoweekday() in self.working_days and day not in self.holidays

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    # -- open time ---------------------------------------------------------------------------

    def never_closes(self, *, duty: bool) -> bool:
        return not self.working_days and not (duty and self.shifts)

    def spans(self, start: datetime, *, duty: bool) -> Iterator[Span]:
        """The open times from `start` on, in order and apart from each other. With `duty`, an
        office with somebody on duty is open, on holidays too."""
        first = self.day_of(start)
        left = int(HORIZON / DAY)
        rows = (span for n in range(-1, left) for span in self._of_day(first + n * DAY, duty))
        for opens, closes in _merged(rows):
            if closes > start:
                yield max(opens, start), closes

    def _of_day(self, day: date, duty: bool) -> list[Span]:
        """What begins on this day, in the order of its beginning."""
        spans = []
        if self.is_working_day(day):
            spans.append((self.at(day, self.opens), self.at(day, self.closes)))
        for shift in self.shifts if duty else ():
            if shift.weekday == day.isoweekday():
                last = day + DAY if shift.ends <= shift.starts else day
                spans.append((self.at(day, shift.starts), self.at(last, shift.ends)))
        return sorted(spans)

    def next_open(self, moment: datetime, *, duty: bool = False) -> datetime:
        """`moment` when the office is open then, else its next opening."""
        moment = moment.astimezone(UTC)
        if self.never_closes(duty=duty):
            return moment
        return next((opens for opens, _closes in self.spans(moment, duty=duty)), moment)

    def after_open_time(
        self, start: datetime, amount: timedelta, *, duty: bool = False
    ) -> datetime:
        """When the office will have been open for `amount` since `start`."""
        start = start.astimezone(UTC)
        if self.never_closes(duty=duty):
            return start + amount
        for opens, closes in self.spans(start, duty=duty):
            if closes - opens >= amount:
                return opens + amount
            amount -= closes - opens
        return start + HORIZON  # closed for more than a year

    def open_time_between(self, start: datetime, end: datetime, *, duty: bool = False) -> timedelta:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if self.never_closes(duty=duty):
            return max(end - start, timedelta(0))
        passed = timedelta(0)
        for opens, closes in self.spans(start, duty=duty):
            if opens >= end:
                break
            passed += min(closes, end) - opens
        return passed

    # -- days --------------------------------------------------------------------------------

    def after_working_days(self, start: datetime, days: int) -> datetime:
        """The same clock time `days` working days later, never beyond the office's closing.

        A start outside working hours counts from the next opening. Falls back to calendar days
        for an office without working days.
        """
        moment = self.next_open(start).astimezone(self.zone)
        if not self.working_days:
            return moment + days * DAY
        for _ in range(days):
            moment += DAY
            while not self.is_working_day(moment.date()):
                moment += DAY
        return moment

    def after_calendar_days(self, start: datetime, days: int) -> datetime:
        """The same clock time `days` days later, counted from the next opening when the office
        is closed."""
        moment = self.next_open(start).astimezone(self.zone)
        return self.put_off(moment + days * DAY)

    def put_off(self, moment: datetime) -> datetime:
        """`moment`, or the closing of the next working day when it falls on none, as Regulation
        (EEC) 1182/71 art. 3(4) has it."""
        local = moment.astimezone(self.zone)
        if not self.working_days or self.is_working_day(local.date()):
            return moment
        day = local.date()
        while not self.is_working_day(day):
            day += DAY
        return self.at(day, self.closes)

    def worked_days(self, start: datetime, end: datetime, *, duty: bool = False) -> list[date]:
        """The days from `start` to `end` on which the office works, in its own zone."""
        if self.never_closes(duty=duty):
            first, last = self.day_of(start), self.day_of(end)
            return [first + n * DAY for n in range((last - first).days + 1)]
        days: set[date] = set()
        for opens, closes in self.spans(start.astimezone(UTC), duty=duty):
            if opens > end:
                break
            # Midnight belongs to the day before.
            until = max(opens, min(closes, end) - timedelta.resolution)
            first, last = self.day_of(opens), self.day_of(until)
            days |= {first + n * DAY for n in range((last - first).days + 1)}
        return sorted(days)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in the order of their beginning, joined where they meet. A span of the day before
    may begin before and end after, so the order of beginnings is enough."""
    current: Span | None = None
    for opens, closes in spans:
        if current is None:
            current = opens, closes
        elif opens <= current[1]:
            current = current[0], max(current[1], closes)
        else:
            yield current
            current = opens, closes
    if current is not None:
        yield current


def calendar_of(office: Office, start: datetime) -> Calendar:
    """The office's calendar as it stands now, with its holidays from the day before `start`."""
    return calendars_of([office], start)[office.pk]


def calendars_of(offices: Iterable[Office], start: datetime) -> dict[int, Calendar]:
    """Those of many offices, in two queries."""
    known = {office.pk: office for office in offices}
    day = start.astimezone(UTC).date()
    holidays: dict[str, set[date]] = {}
    for country, holiday in Holiday.objects.filter(
        country__in={office.country_id for office in known.values()},
        date__range=(day - DAY, day + HORIZON),
    ).values_list("country", "date"):
        holidays.setdefault(country, set()).add(holiday)
    shifts: dict[int, list[Shift]] = {}
    rows = DutyShift.objects.filter(office__in=known, officer__is_active=True).order_by()
    for office, weekday, starts, ends in rows.values_list("office", "weekday", "starts", "ends"):
        shifts.setdefault(office, []).append(Shift(weekday, starts, ends))
    return {
        pk: Calendar(
            zone=ZoneInfo(office.time_zone),
            working_days=frozenset(office.working_days),
            opens=office.opens,
            closes=office.closes,
            holidays=frozenset(holidays.get(office.country_id, ())),
            shifts=tuple(shifts.get(pk, ())),
        )
        for pk, office in known.items()
    }


def after_working_days(office: Office, start: datetime, *, days: int) -> datetime:
    """See `Calendar.after_working_days`; in the office's own zone."""
    return calendar_of(office, start).after_working_days(start, days)
