"""What the lead shepherd is asked about editions and their items."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from roadmap.models import ActionItem, Adoption, Body, Edition, ItemMapping


class WordingForm(DressedForm):
    title = forms.CharField(label=_("Official title"), max_length=300)
    text = forms.CharField(
        label=_("Official text"),
        max_length=ActionItem.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _items_text(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_("The official titles in their order, one on each line."),
        max_length=40_000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 9}),
    )


class EditionForm(DressedForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    title = forms.CharField(label=_("Title"), max_length=200)
    adopted_by = forms.CharField(
        label=_("Adopted by"), help_text=_("Such as: 15th AMMTC."), max_length=200
    )
    adopted_on = forms.CharField(
        label=_("Adopted on"),
        help_text=_("As far as it is known: 10 September 2025, or the month."),
        max_length=40,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    items = _items_text(_("Items"), required=False)


class ItemsForm(DressedForm):
    items = _items_text(_("Items"), required=True)


class BodyForm(DressedForm):
    code = forms.CharField(
        label=_("Short name"), help_text=_("In capital letters, such as SOMTC."), max_length=12
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    what = forms.CharField(label=_("What it does"), max_length=300, required=False)
    document = forms.CharField(
        label=_("Document"), help_text=_("An address (https://…)."), max_length=500, required=False
    )


class AdoptionForm(DressedForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.all())
    at = forms.CharField(
        label=_("When"), help_text=_("2021, 2021-08 or 2021-08-30."), max_length=10
    )
    what = forms.ChoiceField(label=_("What"), choices=Adoption.What.choices)
    document = forms.CharField(
        label=_("Document"), help_text=_("An address (https://…)."), max_length=500, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: ActionItem) -> str:
        return f"{item.reference} · {item.marked}"


class MappingForm(DressedForm):
    old = ItemChoice(label=_("Earlier item"), queryset=ActionItem.objects.none())
    kind = forms.ChoiceField(label=_("What became of it"), choices=ItemMapping.Kind.choices)
    new = ItemChoice(
        label=_("Item of this edition"),
        help_text=_("None when it is dropped. One that is split has a line for each new item."),
        queryset=ActionItem.objects.none(),
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = ActionItem.objects.select_related("edition")
        earlier = rows.filter(edition__year__lt=edition.year)
        cast(ItemChoice, self.fields["old"]).queryset = earlier
        cast(ItemChoice, self.fields["new"]).queryset = rows.filter(edition=edition)
