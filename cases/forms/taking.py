"""What is asked before a list or a case leaves the portal as a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.exports.casereport import DOCX, PDF, UMF, Asked
from cases.exports.sheet import CSV, XLSX
from cases.exports.stamp import Purpose
from cases.models import CaseCopy


class PurposeForm(DressedForm):
    purpose = forms.ChoiceField(
        label=_("What for?"),
        help_text=_("It stands in the file and in the record."),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
    )


class TakeListForm(PurposeForm):
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (XLSX, _("Spreadsheet (XLSX): each case as its headline")),
            (CSV, _("Text table (CSV): each case as its headline")),
            (CaseCopy.Kind.JSONL, _("For another system (JSON Lines): all that you may see")),
            (CaseCopy.Kind.DRUGS, _("Drug seizures, in the columns of a seizure report (CSV)")),
            (CaseCopy.Kind.CITES, _("Wildlife seizures, in the columns of a CITES report (CSV)")),
        ],
        initial=XLSX,
        widget=forms.RadioSelect,
    )


class TakeReportForm(PurposeForm):
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (PDF, _("To print and read (PDF)")),
            (DOCX, _("To go on writing (Word)")),
            (UMF, _("For another system (XML in UMF entities, not validated)")),
        ],
        initial=PDF,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of the headings. What officers wrote stays as they wrote it."),
        choices=settings.LANGUAGES,
    )
    national = forms.BooleanField(
        label=_("With the notes and files of our own country"),
        help_text=_("They are for officers of your country alone. Keep the paper accordingly."),
        required=False,
    )

    def __init__(self, *args: Any, may_have_national: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not may_have_national:
            del self.fields["national"]

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            kind=said["kind"],
            purpose=Purpose(said["purpose"]),
            language=said["language"],
            national=said.get("national", False),
        )


class TakeChosenForm(PurposeForm):
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (PDF, _("A report of each case (PDF)")),
            (DOCX, _("A report of each case (Word)")),
            (XLSX, _("One list (spreadsheet)")),
            (CSV, _("One list (text table)")),
        ],
        initial=PDF,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of the headings. What officers wrote stays as they wrote it."),
        choices=settings.LANGUAGES,
    )
