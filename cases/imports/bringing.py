"""What people and partner systems do with an import: bring a file, read its report, run it,
cancel it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import actor, country_of, office_of, partner_of
from agencies.letters import visible
from agencies.models import Officer
from audit.clock import now
from audit.trail import record
from cases.imports import content
from cases.imports.ending import end, wake
from cases.imports.working import turn_back
from cases.models import CaseImport, ImportRow
from cases.models.imports import ImportRowQuerySet
from cases.problems import CaseProblem, WrongState
from cases.trace import Operation

State, Mode = CaseImport.State, CaseImport.Mode
_KINDS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}
KINDS = {**_KINDS, ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
# A workbook is in memory as a whole while it is read.
MOST_WORKBOOK = 20 * 1024 * 1024
# Files of one office or partner system that are under way at a time.
MOST_AT_ONCE = 5


@dataclass(frozen=True)
class Asked:
    """How a file is to be read, and what to do with its rows."""

    encoding: str = CaseImport.Encoding.AUTO
    burmese: str = CaseImport.Burmese.AUTO
    mode: str = Mode.CHECK
    submit: bool = False


@transaction.atomic
def bring(
    name: str, size: int, chunks: Iterable[bytes], asked: Asked, *, officer: Officer
) -> CaseImport:
    """Seal what was uploaded and have a worker check it; with a mode, import it as well.

    `size` in bytes. Raises Problem: no kind of file that is read, empty, too large, too many.
    """
    kind = KINDS.get(PurePath(name).suffix.lower(), "")
    _must_be_readable(kind, size)
    moment, partner = now(), partner_of(officer)
    found = CaseImport(
        officer=officer,
        office=office_of(officer),
        partner=partner,
        country_id=country_of(officer),
        name=visible(PurePath(name).name)[-120:],
        format=kind,
        language=get_language() or "en",
        created_at=moment,
        due_at=moment,
        expires_at=moment + CaseImport.KEPT,
        **vars(asked),
    )
    _must_be_few(officer)
    content.seal(found, chunks)
    found.save()
    _record("bring_import", officer, found, asked.mode)
    transaction.on_commit(lambda: wake(found.pk))
    return found


def _must_be_readable(kind: str, size: int) -> None:
    if not kind:
        message = _("Files of this type are not taken: CSV, XLSX, JSON or JSON Lines.")
        raise CaseProblem(message, field="file")
    if not size:
        raise CaseProblem(_("The file is empty."), field="file")
    most = MOST_WORKBOOK if kind == CaseImport.Format.XLSX else settings.FILE_LIMIT
    if size > most:
        message = _("The file is too large: at most %(most)d MB.") % {"most": most // 1024**2}
        raise CaseProblem(message, field="file")


def _must_be_few(officer: Officer) -> None:
    rows = CaseImport.objects.visible_to(officer)
    if rows.filter(state__in=CaseImport.WORKING).count() >= MOST_AT_ONCE:
        raise WrongState(_("Several imports are under way. Wait until one has ended."))


def _record(action: str, officer: Officer, found: CaseImport, *fields: str) -> None:
    record(
        Operation.COLLECTION,
        action,
        actor=actor(officer),
        kind="import",
        ids=[str(found.public_id)],
        fields=fields,
    )


def find_import(public_id: uuid.UUID | str, user: object) -> CaseImport:
    rows = CaseImport.objects.visible_to(user).select_related("officer", "office")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def run(found: CaseImport, *, officer: Officer, mode: str, submit: bool = False) -> CaseImport:
    """Import what was checked, as who asks for it now.

    Raises WrongState when it is not checked, or all rows are asked for and some are wrong.
    """
    row = _locked(found)
    if not row.is_checked:
        raise WrongState(_("Only what is checked and not imported yet can be imported."))
    if mode == Mode.CHECK:
        raise CaseProblem(_("Say which rows to import."), field="mode")
    if mode == Mode.ALL_OR_NOTHING and row.wrong:
        raise WrongState(_("Some rows are wrong, so not all of them can be imported."))
    row.officer, row.mode, row.submit = officer, mode, submit
    row.state, row.fault, row.position, row.done = State.MAKING, "", 0, 0
    row.due_at, row.attempts = now(), 0
    row.save()
    _record("run_import", officer, row, mode, *(["submit"] if submit else []))
    transaction.on_commit(lambda: wake(row.pk))
    return row


@transaction.atomic
def cancel(found: CaseImport, *, officer: Officer) -> CaseImport:
    """Stop it. Drafts made by then stay, unless it is all or nothing: then they are taken back."""
    row = _locked(found)
    if row.is_over or row.state == State.UNDOING:
        raise WrongState(_("It is over already."))
    if row.state == State.MAKING and row.mode == Mode.ALL_OR_NOTHING:
        turn_back(row, _("It was cancelled. Nothing stays."))
        row.lease, row.due_at = None, now()
        transaction.on_commit(lambda: wake(row.pk))
    else:
        end(row, State.CANCELLED)
    row.save()
    _record("cancel_import", officer, row)
    return row


def _locked(found: CaseImport) -> CaseImport:
    rows = CaseImport.objects.select_for_update(of=("self",))
    return rows.select_related("officer", "office", "country").get(pk=found.pk)


def report_of(found: CaseImport, state: str = "") -> ImportRowQuerySet:
    """Rows of the report, all or those in one state."""
    rows = ImportRow.objects.of(found).select_related("case")
    return rows.in_state(state) if state else rows
