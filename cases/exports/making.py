"""What the worker does with a job: claim it, make the file with the asker's rights of now, settle.

The attempt is counted and leased before the work, so a worker that is killed loses only time: the
sweeper finds the row when its lease is over. Copies are put on record, and the file shown, in the
one transaction that still holds the lease: however often it is begun, it happens once.
"""

import csv
import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.access import Capability, may, office_of
from audit.clock import now
from audit.context import acting
from cases.exports.caselist import written_list
from cases.exports.casereport import Asked, written_report
from cases.exports.fuller import Taking, readable, what_went_in
from cases.exports.sheet import harmless
from cases.exports.stamp import Purpose
from cases.exports.taken import Copy, Written
from cases.files import store, vault
from cases.models import Case, Export
from cases.models.case import CaseQuerySet
from cases.problems import CaseProblem
from cases.reading import find

MOST_ATTEMPTS = 3
# Longer than one step of the work: each step renews it, so who is killed is missed soon.
LEASE = timedelta(seconds=150)
AGAIN = timedelta(seconds=10)
AT_ONCE = 2
# So many cases of a list are in memory at a time.
PART = 500

log = structlog.get_logger(__name__)


class LostLeaseError(Exception):
    """Another worker has it now: whatever this one made is thrown away."""


@dataclass
class Made:
    """What goes into the file; `rows` says by reference what became of each case."""

    written: list[Written] = field(default_factory=list)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Of what was streamed into the store already: length and SHA-256.
    stored: tuple[int, str] | None = None


def make(pk: int) -> None:
    """Make one export, unless it is done or another worker has it."""
    export = _claimed(pk)
    if export is None:
        return
    try:
        _settle(export, _made(export))
    except LostLeaseError:
        log.warning("export_lost", export=str(export.public_id))
    except Exception as error:  # whatever a document throws ends in the row
        log.error("export_failed", export=str(export.public_id), fault=type(error).__name__)
        _mine(export).update(due_at=now() + AGAIN)


@transaction.atomic
def _claimed(pk: int) -> Export | None:
    rows = Export.objects.due().select_for_update(of=("self",), skip_locked=True)
    export = rows.select_related("officer", "office", "country").filter(pk=pk).first()
    if export is None:
        return None
    if export.attempts >= MOST_ATTEMPTS or not _may_still_ask(export):
        export.state = Export.State.FAILED
        export.save(update_fields=["state"])
        return None
    export.attempts += 1
    export.lease, export.due_at, export.done = uuid.uuid4(), now() + LEASE, 0
    export.save(update_fields=["attempts", "lease", "due_at", "done"])
    return export


def _may_still_ask(export: Export) -> bool:
    """His rights of now, at the office where he asked."""
    who = export.officer
    return may(who, Capability.READ_CASES) and office_of(who) == export.office


def _mine(export: Export) -> Any:
    return Export.objects.filter(
        pk=export.pk, lease=export.lease, state=Export.State.WAITING, attempts=export.attempts
    )


def _made(export: Export) -> Made:
    zone = ZoneInfo(export.office.time_zone) if export.office else timezone.get_current_timezone()
    with translation.override(export.language), timezone.override(zone):
        if export.is_fuller:
            return _fuller(export)
        return _list(export) if export.is_list else _reports(export)


def _parts(export: Export, visible: CaseQuerySet, gone: set[str]) -> Iterator[list[Case]]:
    """The cases in the order they were asked for, some at a time; those out of sight by now are
    left out and named in `gone`."""
    for start in range(0, export.total, PART):
        names = export.references[start : start + PART]
        found = {case.reference: case for case in visible.filter(reference__in=names)}
        gone.update(name for name in names if name not in found)
        yield [found[name] for name in names if name in found]
        _progress(export, min(start + PART, export.total))


def _list(export: Export) -> Made:
    visible = Case.objects.visible_to(export.officer).submitted().with_list_rows()
    gone: set[str] = set()
    written = written_list(
        _parts(export, visible, gone),
        export.officer,
        kind=export.kind,
        purpose=Purpose(export.purpose),
    )
    made = Made([written])
    for reference in export.references:
        outcome = Export.Outcome.DONE if reference in written.taken else Export.Outcome.REFUSED
        made.rows[reference] = _ROWS[Export.Outcome.GONE if reference in gone else outcome]
    return made


def _fuller(export: Export) -> Made:
    """Straight into the store, line by line; whoever lost the lease puts nothing in its place."""
    visible = readable(Case.objects.visible_to(export.officer).submitted())
    gone: set[str] = set()
    taking = Taking(export)
    vault.wrap_for(export, vault.new_key())
    length, summed = 0, hashlib.sha256()

    def lines() -> Iterator[bytes]:
        nonlocal length
        for line in taking.lines(_parts(export, visible, gone)):
            length += len(line)
            summed.update(line)
            yield line
        _progress(export, export.total)

    store.write(export, store.EXPORTED, lines())
    missing = dict.fromkeys(gone, _ROWS[Export.Outcome.GONE])
    return Made([taking.written()], taking.rows | missing, (length, summed.hexdigest()))


# A list holds headlines: there is no more to remember of a case than what became of it.
_ROWS: dict[Export.Outcome, dict[str, Any]] = {one: {"outcome": one} for one in Export.Outcome}


def _reports(export: Export) -> Made:
    made = Made()
    for number, reference in enumerate(export.references, 1):
        with acting("worker"):  # each copy has a number of its own
            made.rows[reference] = _report(export, reference, made)
        _progress(export, number)
    return made


def _report(export: Export, reference: str, made: Made) -> dict[str, Any]:
    asked = Asked(export.kind, Purpose(export.purpose), export.language)
    try:
        sighted = find(reference, export.officer)
        made.written.append(written_report(sighted, export.officer, asked))
    except Http404:
        return {"outcome": Export.Outcome.GONE}
    except CaseProblem:
        return {"outcome": Export.Outcome.REFUSED}
    return {"outcome": Export.Outcome.DONE, **what_went_in(sighted)}


def _progress(export: Export, done: int) -> None:
    """Seen by the page at once; and a lease that was lost is noticed here."""
    if not _mine(export).update(done=done, due_at=now() + LEASE):
        raise LostLeaseError


@transaction.atomic
def _settle(export: Export, made: Made) -> None:
    row = _mine(export).select_for_update(of=("self",)).select_related("country").first()
    if row is None:
        raise LostLeaseError
    row.rows = made.rows
    if any(one["outcome"] == Export.Outcome.DONE for one in made.rows.values()):
        copies = [one.record() for one in made.written]
        if made.stored is not None:
            _take_over(row, export, copies[0], made.stored)
        else:
            _seal(row, _packed(row, copies, made))
        row.state = Export.State.READY
    else:
        row.state = Export.State.FAILED
    row.lease = None
    row.save()


def _seal(row: Export, copy: Copy) -> None:
    vault.wrap_for(row, vault.new_key())
    store.write(row, store.EXPORTED, [copy.content])
    row.name, row.content_type, row.size = copy.name, copy.content_type, len(copy.content)
    row.sha256 = hashlib.sha256(copy.content).hexdigest()


def _take_over(row: Export, export: Export, copy: Copy, stored: tuple[int, str]) -> None:
    """What this worker sealed is the file."""
    row.key, row.country_key = export.key, export.country_key
    row.name, row.content_type = copy.name, copy.content_type
    row.size, row.sha256 = stored


def _packed(row: Export, copies: list[Copy], made: Made) -> Copy:
    """A list as it is; reports in one archive, with a table of what became of each case."""
    if row.is_list:
        return copies[0]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for copy in copies:
            archive.writestr(copy.name, copy.content)
        archive.writestr("cases.csv", _table(row, made))
    name = f"reports-{row.public_id.hex[-12:]}.zip"
    return Copy(name, "application/zip", file.getvalue(), rows=len(copies))


def _table(row: Export, made: Made) -> bytes:
    text = io.StringIO()
    with translation.override(row.language):
        csv.writer(text).writerows(
            [harmless(cell) for cell in line]
            for line in [(_("Reference"), _("Outcome")), *_lines(made)]
        )
    return text.getvalue().encode("utf-8-sig")


def _lines(made: Made) -> Iterator[tuple[str, str]]:
    for reference, one in made.rows.items():
        yield reference, str(Export.Outcome(one["outcome"]).label)


def sweep() -> int:
    """Make what is due and nobody was woken for; how many there were."""
    found = list(Export.objects.due().order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        make(pk)
    return len(found)
