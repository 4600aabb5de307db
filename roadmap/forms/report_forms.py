"""What the pages of reports ask for."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country
from cases.forms.days import DayField
from roadmap.models import ActionItem, Report, ReportSending

_DAY = _("Day/month/year, such as 22/11/2026.")
_OFF = {"autocomplete": "off"}
# Before the key of a section, in the name of the field with its words.
PREFIX = "text-"


class ReportChoiceForm(DressedForm):
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all kinds")), *Report.Kind.choices]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=7,
        help_text=_("2026-Q3, 2026 or 2026-10."),
        widget=forms.TextInput(attrs=_OFF),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *Report.State.choices]
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        places = [(one.code, str(one)) for one in Country.objects.filter(is_member=True)]
        field = cast(forms.ChoiceField, self.fields["country"])
        field.choices = [("", _("all countries")), *places]


class BeginForm(DressedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Report.Kind, widget=forms.RadioSelect)
    period = forms.CharField(
        label=_("Period"),
        max_length=7,
        help_text=_("A quarter as 2026-Q3, a year as 2026, for an item sheet a month as 2026-10."),
        widget=forms.TextInput(attrs=_OFF),
    )
    item = forms.ModelChoiceField(
        label=_("Action item"),
        help_text=_("For an item sheet."),
        required=False,
        queryset=ActionItem.objects.none(),
    )
    is_regional = forms.BooleanField(
        label=_("Item sheet of the whole region"),
        help_text=_("For coordinators of the lead shepherd."),
        required=False,
    )
    is_national = forms.BooleanField(
        label=_("Stays with our country"),
        help_text=_("Others never read it; figures of the own country below five stand in it."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast("forms.ModelChoiceField[ActionItem]", self.fields["item"])
        field.queryset = ActionItem.objects.select_related("edition")


class WordsForm(DressedForm):
    """A text for each section of the report, by its key."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, sections: Iterable[tuple[str, str]], may_stay: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for key, title in sections:
            rows = forms.Textarea(attrs={"rows": 5, "class": "form-control"})
            self.fields[f"{PREFIX}{key}"] = forms.CharField(
                label=title, required=False, max_length=Report.LONGEST, widget=rows
            )
        if may_stay:
            self.fields["is_national"] = forms.BooleanField(
                label=_("Stays with our country"),
                help_text=_("The data is drafted anew: it decides which figures may stand in it."),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )


class SendBackForm(DressedForm):
    reason = forms.CharField(
        label=_("What is to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendingForm(DressedForm):
    body = forms.ChoiceField(label=_("Body"), choices=ReportSending.Body)
    day = DayField(label=_("Day"), help_text=_DAY)


class DeadlineForm(DressedForm):
    due_on = DayField(label=_("Due on"), help_text=_DAY)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
