"""The parameters of the case and notice lists; any other is refused."""

from typing import Any

from django.utils.translation import gettext as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    FilterSet,
    IsoDateTimeFilter,
    ModelChoiceFilter,
)
from rest_framework.exceptions import ValidationError

from agencies.models import Border, Code, Office
from cases.models import Case, Flag
from cases.models.case import CaseQuerySet
from cases.seizurelists import is_thing
from cases.tags import key_of
from notices.models import Notice, NoticeQuerySet


class CaseFilter(FilterSet):
    """The same questions as the list page asks, with moments instead of days."""

    status = ChoiceFilter(choices=Case.Status.choices)
    urgency = ChoiceFilter(choices=Case.Urgency.choices)
    border = ModelChoiceFilter(queryset=Border.objects.all(), method="on_border")
    office = ModelChoiceFilter(
        queryset=Office.objects.all(), to_field_name="code", help_text="That logged the case."
    )
    offence = ModelChoiceFilter(
        field_name="offences",
        queryset=Code.objects.in_list("case_type_iccs"),
        to_field_name="code",
    )
    happened_after = IsoDateTimeFilter(field_name="happened_at", lookup_expr="gte")
    happened_before = IsoDateTimeFilter(field_name="happened_at", lookup_expr="lt")
    search = CharFilter(
        method="with_words",
        max_length=100,
        help_text="Words of any script, within what the reader may see. Names and numbers of "
        "persons do not belong in an address: POST them to `search/`.",
    )

    subject = CharFilter(
        method="with_subject",
        max_length=100,
        help_text="Name or alias of a person, vessel or organisation that the caller may see. "
        "Numbers go into the body of `search/`.",
    )

    assigned = ChoiceFilter(
        choices=[("me", "me"), ("office", "office")],
        method="with_assignment",
        help_text="To the caller, or to anybody of the caller's office.",
    )
    tag = CharFilter(method="with_tag", max_length=40, help_text="Of the caller's own country.")
    flag = ChoiceFilter(
        choices=Flag.Kind.choices, method="with_flag", help_text="Of the caller's own country."
    )
    seizure = CharFilter(
        method="with_a_seizure",
        max_length=40,
        help_text="A kind (`drug`, `precursor`, `wildlife`, `timber`, `firearm`, `cash`, `goods`), "
        "or the code of a substance, species, type of firearm or HS heading (`HEROIN`).",
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def with_assignment(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.assigned_to(value, self.request.user)

    def with_tag(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.tagged(key_of(value), self.request.user)

    def with_flag(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.flagged(value, self.request.user)

    def with_a_seizure(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        if not is_thing(value):
            raise ValidationError({name: [_("There is no such kind, nor such a code.")]})
        return cases.with_seizure(value)

    def with_subject(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.about_subject(value, self.request.user)

    def on_border(self, cases: CaseQuerySet, name: str, value: Border) -> Any:
        return cases.touching(value.pk, self.request.user)

    def with_words(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.matching(value, self.request.user)


class CaseSearch(CaseFilter):
    """What is asked in a body alone: numbers of persons and things."""

    identifier = CharFilter(method="with_number", max_length=100)

    def with_number(self, cases: CaseQuerySet, name: str, value: str) -> Any:
        return cases.with_identifier(value, self.request.user)


class NoticeFilter(FilterSet):
    state = ChoiceFilter(choices=[("waiting", "waiting"), ("done", "done")], method="in_state")
    kind = ChoiceFilter(choices=Notice.Kind.choices)
    since = IsoDateTimeFilter(
        field_name="delivered_at", lookup_expr="gte", help_text="Delivered at this time or later."
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def in_state(self, notices: NoticeQuerySet, name: str, value: str) -> Any:
        return notices.waiting() if value == "waiting" else notices.done()
