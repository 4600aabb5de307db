"""What is asked before a list leaves the portal as a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.exports.sheet import CSV, XLSX
from cases.exports.stamp import Purpose


class TakeListForm(DressedForm):
    purpose = forms.ChoiceField(
        label=_("What for?"),
        help_text=_("It stands in the file and in the record."),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[(XLSX, _("Spreadsheet (XLSX)")), (CSV, _("Text table (CSV)"))],
        initial=XLSX,
        widget=forms.RadioSelect,
    )
