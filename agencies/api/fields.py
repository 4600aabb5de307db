"""Fields that serializers share. What is not understood is refused, never ignored."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.letters import visible
from agencies.models import Code, Country


class Strict(serializers.Serializer):
    """A body whose every key is known and writable; nested ones too."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            faults = {str(name): self._fault(name) for name in data if self._fault(name)}
            if faults:
                raise serializers.ValidationError(faults)
        return super().to_internal_value(data)

    def _fault(self, name: Any) -> serializers.ErrorDetail | None:
        field = self.fields.get(name) if isinstance(name, str) else None
        if field is None:
            return serializers.ErrorDetail(_("There is no such field."), "unknown_field")
        if field.read_only:
            return serializers.ErrorDetail(_("This field cannot be written."), "read_only")
        return None


class Nothing(Strict):
    """A body without content."""


class Text(serializers.CharField):
    """Text in Unicode's composed form (NFC) and without characters that cannot be seen, as
    everything in the portal is stored. A number is no text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text = unicodedata.normalize("NFC", super().to_internal_value(data))
        seen = visible(text, keep_nul=True)
        kept = seen.strip() if self.trim_whitespace else seen
        if not kept and not self.allow_blank:  # nothing of it could be seen
            self.fail("blank")
        return kept


class Moment(serializers.DateTimeField):
    """A point in time: read with any offset (but with one), written in UTC with Z."""

    default_error_messages = {
        "zone": gettext_lazy("Give the time with its zone: 2026-11-21T19:10:00Z or …+07:00."),
        "year": gettext_lazy("Give a year from 1900 to 2199."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("zone")
        if not 1900 <= value.year < 2200:
            self.fail("year")
        return super().enforce_timezone(value)


@extend_schema_field({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "example": "08:30"})
class Clock(serializers.TimeField):
    """A time on the office's own clock."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M", "%H:%M:%S"], **options)


@extend_schema_field({"type": "number"})
class Number(serializers.DecimalField):
    """An exact number, written as a JSON number."""

    def to_representation(self, value: Decimal) -> Any:
        return int(value) if value == value.to_integral_value() else float(value)


def latitude(**options: Any) -> Number:
    return Number(max_digits=8, decimal_places=5, min_value=-90, max_value=90, **options)


def longitude(**options: Any) -> Number:
    return Number(max_digits=8, decimal_places=5, min_value=-180, max_value=180, **options)


@extend_schema_field({"type": "string"})
class CodeField(serializers.Field):
    """The code of one entry of a code list, or of lists without a code in common. They are read
    once per request."""

    default_error_messages = {
        "unknown": gettext_lazy("Unknown code. See /api/v1/code-lists/{slug}/codes/."),
    }

    def __init__(self, *slugs: str, **options: Any) -> None:
        self.slugs = slugs
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Code:
        known = self._known()
        if not isinstance(data, str) or data not in known:
            self.fail("unknown", slug=self.slugs[0])
        return known[data]

    def _known(self) -> dict[str, Code]:
        kept: Any = self.context
        if self.slugs not in kept:
            entries = Code.objects.active().filter(list__in=self.slugs)
            kept[self.slugs] = {entry.code: entry for entry in entries}
        return dict(kept[self.slugs])

    def to_representation(self, value: Code) -> str:
        return value.code


def country_field(**options: Any) -> serializers.SlugRelatedField:
    """A country of the exchange by its ISO 3166-1 alpha-2 code."""
    return serializers.SlugRelatedField(
        slug_field="code", queryset=Country.objects.all(), **options
    )


class Day(serializers.DateField):
    """A day of our time: a year of another calendar, or a slip of the keys, is refused."""

    FIRST, LAST = 1950, 2199
    default_error_messages = {
        "year": gettext_lazy("Give a year from 1950 to 2199, of the common calendar.")
    }

    def to_internal_value(self, value: Any) -> Any:
        day = super().to_internal_value(value)
        if not self.FIRST <= day.year <= self.LAST:
            self.fail("year")
        return day
