"""What coordinators write in a thread."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country
from roadmap.models import ActionItem, ThreadLine
from roadmap.threads import members

_LONG = {"rows": 4}


def _text(label: Any, **more: Any) -> forms.CharField:
    box = forms.Textarea(attrs=_LONG)
    return forms.CharField(label=label, max_length=ThreadLine.LONGEST, widget=box, **more)


class ThreadChoiceForm(DressedForm):
    item = forms.ModelChoiceField(
        label=_("Item"), queryset=ActionItem.objects.none(), required=False, empty_label=_("all")
    )
    waiting = forms.BooleanField(label=_("Only what waits for my country"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer_items(self.fields["item"])


class ThreadForm(DressedForm):
    item = forms.ModelChoiceField(label=_("Item"), queryset=ActionItem.objects.none())
    title = forms.CharField(label=_("What it is about"), max_length=200)
    text = _text(_("Message"))
    for_observers = forms.BooleanField(
        label=_("Observers may read it"),
        help_text=_("The secretariat and UNODC. This cannot be changed later."),
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer_items(self.fields["item"])


class LineForm(DressedForm):
    text = _text(_("Message"))


class ProposalForm(DressedForm):
    text = _text(_("The decision"), help_text=_("In the words that all shall agree to."))
    asked = forms.ModelMultipleChoiceField(
        label=_("Who is asked"),
        help_text=_("It is decided when each of them agrees."),
        queryset=Country.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        countries = Country.objects.filter(is_member=True).order_by("code")
        cast(forms.ModelMultipleChoiceField, self.fields["asked"]).queryset = countries
        self.fields["asked"].initial = members()


class AnswerForm(DressedForm):
    says = forms.ChoiceField(
        label=_("Your country"),
        choices=[("agreed", _("agrees")), ("objected", _("objects"))],
        widget=forms.RadioSelect,
    )
    text = _text(_("Why"), required=False, help_text=_("Needed if your country objects."))


class WithdrawalForm(DressedForm):
    text = _text(_("Why"))


def _offer_items(field: forms.Field) -> None:
    items = ActionItem.objects.select_related("edition").order_by("-edition__year", "number")
    cast(forms.ModelChoiceField, field).queryset = items
