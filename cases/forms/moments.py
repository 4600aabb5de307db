"""Dates and times as officers of the region write them, in one text field.

Day/month/year or year-month-day, a 24-hour clock, digits of any script, years of the Common or
the Buddhist era. The era is told by the year alone: the two lie 543 years apart, and nothing
logged here happened five centuries ago or ahead.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.clock import now
from cases.digits import ascii_digits

BUDDHIST_YEARS_AHEAD = 543
FIRST_BUDDHIST_YEAR = 2400
FIRST_YEAR = 1900
AHEAD = timedelta(hours=1)
PLANNED_AHEAD = timedelta(days=366)

_DAY_FIRST = r"(?P<day>\d{1,2})(?P<s>[/.\-])(?P<month>\d{1,2})(?P=s)(?P<year>\d+)"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<s>[/.\-])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*น\.?)?"
_FORMS = [re.compile(rf"{date}(?:[T,]?\s*{_CLOCK})?") for date in (_YEAR_FIRST, _DAY_FIRST)]
_AFTER_THE_YEAR = ("month", "day", "hour", "minute", "second")


class NotAMoment(ValueError):  # noqa: N818  said to people
    """Cannot be understood; the message names the rule."""


def parse(text: str, zone: tzinfo) -> datetime:
    """The moment in `zone` that `text` means."""
    written = " ".join(ascii_digits(text).split())
    found = next((m for form in _FORMS if (m := form.fullmatch(written))), None)
    if found is None:
        raise NotAMoment(
            _("Write day/month/year and the time, such as 22/11/2026 02:10 or 2026-11-22 02:10.")
        )
    if found["hour"] is None:
        raise NotAMoment(_("Write the time as well, on the 24-hour clock, such as 02:10."))
    year = _year(found["year"])
    month, day, hour, minute, second = (int(found[name] or 0) for name in _AFTER_THE_YEAR)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        raise NotAMoment(_impossible(found)) from None


def _year(written: str) -> int:
    if len(written) != 4:
        raise NotAMoment(_("Write the year with four digits, such as 2026 or 2569."))
    year = int(written)
    if year >= FIRST_BUDDHIST_YEAR:
        year -= BUDDHIST_YEARS_AHEAD
    if year < FIRST_YEAR:
        raise NotAMoment(_("The year %(year)s is too long ago.") % {"year": written})
    return year


def _impossible(found: re.Match[str]) -> str:
    if int(found["hour"]) > 23 or int(found["minute"]) > 59 or int(found["second"] or 0) > 59:
        text = _("There is no time %(time)s. Write it on the 24-hour clock, from 00:00 to 23:59.")
        return text % {"time": f"{found['hour']}:{found['minute']}"}
    return _("There is no day %(day)s in month %(month)s of that year.") % {
        "day": int(found["day"]),
        "month": int(found["month"]),
    }


def written(moment: datetime, zone: tzinfo) -> str:
    """How the field shows a moment: 22/11/2026 02:10, with seconds where there are any."""
    local = moment.astimezone(zone)
    return f"{local:%d/%m/}{local.year:04d}{local: %H:%M:%S}".removesuffix(":00")


def offset(zone: tzinfo, moment: datetime | None = None) -> str:
    """UTC+07:00"""
    text = f"{(moment or now()).astimezone(zone):%z}"
    return f"UTC{text[:3]}:{text[3:5]}"


def zone_of(name: str) -> ZoneInfo:
    return ZoneInfo(name)


class MomentField(forms.CharField):
    """A moment in the zone that the form sets. `ahead` is how far in the future it may lie."""

    zone: tzinfo = UTC
    default_error_messages = {
        "required": gettext_lazy("Write when it happened."),
        "ahead": gettext_lazy(
            "This is ahead of now (%(now)s). What happened can be at most one hour ahead."
        ),
        "planned": gettext_lazy("A plan can be at most one year ahead of now (%(now)s)."),
    }

    def __init__(self, *, ahead: timedelta = AHEAD, **options: Any) -> None:
        self.ahead = ahead
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return parse(text, self.zone) if text else None
        except NotAMoment as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem

    def run_validators(self, value: Any) -> None:
        """The text was judged when it was read; here the moment is judged."""
        if isinstance(value, datetime) and value > now() + self.ahead:
            code = "ahead" if self.ahead == AHEAD else "planned"
            raise forms.ValidationError(
                self.error_messages[code],
                code=code,
                params={"now": written(now().replace(second=0), self.zone)},
            )
