"""What is asked about days without a visa."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.forms.days import DayField
from roadmap.models import VisaStatement
from roadmap.visafree import members

_OFF = {"autocomplete": "off"}


def _day(label: Any, help_text: Any, *, required: bool = True) -> DayField:
    widget = forms.TextInput(attrs=_OFF)
    return DayField(label=label, help_text=help_text, required=required, widget=widget)


class VisaForm(DressedForm):
    paper = forms.ChoiceField(label=_("Kind of paper"), choices=VisaStatement.Paper.choices)
    days = forms.IntegerField(
        label=_("Days without a visa"),
        help_text=_("0: a visa is needed."),
        min_value=0,
        max_value=VisaStatement.MOST_DAYS,
    )
    valid_from = _day(
        _("Holds from"),
        _("Day/month/year, such as 22/11/2026. What holds now ends on the day before."),
    )
    valid_to = _day(_("Last day"), _("Nothing: until further notice."), required=False)
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("The agreement, law or decision it rests on."),
        max_length=VisaStatement.LONGEST,
    )
    document = forms.CharField(
        label=_("Source"),
        help_text=_("An address (https://…), or the document and who keeps it."),
        max_length=VisaStatement.LONGEST,
    )


class StrikeForm(DressedForm):
    reason = forms.CharField(label=_("What is wrong"), max_length=VisaStatement.LONGEST)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class VisaChoiceForm(DressedForm):
    on = _day(_("As on"), _("Day/month/year; nothing: today."), required=False)
    paper = forms.ChoiceField(
        label=_("Kind of paper"), choices=VisaStatement.Paper.choices, required=False
    )
    host = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [("", _("all")), *((one.pk, str(one)) for one in members())]
        cast(forms.ChoiceField, self.fields["host"]).choices = offered
