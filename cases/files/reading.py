"""Which files of a case a reader sees, and opening one. Every opening is recorded before the
first byte goes out: in the audit, and in the timeline that the originator reads."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import officer as officer_of
from agencies.models import Officer
from cases import handling
from cases.files import store
from cases.files.arriving import part
from cases.models import CaseFile, Event
from cases.models.copy import Purpose
from cases.models.file import CaseFileQuerySet
from cases.problems import NotAllowed, WrongState
from cases.reading import Sighted
from cases.timeline import happened
from cases.trace import Operation, trace


@dataclass(frozen=True)
class Opened:
    """A file on its way out."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: Iterator[bytes]
    start: int = 0


def find(sighted: Sighted, public_id: uuid.UUID, user: object) -> CaseFile:
    """A file in this reader's sight, or an upload of his own; else it does not exist."""
    for file in (*sighted.files, *sighted.removed_files):
        if file.public_id == public_id:
            return file
    who = officer_of(user)
    own = unfinished(sighted, who).filter(public_id=public_id).first() if who else None
    if own is None:
        raise Http404
    return own


def unfinished(sighted: Sighted, officer: Officer) -> CaseFileQuerySet:
    """What this account began to send to the case and has not finished."""
    rows = CaseFile.everything.filter(case=sighted.case).arriving().owned_by(officer)
    return rows.select_related("case", "country_key", "office__country", "country")


@transaction.atomic
def open_content(
    sighted: Sighted,
    file: CaseFile,
    user: object,
    *,
    original: bool = False,
    start: int = 0,
    purpose: Purpose | None = None,
) -> Opened:
    """The copy that is shared; the original for those who keep the case. A `purpose` is given
    when it is taken along, as evidence say: then the handling code decides."""
    if purpose is not None:
        handling.must_allow_export(sighted, purpose, user)
    if original and not sighted.is_originator:
        raise NotAllowed(_("Only the office that logged the case can have the original."))
    _must_be_ready(file)
    which = store.ORIGINAL if original else store.SHARED
    size = file.size if original else file.shared_size or 0
    sha256 = file.sha256 if original else file.shared_sha256
    start = start if 0 <= start < size else 0
    content = store.read(file, which, start=start)
    who = officer_of(user)
    happened(sighted.case, Event.Kind.FILE_OPENED, by=who, detail=str(file.public_id))
    trace(
        sighted.case,
        Operation.CONSULTATION,
        "open_file",
        by=user,
        fields=[part(file), which],
        purpose=purpose or "",
    )
    return Opened(file.name, file.media_type, size, sha256, content, start)


@transaction.atomic
def open_thumbnail(sighted: Sighted, file: CaseFile, user: object) -> bytes:
    """The small picture on the page of the case."""
    _must_be_ready(file)
    if not file.has_thumbnail:
        raise Http404
    trace(sighted.case, Operation.CONSULTATION, "see_file", by=user, fields=[part(file)])
    return b"".join(store.read(file, store.THUMBNAIL))


def _must_be_ready(file: CaseFile) -> None:
    if file.is_removed:
        raise WrongState(_("The file was removed. Bring it back first."))
    if file.is_held_back:
        raise WrongState(_("The file is held back: nobody can open it."))
    if not file.is_ready:
        raise WrongState(_("The file is still being checked. Try again in a minute."))
