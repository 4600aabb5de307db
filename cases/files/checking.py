"""What a worker does with a file that has arrived: look into it, make the copy that is shared.

Truth is the row: it is due until it is settled. An attempt is counted and leased before the work,
so that content which kills its worker runs out of attempts and is held back.
"""

import hashlib
from datetime import timedelta

import structlog
from django.db import transaction

from audit.clock import now
from audit.trail import SYSTEM, record
from cases import searchwords
from cases.files import inspection, scanner, store
from cases.files.arriving import part
from cases.files.blobs import DamagedError
from cases.files.faults import Fault, RefusedError
from cases.files.inspection import Found
from cases.models import CaseFile, Event
from cases.timeline import happened
from cases.trace import Operation

MOST_ATTEMPTS = 5
LEASE = timedelta(minutes=5)
SCANNER_AWAY = timedelta(minutes=1)
AT_ONCE = 3

log = structlog.get_logger(__name__)


def check(pk: int) -> None:
    """Check one file, unless it is done or another worker has it."""
    file = _claimed(pk)
    if file is None:
        return
    try:
        content = b"".join(store.arrived(file))
        store.write(file, store.ORIGINAL, [content])
        _settle(file, content, _found(file, content))
    except RefusedError as refused:
        _hold_back(file, refused.fault, hashlib.sha256(content).hexdigest())
    except (DamagedError, FileNotFoundError):
        log.error("file_content_lost", file=str(file.public_id))
        _hold_back(file, Fault.UNCHECKED)
    except OSError as error:
        _try_later(file, error)


@transaction.atomic
def _claimed(pk: int) -> CaseFile | None:
    due = CaseFile.everything.to_check().select_for_update(of=("self",), skip_locked=True)
    file = due.select_related("case", "country_key").filter(pk=pk).first()
    if file is None:
        return None
    if file.attempts >= MOST_ATTEMPTS:
        _hold_back(file, Fault.UNCHECKED)
        return None
    file.attempts += 1
    file.check_due_at = now() + LEASE
    file.save(update_fields=["attempts", "check_due_at"])
    return file


def _found(file: CaseFile, content: bytes) -> Found:
    if file.checksum and file.checksum != hashlib.sha256(content).hexdigest():
        raise RefusedError(Fault.CHECKSUM)
    found = inspection.look_into_apart(content, file.given_name)
    if scanner.is_configured():
        scanner.must_be_clean(content)
    return found


@transaction.atomic
def _settle(file: CaseFile, content: bytes, found: Found) -> None:
    row = _mine(file)
    if row is None:
        return
    store.write(row, store.SHARED, [found.shared])
    if found.thumbnail:
        store.write(row, store.THUMBNAIL, [found.thumbnail])
    row.state = CaseFile.State.READY
    row.scan = CaseFile.Scan.CLEAN if scanner.is_configured() else CaseFile.Scan.NONE
    row.media_type = found.kind.media_type
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.shared_size = len(found.shared)
    row.shared_sha256 = hashlib.sha256(found.shared).hexdigest()
    row.has_thumbnail = bool(found.thumbnail)
    _done(row, "check_file")


@transaction.atomic
def _hold_back(file: CaseFile, fault: Fault, sha256: str = "") -> None:
    row = _mine(file)
    if row is None:
        return
    by_scanner = fault in (Fault.MALWARE, Fault.SCANNER)
    row.state, row.fault, row.sha256 = CaseFile.State.QUARANTINED, fault, sha256
    row.scan = CaseFile.Scan.REFUSED if by_scanner else CaseFile.Scan.NONE
    happened(row.case, Event.Kind.FILE_HELD, by=None, detail=str(row.public_id))
    _done(row, "hold_back_file")


def _mine(file: CaseFile) -> CaseFile | None:
    """The row, locked, if this attempt is still the one that holds it."""
    rows = CaseFile.everything.select_for_update(of=("self",)).select_related("case", "country_key")
    return rows.filter(pk=file.pk, state=CaseFile.State.CHECKING, attempts=file.attempts).first()


def _done(row: CaseFile, action: str) -> None:
    row.version += 1
    row.save()
    searchwords.index(row.case)
    record(
        Operation.ALTERATION,
        action,
        actor=SYSTEM,
        kind="case",
        ids=[row.case.reference],
        fields=[part(row)],
        handling=row.case.handling_code,
    )
    if row.is_ready or row.sha256:  # the original holds what the pieces held
        transaction.on_commit(lambda: store.drop_pieces(row))


def _try_later(file: CaseFile, error: OSError) -> None:
    """The scanner or the disk is away: no fault of the file, so no attempt is counted."""
    log.warning("file_not_checked", file=str(file.public_id), fault=type(error).__name__)
    with transaction.atomic():
        row = _mine(file)
        if row is not None:
            row.attempts -= 1
            row.check_due_at = now() + SCANNER_AWAY
            row.save(update_fields=["attempts", "check_due_at"])


def sweep() -> int:
    """Check what is due and nobody was woken for; how many there were."""
    due = CaseFile.everything.to_check().order_by("check_due_at").values_list("pk", flat=True)
    found = list(due[:AT_ONCE])
    for pk in found:
        check(pk)
    return len(found)
