"""A file on its way in: begun, received piece by piece, whole.

A piece is sealed before anybody waits for it, without a lock; then the row is locked, the offset
compared again and the piece put into its place. Of two that send the same piece at once one is
taken, the other learns where to go on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from django.conf import settings
from django.db import transaction
from django.http import UnreadablePostError
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Country, Officer
from agencies.problems import Conflict
from audit.clock import now
from cases import sharing
from cases.files import names, store, vault
from cases.models import Case, CaseFile, Event
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.timeline import happened
from cases.trace import Operation, trace

MOST_PIECES = 5_000

log = structlog.get_logger(__name__)


class TooLarge(CaseProblem):
    code = "too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class OffsetWrong(Conflict):
    """The sender and the portal disagree about how much has arrived: ask, then go on."""

    code = "offset_wrong"


@dataclass(frozen=True)
class Announced:
    """What somebody says about a file before it comes."""

    name: str
    size: int
    caption: str = ""
    reach: str = CaseFile.Reach.SHARED
    checksum: str = ""


@transaction.atomic
def begin(case: Case, announced: Announced, *, officer: Officer) -> CaseFile:
    """Make room for a file. Those who may add to the case may; the case is not over."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    must_contribute(case, officer)
    _must_fit(case, announced)
    country = Country.objects.get(pk=country_of(officer))
    must_be_ours_to_keep(case, country.pk, announced.reach)
    file = CaseFile(
        case=case,
        country=country,
        office=office_of(officer),
        created_by=officer,
        created_at=now(),
        touched_at=now(),
        given_name=names.storable(announced.name) or "file",
        caption=announced.caption,
        reach=announced.reach,
        size=announced.size,
        checksum=announced.checksum.lower(),
    )
    vault.wrap_for(file, vault.new_key())
    file.save()
    trace(case, Operation.COLLECTION, "begin_file", by=officer, fields=[part(file)])
    return file


@transaction.atomic
def say_anew(
    file: CaseFile, *, caption: str, reach: str, version: int, officer: Officer
) -> CaseFile:
    """What is said of an upload under way, before it goes on. Nobody is told: only who sends it
    knows of it."""
    row = _locked(file, file.received, officer)
    if row.version != version:
        raise StaleVersion(row.version)
    must_be_ours_to_keep(row.case, row.country_id, reach)
    said = {"caption": caption, "reach": reach}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if changed:
        row.caption, row.reach, row.touched_at = caption, reach, now()
        row.version += 1
        row.save(update_fields=["caption", "reach", "touched_at", "version"])
        fields = [part(row), *changed]
        trace(row.case, Operation.ALTERATION, "say_anew_file", by=officer, fields=fields)
    return row


def part(file: CaseFile) -> str:
    """The file as the audit names it: by its id."""
    return f"file {file.public_id}"


def must_contribute(case: Case, officer: Officer) -> None:
    level = sharing.level_of(officer, case)
    if level is None or level.rank < Level.CONTRIBUTE.rank:
        raise NotAllowed(_("Only those who may add to the case can add files."))
    if case.status not in (Case.Status.DRAFT, Case.Status.OPEN):
        raise WrongState(_("The case is over. Reopen it to change its files."))


def must_be_ours_to_keep(case: Case, country: str, reach: str) -> None:
    """A national file is an originator's: no other country can keep one in this case."""
    if reach != CaseFile.Reach.NATIONAL:
        return
    if not sharing.originators_of(case).filter(country=country).exists():
        message = _("Only the country that logged the case can keep a file to itself.")
        raise CaseProblem(message, field="reach")


def _must_fit(case: Case, announced: Announced) -> None:
    if announced.size < 1:
        raise CaseProblem(_("The file is empty."), field="file")
    if announced.size > settings.FILE_LIMIT:
        message = _("A file may have %(limit)s MB at most.") % {"limit": limit_in_mb()}
        raise TooLarge(message, field="file")
    if CaseFile.objects.filter(case=case).count() >= settings.FILES_PER_CASE:
        message = _("A case may have %(number)s files at most.")
        raise WrongState(message % {"number": settings.FILES_PER_CASE})


def limit_in_mb() -> int:
    return int(settings.FILE_LIMIT // (1024 * 1024))


def receive(file: CaseFile, offset: int, content: Iterable[bytes], *, officer: Officer) -> CaseFile:
    """Take what comes next, as much of it as arrives. The last byte sends it to be checked."""
    if offset != file.received:
        raise OffsetWrong(_("The next piece begins elsewhere. Ask how much has arrived."))
    if file.pieces >= MOST_PIECES:
        raise TooLarge(_("This file came in too many pieces. Begin again with larger ones."))
    waiting, length = store.spool(file, offset, _whole(content, file.size - offset))
    try:
        with transaction.atomic():
            row = _locked(file, offset, officer)
            if length:
                store.accept(row, offset, waiting)
                _grow(row, length, officer)
            return row
    finally:
        waiting.unlink(missing_ok=True)


def _whole(content: Iterable[bytes], room: int) -> Iterator[bytes]:
    """What arrives until the link breaks; more than was announced is refused."""
    try:
        for some in content:
            room -= len(some)
            if room < 0:
                raise TooLarge(_("More arrived than the file is long."))
            yield some
    except (UnreadablePostError, ConnectionError, TimeoutError) as error:
        log.info("upload_broke_off", fault=type(error).__name__)


def _locked(file: CaseFile, offset: int, officer: Officer) -> CaseFile:
    """Checked again inside the lock: a twin, a recall or a closing may have come first."""
    rows = CaseFile.objects.select_for_update(of=("self",)).select_related("case", "country_key")
    row: CaseFile | None = rows.filter(pk=file.pk).first()
    if row is None or row.received != offset or not row.is_arriving:
        raise OffsetWrong(_("The next piece begins elsewhere. Ask how much has arrived."))
    must_contribute(row.case, officer)
    return row


def _grow(row: CaseFile, length: int, officer: Officer) -> None:
    row.received += length
    row.pieces += 1
    row.touched_at = now()
    if row.received == row.size:
        row.state, row.check_due_at = CaseFile.State.CHECKING, now()
        happened(row.case, Event.Kind.FILE_ADDED, by=officer, detail=str(row.public_id))
        trace(row.case, Operation.COLLECTION, "add_file", by=officer, fields=[part(row)])
        transaction.on_commit(lambda: _wake(row.pk))
    row.save(update_fields=["received", "pieces", "touched_at", "state", "check_due_at"])


def _wake(pk: int) -> None:
    """A broker that is away delays, never fails: the sweep finds what is due."""
    from cases.tasks import check_file

    try:
        check_file.apply_async(args=(pk,), retry=False)
    except Exception as error:  # any broker fault; the row is safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)


@transaction.atomic
def take_whole(
    case: Case, announced: Announced, content: Iterable[bytes], *, officer: Officer
) -> CaseFile:
    """A file that comes in one go, from a form."""
    file = begin(case, announced, officer=officer)
    return receive(file, 0, content, officer=officer)


@transaction.atomic
def give_up(file: CaseFile, *, officer: Officer) -> None:
    """Throw away what has arrived of an unfinished upload."""
    row = CaseFile.objects.select_for_update(of=("self",)).select_related("case").get(pk=file.pk)
    if not row.is_arriving:
        raise WrongState(_("The file has arrived already. Remove it instead."))
    trace(row.case, Operation.ERASURE, "give_up_file", by=officer, fields=[part(row)])
    row.delete()
    transaction.on_commit(lambda: store.erase(file.public_id))


def drop_abandoned() -> int:
    """Uploads that nobody went on with; how many went."""
    keys = list(CaseFile.everything.abandoned().values_list("pk", flat=True))
    return sum(_dropped(pk) for pk in keys)


@transaction.atomic
def _dropped(pk: int) -> bool:
    """Unless it is being received just now."""
    locked = CaseFile.everything.abandoned().select_for_update(skip_locked=True)
    row: CaseFile | None = locked.filter(pk=pk).first()
    if row is None:
        return False
    public_id = row.public_id
    row.delete()
    transaction.on_commit(lambda: store.erase(public_id))
    return True
