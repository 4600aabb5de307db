"""What the worker does with an import: claim it, go on batch by batch, hand it on.

The attempt is counted and leased before the work. Each batch is one transaction that holds the row
of the import under its lease, writes what the batch did and moves the position on: a worker that is
killed loses the batch it was in, and the next one begins exactly there. Whoever lost the lease, or
whose import was cancelled, changes nothing more.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.access import Capability, may, office_of, partner_of
from audit.clock import now
from cases.imports import batches, content
from cases.imports.ending import end, wake
from cases.imports.normalising import normalise
from cases.models import CaseImport
from cases.problems import CaseProblem

MOST_ATTEMPTS = 5
# Longer than a batch takes: each renews it, so who is killed is missed soon.
LEASE = timedelta(seconds=120)
AGAIN = timedelta(seconds=10)
# After this other work has its turn.
SLICE_SECONDS = 300.0
CHECKED_AT_ONCE = 500
# A batch holds the counter of the office's references: its officers wait no longer than for one.
MADE_AT_ONCE = 50

State = CaseImport.State
Item = TypeVar("Item")

log = structlog.get_logger(__name__)


class LostLeaseError(Exception):
    """Another worker has it now, or it was cancelled: whatever this one did last is undone."""


class Work:
    """One import in the hands of one worker."""

    def __init__(self, found: CaseImport) -> None:
        self.found = found
        self._until = time.monotonic() + SLICE_SECONDS

    @property
    def goes_on(self) -> bool:
        return self.found.is_working and time.monotonic() < self._until

    @contextmanager
    def batch(self) -> Iterator[CaseImport]:
        """The locked row, saved with what the block made of it."""
        with transaction.atomic():
            rows = CaseImport.objects.select_for_update(of=("self",))
            rows = rows.select_related("officer__office", "office", "partner", "country")
            found = rows.filter(pk=self.found.pk, lease=self.found.lease).first()
            if found is None:
                raise LostLeaseError
            yield found
            found.attempts, found.due_at = 0, now() + LEASE
            found.save()
        self.found = found

    def progress(self, done: int) -> None:
        """Seen by the page at once, while one long step goes on."""
        mine = CaseImport.objects.filter(pk=self.found.pk, lease=self.found.lease)
        if not mine.update(done=done, due_at=now() + LEASE):
            raise LostLeaseError


def work(pk: int) -> None:
    """Go on with one import, unless it is over or another worker has it."""
    found = _claimed(pk)
    if found is None:
        return
    try:
        with translation.override(found.language):
            _go_on(Work(found))
    except LostLeaseError:
        log.info("import_lost", source=str(found.public_id))
    except Exception as error:  # whatever a file throws ends in the row
        log.error("import_failed", source=str(found.public_id), fault=type(error).__name__)
        mine = CaseImport.objects.filter(pk=found.pk, lease=found.lease)
        mine.update(due_at=now() + AGAIN, lease=None)


@transaction.atomic
def _claimed(pk: int) -> CaseImport | None:
    rows = CaseImport.objects.due().select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("officer__office", "office", "partner", "country")
    found = rows.filter(pk=pk).first()
    if found is None:
        return None
    with translation.override(found.language):
        _must_go_on(found)
    found.attempts += 1
    if found.is_working:
        found.lease, found.due_at = uuid.uuid4(), now() + LEASE
    found.save()
    return found if found.is_working else None


def _must_go_on(found: CaseImport) -> None:
    """With the rights of now, and not for ever. Taking back needs no rights."""
    if found.attempts >= MOST_ATTEMPTS:
        _give_up(found, _("It was begun several times and did not come to its end."))
    elif found.state != State.UNDOING and not _may_still(found):
        _give_up(found, _("Who brought it may not log cases there any more."))


def _may_still(found: CaseImport) -> bool:
    who = found.officer
    if not may(who, Capability.LOG_CASE):
        return False
    if found.partner is not None:
        return partner_of(who) == found.partner
    return office_of(who) == found.office


def _give_up(found: CaseImport, why: str) -> None:
    if found.state == State.MAKING and found.mode == CaseImport.Mode.ALL_OR_NOTHING:
        turn_back(found, why)
    else:
        end(found, State.FAILED, why)


def turn_back(found: CaseImport, why: str) -> None:
    """All or nothing became nothing."""
    found.state, found.fault = State.UNDOING, why
    found.position = found.done = found.attempts = 0


def _go_on(work: Work) -> None:
    while work.goes_on:
        _STEPS[State(work.found.state)](work)
    if work.found.is_working:
        mine = CaseImport.objects.filter(pk=work.found.pk, lease=work.found.lease)
        if mine.update(due_at=now(), lease=None, attempts=0):
            wake(work.found.pk)


def _read(work: Work) -> None:
    found = work.found
    try:
        total, words = normalise(found, ZoneInfo(found.officer.time_zone), work.progress)
    except CaseProblem as problem:
        with work.batch() as row:
            end(row, State.FAILED, problem.message)
        return
    with work.batch() as row:
        row.total, row.converted, row.encoding = total, words.converted, found.encoding
        row.state, row.done = State.CHECKING, 0
        transaction.on_commit(lambda: content.drop_uploaded(row))


def _check(work: Work) -> None:
    for some in _some(content.rows_from(work.found, work.found.position), CHECKED_AT_ONCE):
        with work.batch() as row:
            batches.check(row, [one for _place, one in some])
            _moved(row, some)
        if not work.goes_on:
            return
    with work.batch() as row:
        _checked(row)


def _moved(row: CaseImport, some: list[tuple[int, Any]]) -> None:
    row.position = some[-1][0]
    row.done += len(some)


def _checked(row: CaseImport) -> None:
    nothing = row.mode == CaseImport.Mode.ALL_OR_NOTHING and row.wrong
    row.expires_at = now() + CaseImport.KEPT
    if row.mode == CaseImport.Mode.CHECK or nothing:
        row.state, row.lease = State.CHECKED, None
        row.fault = _("Nothing was imported: some rows are wrong.") if nothing else ""
    else:
        row.state, row.position, row.done = State.MAKING, 0, 0


def _make(work: Work) -> None:
    for some in _some(content.rows_from(work.found, work.found.position), MADE_AT_ONCE):
        with work.batch() as row:
            all_made = batches.make(row, [one for _place, one in some])
            _moved(row, some)
            if not all_made and row.mode == CaseImport.Mode.ALL_OR_NOTHING:
                turn_back(row, _("A row was refused when its draft was made. Nothing stays."))
        if not work.goes_on or work.found.state != State.MAKING:
            return
    with work.batch() as row:
        if row.submit:
            row.state, row.position, row.done = State.SUBMITTING, 0, 0
        else:
            end(row, State.DONE)


def _submit(work: Work) -> None:
    _through_made(work, batches.submit, State.DONE)


def _undo(work: Work) -> None:
    _through_made(work, batches.undo, State.FAILED)


def _through_made(work: Work, verb: Callable[..., None], last: State) -> None:
    """The drafts of the import in the order of its rows; `position` is the last row's number."""
    while work.goes_on:
        with work.batch() as row:
            lines = batches.made_after(row, row.position, MADE_AT_ONCE)
            if not lines:
                end(row, last, row.fault)
                break
            verb(row, lines)
            row.position, row.done = lines[-1].number, row.done + len(lines)


def _some(items: Iterator[Item], number: int) -> Iterator[list[Item]]:
    while some := list(islice(items, number)):
        yield some


_STEPS: dict[State, Callable[[Work], None]] = {
    State.READING: _read,
    State.CHECKING: _check,
    State.MAKING: _make,
    State.SUBMITTING: _submit,
    State.UNDOING: _undo,
}


def sweep() -> int:
    """Go on with what is due and nobody was woken for; how many there were."""
    found = list(CaseImport.objects.due().order_by("due_at").values_list("pk", flat=True)[:1])
    for pk in found:
        work(pk)
    return len(found)
