"""Forms of the milestones."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country
from cases.forms.days import DayField, PastDayField
from roadmap.models import ActionItem, Milestone

_OFF = {"autocomplete": "off"}


class MilestoneForm(DressedForm):
    title = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = DayField(
        label=_("Due on"),
        help_text=_("Day/month/year, such as 22/11/2026."),
        widget=forms.TextInput(attrs=_OFF),
    )
    officer = forms.CharField(
        label=_("Owner: user name"),
        help_text=_("Of an officer of your country. Otherwise name a body below."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    body = forms.CharField(
        label=_("Owner: body"),
        help_text=_("The ministry, agency or office that sees to it."),
        max_length=120,
        required=False,
    )
    done_on = PastDayField(
        label=_("Done on"),
        help_text=_("Day/month/year, such as 22/11/2026; or nothing."),
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=Milestone.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MilestoneChoiceForm(DressedForm):
    country = forms.ChoiceField(label=_("Country"), required=False)
    item = forms.TypedChoiceField(
        label=_("Action item"), required=False, coerce=int, empty_value=None
    )
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        members = Country.objects.filter(is_member=True).order_by("code")
        offered = [("", _("all")), *((one.pk, str(one)) for one in members)]
        cast(forms.ChoiceField, self.fields["country"]).choices = offered
        numbers = {item.number: str(item) for item in ActionItem.objects.order_by("number")}
        items = [("", _("all items")), *numbers.items()]
        cast(forms.ChoiceField, self.fields["item"]).choices = cast(Any, items)
