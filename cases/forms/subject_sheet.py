"""The page around the questions about a subject: from a record to raw fields and back."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import cast

from audit.clock import now
from cases.forms import days
from cases.forms.catalogue import Catalogue
from cases.forms.entry import Problem, problems_of
from cases.forms.part_sheet import PartSheet
from cases.forms.raw import Raw, raw
from cases.forms.subject_form import (
    DOCUMENTS,
    MOST_DOCUMENTS,
    QUESTIONS,
    DocumentRows,
    DocumentSet,
    SubjectForm,
    asked_of,
    form_of,
)
from cases.models import Subject, SubjectDocument
from cases.standards import mrz
from cases.subjects import FIELDS_OF, DocumentRecord, SubjectRecord
from cases.verification import Finding, document_findings
from cases.zones import country_of, document_type_of, filled_record

TOTAL = f"{DOCUMENTS}-TOTAL_FORMS"


def blank(kind: str) -> Raw:
    return _counted(raw({"kind": kind}), 1)


def filled(record: SubjectRecord, version: int) -> Raw:
    """Sending it unchanged changes nothing."""
    nations = [*record.nationalities, "", "", ""]
    born = days.written(record.birth_date) or str(record.birth_year or "")
    values = {
        **{name: str(getattr(record, name, None) or "") for name in asked_of(record.kind)},
        "kind": record.kind,
        "version": str(version),
        "aliases": "\n".join(record.aliases),
        "birth": born,
        "estimated_age": "" if record.estimated_age is None else str(record.estimated_age),
        "nationality": nations[0],
        "nationality_2": nations[1],
        "nationality_3": nations[2],
    }
    for number, document in enumerate(record.documents):
        values |= {f"{DOCUMENTS}-{number}-{k}": v for k, v in _document(document).items()}
    return _counted(raw(values), max(1, len(record.documents)))


def _document(document: DocumentRecord) -> dict[str, str]:
    return {
        "type": document.type,
        "document_number": document.number,
        "issuer": document.issuer,
        "issued_on": days.written(document.issued_on),
        "expires_on": days.written(document.expires_on),
        "mrz": document.mrz,
    }


def _counted(fields: Raw, documents: int) -> Raw:
    changed = fields.copy()
    changed[TOTAL] = str(min(documents, MOST_DOCUMENTS))
    changed[f"{DOCUMENTS}-INITIAL_FORMS"] = "0"
    return changed


class SubjectSheet(PartSheet[SubjectRecord]):
    part = "subject"
    questions = QUESTIONS

    @property
    def asks_documents(self) -> bool:
        return DOCUMENTS in FIELDS_OF[self.kind]

    @property
    def title(self) -> str:
        return str(Subject.Kind(self.kind).label)

    @cached_property
    def form(self) -> SubjectForm:
        return form_of(self.kind)(
            self.fields, kind=self.kind, officer=self.officer, checked=self.checked
        )

    @cached_property
    def rows(self) -> DocumentRows:
        known = {"catalogue": Catalogue(), "checked": self.checked}
        return cast(
            DocumentRows, DocumentSet(self._with_count(), prefix=DOCUMENTS, form_kwargs=known)
        )

    def _with_count(self) -> Raw:
        text = self.fields.get(TOTAL, "")
        count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
        return _counted(self.fields, count)

    # -- judging -------------------------------------------------------------------------------

    @cached_property
    def record(self) -> SubjectRecord | None:
        """What was entered, completed from the machine-readable lines; None with problems."""
        if not self.checked or self.form.errors or (self.asks_documents and self._in_rows()):
            return None
        documents = self.rows.records() if self.asks_documents else ()
        said = filled_record(self.form.record(documents), now().date())
        record = self._with_rest(said)
        self.form.must_be_known(record)
        return None if self.form.errors else record

    def _with_rest(self, said: SubjectRecord) -> SubjectRecord:
        """What this kind's page does not ask for, and the quick form may have noted, stays."""
        if self.before is None:
            return said
        asked = {name: getattr(said, name) for name in FIELDS_OF[self.kind]}
        if "nationalities" in asked:
            nations = (*said.nationalities, *self.before.nationalities[3:])
            asked["nationalities"] = tuple(dict.fromkeys(nations))
        return replace(self.before, **asked)

    def _in_rows(self) -> list[Problem]:
        return [problem for row in self.rows.forms for _n, problem in problems_of(row)]

    @property
    def faults(self) -> list[Problem]:
        return [*super().faults, *(self._in_rows() if self.asks_documents else [])]

    def written(self, record: SubjectRecord, version: int) -> Raw:
        return filled(record, version)

    # -- the machine-readable lines ------------------------------------------------------------

    @property
    def document_rows(self) -> Iterator[tuple[object, list[Finding]]]:
        """Each row with what its lines say, right or wrong."""
        for number, row in enumerate(self.rows.forms):
            lines = self.fields.get(f"{DOCUMENTS}-{number}-mrz", "")
            typed = self.fields.get(f"{DOCUMENTS}-{number}-document_number", "")
            document = SubjectDocument(mrz=lines.strip() and lines, number=typed)
            yield row, document_findings(document, number)

    def with_row(self) -> "SubjectSheet":
        return self.again(_counted(self.fields, len(self.rows.forms) + 1))

    def read(self) -> "SubjectSheet":
        """The same with the empty fields filled from the lines, to be looked at before saving."""
        fields = self._with_count()
        for number in range(len(self.rows.forms)):
            try:
                zone = mrz.read(fields.get(f"{DOCUMENTS}-{number}-mrz", ""))
            except mrz.NotAZone:
                continue
            _fill(fields, _of_document(zone), f"{DOCUMENTS}-{number}-")
            _fill(fields, _of_holder(zone, self.kind), "")
        return self.again(fields)


def _fill(fields: Raw, said: dict[str, str], prefix: str) -> None:
    for name, value in said.items():
        if value and not fields.get(f"{prefix}{name}", "").strip():
            fields[f"{prefix}{name}"] = value


def _of_document(zone: mrz.Zone) -> dict[str, str]:
    expires = zone.expires
    return {
        "type": document_type_of(zone.document_code),
        "document_number": zone.number,
        "issuer": country_of(zone.issuer),
        "expires_on": days.written(expires.exact) if expires is not None else "",
    }


def _of_holder(zone: mrz.Zone, kind: str) -> dict[str, str]:
    if kind != Subject.Kind.PERSON:
        return {"name_latin": zone.name}
    born = zone.born(now().date())
    return {
        "name_latin": zone.name,
        "sex": zone.sex if zone.sex in Subject.Sex.values else "",
        "nationality": country_of(zone.nationality),
        "birth": (days.written(born.exact) or str(born.year)) if born is not None else "",
    }
