"""The page around the questions about one part of a case: from a record to raw fields and back.
What is the same for a person, a thing and a seizure."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import ClassVar, Generic, Self, TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases import merging
from cases.forms.begun import Begun, Stale
from cases.forms.entry import Problem, problems_of
from cases.forms.kept import KeptForm
from cases.forms.part_differences import Questions, differences
from cases.forms.raw import Raw
from cases.merging import Merged, Units
from cases.models import Case
from cases.models.part import Contribution

Record = TypeVar("Record")


class PartSheet(Begun, Generic[Record]):
    """`before` is the record that stands, None of a new part. Judged only when `checked`."""

    # The name of the part in addresses and drafts.
    part: ClassVar[str]
    questions: ClassVar[Questions]

    def __init__(
        self,
        fields: Raw,
        *,
        kind: str,
        officer: Officer,
        before: Record | None = None,
        checked: bool = False,
    ) -> None:
        self.fields, self.kind, self.officer, self.checked = fields, kind, officer, checked
        self.before = before
        self.stale: Stale | None = None
        self.refused = ""
        self.kept_at: datetime | None = None

    def again(self, fields: Raw, *, checked: bool = False) -> Self:
        """The same page with other fields."""
        return type(self)(
            fields, kind=self.kind, officer=self.officer, before=self.before, checked=checked
        )

    def key_of(self, case: Case, row: Contribution | None) -> uuid.UUID:
        """Under which what was typed is kept: one form per kind of a new part, one per part."""
        what = str(row.public_id) if row is not None else self.kind
        return uuid.uuid5(case.draft_key, f"{self.form_name}:{what}")

    def begin(self, stands: Record, units: Units) -> None:
        """The form is about the part as it stands now: what others change later is told apart."""
        self.fields = self.fields.copy()
        self.fields["began"] = merging.written(merging.marks_of_record(stands, units))

    # -- what a kind of part says of itself ----------------------------------------------------

    @property
    def form_name(self) -> str:
        """By which a draft finds its form again; a part may have more than one."""
        return self.part

    @property
    def lead(self) -> str:
        """What the page says before it asks."""
        return ""

    @cached_property
    def form(self) -> KeptForm:
        raise NotImplementedError

    @cached_property
    def record(self) -> Record | None:
        """What was entered; None with problems, or before it is judged."""
        raise NotImplementedError

    def written(self, record: Record, version: int) -> Raw:
        """A record as the fields of this form."""
        raise NotImplementedError

    # -- judging -------------------------------------------------------------------------------

    @property
    def faults(self) -> list[Problem]:
        return [problem for _name, problem in problems_of(self.form)]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence), in the order of the page."""
        lines = [(one.target, f"{one.label}: {one.message}") for one in self.faults]
        return [("", self.refused), *lines] if self.refused else lines

    def refuse(self, text: str, field: str | None = None) -> None:
        if field in self.form.fields:
            self.form.add_error(field, text)
        else:
            self.refused = text

    def overtaken(
        self, row: Contribution, stands: Record, merged: Merged[Record], units: Units
    ) -> Self:
        """Somebody else was faster: both values of what both changed, the rest joined, and the
        next save is on the new version."""
        sheet = self.again(self.written(merged.content, row.version), checked=True)
        sheet.begin(stands, units)
        both = differences(merged.both, units, self.questions, theirs=stands, yours=merged.content)
        sheet.stale = Stale(changed_last(row), both)
        return sheet


def changed_last(row: Contribution) -> list[str]:
    """Who changed it, and when."""
    if row.changed_by is None or row.changed_at is None:
        return []
    return [said_of(row.changed_by, row.changed_at)]


def said_of(officer: Officer, at: datetime) -> str:
    time = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    return _("%(name)s, %(time)s") % {"name": officer.full_title, "time": time}
