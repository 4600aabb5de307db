"""The questions that the list of figures answers."""

from datetime import date

from django.utils.translation import gettext as _
from django_filters import CharFilter, FilterSet, ModelChoiceFilter, NumberFilter
from rest_framework.exceptions import ValidationError

from agencies.models import Country, Office
from cases.forms.months import parse_month
from roadmap.models import Figure, Indicator
from roadmap.models.indicators import FigureQuerySet

REGION = "region"


def month_of(text: str) -> date | None:
    """`2026-11`, a day of it, or as officers write months."""
    try:
        return date.fromisoformat(text).replace(day=1) if len(text) > 7 else parse_month(text)
    except ValueError:
        return parse_month(text)


class FigureFilter(FilterSet):
    """The parameters of the list; any other is refused."""

    indicator = ModelChoiceFilter(queryset=Indicator.objects.all(), to_field_name="code")
    item = NumberFilter(
        field_name="indicator__item__number",
        min_value=1,
        max_value=99,
        help_text="Number of an item.",
    )
    country = CharFilter(
        method="of_country", help_text="ISO 3166-1 alpha-2; `region` for the region as a whole."
    )
    office = ModelChoiceFilter(
        queryset=Office.objects.all(), to_field_name="code", help_text="Of the own country only."
    )
    period = CharFilter(method="of_period", help_text="A month: `2026-11`.")

    class Meta:
        model = Figure
        fields: list[str] = []

    def of_country(self, rows: FigureQuerySet, _name: str, value: str) -> FigureQuerySet:
        if value == REGION:
            return rows.of_region()
        if not Country.objects.filter(pk=value).exists():
            raise ValidationError({"country": _("There is no such country.")})
        return rows.filter(country=value)

    def of_period(self, rows: FigureQuerySet, _name: str, value: str) -> FigureQuerySet:
        month = month_of(value)
        if month is None:
            raise ValidationError({"period": _("Write the month as 2026-11.")})
        return rows.filter(period=month)
