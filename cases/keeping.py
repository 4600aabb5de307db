"""What all parts of a case have in common, whatever they say: one of them is found or does not
exist, its fields change under its version, it is taken off and can be brought back.

The module of a kind of part says what is its own; what surrounds every change is
`cases.changing`.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cached_property
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import country_of
from agencies.models import Officer
from audit.clock import now
from cases import changing, merging, sharing
from cases.merging import Marks, Overtaken
from cases.models import Case
from cases.models.levels import Level
from cases.models.part import Contribution, Part
from cases.problems import NotAllowed, StaleVersion
from cases.reading import Sighted

Row = TypeVar("Row", bound=Part)
Given = TypeVar("Given", bound=Contribution)
Record = TypeVar("Record")


def found(rows: Iterable[Row], public_id: UUID) -> Row:
    """One of those that the reader may see, or 404: what is hidden does not exist."""
    for row in rows:
        if row.public_id == public_id:
            return row
    raise Http404


class Kept(Generic[Row]):
    """One kind of part. `part` is what the timeline calls all of them, `one` what the audit trail
    calls one; `related` is read along with a row."""

    model: type[Row]
    part: ClassVar[str]
    one: ClassVar[str]
    related: ClassVar[tuple[str, ...]] = ()

    # -- finding -------------------------------------------------------------------------------

    def removed_of(self, sighted: Sighted) -> list[Row]:
        """What was taken off, newest first; for those who could bring it back."""
        if sighted.level.rank < Level.CONTRIBUTE.rank:
            return []
        gone = self.gone_from(sighted)
        return [row for row in gone if row.is_brought_back_by(sighted.level, sighted.country)]

    def gone_from(self, sighted: Sighted) -> list[Row]:
        rows = self._rows("removed_by__office").filter(case=sighted.case).exclude(removed_at=None)
        return list(rows.order_by("-removed_at", "-pk"))

    def find_removed(self, sighted: Sighted, public_id: UUID) -> Row:
        return found(self.removed_of(sighted), public_id)

    def locked(self, row: Row) -> Row:
        """Read again, as it stands until the transaction ends."""
        return self._rows().select_for_update(of=("self",)).get(pk=row.pk)

    def _rows(self, *more: str) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.model.everything.all()
        return rows.select_related("case", *self.related, *more)

    # -- verbs ---------------------------------------------------------------------------------

    @transaction.atomic
    def remove(self, row: Row, *, officer: Officer) -> None:
        """Marked, not deleted. A second time changes nothing."""
        case = changing.begin(row.case, officer, of=row)
        row = self.locked(row)
        if row.removed_at is None:
            self.must_be_loose(row)
            self._mark(row, now(), officer, by=officer)
            changing.end(case, self.part, f"remove {self.one}", by=officer, of=row)

    @transaction.atomic
    def restore(self, row: Row, *, officer: Officer) -> Row:
        """As it was, in its place."""
        case = changing.begin(row.case, officer, of=row)
        row = self.locked(row)
        if row.removed_at is not None:
            _must_bring_back(row, sharing.level_of(officer, case), officer)
            self.must_have_room(row)
            self._mark(row, None, None, by=officer)
            changing.end(case, self.part, f"restore {self.one}", by=officer, of=row)
        return row

    def must_be_loose(self, row: Row) -> None:
        """Whether it may be changed at all; most parts always may."""

    def must_have_room(self, row: Row) -> None:
        """Whether its place was taken meanwhile; most parts have one for good."""

    def _mark(
        self, row: Row, at: datetime | None, removed_by: Officer | None, *, by: Officer
    ) -> None:
        row.removed_at, row.removed_by = at, removed_by
        row.save(update_fields=["removed_at", "removed_by", *row.next_version(by)])


def _must_bring_back(row: Part, level: Level | None, officer: Officer) -> None:
    if not row.is_brought_back_by(level, country_of(officer)):
        raise NotAllowed(_("The office that logged the case took it off: ask it to bring it back."))


class Recorded(Kept[Given], Generic[Given, Record]):
    """A part that is said as a record, field by field. A contributing country may add it."""

    fields: ClassVar[tuple[str, ...]]
    # Fields that are one question: two officers who answer it differently are asked.
    together: ClassVar[merging.Units] = {}
    # What the audit trail calls a change of it, if not by its name.
    changing: ClassVar[str] = ""

    @cached_property
    def units(self) -> merging.Units:
        grouped = {field for fields in self.together.values() for field in fields}
        alone = {field: (field,) for field in self.fields if field not in grouped}
        return {**alone, **self.together}

    def record_of(self, row: Given) -> Record:
        """What a change starts from."""
        raise NotImplementedError

    def describe(self, row: Given, record: Record) -> None:
        """Put what is said into the row."""
        raise NotImplementedError

    def write(self, row: Given, record: Record) -> None:
        """Put what is said into the row, and save it."""
        raise NotImplementedError

    def entered(self, row: Given, officer: Officer) -> Case:
        """The case, locked, if the officer may change the row now."""
        return changing.begin(row.case, officer, of=row)

    def described(self, record: Record) -> Given:
        """What is said, as a row of no case: for pages that show one."""
        row = self.model()
        self.describe(row, record)
        return row

    def around_change(self, case: Case, officer: Officer) -> AbstractContextManager[None]:
        """What a change of the row may end elsewhere."""
        return nullcontext()

    def settled(self, record: Record) -> Record:
        """What two officers said, joined, as one record."""
        return record

    @transaction.atomic
    def add(self, case: Case, record: Record, *, officer: Officer) -> Given:
        return self._added(case, record, officer, None)

    @transaction.atomic
    def take_over(
        self, case: Case, record: Record, *, officer: Officer, owner: str | None
    ) -> Given:
        """What another country gave: it stays that country's, and not the officer's own."""
        return self._added(case, record, officer, owner)

    def _added(self, case: Case, record: Record, officer: Officer, owner: str | None) -> Given:
        case, country = changing.begin_adding(case, officer)
        standing = self.model.everything.filter(case=case)
        last = standing.aggregate(last=Max("position"))["last"] or 0
        row = self.model(case=case, position=last + 1, contributed_by_id=owner or country)
        self.write(row, record)
        told = [name for name in self.fields if getattr(record, name)]
        changing.end(case, self.part, f"add {self.one}", by=officer, fields=told, of=row)
        return row

    @transaction.atomic
    def change(
        self,
        row: Given,
        record: Record,
        *,
        officer: Officer,
        version: int,
        began: Marks | None = None,
        theirs: Marks = merging.NOTHING,
    ) -> Given:
        """What says the same is no change.

        With `began` (cases.merging) a change of other fields than somebody else's is joined with
        it, and Overtaken raised when both changed the same; without it StaleVersion when
        `version` is not the current one.
        """
        case = self.entered(row, officer)
        row = self.locked(row) if began else self.locked_at(row, version)
        record = self._joined(row, record, began, theirs) if began else record
        changed = self._changed(self.record_of(row), record)
        if not changed:
            return row
        self.must_be_loose(row)
        if row.version != version and row.changed_by is not None and row.changed_at is not None:
            row.joined_with = row.changed_by, row.changed_at
        row.next_version(officer)
        with self.around_change(case, officer):
            self.write(row, record)
        action = self.changing or f"change {self.one}"
        changing.end(case, self.part, action, by=officer, fields=changed, of=row)
        return row

    def locked_at(self, row: Given, version: int) -> Given:
        row = self.locked(row)
        if row.version != version:
            raise StaleVersion(row.version)
        return row

    def _joined(self, row: Given, record: Record, began: Marks, theirs: Marks) -> Record:
        """What was taken off meanwhile is not changed."""
        if row.removed_at is not None:
            raise StaleVersion(row.version)
        stands = self.record_of(row)
        merged = merging.merge_records(self.units, began, stands, record, theirs=theirs)
        if merged.both:
            raise Overtaken(row.version, merged)
        return self.settled(merged.content)

    def _changed(self, before: Record, after: Record) -> list[str]:
        return [name for name in self.fields if getattr(before, name) != getattr(after, name)]
