"""Notes for oneself beside a case or a request. Nobody else reads them, nothing counts or announces
them, and they are not handed on with a posting: they are nobody's work.

They are read through what they stand beside: who no longer sees it no longer reads them. Their
audit rows stand under the kind `office_work`, apart from the log of the case.
"""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may
from agencies.models import Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import officework, requeststeps
from cases.messages import place_of
from cases.models import Case, OwnNote, Request
from cases.models.ownnote import OwnNoteQuerySet
from cases.officework import KIND, Operation
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.threads import Place, about_of, thread_on


def notes_of(place: Place, reader: object) -> list[OwnNote]:
    """The reader's own, newest first."""
    return list(_beside(about_of(place), reader).order_by("-pk"))


def consult(place: Place, reader: Officer) -> list[OwnNote]:
    """The same, on record."""
    _record(about_of(place), Operation.CONSULTATION, "read own notes", reader)
    return notes_of(place, reader)


def found(public_id: UUID, reader: object) -> tuple[Place, OwnNote]:
    """One of the reader's own, or 404; so it is where the case or request is out of reach now."""
    rows = OwnNote.objects.readable_by(reader).filter(public_id=public_id)
    note = rows.select_related("case", "request").first()
    if note is None:
        raise Http404
    return place_of(note.about, reader), note


@transaction.atomic
def write(about: Case | Request, text: str, *, officer: Officer) -> OwnNote:
    """For oneself."""
    if not may(officer, Capability.KEEP_OWN_NOTES):
        raise NotAllowed(_("A partner system has no notes of its own."))
    _enter(about, officer)
    if not text.strip():
        raise CaseProblem(_("Write the note."), field="text")
    if _beside(about, officer).count() >= OwnNote.MOST:
        raise WrongState(
            _("You have %(most)s notes here. Delete one before you add another.")
            % {"most": OwnNote.MOST}
        )
    note = OwnNote.objects.create(
        case=about if isinstance(about, Case) else None,
        request=about if isinstance(about, Request) else None,
        officer=officer,
        written_at=now(),
        text=text,
    )
    _record(about, Operation.COLLECTION, "write own note", officer)
    return note


@transaction.atomic
def drop(note: OwnNote, *, officer: Officer) -> None:
    """It is one's own: it goes for good. That it went is on record, once."""
    _enter(note.about, officer)
    gone, _each = OwnNote.objects.readable_by(officer).filter(pk=note.pk).delete()
    if gone:
        _record(note.about, Operation.ERASURE, "drop own note", officer)


def _beside(about: Case | Request, reader: object) -> OwnNoteQuerySet:
    rows = OwnNote.objects.readable_by(reader)
    return rows.filter(case=about) if isinstance(about, Case) else rows.filter(request=about)


def _enter(about: Case | Request, officer: Officer) -> None:
    """Locked, for somebody who sees it: a recall may have come first."""
    if isinstance(about, Case):
        officework.enter(about, officer)
    else:
        thread_on(requeststeps.lock(about)).must_see(officer)


def _record(about: Case | Request, operation: Entry.Operation, action: str, by: Officer) -> None:
    """Names of fields only."""
    record(operation, action, actor=actor(by), kind=KIND, ids=[about.reference],
           fields=["own_notes"])  # fmt: skip
