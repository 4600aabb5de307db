"""The parameters that the lists of reference data understand; any other is refused."""

from typing import Any

from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from agencies.models import Border, Code, Country, Crossing, Office
from agencies.models.border import CrossingQuerySet


class YesNoFilter(ChoiceFilter):
    """`true` or `false`; anything else is refused."""

    def __init__(self, *args: Any, **more: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, **more)

    def filter(self, qs: Any, value: str) -> Any:
        return qs if not value else super().filter(qs, value == "true")


class BorderFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all(), method="of_country")

    class Meta:
        model = Border
        fields: list[str] = []

    def of_country(self, borders: Any, name: str, value: Country) -> Any:
        return borders.filter(country_a=value) | borders.filter(country_b=value)


class CrossingFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all(), method="of_country")
    border = ModelChoiceFilter(queryset=Border.objects.all())
    kind = ChoiceFilter(choices=Crossing.Kind.choices)
    status = ChoiceFilter(choices=Crossing.Status.choices)
    search = CharFilter(
        method="named", max_length=100, help_text="Any spelling of either side, in any script."
    )

    class Meta:
        model = Crossing
        fields: list[str] = []

    def of_country(self, crossings: CrossingQuerySet, name: str, value: Country) -> Any:
        return crossings.of_country(value.pk)

    def named(self, crossings: CrossingQuerySet, name: str, value: str) -> Any:
        return crossings.matching(value)


class OfficeFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all())
    border = ModelChoiceFilter(field_name="borders", queryset=Border.objects.all())
    crossing = ModelChoiceFilter(
        field_name="crossings", queryset=Crossing.objects.all(), to_field_name="code"
    )
    kind = ChoiceFilter(choices=Office.Kind.choices)
    status = ChoiceFilter(choices=Office.Status.choices)

    class Meta:
        model = Office
        fields: list[str] = []


class CodeFilter(FilterSet):
    active = ChoiceFilter(choices=[("true", "true"), ("false", "false")], method="in_use")

    class Meta:
        model = Code
        fields: list[str] = []

    def in_use(self, codes: Any, name: str, value: str) -> Any:
        return codes.filter(is_active=value == "true")
