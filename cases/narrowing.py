"""A list narrowed to a country and a month, as the figures of the Roadmap lead to it. It only
takes away from what the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import Country
from cases.forms.months import parse_month

Rows = TypeVar("Rows", bound="QuerySet[Model]")


@dataclass(frozen=True)
class Narrowed:
    """`fault`: what was asked is not understood, and nothing is listed."""

    country: Country | None = None
    month: date | None = None
    fault: str = ""

    @property
    def words(self) -> str:
        named = [str(self.country)] if self.country is not None else []
        return " · ".join([*named, f"{self.month:%Y-%m}"] if self.month is not None else named)

    def of(self, rows: Rows, *sides: str, moment: str = "", day: str = "") -> Rows:
        """`sides` lead to the countries of a row; `moment` or `day` is when it was."""
        if self.fault:
            return rows.none()
        if self.country is not None and sides:
            rows = rows.filter(_any(sides, self.country)).distinct()
        if self.month is not None and (moment or day):
            rows = rows.filter(_during(self.month, moment or day, is_day=bool(day)))
        return rows


def narrowed_by(asked: Mapping[str, str]) -> Narrowed:
    """Of the parameters `country` and `month` of a page."""
    code, written = asked.get("country", "").upper(), asked.get("month", "")
    country = Country.objects.filter(pk=code).first() if code.isalnum() else None
    month = parse_month(written)
    if code and country is None:
        return Narrowed(fault=_("There is no such country."))
    if written and month is None:
        return Narrowed(fault=_("Write the month as 2026-11."))
    return Narrowed(country, month)


def _any(sides: tuple[str, ...], country: Country) -> Q:
    wanted = Q()
    for side in sides:
        wanted |= Q(**{side: country})
    return wanted


def _during(first: date, name: str, *, is_day: bool) -> Q:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    if is_day:
        return Q(**{f"{name}__gte": first, f"{name}__lt": after})
    return Q(**{f"{name}__gte": _midnight(first), f"{name}__lt": _midnight(after)})


def _midnight(day: date) -> datetime:
    """Figures count months in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
