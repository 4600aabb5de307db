"""The page around what a laboratory reported of a seizure."""

from functools import cached_property

from django.utils.translation import gettext as _

from cases.forms import days
from cases.forms.part_differences import questions_of
from cases.forms.part_sheet import PartSheet
from cases.forms.raw import Raw, raw
from cases.forms.seizure_form import LabForm, plain
from cases.seizures import LabResult


def filled(result: LabResult, version: int) -> Raw:
    """Sending it unchanged changes nothing."""
    return raw(
        {
            "laboratory": result.laboratory,
            "on": days.written(result.on) if result.on is not None else "",
            "report": result.report,
            "purity": plain(result.purity),
            "unit_mg": plain(result.unit_mg),
            "finding": result.finding,
            "version": str(version),
        }
    )


class LabSheet(PartSheet[LabResult]):
    """It stands on the page of its seizure; what was typed is kept apart from the seizure's."""

    part = "seizure"
    questions = questions_of(LabForm)

    @property
    def form_name(self) -> str:
        return "laboratory"

    @property
    def title(self) -> str:
        return _("Laboratory result")

    @cached_property
    def form(self) -> LabForm:
        return LabForm(self.fields, checked=self.checked)

    @cached_property
    def record(self) -> LabResult | None:
        return self.form.result() if self.checked and not self.form.errors else None

    def written(self, record: LabResult, version: int) -> Raw:
        return filled(record, version)
