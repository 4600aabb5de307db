"""On duty: weekly shifts in the office's own wall time, past midnight and in its own zone."""

from datetime import UTC, datetime, time

import pytest

from agencies import roster
from agencies.models import DutyShift
from audit.clock import at


@pytest.fixture
def shift(world, thida):
    """Thida's shift at Tachileik (UTC+06:30)."""

    def make(weekday, starts, ends, *, officer=thida):
        return DutyShift.objects.create(
            office=world.tcl,
            officer=officer,
            weekday=weekday,
            starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends),
        )

    return make


def on_duty(office, *moment):
    with at(datetime(*moment, tzinfo=UTC)):
        return [officer.username for officer in roster.on_duty(office)]


MONDAY, TUESDAY, SUNDAY = 1, 2, 7  # 2026-11-23 is a Monday


def test_a_shift_counts_in_the_offices_own_zone(world, shift):
    shift(MONDAY, "08:00", "20:00")
    assert on_duty(world.tcl, 2026, 11, 23, 1, 29) == []  # 07:59
    assert on_duty(world.tcl, 2026, 11, 23, 1, 30) == ["thida"]  # 08:00
    assert on_duty(world.tcl, 2026, 11, 23, 13, 29) == ["thida"]  # 19:59
    assert on_duty(world.tcl, 2026, 11, 23, 13, 30) == []  # 20:00


def test_the_weekday_is_the_offices_too(world, shift):
    shift(TUESDAY, "00:00", "06:00")
    assert on_duty(world.tcl, 2026, 11, 23, 17, 29) == []  # Monday 23:59
    assert on_duty(world.tcl, 2026, 11, 23, 17, 30) == ["thida"]  # Tuesday 00:00


def test_a_night_shift_runs_past_midnight(world, shift):
    shift(MONDAY, "20:00", "08:00")
    assert on_duty(world.tcl, 2026, 11, 23, 13, 30) == ["thida"]  # Monday 20:00
    assert on_duty(world.tcl, 2026, 11, 24, 1, 29) == ["thida"]  # Tuesday 07:59
    assert on_duty(world.tcl, 2026, 11, 24, 1, 30) == []  # Tuesday 08:00
    assert on_duty(world.tcl, 2026, 11, 23, 1, 0) == []  # Monday 07:30: Sunday has no shift


def test_a_night_shift_runs_from_sunday_into_monday(world, shift):
    shift(SUNDAY, "20:00", "08:00")
    assert on_duty(world.tcl, 2026, 11, 23, 1, 0) == ["thida"]  # Monday 07:30


def test_a_shift_that_ends_at_midnight(world, shift):
    shift(MONDAY, "16:00", "00:00")
    assert on_duty(world.tcl, 2026, 11, 23, 17, 29) == ["thida"]  # 23:59
    assert on_duty(world.tcl, 2026, 11, 23, 17, 30) == []  # Tuesday 00:00


def test_a_shift_of_a_whole_day(world, shift):
    shift(MONDAY, "08:00", "08:00")
    assert on_duty(world.tcl, 2026, 11, 23, 1, 30) == ["thida"]
    assert on_duty(world.tcl, 2026, 11, 24, 1, 29) == ["thida"]
    assert on_duty(world.tcl, 2026, 11, 24, 1, 30) == []


def test_one_officer_with_two_shifts_at_once_is_told_once(world, shift):
    shift(MONDAY, "08:00", "20:00")
    shift(MONDAY, "12:00", "16:00")
    assert on_duty(world.tcl, 2026, 11, 23, 6, 0) == ["thida"]


def test_who_left_the_office_is_not_on_duty(world, shift, cast):
    shift(MONDAY, "08:00", "20:00", officer=cast.somchai)
    assert on_duty(world.tcl, 2026, 11, 23, 6, 0) == []


def test_mail_goes_to_duty_else_head_else_everybody(world, shift, cast):
    with at(datetime(2026, 11, 23, 6, 0, tzinfo=UTC)):
        assert roster.email_readers(world.tcl) == [cast.kyaw]
        row = shift(MONDAY, "08:00", "20:00")
        assert roster.email_readers(world.tcl) == [cast.thida]
        row.delete()
        cast.kyaw.is_active = False
        cast.kyaw.save()
        assert roster.email_readers(world.tcl) == [cast.thida]


def test_who_takes_no_mail_gets_none_and_nobody_stands_in(world, shift, cast):
    shift(MONDAY, "08:00", "20:00")
    cast.thida.wants_email = False
    cast.thida.save()
    with at(datetime(2026, 11, 23, 6, 0, tzinfo=UTC)):
        assert roster.email_readers(world.tcl) == []
