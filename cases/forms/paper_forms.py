"""What is asked about forms on paper."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.papers import MOST


class PrintForm(DressedForm):
    count = forms.IntegerField(
        label=_("How many forms"),
        help_text=_("Each has a number of its own, reserved for your office."),
        min_value=1,
        max_value=MOST,
        initial=5,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class KeyInForm(DressedForm):
    paper_form = forms.CharField(
        label=_("Number and check code"),
        help_text=_("As they stand on the form, such as TH-CKG-2026-000123-4F."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
