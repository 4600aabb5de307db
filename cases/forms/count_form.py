"""What is asked to count people."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Code
from cases.counts import on_offer
from cases.digits import ascii_digits
from cases.forms.fields import TerritoryField
from cases.models import PeopleCount

EVERYBODY = _("all, or not known")


class CountForm(DressedForm):
    what = forms.ChoiceField(label=_("Who is counted"))
    number = forms.CharField(label=_("How many"), max_length=12)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", EVERYBODY), *PeopleCount.Sex.choices], required=False
    )
    age = forms.ChoiceField(
        label=_("Age"), choices=[("", EVERYBODY), *PeopleCount.Age.choices], required=False
    )
    nationality = TerritoryField(label=_("Nationality"), max_length=3, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = {code.code: code for code in on_offer()}
        choices = [(code, str(row)) for code, row in self.codes.items()]
        cast(forms.ChoiceField, self.fields["what"]).choices = choices
        self.fields["number"].widget.attrs["inputmode"] = "numeric"

    def clean_what(self) -> Code:
        return self.codes[self.cleaned_data["what"]]

    def clean_number(self) -> int:
        text = ascii_digits(self.cleaned_data["number"]).replace(",", "")
        if not text.isdecimal() or not 0 < int(text) <= 1_000_000:
            raise forms.ValidationError(_("Write a whole number above 0."))
        return int(text)
