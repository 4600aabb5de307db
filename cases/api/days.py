"""Days in the bodies of requests."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.forms.days import NotADay, common_year, latest_day


class Day(serializers.DateField):
    """A day, year first. A year of the Buddhist era is understood, and kept as its common one."""

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        return day.replace(year=common(day.year))


class PastDay(Day):
    """One that has come, somewhere in the region: its clocks are ahead of UTC."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if day > latest_day():
            raise serializers.ValidationError(_("This day lies ahead."), "ahead")
        return day


def common(year: int) -> int:
    try:
        return common_year(year)
    except NotADay as problem:
        raise serializers.ValidationError(str(problem), "year") from problem
