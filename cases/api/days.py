"""Days in the bodies of requests."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.forms.days import NotADay, common_year, latest_day

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(serializers.DateField):
    """A day, year first. A year of the Buddhist era is understood, and kept as its common one."""

    def to_internal_value(self, value: Any) -> date:
        """The year comes first: 29 February 2535 is a day of 1992, and none of 2535."""
        if isinstance(value, str) and _WRITTEN.fullmatch(value):
            value = f"{common(int(value[:4])):04d}{value[4:]}"
        day: date = super().to_internal_value(value)
        return day


class PastDay(Day):
    """One that has come, somewhere in the region: its clocks are ahead of UTC."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if day > latest_day():
            raise serializers.ValidationError(_("This day lies ahead."), "ahead")
        return day


class BirthDay(Day):
    """One that has come: nobody is born ahead."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if day > latest_day():
            raise serializers.ValidationError(_("The date of birth lies ahead."), "ahead")
        return day


def birth_year(year: int) -> int:
    found = common(year)
    if found > latest_day().year:
        raise serializers.ValidationError(_("The date of birth lies ahead."), "ahead")
    return found


def common(year: int) -> int:
    try:
        return common_year(year)
    except NotADay as problem:
        raise serializers.ValidationError(str(problem), "year") from problem
