"""The page around the questions about a seizure: from a record to raw fields and back."""

import uuid
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from agencies.models import Code, Officer
from cases.forms import days, quantities
from cases.forms.entry import problems_of
from cases.forms.raw import Raw, raw
from cases.forms.seizure_form import LabForm, SeizureForm, form_of, plain
from cases.models import Case, Seizure
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


def lab_filled(seizure: Seizure) -> Raw:
    if not seizure.has_lab_result:
        return raw({"version": str(seizure.version)})
    return raw(
        {
            "laboratory": seizure.laboratory,
            "on": days.written(seizure.lab_on),
            "report": seizure.lab_report,
            "purity": plain(seizure.lab_purity),
            "unit_mg": plain(seizure.lab_unit_mg),
            "finding": seizure.lab_finding,
            "version": str(seizure.version),
        }
    )


def key_of(case: Case, kind: str, seizure: Seizure | None) -> uuid.UUID:
    """Under which what was typed is kept: one form per kind of a new seizure, one per seizure."""
    what = str(seizure.public_id) if seizure is not None else kind
    return uuid.uuid5(case.draft_key, f"seizure:{what}")


class SeizureSheet:
    def __init__(
        self,
        fields: Raw,
        *,
        kind: str,
        officer: Officer,
        before: SeizureRecord | None = None,
        checked: bool = False,
    ) -> None:
        self.fields, self.kind, self.officer, self.checked = fields, kind, officer, checked
        self.before = before
        self.stands: list[tuple[str, str]] = []
        self.refused = ""
        self.kept_at: datetime | None = None

    @property
    def version(self) -> int:
        return version_in(self.fields)

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
        """What was entered; None with problems."""
        if not self.checked or self.form.errors:
            return None
        return self.form.record()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence), in the order of the page."""
        lines = [(one.target, f"{one.label}: {one.message}") for _n, one in problems_of(self.form)]
        return [("", self.refused), *lines] if self.refused else lines

    def refuse(self, current: int, now_stands: SeizureRecord) -> None:
        """Somebody else was faster: what stands now beside what was typed, and the next save is
        on the new version."""
        self.stands = differing(self.form, filled(now_stands, current), self.fields)
        self.fields = on_version(self.fields, current)
        self.refused = _("Somebody changed this while you were working on it.")


def version_in(fields: Raw) -> int:
    text = fields.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def on_version(fields: Raw, current: int) -> Raw:
    changed = fields.copy()
    changed["version"] = str(current)
    return changed


def differing(form: SeizureForm | LabForm, theirs: Raw, ours: Raw) -> list[tuple[str, str]]:
    """(label, what stands now) where it is not what was typed."""
    return [
        (str(field.label), theirs.get(name, "") or _("nothing"))
        for name, field in form.fields.items()
        if theirs.get(name, "") != ours.get(name, "").strip()
    ]
