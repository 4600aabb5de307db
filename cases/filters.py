"""The filters of the case list. All of them live in the address; a value that is not known is
an error on the page, never an unfiltered list."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Case as Choose
from django.db.models import When
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Border, Code, Office
from cases import tags
from cases.models import Case, Flag
from cases.models.case import CaseQuerySet
from cases.seizurelists import things_on_offer

NEWEST = "newest"
SORTS = [
    (NEWEST, _("Newest first")),
    ("happened", _("When it happened, latest first")),
    ("urgency", _("Most urgent first")),
]
ASSIGNED = [("me", _("to me")), ("office", _("to somebody of my office"))]
DAYS = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
STATUSES = [(status.value, status.label) for status in Case.Status if status != Case.Status.DRAFT]


def start_of(day: date) -> datetime:
    """Midnight in the reader's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Words"),
        help_text=_("In any script: a reference, a place, a substance, what happened"),
        method="find_words",
        max_length=100,
    )
    subject = django_filters.CharFilter(
        label=_("Name of a person, vessel or organisation"), method="find_subject", max_length=100
    )
    identifier = django_filters.CharFilter(
        label=_("Number of a document, plate, telephone …"),
        help_text=_("In any way of writing; the whole number"),
        method="find_identifier",
        max_length=100,
    )
    seizure = django_filters.ChoiceFilter(
        label=_("Seizure"),
        choices=things_on_offer,
        method="find_seizure",
        empty_label=_("any or none"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATUSES, empty_label=_("any status")
    )
    urgency = django_filters.ChoiceFilter(
        label=_("Urgency"), choices=Case.Urgency.choices, empty_label=_("any urgency")
    )
    border = django_filters.ModelChoiceFilter(
        label=_("Border"),
        queryset=Border.objects.all(),
        method="find_border",
        empty_label=_("any border"),
    )
    office = django_filters.ModelChoiceFilter(
        label=_("Logged by"),
        queryset=Office.objects.all(),
        to_field_name="code",
        empty_label=_("any office"),
    )
    offence = django_filters.ModelChoiceFilter(
        label=_("Offence"),
        field_name="offences",
        queryset=Code.objects.in_list("case_type_iccs"),
        to_field_name="code",
        empty_label=_("any offence"),
    )
    since = django_filters.DateFilter(
        label=_("Happened from"), method="find_since", widget=DayInput, validators=DAYS
    )
    until = django_filters.DateFilter(
        label=_("Happened until"), method="find_until", widget=DayInput, validators=DAYS
    )
    assigned = django_filters.ChoiceFilter(
        label=_("Assigned"), choices=ASSIGNED, method="find_assigned", empty_label=_("to anybody")
    )
    tag = django_filters.ChoiceFilter(
        label=_("Tag of our country"),
        choices=[],
        method="find_tag",
        empty_label=_("any tag"),
    )
    flag = django_filters.ChoiceFilter(
        label=_("Flag of our country"),
        choices=Flag.Kind.choices,
        method="find_flag",
        empty_label=_("any flag"),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort"), choices=SORTS, method="keep", empty_label=None, null_label=None
    )

    class Meta:
        model = Case
        form = DressedForm
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, request: HttpRequest, queryset: CaseQuerySet) -> None:
        super().__init__(data=data, request=request, queryset=queryset)
        known = [(tag.key, tag.name) for tag in tags.vocabulary(request.user)]
        self.filters["tag"].extra["choices"] = known

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, apart from the order."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in values.items() if value and name != "sort"}

    @property
    def order(self) -> str:
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        return cleaned.get("sort") or NEWEST

    def sorted(self) -> CaseQuerySet:
        found: CaseQuerySet = self.qs
        if self.order == "happened":
            return found.order_by("-happened_at", "-pk")
        if self.order == "urgency":
            ranks = [When(urgency=value, then=rank) for rank, value in enumerate(Case.Urgency)]
            return found.order_by(Choose(*ranks), "-pk")
        return found.order_by("-pk")

    def find_words(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.matching(value, self.request.user)

    def find_subject(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.about_subject(value, self.request.user)

    def find_identifier(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.with_identifier(value, self.request.user)

    def find_seizure(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.with_seizure(value)

    def find_border(self, cases: CaseQuerySet, name: str, value: Border) -> CaseQuerySet:
        return cases.touching(value.pk, self.request.user)

    def find_assigned(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.assigned_to(value, self.request.user)

    def find_tag(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.tagged(value, self.request.user)

    def find_flag(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.flagged(value, self.request.user)

    def find_since(self, cases: CaseQuerySet, name: str, value: date) -> CaseQuerySet:
        return cases.filter(happened_at__gte=start_of(value))

    def find_until(self, cases: CaseQuerySet, name: str, value: date) -> CaseQuerySet:
        return cases.filter(happened_at__lt=start_of(value + timedelta(days=1)))

    def keep(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        """The order is applied after the filters, once."""
        return cases
