"""What is asked for when an office answers with a short code, and when codes are printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.bycode import Wish
from notices import shortcodes

MISTYPED = _(
    "One of the signs is not right. Look at the code again: eight letters and figures, such as "
    "7KQM-2X9S."
)


class CodeField(forms.CharField):
    """A slip of the hand is said at once: the check character tells it to everybody."""

    def clean(self, value: Any) -> str:
        code = shortcodes.bare(super().clean(value))
        if not shortcodes.is_well_formed(code):
            raise forms.ValidationError(MISTYPED, code="mistyped")
        return code


class AnswerByCodeForm(DressedForm):
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("As it stands in the notice, such as TH-CKG-2026-000123."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = CodeField(
        label=_("Code"),
        help_text=_("Eight letters and figures, from the e-mail or from a printed list."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=Wish.choices,
        initial=Wish.ACKNOWLEDGE,
        widget=forms.RadioSelect,
    )

    def clean_reference(self) -> str:
        return "".join(self.cleaned_data["reference"].upper().split())


class PrintCodesForm(DressedForm):
    count = forms.IntegerField(
        label=_("How many codes"),
        help_text=_("Each acknowledges one notice of your office, once."),
        min_value=1,
        max_value=shortcodes.MOST,
        initial=10,
    )
