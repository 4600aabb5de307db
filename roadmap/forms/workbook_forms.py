"""The form that brings a spreadsheet back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm


class WorkbookForm(DressedForm):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("The XLSX file taken here, changed. At most 1 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,  # the verb says it in its own words
        max_length=255,
    )
