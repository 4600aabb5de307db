"""What a worker does with evidence that has arrived, as `cases.files.checking` with files of cases:
the row is due until it is settled, an attempt is counted and leased before the work."""

import hashlib

import structlog
from django.db import transaction
from django.db.models import F

from audit.clock import now
from audit.models import Entry
from audit.trail import SYSTEM, record
from cases.files import inspection, scanner, store
from cases.files.blobs import DamagedError
from cases.files.checking import AT_ONCE, LEASE, MOST_ATTEMPTS, SCANNER_AWAY
from cases.files.faults import Fault, RefusedError
from cases.files.inspection import Found
from cases.models import CaseFile
from roadmap import commitments
from roadmap.evidence import KIND, State
from roadmap.models import Commitment, Evidence

log = structlog.get_logger(__name__)


def check(pk: int) -> None:
    """Check one file, unless it is done or another worker has it."""
    file = _claimed(pk)
    if file is None:
        return
    content = b""
    try:
        content = b"".join(store.read(file, store.ORIGINAL))
        found = inspection.look_into_apart(content, file.given_name)
        if scanner.is_configured():
            scanner.must_be_clean(content)
        _settle(file, content, found)
    except RefusedError as refused:
        _hold_back(file, refused.fault, hashlib.sha256(content).hexdigest())
    except (DamagedError, FileNotFoundError):
        log.error("evidence_content_lost", file=str(file.public_id))
        _hold_back(file, Fault.UNCHECKED)
    except OSError as error:
        _try_later(file, error)


@transaction.atomic
def _claimed(pk: int) -> Evidence | None:
    due = Evidence.objects.to_check().select_for_update(of=("self",), skip_locked=True)
    file = due.select_related("commitment", "country_key").filter(pk=pk).first()
    if file is None:
        return None
    if file.attempts >= MOST_ATTEMPTS:
        _hold_back(file, Fault.UNCHECKED)
        return None
    file.attempts += 1
    file.check_due_at = now() + LEASE
    file.save(update_fields=["attempts", "check_due_at"])
    return file


@transaction.atomic
def _settle(file: Evidence, content: bytes, found: Found) -> None:
    commitments.locked(file.commitment)
    row = _mine(file)
    if row is None:
        return
    store.write(row, store.SHARED, [found.shared])
    row.state = State.READY
    row.scan = CaseFile.Scan.CLEAN if scanner.is_configured() else CaseFile.Scan.NONE
    row.media_type = found.kind.media_type
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.shared_size = len(found.shared)
    row.shared_sha256 = hashlib.sha256(found.shared).hexdigest()
    if row.struck_at is None:
        Commitment.objects.filter(pk=row.commitment_id).update(files=F("files") + 1)
    _done(row, "check evidence")


@transaction.atomic
def _hold_back(file: Evidence, fault: Fault, sha256: str = "") -> None:
    row = _mine(file)
    if row is None:
        return
    by_scanner = fault in (Fault.MALWARE, Fault.SCANNER)
    row.state, row.fault, row.sha256 = State.QUARANTINED, fault, sha256
    row.scan = CaseFile.Scan.REFUSED if by_scanner else CaseFile.Scan.NONE
    _done(row, "hold back evidence")


def _mine(file: Evidence) -> Evidence | None:
    """The row, locked, if this attempt is still the one that holds it."""
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("country_key")
    return rows.filter(pk=file.pk, state=State.CHECKING, attempts=file.attempts).first()


def _done(row: Evidence, action: str) -> None:
    row.save()
    record(
        Entry.Operation.ALTERATION,
        action,
        actor=SYSTEM,
        kind=KIND,
        ids=[str(row.public_id)],
        fields=["state"],
    )


def _try_later(file: Evidence, error: OSError) -> None:
    """The scanner or the disk is away: no fault of the file, so no attempt is counted."""
    log.warning("evidence_not_checked", file=str(file.public_id), fault=type(error).__name__)
    with transaction.atomic():
        row = _mine(file)
        if row is not None:
            row.attempts -= 1
            row.check_due_at = now() + SCANNER_AWAY
            row.save(update_fields=["attempts", "check_due_at"])


def sweep() -> int:
    """Check what is due and nobody was woken for; how many there were."""
    due = Evidence.objects.to_check().order_by("check_due_at").values_list("pk", flat=True)
    found = list(due[:AT_ONCE])
    for pk in found:
        check(pk)
    return len(found)
