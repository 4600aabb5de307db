"""Taking the workbook out, checking one that comes back, and importing it: all rows or none."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Country, Officer
from agencies.problems import Problem, StaleVersion, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.exports.taken import Copy
from roadmap.keepers import kept_by, must_keep
from roadmap.models import WorkbookImport
from roadmap.workbook import file
from roadmap.workbook.sheet import Outcome, Sheet
from roadmap.workbook.sheets import SHEETS

KIND = "workbook"


@dataclass(frozen=True)
class RowReport:
    """What became of one row, or would. `line` counts as the spreadsheet program does."""

    sheet: str
    line: int
    row: str
    outcome: str
    column: str = ""
    message: str = ""


class NotThisTime(Exception):  # noqa: N818  nobody is told: it undoes what was tried
    """Rolls back a trial."""


def find_import(public_id: UUID, user: object) -> WorkbookImport:
    rows = WorkbookImport.objects.visible_to(user).select_related("country", "checked_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def take(user: object) -> Copy:
    """The workbook of the own country, with the rows that stand."""
    country = kept_by(user)
    must_keep(user, country)
    content = file.written(country)
    record(Entry.Operation.DISCLOSURE, "take workbook", actor=actor(user), kind=KIND, ids=[country])
    return Copy(f"roadmap-{country}-{now():%Y-%m-%d}.xlsx", file.MEDIA_TYPE, content)


@transaction.atomic
def check(brought: bytes, *, officer: Officer) -> WorkbookImport:
    """Tries every row and changes nothing. Raises Problem when it cannot be read at all."""
    country = kept_by(officer)
    must_keep(officer, country)
    content = file.read(brought, country)
    made = WorkbookImport.objects.create(
        country_id=country,
        content=content,
        report=[asdict(line) for line in _tried(content, officer)],
        sha256=hashlib.sha256(brought).hexdigest(),
        checked_by=officer,
    )
    _note(made, "check workbook", officer, Entry.Operation.COLLECTION)
    return made


@transaction.atomic
def bring_in(found: WorkbookImport, *, officer: Officer) -> WorkbookImport:
    """What was checked, with the rights and the rows of now. When a row is refused nothing is
    imported, and the report says why. Raises WrongState when it was imported already."""
    row = WorkbookImport.objects.select_for_update().get(pk=found.pk)
    must_keep(officer, row.country_id)
    # One import at a time, and none beside a colleague's change to the same country's rows.
    Country.objects.select_for_update().get(pk=row.country_id)
    if row.state != WorkbookImport.State.CHECKED:
        raise WrongState(_("It was imported already."))
    report = _tried(row.content, officer, keep=True)
    row.report = [asdict(line) for line in report]
    if not refused(report):
        row.state, row.content = WorkbookImport.State.IMPORTED, {}
        row.imported_by, row.imported_at = officer, now()
    row.save()
    _note(row, "import workbook", officer, Entry.Operation.ALTERATION)
    return row


def refused(report: Iterable[RowReport]) -> list[RowReport]:
    return [line for line in report if line.outcome == Outcome.REFUSED]


def counts_of(found: WorkbookImport) -> Counter[str]:
    return Counter(line["outcome"] for line in found.report)


def may_bring_in(found: WorkbookImport) -> bool:
    counted = counts_of(found)
    is_something = bool(counted[Outcome.NEW] or counted[Outcome.CHANGED])
    is_open = found.state == WorkbookImport.State.CHECKED
    return is_open and is_something and not counted[Outcome.REFUSED]


def _tried(content: file.Content, officer: Officer, *, keep: bool = False) -> list[RowReport]:
    """Everything stays only when it is to be kept and no row was refused."""
    report: list[RowReport] = []
    try:
        with transaction.atomic():
            for sheet in SHEETS:
                seen: set[str] = set()
                for line, row in content.get(sheet.name, []):
                    report.append(_taken(sheet, line, row, officer, seen))
            if refused(report) or not keep:
                raise NotThisTime
    except NotThisTime:
        pass
    return report


def _taken(
    sheet: Sheet, line: int, row: dict[str, str], officer: Officer, seen: set[str]
) -> RowReport:
    label = sheet.label(row)
    try:
        if label in seen:
            raise Problem(_("This row stands twice."), field=sheet.columns[0])
        seen.add(label)
        with transaction.atomic():
            outcome = sheet.take(row, officer)
    except StaleVersion as problem:
        return RowReport(sheet.name, line, label, Outcome.REFUSED, "version", problem.message)
    except Problem as problem:
        return RowReport(
            sheet.name, line, label, Outcome.REFUSED, sheet.column(problem.field), problem.message
        )
    return RowReport(sheet.name, line, label, outcome)


def _note(row: WorkbookImport, action: str, officer: Officer, doing: Entry.Operation) -> None:
    record(doing, action, actor=actor(officer), kind=KIND, ids=[str(row.public_id)])
