"""Days without a time, as officers of the region write them: day/month/year or year-month-day,
digits of any script, years of the Common or the Buddhist era; of a birth, the year alone too."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from audit.clock import now
from cases.digits import ascii_digits
from cases.forms.moments import BUDDHIST_YEARS_AHEAD, FIRST_BUDDHIST_YEAR

_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([/.\- ])(?P<month>\d{1,2})\2(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/.\-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_YEAR = re.compile(r"\d{4}")
FIRST_YEAR = 1850


class NotADay(ValueError):  # noqa: N818  said to people
    """The message names the rule."""


def parse_day(text: str) -> date:
    written = " ".join(ascii_digits(text).split())
    found = _DAY_FIRST.fullmatch(written) or _YEAR_FIRST.fullmatch(written)
    if found is None:
        raise NotADay(_("Write day/month/year, such as 22/11/2026 or 2026-11-22."))
    try:
        return date(common_year(int(found["year"])), int(found["month"]), int(found["day"]))
    except ValueError as problem:
        if isinstance(problem, NotADay):
            raise
        raise NotADay(_("There is no such day.")) from None


def parse_birth(text: str) -> tuple[date | None, int | None]:
    """The day, or the year alone."""
    written = ascii_digits(text).strip()
    if _YEAR.fullmatch(written):
        return None, common_year(int(written))
    return parse_day(text), None


def common_year(year: int) -> int:
    """The two eras lie 543 years apart: the year alone tells which one is meant."""
    found = year - BUDDHIST_YEARS_AHEAD if year >= FIRST_BUDDHIST_YEAR else year
    if not FIRST_YEAR <= found < 2200:
        raise NotADay(_("Give the year with four digits, such as 1990 or 2533."))
    return found


def latest_day() -> date:
    """Today, where the sun of the region rises first: its clocks are ahead of UTC."""
    return (now() + timedelta(hours=9)).date()


def written(day: date | None) -> str:
    return f"{day:%d/%m/}{day.year:04d}" if day is not None else ""


class DayField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return parse_day(text) if text else None
        except NotADay as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem

    def run_validators(self, value: Any) -> None:
        """The day was judged when it was read."""


class PastDayField(DayField):
    """One that has come."""

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and day > latest_day():
            raise forms.ValidationError(_("This day lies ahead."), code="ahead")
        return day


class BirthField(forms.CharField):
    """Cleans to (day or None, year or None)."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            day, year = parse_birth(text) if text else (None, None)
        except NotADay as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem
        latest = latest_day()
        if (day or latest) > latest or (year or latest.year) > latest.year:
            raise forms.ValidationError(_("The date of birth lies ahead."), code="ahead")
        return day, year

    def validate(self, value: Any) -> None:
        """Empty is allowed."""

    def run_validators(self, value: Any) -> None:
        """The day was judged when it was read."""
