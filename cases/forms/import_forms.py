"""The forms that bring a file of cases, and that say what is to become of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.imports.bringing import KINDS, Asked
from cases.models import CaseImport

Mode = CaseImport.Mode


class BringForm(DressedForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, JSON or JSON Lines; at most 50,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        allow_empty_file=True,  # the verb says it in its own words
        max_length=255,
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of the file"),
        help_text=_("Choose one only if names look wrong, or if you are asked to."),
        choices=CaseImport.Encoding.choices,
        required=False,
    )
    burmese = forms.ChoiceField(
        label=_("Burmese texts are written in"),
        help_text=_("Texts in Zawgyi become Unicode."),
        choices=CaseImport.Burmese.choices,
        required=False,
    )

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            encoding=said["encoding"] or CaseImport.Encoding.AUTO,
            burmese=said["burmese"] or CaseImport.Burmese.AUTO,
        )


class RunForm(DressedForm):
    """All rows are offered only where none is wrong."""

    mode = forms.ChoiceField(
        label=_("Which rows?"),
        choices=[(mode.value, mode.label) for mode in Mode if mode != Mode.CHECK],
        widget=forms.RadioSelect,
        initial=Mode.GOOD_ROWS,
    )
    submit = forms.BooleanField(
        label=_("Submit the cases at once"),
        help_text=_(
            "The offices concerned are told of each case. Without it they become drafts of your "
            "office, and nobody is told."
        ),
        required=False,
    )

    def __init__(self, *args: Any, found: CaseImport, **more: Any) -> None:
        super().__init__(*args, **more)
        if found.wrong:
            field = self.fields["mode"]
            field.choices = [(Mode.GOOD_ROWS.value, Mode.GOOD_ROWS.label)]  # type: ignore[attr-defined]
