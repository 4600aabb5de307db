"""Which files of a case a reader sees, and opening one. Every opening is recorded before the
first byte goes out: in the audit, and in the timeline that the originator reads."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import officer as officer_of
from agencies.models import Officer
from cases import handling
from cases.exports.stamp import stamp_for
from cases.exports.taken import register
from cases.files import ranges, store
from cases.files.arriving import part
from cases.files.ranges import Wanted
from cases.models import CaseCopy, CaseFile, Event
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
    content: Iterable[bytes]
    part: range | None = None

    @property
    def length(self) -> int:
        return self.size if self.part is None else len(self.part)


@dataclass(frozen=True)
class Asked:
    """What a reader wants of a file: the shared copy or the original, all of it or a part. A
    `purpose` says what the copy is for; the handling code may insist on one."""

    original: bool = False
    part: Wanted | None = None
    purpose: Purpose | None = None
    # It came with an answer of the office whose it is: that office let it out itself.
    is_given: bool = False

    @property
    def which(self) -> str:
        return store.ORIGINAL if self.original else store.SHARED


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


def look_at(sighted: Sighted, file: CaseFile, user: object, asked: Asked) -> Opened:
    """What `open_content` would give, without a byte of it: nothing was opened."""
    if asked.original and not sighted.is_originator:
        raise NotAllowed(_("Only the office that logged the case can have the original."))
    if asked.purpose is not None:
        handling.must_allow_export(sighted, asked.purpose, user)
    elif not asked.is_given:
        handling.must_name_purpose(sighted)
    _must_be_ready(file)
    size = file.size if asked.original else file.shared_size or 0
    sha256 = file.sha256 if asked.original else file.shared_sha256
    part = asked.part.of(size) if asked.part is not None else None
    return Opened(file.name, file.media_type, size, sha256, (), part)


@transaction.atomic
def open_content(sighted: Sighted, file: CaseFile, user: object, asked: Asked) -> Opened:
    """The copy that is shared; the original for those who keep the case. With a purpose it is a
    copy taken along, and stands in the register."""
    found = look_at(sighted, file, user, asked)
    start = 0 if found.part is None else found.part.start
    content = ranges.cut(store.read(file, asked.which, start=start), found.length)
    happened(sighted.case, Event.Kind.FILE_OPENED, by=officer_of(user), detail=str(file.public_id))
    if asked.purpose is not None:
        _register(sighted, file, user, asked.purpose)
    trace(
        sighted.case,
        Operation.DISCLOSURE if asked.purpose is not None else Operation.CONSULTATION,
        "open_file",
        by=user,
        fields=[part(file), asked.which],
        purpose=asked.purpose or "",
    )
    return replace(found, content=content)


def _register(sighted: Sighted, file: CaseFile, user: object, purpose: Purpose) -> None:
    register(
        {sighted.case.pk: sighted.level},
        user,
        stamp_for(user, purpose),
        kind=CaseCopy.Kind.FILE,
        language=get_language() or "en",
        file=file,
    )


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
