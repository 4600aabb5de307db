"""What an administrator types about a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.codekeeping import FIELDS, Wording
from agencies.looks import DressedForm
from agencies.models import Code


class ReasonForm(DressedForm):
    reason = forms.CharField(
        label=_("Why"), help_text=_("It stays in the record of the list."), max_length=300
    )


class WordingForm(ReasonForm):
    label = forms.CharField(label=_("What the code means"), max_length=300)
    plain_label = forms.CharField(
        label=_("Short word for the pages"), max_length=120, required=False
    )
    unit = forms.CharField(label=_("Usual unit"), max_length=20, required=False)
    is_common = forms.BooleanField(label=_("Among the first that are offered"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["code", *FIELDS, "reason", "version"]

    @property
    def wording(self) -> Wording:
        return Wording(**{name: self.cleaned_data[name] for name in FIELDS})

    @property
    def read_version(self) -> int:
        return self.cleaned_data.get("version") or 0


class NewCodeForm(WordingForm):
    code = forms.CharField(
        label=_("Code"), help_text=_("It cannot be changed afterwards."), max_length=40
    )


def filled(code: Code) -> dict[str, Any]:
    return {name: getattr(code, name) for name in FIELDS} | {"version": code.list.version}
