"""The clock of a request (design 4.5): the working time of the *answering* office, stopped while
it waits for a clarification. Pure: everything comes in as an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agencies.limits import Counts, Limit, Limits
from agencies.worktime import Calendar


@dataclass(frozen=True)
class Times:
    """From when the clock runs, and the two moments it runs to."""

    runs_from: datetime
    acknowledge_by: datetime
    due_at: datetime


def times_of(calendar: Calendar, limits: Limits, asked_at: datetime) -> Times:
    return Times(
        runs_from=calendar.next_open(asked_at, duty=limits.answer.has_duty),
        acknowledge_by=after(calendar, limits.acknowledge, asked_at),
        due_at=after(calendar, limits.answer, asked_at),
    )


def after(calendar: Calendar, limit: Limit, start: datetime) -> datetime:
    days = limit.amount.days
    if limit.counts is Counts.CALENDAR_DAYS:
        return calendar.after_calendar_days(start, days)
    if limit.counts is Counts.WORKING_DAYS:
        return calendar.after_working_days(start, days)
    return calendar.after_open_time(start, limit.amount, duty=limit.has_duty)


def resumed(
    calendar: Calendar, limit: Limit, due: datetime, *, paused: datetime, now: datetime
) -> datetime:
    """When it is due after a pause: what was left when it began is left when it ends. What was
    late already stays late."""
    if paused >= due:
        return due
    if limit.is_in_days:
        return calendar.put_off(due + (now - paused))
    left = calendar.open_time_between(paused, due, duty=limit.has_duty)
    return calendar.after_open_time(now, left, duty=limit.has_duty)


def latest_extension(calendar: Calendar, limit: Limit, due: datetime) -> datetime:
    """As far as one extension may go: once more the time there was."""
    return after(calendar, limit, due)


@dataclass(frozen=True)
class Face:
    """What both sides read off the clock: the same instant, and which working day of the
    answering office it is."""

    zone: ZoneInfo
    working_day: int
    of: int
    is_paused: bool
    left: timedelta


def face_of(
    calendar: Calendar,
    limit: Limit,
    *,
    runs_from: datetime,
    due: datetime,
    now: datetime,
    paused: datetime | None = None,
) -> Face:
    """The days are those on which the office works between its start and the end, never none.
    While it stands, the clock shows the moment at which it was stopped."""
    moment = now if paused is None else paused
    days = calendar.worked_days(runs_from, due, duty=limit.has_duty)
    today = calendar.day_of(moment)
    passed = sum(day <= today for day in days)
    return Face(
        zone=calendar.zone,
        working_day=max(1, passed),
        of=max(1, len(days)),
        is_paused=paused is not None,
        left=due - moment,
    )
