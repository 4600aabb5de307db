"""The clock of a request, over zones, weekends, holidays, duty and pauses. No database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agencies.limits import Counts, Limit
from agencies.worktime import Calendar, Shift
from cases.requestclock import after, face_of, resumed

ZONES = ["Asia/Yangon", "Asia/Bangkok", "Asia/Manila", "Asia/Dili", "Asia/Jayapura"]
MINUTE = timedelta(minutes=1)
YEAR = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.integers(0, 365 * 24 * 60).map(lambda n: YEAR + n * MINUTE)
clocks = st.integers(0, 24 * 12 - 1).map(lambda n: time(n // 12, n % 12 * 5))
shifts = st.builds(Shift, st.integers(1, 7), clocks, clocks)
amounts = st.integers(1, 12 * 60).map(lambda n: n * MINUTE)
hours = st.integers(0, 22).flatmap(lambda n: st.tuples(st.just(n), st.integers(n + 1, 23)))
few = settings(max_examples=40, deadline=None)


@st.composite
def calendars(draw, *, duty=True):
    opens, closes = (time(hour, 30) for hour in draw(hours))
    days = st.frozensets(st.integers(1, 7), min_size=1)
    holidays = st.frozensets(st.dates(date(2025, 12, 30), date(2027, 2, 1)), max_size=20)
    rows = tuple(draw(st.lists(shifts, max_size=4))) if duty else ()
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    return Calendar(zone, draw(days), opens, closes, draw(holidays), rows)


def minutes_open(calendar, start, end, *, duty):
    """The slow way: every minute is asked by itself."""
    count = 0
    while start < end:
        count += is_open(calendar, start, duty=duty)
        start += MINUTE
    return count


def is_open(calendar, moment, *, duty):
    local = moment.astimezone(calendar.zone)
    clock = local.time()
    working = calendar.is_working_day(local.date()) and calendar.opens <= clock < calendar.closes
    if working or not duty:
        return working
    yesterday = (local - timedelta(days=1)).isoweekday()
    for shift in calendar.shifts:
        over_midnight = shift.ends <= shift.starts
        today = shift.weekday == local.isoweekday() and shift.starts <= clock
        if today and (over_midnight or clock < shift.ends):
            return True
        if over_midnight and shift.weekday == yesterday and clock < shift.ends:
            return True
    return False


@few
@given(calendars(), moments, st.booleans())
def test_open_time_is_what_every_minute_says(calendar, start, duty):
    end = start + timedelta(days=2, hours=7)
    passed = calendar.open_time_between(start, end, duty=duty)
    assert passed == minutes_open(calendar, start, end, duty=duty) * MINUTE


@few
@given(calendars(), moments, amounts, st.booleans())
def test_after_open_time_has_exactly_so_much_behind_it(calendar, start, amount, duty):
    due = calendar.after_open_time(start, amount, duty=duty)
    assert due > start
    assert calendar.open_time_between(start, due, duty=duty) == amount
    assert is_open(calendar, due - MINUTE, duty=duty)


@few
@given(calendars(), moments, amounts, amounts, st.booleans())
def test_more_time_is_never_due_earlier(calendar, start, one, more, duty):
    assert calendar.after_open_time(start, one, duty=duty) < calendar.after_open_time(
        start, one + more, duty=duty
    )


@few
@given(calendars(), moments, amounts)
def test_somebody_on_duty_never_makes_it_later(calendar, start, amount):
    with_duty = calendar.after_open_time(start, amount, duty=True)
    assert with_duty <= calendar.after_open_time(start, amount, duty=False)


@few
@given(calendars(duty=False), moments, st.integers(1, 7))
def test_calendar_days_end_on_a_working_day(calendar, start, days):
    due = after(calendar, Limit(timedelta(days=days), Counts.CALENDAR_DAYS), start)
    local = due.astimezone(calendar.zone)
    assert calendar.is_working_day(local.date())
    assert calendar.opens <= local.time() <= calendar.closes
    first = calendar.next_open(start)
    assert due >= first + timedelta(days=days) or local.time() == calendar.closes


@few
@given(calendars(duty=False), moments, st.integers(1, 5))
def test_working_days_are_counted_one_by_one(calendar, start, days):
    due = after(calendar, Limit(timedelta(days=days), Counts.WORKING_DAYS), start)
    first, last = calendar.day_of(calendar.next_open(start)), calendar.day_of(due)
    between = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    assert sum(calendar.is_working_day(day) for day in between) == days


@few
@given(calendars(), moments, amounts, st.integers(0, 5 * 24 * 60), st.booleans())
def test_a_pause_keeps_what_was_left(calendar, start, amount, pause, duty):
    counts = Counts.OPEN_OR_DUTY if duty else Counts.OPEN
    limit = Limit(amount, counts)
    due = after(calendar, limit, start)
    paused = start + (due - start) / 2
    moment = paused + pause * MINUTE
    again = resumed(calendar, limit, due, paused=paused, now=moment)
    left = calendar.open_time_between(paused, due, duty=duty)
    assert calendar.open_time_between(moment, again, duty=duty) == left
    assert again >= due


@few
@given(calendars(duty=False), moments, st.integers(1, 7), st.integers(0, 20 * 24 * 60))
def test_a_pause_of_days_moves_the_end_as_far(calendar, start, days, pause):
    limit = Limit(timedelta(days=days), Counts.CALENDAR_DAYS)
    due = after(calendar, limit, start)
    paused = max(start, calendar.next_open(start)) + timedelta(hours=1)
    assume(paused < due)
    again = resumed(calendar, limit, due, paused=paused, now=paused + pause * MINUTE)
    moved = due + pause * MINUTE
    assert again == moved or (again > moved - timedelta(days=1))
    assert calendar.is_working_day(calendar.day_of(again))


@few
@given(calendars(), moments, amounts)
def test_what_is_late_stays_late(calendar, start, amount):
    limit = Limit(amount, Counts.OPEN)
    due = after(calendar, limit, start)
    late = due + MINUTE
    assert resumed(calendar, limit, due, paused=late, now=late + timedelta(days=2)) == due


@few
@given(calendars(), moments, st.integers(1, 7), st.integers(0, 30 * 24 * 60))
def test_the_face_counts_the_days_of_the_answering_office(calendar, start, days, later):
    limit = Limit(timedelta(days=days), Counts.CALENDAR_DAYS)
    due = after(calendar, limit, start)
    runs_from = calendar.next_open(start)
    moment = start + later * MINUTE
    face = face_of(calendar, limit, runs_from=runs_from, due=due, now=moment)
    assert 1 <= face.working_day <= face.of <= days + 1
    if moment >= due:
        assert face.working_day == face.of
    stopped = face_of(calendar, limit, runs_from=runs_from, due=due, now=moment, paused=start)
    assert (stopped.working_day, stopped.is_paused) == (1, True)


# -- told in days ------------------------------------------------------------------------------

YANGON = Calendar(ZoneInfo("Asia/Yangon"), frozenset({1, 2, 3, 4, 5}), time(8, 30), time(16, 30))
HOUR = Limit(timedelta(hours=1), Counts.OPEN_OR_DUTY)


def at(text):
    return datetime.strptime(text, "%d %H:%M").replace(
        year=2026, month=11, tzinfo=ZoneInfo("Asia/Yangon")
    )


def told(moment):
    return moment.astimezone(ZoneInfo("Asia/Yangon")).strftime("%a %d %H:%M")


def test_the_end_of_a_working_day_is_not_the_end_of_the_hour():
    assert told(after(YANGON, HOUR, at("20 16:00"))) == "Mon 23 09:00"
    assert told(after(YANGON, HOUR, at("20 15:30"))) == "Fri 20 16:30"
    assert told(after(YANGON, HOUR, at("20 16:30"))) == "Mon 23 09:30"


def test_somebody_on_duty_keeps_the_office_open():
    night = Shift(5, time(16, 0), time(0, 0))
    guarded = Calendar(
        YANGON.zone, YANGON.working_days, YANGON.opens, YANGON.closes, shifts=(night,)
    )
    assert told(after(guarded, HOUR, at("20 16:00"))) == "Fri 20 17:00"
    assert told(after(guarded, HOUR, at("20 23:30"))) == "Mon 23 09:00"
    plain = Limit(timedelta(hours=1), Counts.OPEN)
    assert told(after(guarded, plain, at("20 16:00"))) == "Mon 23 09:00"


def test_three_days_from_a_friday_evening():
    three = Limit(timedelta(days=3), Counts.CALENDAR_DAYS)
    assert told(after(YANGON, three, at("18 10:00"))) == "Mon 23 16:30"  # Saturday is put off
    assert told(after(YANGON, three, at("20 18:00"))) == "Thu 26 08:30"  # from Monday's opening


def test_a_holiday_puts_it_off():
    feast = Calendar(
        YANGON.zone,
        YANGON.working_days,
        YANGON.opens,
        YANGON.closes,
        frozenset({date(2026, 11, 26)}),
    )
    three = Limit(timedelta(days=3), Counts.CALENDAR_DAYS)
    assert told(after(feast, three, at("23 10:00"))) == "Fri 27 16:30"


def test_their_day_two_of_three():
    three = Limit(timedelta(days=3), Counts.CALENDAR_DAYS)
    start = at("20 10:00")  # Friday; due on Monday
    due = after(YANGON, three, start)
    days = [
        face_of(YANGON, three, runs_from=start, due=due, now=at(now))
        for now in ("20 12:00", "21 12:00", "23 09:00", "24 09:00")
    ]
    assert [(face.working_day, face.of) for face in days] == [(1, 2), (1, 2), (2, 2), (2, 2)]


def test_an_office_that_never_closes():
    open_ = Calendar(YANGON.zone, frozenset(), time(8, 30), time(16, 30))
    assert told(after(open_, HOUR, at("22 03:00"))) == "Sun 22 04:00"
    assert open_.open_time_between(at("22 03:00"), at("22 05:00")) == timedelta(hours=2)
