"""The subjects of a case as full records: finding one, adding, changing, removing, bringing back.

The case form and the list `subjects` of the API stay the quick way in (`cases.parts`); both keep
the identity of the record, so what was entered here survives them.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.models import Officer
from audit.clock import now
from cases import changing
from cases.models import Case, Subject, SubjectDocument
from cases.models.levels import Level
from cases.problems import NotAllowed, StaleVersion
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


def record_of(subject: Subject) -> SubjectRecord:
    """What a change starts from."""
    documents = tuple(
        DocumentRecord(**{name: getattr(document, name) for name in DOCUMENT_FIELDS})
        for document in subject.documents
    )
    return SubjectRecord(
        **{name: getattr(subject, name) for name in PLAIN},
        aliases=tuple(subject.aliases),
        nationalities=tuple(subject.nationalities),
        documents=documents,
    )


# -- finding -----------------------------------------------------------------------------------


def subjects_of(sighted: Sighted) -> list[Subject]:
    """Those that the reader may see, with their documents."""
    found = sighted.subjects
    prefetch_related_objects(found, "more_documents")
    return found


def find_subject(sighted: Sighted, public_id: UUID) -> Subject:
    """One that the reader may see, or 404: what is hidden does not exist."""
    for subject in sighted.subjects:
        if subject.public_id == public_id:
            return subject
    raise Http404


def removed_of(sighted: Sighted) -> list[Subject]:
    """What was taken off, newest first; for those who could bring it back."""
    if sighted.level.rank < Level.CONTRIBUTE.rank:
        return []
    gone = Subject.everything.filter(case=sighted.case).exclude(removed_at=None)
    rows = gone.select_related("removed_by").order_by("-removed_at", "-pk")
    return [row for row in rows if row.is_kept_by(sighted.level, sighted.country)]


def find_removed(sighted: Sighted, public_id: UUID) -> Subject:
    for subject in removed_of(sighted):
        if subject.public_id == public_id:
            return subject
    raise Http404


def only_for_originators(sighted: Sighted) -> None:
    """In reach, but not this reader's to change."""
    if not sighted.is_originator:
        raise NotAllowed(_("Only the office that logged this case can do that."))


def only_for_contributors(sighted: Sighted) -> None:
    """In reach, but this reader's country adds nothing."""
    if sighted.level.rank < Level.CONTRIBUTE.rank:
        raise NotAllowed(_("Your country reads this case but does not contribute to it."))


# -- verbs -------------------------------------------------------------------------------------


@transaction.atomic
def add_subject(case: Case, record: SubjectRecord, *, officer: Officer) -> Subject:
    case, country = changing.begin_adding(case, officer)
    last = Subject.everything.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    subject = Subject(case=case, position=last + 1, contributed_by_id=country)
    _write(subject, record)
    told = [name for name in FIELDS if getattr(record, name)]
    changing.end(case, PART, "add subject", by=officer, fields=told, of=subject)
    return subject


@transaction.atomic
def change_subject(
    subject: Subject, record: SubjectRecord, *, officer: Officer, version: int
) -> Subject:
    """Raises StaleVersion when `version` is not the current one. What says the same is no
    change."""
    case = changing.begin(subject.case, officer, of=subject)
    subject = _locked(subject)
    if subject.version != version:
        raise StaleVersion(subject.version)
    before = record_of(subject)
    changed = [name for name in FIELDS if getattr(before, name) != getattr(record, name)]
    if not changed:
        return subject
    subject.version += 1
    _write(subject, record)
    changing.end(case, PART, "change subject", by=officer, fields=changed, of=subject)
    return subject


@transaction.atomic
def remove_subject(subject: Subject, *, officer: Officer) -> None:
    """Marked, not deleted; its links are not seen meanwhile. A second time changes nothing."""
    case = changing.begin(subject.case, officer, of=subject)
    subject = _locked(subject)
    if subject.removed_at is not None:
        return
    subject.removed_at, subject.removed_by = now(), officer
    subject.version += 1
    subject.save(update_fields=["removed_at", "removed_by", "version"])
    changing.end(case, PART, "remove subject", by=officer, of=subject)


@transaction.atomic
def restore_subject(subject: Subject, *, officer: Officer) -> Subject:
    """As it was, in its place."""
    case = changing.begin(subject.case, officer, of=subject)
    subject = _locked(subject)
    if subject.removed_at is None:
        return subject
    subject.removed_at, subject.removed_by = None, None
    subject.version += 1
    subject.save(update_fields=["removed_at", "removed_by", "version"])
    changing.end(case, PART, "restore subject", by=officer, of=subject)
    return subject


def _locked(subject: Subject) -> Subject:
    found: Subject = Subject.everything.select_for_update(of=("self",)).get(pk=subject.pk)
    return found


def _write(subject: Subject, record: SubjectRecord) -> None:
    for name in PLAIN:
        setattr(subject, name, getattr(record, name))
    first, *more = record.nationalities or ("",)
    subject.nationality, subject.more_nationalities = first, more
    subject.aliases = list(record.aliases)
    first_document, *further = record.documents or (DocumentRecord(),)
    for name in DOCUMENT_FIELDS:
        setattr(subject, f"document_{name}", getattr(first_document, name))
    subject.save()
    subject.more_documents.all().delete()
    SubjectDocument.objects.bulk_create(
        SubjectDocument(subject=subject, position=number, **vars(document))
        for number, document in enumerate(further, start=2)
    )


def merged(record: SubjectRecord, said: dict[str, object]) -> SubjectRecord:
    """The record with the fields that were said."""
    return replace(record, **said)  # type: ignore[arg-type]
