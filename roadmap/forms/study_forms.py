"""What is asked about studies, their recommendations and the positions on them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.forms.days import PastDayField
from roadmap.models import ActionItem, Body, Position, Recommendation, Study


def _words(label: Any, *, rows: int = 3, most: int = Study.LONGEST, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class Versioned(DressedForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StudyForm(Versioned):
    title = forms.CharField(label=_("Title"), max_length=200)
    made_by = forms.CharField(label=_("Made by"), max_length=200)
    at = forms.CharField(
        label=_("When"),
        help_text=_("2021, 2021-08 or 2021-08-30; nothing if it is not known."),
        max_length=10,
        required=False,
    )
    document = _words(
        _("Source"),
        help_text=_("Addresses (https://…) or where the document is kept, one on each line."),
    )
    note = _words(_("Note"), required=False)


class ItemsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item: ActionItem) -> str:
        return f"{item.reference} · {item.marked}"


class RecommendationForm(Versioned):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    text = _words(
        _("Text"),
        rows=6,
        most=Recommendation.LONGEST,
        help_text=_("As it stands in the study."),
    )
    body = forms.ModelChoiceField(
        label=_("Addressee: body"), queryset=Body.objects.all(), required=False
    )
    addressee = forms.CharField(
        label=_("Addressee: another"),
        help_text=_("If it is no body above, such as: all member states."),
        max_length=120,
        required=False,
    )
    items = ItemsChoice(
        label=_("Action items"),
        queryset=ActionItem.objects.select_related("edition"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StandingForm(Versioned):
    status = forms.ChoiceField(label=_("Status"), choices=Recommendation.Status.choices)
    status_on = PastDayField(
        label=_("Since"),
        help_text=_("Day/month/year, such as 22/11/2026."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = _words(
        _("Reason"),
        help_text=_("Why, and who decided it. Not needed while it is only proposed."),
        required=False,
    )


class PositionForm(Versioned):
    stance = forms.ChoiceField(
        label=_("Position"), choices=Position.Stance.choices, widget=forms.RadioSelect
    )
    note = _words(
        _("Note"), help_text=_("Such as which part, or how much time."), rows=4, required=False
    )
