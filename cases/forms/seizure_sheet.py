"""The page around the questions about a seizure: from a record to raw fields and back."""

from functools import cached_property
from typing import Self

from agencies.models import Code
from cases.forms import quantities
from cases.forms.part_sheet import PartSheet
from cases.forms.raw import Raw, raw
from cases.forms.seizure_form import QUESTIONS, SeizureForm, form_of, plain
from cases.models import Seizure
from cases.seizures import FIELDS_OF, SeizureRecord


def blank(kind: str) -> Raw:
    return raw({"kind": kind})


def filled(record: SeizureRecord, version: int) -> Raw:
    """Sending it unchanged changes nothing."""
    values = {name: _written(name, getattr(record, name)) for name in FIELDS_OF[record.kind]}
    return raw({**values, "kind": record.kind, "version": str(version)})


def _written(name: str, value: object) -> str:
    if isinstance(value, Code):
        return value.code
    if value is None or isinstance(value, str):
        return value or ""
    return plain(value) if name.endswith("_kg") else quantities.written(value)  # type: ignore[arg-type]


class SeizureSheet(PartSheet[SeizureRecord]):
    part = "seizure"
    questions = QUESTIONS

    def again(self, fields: Raw, *, checked: bool = False) -> Self:
        """What was kept may be about another kind of thing."""
        sheet = super().again(fields, checked=checked)
        kind = fields.get("kind", "")
        sheet.kind = kind if kind in Seizure.Kind.values else self.kind
        return sheet

    @property
    def title(self) -> str:
        return str(Seizure.Kind(self.kind).label)

    @cached_property
    def form(self) -> SeizureForm:
        return form_of(self.kind)(
            self.fields, kind=self.kind, before=self.before, checked=self.checked
        )

    @cached_property
    def record(self) -> SeizureRecord | None:
        if not self.checked or self.form.errors:
            return None
        return self.form.record()

    def written(self, record: SeizureRecord, version: int) -> Raw:
        return filled(record, version)
