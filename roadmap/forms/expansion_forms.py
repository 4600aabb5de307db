"""Forms of the expansion plan."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Office
from cases.forms.days import DayField, PastDayField

_OFF = {"autocomplete": "off"}
_DAY = _("Day/month/year, such as 22/11/2026; or nothing.")


class PlaceForm(DressedForm):
    name = forms.CharField(label=_("Place"), max_length=120)
    office = forms.ChoiceField(
        label=_("Office"), help_text=_("If the portal knows it already."), required=False
    )
    owner = forms.CharField(
        label=_("Owner"), help_text=_("The body that sees to it."), max_length=120, required=False
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offices: Iterable[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        self._offices = {one.code: one for one in offices}
        offered = [(code, one.title) for code, one in self._offices.items()]
        cast(forms.ChoiceField, self.fields["office"]).choices = [("", "–"), *offered]

    def clean_office(self) -> Office | None:
        return self._offices.get(self.cleaned_data["office"])


class StepForm(DressedForm):
    planned = DayField(
        label=_("Planned for"),
        help_text=_DAY,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    done = PastDayField(
        label=_("Done on"),
        help_text=_DAY,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
