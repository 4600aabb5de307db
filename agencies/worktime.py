"""Working time of an office: its own days, hours, holidays and zone (+06:30 to +09:00)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agencies.models import Holiday, Office


def is_working_day(office: Office, day: date, holidays: frozenset[date]) -> bool:
    return day.isoweekday() in office.working_days and day not in holidays


def after_working_days(office: Office, start: datetime, *, days: int) -> datetime:
    """The same clock time `days` working days later, never beyond the office's closing.

    A start outside working hours counts from the next opening; the result is in UTC-aware
    office time. Falls back to calendar days for an office without working days.
    """
    zone = ZoneInfo(office.time_zone)
    moment = start.astimezone(zone)
    if not office.working_days:
        return moment + timedelta(days=days)
    holidays = _holidays_after(office, moment.date())
    moment = _next_open(office, moment, holidays)
    for _ in range(days):
        moment = _skip_to_working_day(office, moment + timedelta(days=1), holidays)
    return moment


def _holidays_after(office: Office, day: date) -> frozenset[date]:
    rows = Holiday.objects.filter(country=office.country_id, date__range=(day, day + timedelta(60)))
    return frozenset(rows.values_list("date", flat=True))


def _next_open(office: Office, moment: datetime, holidays: frozenset[date]) -> datetime:
    """`moment` when the office is open then, else its next opening."""
    if moment.time() >= office.closes:
        moment = _at(moment + timedelta(days=1), office)
    elif moment.time() < office.opens:
        moment = _at(moment, office)
    if is_working_day(office, moment.date(), holidays):
        return moment
    return _at(_skip_to_working_day(office, moment, holidays), office)


def _at(moment: datetime, office: Office) -> datetime:
    return datetime.combine(moment.date(), office.opens, tzinfo=moment.tzinfo)


def _skip_to_working_day(office: Office, moment: datetime, holidays: frozenset[date]) -> datetime:
    while not is_working_day(office, moment.date(), holidays):
        moment += timedelta(days=1)
    return moment
