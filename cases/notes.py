"""National notes: the pane that each country has for itself in a case it sees in full.

No event, no notice and no word of the search tells of them. Their audit rows stand under a kind of
their own, so that the log of the case, which its owner reads, does not hold them.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, country_of, may, office_of
from agencies.models import Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import sharing
from cases.models import Case, NationalNote
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted

KIND = "national_note"


def notes_of(sighted: Sighted, reader: object) -> list[NationalNote]:
    """The notes of the reader's own country, oldest first; none below *full*."""
    if not sighted.is_full:
        return []
    notes = NationalNote.objects.readable_by(reader).filter(case=sighted.case)
    return list(notes.select_related("author", "office"))


def consult(sighted: Sighted, reader: object) -> list[NationalNote]:
    """The same, on record."""
    if not sighted.is_full:
        raise NotAllowed(_("Your country sees the headline only, so it has no notes here."))
    _record(sighted.case, Entry.Operation.CONSULTATION, "read notes", reader)
    return notes_of(sighted, reader)


@transaction.atomic
def write_note(case: Case, text: str, *, officer: Officer) -> NationalNote:
    """Add a note to the pane of the officer's own country. It is not changed afterwards."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    level = sharing.level_of(officer, case)
    if level is None or level.rank < Level.FULL.rank or not may_write(officer):
        raise NotAllowed(_("Your country sees the headline only, so it has no notes here."))
    if not text.strip():
        raise CaseProblem(_("Write the note."), field="text")
    note = NationalNote.objects.create(
        case=case,
        country_id=country_of(officer),
        office=office_of(officer),
        author=officer,
        written_at=now(),
        text=text,
    )
    _record(case, Entry.Operation.COLLECTION, "write note", officer)
    return note


def may_write(reader: object) -> bool:
    return may(reader, Capability.WRITE_NOTE) and bool(country_of(reader))


def _record(case: Case, operation: Entry.Operation, action: str, by: object) -> None:
    record(operation, action, actor=actor(by), kind=KIND, ids=[case.reference], fields=["text"])
