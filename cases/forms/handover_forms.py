"""What is said when a case is handed over, and the answer."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Office
from cases.models import Case, HandOver


class HandOverForm(DressedForm):
    office = forms.ModelChoiceField(
        label=_("To which office"),
        help_text=_("Only offices that see the case."),
        queryset=Office.objects.none(),
        to_field_name="code",
        empty_label=_("Choose an office"),
        error_messages={"required": _("Choose an office.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("They read this, and it stays in the record."),
        max_length=HandOver.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case, **more: Any) -> None:
        super().__init__(*args, **more)
        grants = case.grants.current().filter(partner=None)
        seeing = Q(country__in=grants.filter(office=None).values("country"))
        seeing |= Q(pk__in=grants.exclude(office=None).values("office"))
        offices = Office.objects.active().filter(seeing).exclude(pk=case.office_id)
        cast(forms.ModelChoiceField, self.fields["office"]).queryset = offices


class AnswerHandOverForm(DressedForm):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (HandOver.Answer.ACCEPTED, _("We take it over")),
            (HandOver.Answer.DECLINED, _("We do not take it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("They read this. It is needed when you do not take it."),
        max_length=HandOver.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
