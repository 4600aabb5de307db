"""The page around the questions about an exhibit."""

from functools import cached_property
from typing import Self

from django.utils.translation import gettext as _

from agencies.models import Officer
from cases.exhibits import ExhibitContent
from cases.forms.exhibit_forms import ExhibitForm
from cases.forms.part_differences import questions_of
from cases.forms.part_sheet import PartSheet
from cases.forms.raw import Raw, raw
from cases.models import Case


def filled(content: ExhibitContent, version: int) -> Raw:
    """Sending it unchanged changes nothing."""
    seizure = str(content.seizure.public_id) if content.seizure is not None else ""
    return raw(
        {
            "description": content.description,
            "seal_number": content.seal_number,
            "seizure": seizure,
            "version": str(version),
        }
    )


class ExhibitSheet(PartSheet[ExhibitContent]):
    """`number` is the exhibit's, None of a new one."""

    part = "exhibit"
    questions = questions_of(ExhibitForm)
    case: Case
    number: int | None = None

    @classmethod
    def about(cls, case: Case, fields: Raw, officer: Officer, number: int | None = None) -> Self:
        sheet = cls(fields, kind="", officer=officer)
        sheet.case, sheet.number = case, number
        return sheet

    def again(self, fields: Raw, *, checked: bool = False) -> Self:
        sheet = super().again(fields, checked=checked)
        sheet.case, sheet.number = self.case, self.number
        return sheet

    @property
    def title(self) -> str:
        if self.number is None:
            return _("A new exhibit")
        return _("Exhibit %(number)s: put it right") % {"number": self.number}

    @property
    def lead(self) -> str:
        if self.number is None:
            return _("It gets the next number of the case. Then write down who took it.")
        return _("Until a receiver has signed for it. The chain of custody stays as it is.")

    @cached_property
    def form(self) -> ExhibitForm:
        return ExhibitForm(self.fields, case=self.case, checked=self.checked)

    @cached_property
    def record(self) -> ExhibitContent | None:
        if not self.checked or self.form.errors:
            return None
        return ExhibitContent(**self.form.cleaned_data)

    def written(self, record: ExhibitContent, version: int) -> Raw:
        return filled(record, version)
