"""Dates as officers of the region write them, as properties of a parser."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit import clock
from cases.forms.moments import MomentField, NotAMoment, offset, parse, written

BANGKOK = ZoneInfo("Asia/Bangkok")
YANGON = ZoneInfo("Asia/Yangon")
ZONES = [BANGKOK, YANGON, ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Dili")]
# The first digit of Latin, Thai, Lao, Khmer, Burmese and full-width digits.
ZEROS = "0๐໐០၀0"

moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
scripts = st.sampled_from(ZEROS)


def in_script(text, zero):
    return "".join(chr(ord(zero) + int(c)) if c.isascii() and c.isdigit() else c for c in text)


@given(moments, st.sampled_from(ZONES))
def test_what_the_field_shows_it_understands(moment, zone):
    aware = moment.replace(tzinfo=zone)
    assert parse(written(aware, zone), zone) == aware


@given(moments, scripts, st.sampled_from("/.-"))
def test_day_first_in_any_digits_and_with_any_sign(moment, zero, sign):
    text = in_script(f"{moment.day}{sign}{moment.month}{sign}{moment.year} {moment:%H:%M}", zero)
    assert parse(text, BANGKOK) == moment.replace(tzinfo=BANGKOK)


@given(moments, scripts, st.sampled_from([" ", "T", "  "]))
def test_year_first_in_any_digits(moment, zero, gap):
    text = in_script(f"{moment:%Y-%m-%d}{gap}{moment:%H:%M}", zero)
    assert parse(text, BANGKOK) == moment.replace(tzinfo=BANGKOK)


@given(moments, scripts)
def test_the_buddhist_year_is_the_same_day(moment, zero):
    text = in_script(f"{moment:%d/%m}/{moment.year + 543} {moment:%H:%M}", zero)
    assert parse(text, BANGKOK) == moment.replace(tzinfo=BANGKOK)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_rule_in_words(text):
    try:
        assert parse(text, BANGKOK).tzinfo is BANGKOK
    except NotAMoment as problem:
        assert str(problem).endswith(".")


def test_the_same_digits_mean_the_office_s_own_clock():
    here, there = parse("22/11/2026 02:10", BANGKOK), parse("22/11/2026 02:10", YANGON)
    assert there - here == timedelta(minutes=30)
    assert (offset(BANGKOK), offset(YANGON)) == ("UTC+07:00", "UTC+06:30")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("yesterday", "Write day/month/year"),
        ("22/11-2026 02:10", "Write day/month/year"),
        ("22/11/2026", "Write the time as well"),
        ("22/11/69 02:10", "four digits"),
        ("31/02/2026 02:10", "no day 31 in month 2"),
        ("22/13/2026 02:10", "no day 22 in month 13"),
        ("22/11/2026 24:10", "no time 24:10"),
        ("22/11/1266 02:10", "too long ago"),
        ("29/02/2566 02:10", "no day 29 in month 2"),
    ],
)
def test_the_rule_is_named(text, rule):
    with pytest.raises(NotAMoment, match=rule):
        parse(text, BANGKOK)


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2569 02:10",
        "๒๒/๑๑/๒๕๖๙ ๐๒:๑๐",
        "๒๒/๑๑/๒๕๖๙ ๐๒.๑๐ น.",
        "22.11.2026 2:10",
        "၂၂/၁၁/၂၀၂၆ ၀၂:၁၀",
    ],
)
def test_one_night_in_many_ways(text):
    assert parse(text, BANGKOK) == datetime(2026, 11, 22, 2, 10, tzinfo=BANGKOK)


def judged(moment, **options):
    field = MomentField(**options)
    field.zone = BANGKOK
    return field.clean(written(moment, BANGKOK))


def test_an_hour_ahead_is_the_most_for_what_happened():
    now = timezone.now().replace(second=0, microsecond=0)
    with clock.at(now):
        assert judged(now + timedelta(hours=1)) == now + timedelta(hours=1)
        with pytest.raises(forms.ValidationError, match="at most one hour ahead"):
            judged(now + timedelta(hours=1, minutes=1))


def test_a_plan_may_lie_a_year_ahead():
    now = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    with clock.at(now):
        assert judged(now + timedelta(days=300), ahead=timedelta(days=366))
        with pytest.raises(forms.ValidationError, match="one year ahead"):
            judged(now + timedelta(days=400), ahead=timedelta(days=366))
