"""Working time: the answering office's days, hours, holidays and zone."""

from datetime import UTC, date, datetime, time

import pytest

from agencies.models import Holiday, Office
from agencies.worktime import after_working_days
from notices.clocks import acknowledge_by


@pytest.fixture
def tachileik(world):
    """UTC+06:30, Monday to Friday, 08:30 to 16:30."""
    return Office.objects.get(pk=world.tcl.pk)


def after(office, days, *moment):
    due = after_working_days(office, datetime(*moment, tzinfo=UTC), days=days)
    return due.strftime("%a %d %H:%M")


def test_within_hours_the_clock_time_stays(tachileik):
    assert after(tachileik, 1, 2026, 11, 23, 4, 0) == "Tue 24 10:30"
    assert after(tachileik, 3, 2026, 11, 23, 4, 0) == "Thu 26 10:30"


def test_before_opening_it_counts_from_the_opening(tachileik):
    assert after(tachileik, 1, 2026, 11, 23, 0, 0) == "Tue 24 08:30"


def test_after_closing_it_counts_from_the_next_opening(tachileik):
    assert after(tachileik, 1, 2026, 11, 23, 10, 0) == "Wed 25 08:30"  # 16:30 is closed


def test_the_weekend_does_not_count(tachileik):
    assert after(tachileik, 1, 2026, 11, 20, 4, 0) == "Mon 23 10:30"
    assert after(tachileik, 1, 2026, 11, 21, 4, 0) == "Tue 24 08:30"
    assert after(tachileik, 1, 2026, 11, 20, 12, 0) == "Tue 24 08:30"  # Friday evening


def test_the_day_is_the_offices_own(tachileik):
    assert after(tachileik, 1, 2026, 11, 22, 17, 40) == "Tue 24 08:30"  # Monday 00:10 there


def test_a_holiday_does_not_count(tachileik):
    Holiday.objects.create(country_id="MM", date=date(2026, 11, 24), name="National Day")
    Holiday.objects.create(country_id="TH", date=date(2026, 11, 25), name="Elsewhere")
    assert after(tachileik, 1, 2026, 11, 23, 4, 0) == "Wed 25 10:30"
    assert after(tachileik, 1, 2026, 11, 24, 4, 0) == "Thu 26 08:30"


def test_a_week_from_sunday_to_thursday(tachileik):
    tachileik.working_days = [1, 2, 3, 4, 7]
    assert after(tachileik, 1, 2026, 11, 19, 4, 0) == "Sun 22 10:30"


def test_an_office_without_working_days_counts_calendar_days(tachileik):
    tachileik.working_days = []
    assert after(tachileik, 1, 2026, 11, 21, 4, 0) == "Sun 22 10:30"


def test_hours_of_another_office(tachileik):
    tachileik.time_zone, tachileik.opens, tachileik.closes = "Asia/Dili", time(9), time(17, 30)
    assert after(tachileik, 1, 2026, 11, 23, 8, 29) == "Tue 24 17:29"
    assert after(tachileik, 1, 2026, 11, 23, 8, 30) == "Wed 25 09:00"


def test_routine_is_a_working_day_and_the_rest_is_clock_time(tachileik):
    friday = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    dues = {
        urgency: acknowledge_by(urgency, tachileik, friday).astimezone(UTC).strftime("%a %H:%M")
        for urgency in ("flash", "urgent", "priority", "routine")
    }
    assert dues == {
        "flash": "Fri 12:15",
        "urgent": "Fri 13:00",
        "priority": "Fri 20:00",
        "routine": "Tue 02:00",
    }
