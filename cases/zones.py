"""What a machine-readable zone says, in the words of a subject."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from babel.core import get_global

from cases.models import Subject
from cases.standards import mrz
from cases.subjects import DocumentRecord, SubjectRecord

# Two letters for the countries that ICAO writes with three; its own codes (XXA, UNO) stay.
_ONE_LETTER = {"D": "DE"}


def country_of(code: str) -> str:
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return _ONE_LETTER.get(code) or aliases.get(code, [code])[0]


def filled_document(document: DocumentRecord) -> DocumentRecord:
    """The empty fields filled from its machine-readable lines. What was typed stays."""
    if not document.mrz:
        return document
    zone = mrz.read(document.mrz)
    expires = zone.expires
    said = {
        "type": document_type_of(zone.document_code),
        "number": zone.number,
        "issuer": country_of(zone.issuer),
        "expires_on": expires.exact if expires is not None else None,
        "mrz": "\n".join(zone.lines),
    }
    empty = {k: v for k, v in said.items() if k == "mrz" or not getattr(document, k)}
    return replace(document, **empty)  # type: ignore[arg-type]


def document_type_of(code: str) -> str:
    """As the code list `icao_doc` writes it."""
    if code == "P":
        return "P<"
    if code in ("AC",) or code.startswith("P"):
        return code
    return {"I": "I?", "A": "A?/C?", "C": "A?/C?", "V": "V?"}.get(code[:1], code)


def filled_record(record: SubjectRecord, today: date) -> SubjectRecord:
    """Documents, and of a person the empty fields that the first readable lines tell."""
    record = replace(record, documents=tuple(map(filled_document, record.documents)))
    lines = next((document.mrz for document in record.documents if document.mrz), "")
    if not lines or record.kind not in (Subject.Kind.PERSON, Subject.Kind.DOCUMENT):
        return record
    zone = mrz.read(lines)
    said: dict[str, object] = {"name_latin": zone.name}
    if record.kind == Subject.Kind.PERSON:
        said |= _person(zone, record, today)
    empty = {name: value for name, value in said.items() if not getattr(record, name)}
    return replace(record, **empty)  # type: ignore[arg-type]


def _person(zone: mrz.Zone, record: SubjectRecord, today: date) -> dict[str, object]:
    nationality = country_of(zone.nationality)
    said: dict[str, object] = {
        "sex": zone.sex if zone.sex in Subject.Sex.values else "",
        "nationalities": (nationality,) if nationality else (),
    }
    born = zone.born(today)
    if born is not None and not (record.birth_date or record.birth_year or record.estimated_age):
        said["birth_date"] = born.exact
        said["birth_year"] = born.year if born.exact is None else None
    return said
