"""What the pages of the indicators ask for."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country
from cases.forms.days import DayField
from cases.forms.months import MonthField
from roadmap.figurefilters import REGION
from roadmap.models import ActionItem, Figure

_OFF = {"autocomplete": "off"}
_DAY = _("Day/month/year, such as 22/11/2026.")


class FigureChoiceForm(DressedForm):
    item = forms.TypedChoiceField(label=_("Action item"), required=False, coerce=int)
    country = forms.ChoiceField(label=_("Country"), required=False)
    period = MonthField(
        label=_("Month"),
        required=False,
        help_text=_("Year and month, such as 2026-11."),
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        items = ActionItem.objects.filter(indicators__isnull=False).distinct()
        numbers = {item.number: str(item) for item in items}
        countries = Country.objects.filter(offices__isnull=False).distinct().order_by("name")
        places = [(one.code, str(one)) for one in countries]
        choices = {"item": [("", _("all items")), *numbers.items()]}
        choices["country"] = [(REGION, _("the region")), *places]
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = cast(Any, found)


def _figure(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=16,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "decimal"}),
        **more,
    )


class AttestForm(DressedForm):
    period = MonthField(
        label=_("Month"), help_text=_("Year and month, such as 2026-11."), max_length=10
    )
    value = _figure(_("Figure"), required=False)
    reason = forms.CharField(
        label=_("Why there is no figure"), required=False, max_length=Figure.LONGEST
    )
    document = forms.CharField(
        label=_("Document it stands in"),
        help_text=_("Title, number and date, so that a second person finds it."),
        max_length=Figure.LONGEST,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TargetForm(DressedForm):
    value = _figure(_("Target"))
    by = DayField(label=_("To be met by"), help_text=_DAY)
    baseline = _figure(_("Baseline: where it started"), required=False)
    baseline_on = DayField(label=_("Day of the baseline"), help_text=_DAY, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        day: date | None = said.get("baseline_on") or None
        return {**said, "baseline_on": day}
