"""Files as evidence of a commitment: sealed as they come, checked, opened, struck.

The same store, keys, checks and scanner as for files of cases; a file comes in one go.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import Http404, UnreadablePostError
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Officer
from agencies.problems import Problem, WrongState, must_say_why
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.files import names, ranges, store, vault
from cases.files.arriving import TooLarge, limit_in_mb
from cases.files.ranges import Wanted
from cases.files.reading import Opened
from cases.models import CaseFile
from roadmap import commitments
from roadmap.keepers import keeps, must_keep
from roadmap.models import Commitment, Evidence

KIND = "evidence"
MOST = 50
State = CaseFile.State

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Announced:
    """What is said about a file before it comes."""

    name: str
    size: int
    caption: str = ""
    reach: str = Evidence.Reach.PUBLISHED


def find_evidence(public_id: UUID, user: object) -> Evidence:
    rows = Evidence.objects.visible_to(user).to_show()
    found = rows.filter(public_id=public_id).select_related("country_key", "country").first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def begin(commitment: Commitment, announced: Announced, *, officer: Officer) -> Evidence:
    """Make room for a file of the own country."""
    row = commitments.locked(commitment)
    must_keep(officer, row.country_id)
    _must_fit(row, announced)
    file = Evidence(
        commitment=row,
        country=row.country,
        created_by=officer,
        given_name=names.storable(announced.name) or "file",
        caption=announced.caption,
        reach=announced.reach,
        size=announced.size,
    )
    vault.wrap_for(file, vault.new_key())
    file.save()
    return file


def _must_fit(commitment: Commitment, announced: Announced) -> None:
    if announced.size < 1:
        raise Problem(_("The file is empty."), field="file")
    if announced.size > settings.FILE_LIMIT:
        message = _("A file may have %(limit)s MB at most.") % {"limit": limit_in_mb()}
        raise TooLarge(message, field="file")
    if commitment.evidence.standing().count() >= MOST:
        message = _("A commitment may have %(number)s files at most.")
        raise WrongState(message % {"number": MOST})


@transaction.atomic
def receive(file: Evidence, content: Iterable[bytes], *, officer: Officer) -> Evidence:
    """All of it, as long as was announced; then a worker checks it."""
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("country_key")
    row = rows.get(pk=file.pk)
    must_keep(officer, row.country_id)
    if row.state != State.ARRIVING:
        raise WrongState(_("The file has arrived already."))
    commitments.verified_once(row.commitment, officer=officer)
    store.write(row, store.ORIGINAL, _whole(content, row.size))
    row.state, row.check_due_at = State.CHECKING, now()
    row.save(update_fields=["state", "check_due_at"])
    fields = ["given_name", "caption", "reach"]
    note(row, "add evidence", officer, fields, Entry.Operation.COLLECTION)
    transaction.on_commit(lambda: _wake(row.pk))
    return row


def _whole(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    came = 0
    try:
        for some in content:
            came += len(some)
            if came > size:
                raise TooLarge(_("More arrived than the file is long."))
            yield some
    except (UnreadablePostError, ConnectionError, TimeoutError) as error:
        log.info("upload_broke_off", fault=type(error).__name__)
    if came < size:
        raise Problem(_("Less arrived than the file is long. Send it again."))


def _wake(pk: int) -> None:
    """A broker that is away delays, never fails: the sweep finds what is due."""
    from roadmap.tasks import check_evidence

    try:
        check_evidence.apply_async(args=(pk,), retry=False)
    except Exception as error:  # any broker fault; the row is safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)


@transaction.atomic
def add_whole(
    commitment: Commitment, announced: Announced, content: Iterable[bytes], *, officer: Officer
) -> Evidence:
    """A file that comes from a form."""
    return receive(begin(commitment, announced, officer=officer), content, officer=officer)


def look_at(file: Evidence, user: object, part: Wanted | None) -> Opened:
    """What `open_content` would give, without a byte of it."""
    if file.struck_at is not None and not keeps(user, file.country_id):
        raise WrongState(_("The file was taken off."))
    if file.is_held_back:
        raise WrongState(_("The file is held back: nobody can open it."))
    if not file.is_ready:
        raise WrongState(_("The file is still being checked. Try again in a minute."))
    size = file.shared_size or 0
    asked = part.of(size) if part is not None else None
    return Opened(file.name, file.media_type, size, file.shared_sha256, (), asked)


@transaction.atomic
def open_content(file: Evidence, user: object, part: Wanted | None) -> Opened:
    """The copy without metadata. The audit knows who opened it before the first byte goes out."""
    found = look_at(file, user, part)
    start = 0 if found.part is None else found.part.start
    content = ranges.cut(store.read(file, store.SHARED, start=start), found.length)
    note(file, "open evidence", user, [], Entry.Operation.CONSULTATION)
    return Opened(found.name, found.media_type, found.size, found.sha256, content, part=found.part)


@transaction.atomic
def strike(file: Evidence, *, reason: str, officer: Officer) -> Evidence:
    """Take it off, with the reason. What was verified with it is verified no more."""
    commitment = commitments.locked(file.commitment)
    must_keep(officer, commitment.country_id)
    must_say_why(reason)
    row = Evidence.objects.select_for_update().get(pk=file.pk)
    if row.struck_at is not None:
        return row
    if row.state == State.ARRIVING:
        raise WrongState(_("The file has not arrived yet."))
    if row.is_ready:
        _counts_no_more(commitment, officer)
    row.struck_at, row.struck_by, row.struck_reason = now(), officer, reason
    row.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    note(row, "strike evidence", officer, ["struck_reason"])
    return row


def _counts_no_more(commitment: Commitment, officer: Officer) -> None:
    is_done = commitment.status in (Commitment.Status.DONE, Commitment.Status.VERIFIED)
    if is_done and commitment.files <= 1 and not commitment.evidence_at:
        message = _("What is done rests on this file. Say first where the evidence is.")
        raise WrongState(message)
    Commitment.objects.filter(pk=commitment.pk).update(files=F("files") - 1)
    commitment.files -= 1
    if commitment.status == Commitment.Status.VERIFIED:
        commitments.verified_no_more(commitment, officer=officer)


def drop_abandoned() -> int:
    """Rooms that were made and never filled; how many went."""
    rows = Evidence.objects.abandoned()
    found = list(rows.values_list("public_id", flat=True))
    rows.filter(public_id__in=found).delete()
    store.erase(*found)
    return len(found)


def note(
    row: Evidence,
    action: str,
    by: object,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(by), kind=KIND, ids=[str(row.public_id)], fields=fields)
