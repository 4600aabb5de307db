"""What a subject is found by: its names folded for searching, its numbers folded for comparing."""

from collections.abc import Iterator, Sequence
from typing import Any

from agencies.search import search_key
from cases.models import Case, Subject
from cases.standards import phone
from cases.standards.marks import compact

_NUMBERS = ("document_number", "plate", "vin", "imo", "registration", "phone", "account")
LONGEST = 160


def index(case: Case) -> None:
    """Write the keys of all subjects of a case. Caller holds the transaction."""
    index_all([case])


def index_all(cases: Sequence[Case]) -> None:
    """The same for several."""
    changed = []
    for subject in Subject.objects.filter(case__in=cases).prefetch_related("more_documents"):
        keys = (names_key(subject), identifier_keys(subject))
        if keys != (subject.names_key, subject.identifier_keys):
            subject.names_key, subject.identifier_keys = keys
            changed.append(subject)
    Subject.objects.bulk_update(changed, ["names_key", "identifier_keys"])


def names_key(subject: Any) -> str:
    """Also asked by a migration, for a subject of its own time."""
    return search_key(" ".join([subject.name, subject.name_latin, *subject.aliases]))


def identifier_keys(subject: Any) -> list[str]:
    numbers = [getattr(subject, name) for name in _NUMBERS]
    numbers += [document.number for document in subject.more_documents.all()]
    return sorted({key for key in map(_key, numbers) if key})


def asked_keys(text: str, country: str) -> set[str]:
    """What somebody of `country` may mean by a number: as it stands, and as a telephone number
    written the way one does at home."""
    return {key[:LONGEST] for key in _meanings(text, country) if key}


def _meanings(text: str, country: str) -> Iterator[str]:
    yield _key(text)
    if text.strip().upper().startswith("IMO"):
        yield _key(text).removeprefix("IMO")
    try:
        yield _key(phone.parse(text, country))
    except phone.NotAPhoneNumber:
        return


def _key(text: str) -> str:
    return compact(text)[:LONGEST]
