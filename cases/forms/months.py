"""Months, as officers write them: 2026-11 or 11/2026, digits of any script, years of the Common
or the Buddhist era."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.digits import ascii_digits
from cases.forms.days import NotADay, common_year

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.\- ](?P<month>\d{1,2})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[/.\- ](?P<year>\d{4})")


def parse_month(text: str) -> date | None:
    """Its first day, or None."""
    written = " ".join(ascii_digits(text).split())
    found = _YEAR_FIRST.fullmatch(written) or _MONTH_FIRST.fullmatch(written)
    try:
        return date(common_year(int(found["year"])), int(found["month"]), 1) if found else None
    except (NotADay, ValueError):
        return None


class MonthField(forms.CharField):
    """Cleans to the first day of the month."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        month = parse_month(text) if text else None
        if text and month is None:
            raise forms.ValidationError(_("Write the month as 2026-11."), code="invalid")
        return month

    def run_validators(self, value: Any) -> None:
        """The month was judged when it was read."""
