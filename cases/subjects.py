"""The subjects of a case as full records: finding one, adding, changing, removing, bringing back.

The case form and the list `subjects` of the API stay the quick way in (`cases.parts`); both keep
the identity of the record, so what was entered here survives them.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import Officer
from cases import identity
from cases.keeping import Recorded, found
from cases.models import Case, Subject, SubjectDocument
from cases.models.levels import Level
from cases.problems import NotAllowed
from cases.reading import Sighted

PART = "subjects"
Kind = Subject.Kind


@dataclass(frozen=True)
class DocumentRecord:
    type: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    mrz: str = ""


@dataclass(frozen=True)
class SubjectRecord:
    """What is said of a subject, before it is a row."""

    kind: str
    role: str
    name: str = ""
    name_latin: str = ""
    honorific: str = ""
    aliases: tuple[str, ...] = ()
    sex: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    estimated_age: int | None = None
    nationalities: tuple[str, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    plate: str = ""
    plate_country: str = ""
    vin: str = ""
    make: str = ""
    colour: str = ""
    imo: str = ""
    flag: str = ""
    registration: str = ""
    phone: str = ""
    service: str = ""
    account: str = ""
    address: str = ""
    address_country: str = ""
    description: str = ""


FIELDS = tuple(field.name for field in fields(SubjectRecord))
_LISTS = ("aliases", "nationalities", "documents")
PLAIN = tuple(name for name in FIELDS if name not in _LISTS)
DOCUMENT_FIELDS = tuple(field.name for field in fields(DocumentRecord))

_NAMES = ("role", "name", "name_latin")
# Which questions belong to a kind, in the order of its page.
FIELDS_OF: dict[str, tuple[str, ...]] = {
    Kind.PERSON: (
        *_NAMES, "honorific", "aliases", "sex", "birth_date", "birth_year", "estimated_age",
        "nationalities", "documents", "description",
    ),
    Kind.VEHICLE: ("role", "plate", "plate_country", "vin", "make", "colour", "description"),
    Kind.VESSEL: (*_NAMES, "imo", "flag", "registration", "make", "colour", "description"),
    Kind.ORGANISATION: (*_NAMES, "aliases", "registration", "nationalities", "description"),
    Kind.PHONE: ("role", "phone", "description"),
    Kind.ACCOUNT: ("role", "service", "account", "description"),
    Kind.ADDRESS: ("role", "address", "address_country", "description"),
    Kind.DOCUMENT: (*_NAMES, "documents", "description"),
}  # fmt: skip


# -- finding -----------------------------------------------------------------------------------


def find_subject(sighted: Sighted, public_id: UUID) -> Subject:
    return found(sighted.subjects, public_id)


def only_for_originators(sighted: Sighted) -> None:
    """In reach, but not this reader's to change."""
    if not sighted.is_originator:
        raise NotAllowed(_("Only the office that logged this case can do that."))


def only_for_contributors(sighted: Sighted) -> None:
    """In reach, but this reader's country adds nothing."""
    if sighted.level.rank < Level.CONTRIBUTE.rank:
        raise NotAllowed(_("Your country reads this case but does not contribute to it."))


# -- verbs -------------------------------------------------------------------------------------


class Subjects(Recorded[Subject, SubjectRecord]):
    """Its links are not seen while it is taken off."""

    model, part, one = Subject, PART, "subject"
    fields = FIELDS
    together: ClassVar = {"birth": ("birth_date", "birth_year", "estimated_age")}

    def gone_from(self, sighted: Sighted) -> list[Subject]:
        return sighted.removed_subjects

    def record_of(self, row: Subject) -> SubjectRecord:
        return SubjectRecord(
            **{name: getattr(row, name) for name in PLAIN},
            aliases=tuple(row.aliases),
            nationalities=tuple(row.nationalities),
            documents=tuple(map(_document, row.documents)),
        )

    def around_change(self, case: Case, officer: Officer) -> AbstractContextManager[None]:
        """A protected person who becomes somebody else is hidden again."""
        return identity.guarded(case, by=officer)

    def describe(self, row: Subject, record: SubjectRecord) -> None:
        if row.pk and row.is_protected and not row.case.is_draft:
            row.stays_protected = record.role not in Subject.PROTECTED or row.stays_protected
        for name in PLAIN:
            setattr(row, name, getattr(record, name))
        first, *more = record.nationalities or ("",)
        row.nationality, row.more_nationalities = first, more
        row.aliases = list(record.aliases)
        first_document, *further = record.documents or (DocumentRecord(),)
        for name in DOCUMENT_FIELDS:
            setattr(row, f"document_{name}", getattr(first_document, name))
        row.further_documents = [
            SubjectDocument(subject=row, position=number, **vars(document))
            for number, document in enumerate(further, start=2)
        ]

    def write(self, row: Subject, record: SubjectRecord) -> None:
        self.describe(row, record)
        row.save()
        row.more_documents.all().delete()
        for document in row.further_documents:
            document.subject = row
        SubjectDocument.objects.bulk_create(row.further_documents)


def _document(document: SubjectDocument) -> DocumentRecord:
    return DocumentRecord(**{name: getattr(document, name) for name in DOCUMENT_FIELDS})


SUBJECTS = Subjects()
record_of = SUBJECTS.record_of
removed_of, find_removed = SUBJECTS.removed_of, SUBJECTS.find_removed
add_subject, change_subject = SUBJECTS.add, SUBJECTS.change
remove_subject, restore_subject = SUBJECTS.remove, SUBJECTS.restore


def merged(record: SubjectRecord, said: dict[str, object]) -> SubjectRecord:
    """The record with the fields that were said."""
    return replace(record, **said)  # type: ignore[arg-type]
