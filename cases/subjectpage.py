"""What the page of a subject shows: its facts in the words of the reader, its documents with what
their check digits say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.forms.catalogue import Catalogue
from cases.models import Subject, SubjectDocument
from cases.standards import phone
from cases.territories import named, territory
from cases.verification import Finding, findings

Fact = tuple[str, str]
_PLAIN = ("name", "name_latin", "honorific", "plate", "vin", "make", "colour", "imo")


@dataclass(frozen=True)
class DocumentLine:
    name: str
    document: SubjectDocument
    issuer: str
    findings: list[Finding]


@dataclass(frozen=True)
class SubjectLine:
    """A subject in the list of its case: what it is, how it is known, what else is known."""

    subject: Subject
    known: str
    more: list[str]

    @property
    def document(self) -> str:
        """The first one, with the country that issued it."""
        said = self.subject
        if not said.document_number:
            return ""
        text = f"{said.document_type or _('Document')} {said.document_number}"
        return f"{text}, {named(said.document_issuer)}" if said.document_issuer else text


class SubjectPage:
    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._findings = findings(subject)

    @property
    def title(self) -> str:
        return known_as(self.subject)

    @property
    def facts(self) -> list[Fact]:
        told = [*_facts(self.subject), (_("Added by"), _country(self.subject.contributed_by_id))]
        return [(label, value) for label, value in told if value]

    @property
    def findings(self) -> list[Finding]:
        return [one for one in self._findings if one.document is None]

    @property
    def documents(self) -> list[DocumentLine]:
        documents = self.subject.documents
        names = dict(_document_names()) if documents else {}
        return [
            DocumentLine(
                name=names.get(document.type, document.type),
                document=document,
                issuer=territory(document.issuer),
                findings=[one for one in self._findings if one.document == place],
            )
            for place, document in enumerate(documents)
        ]


def _document_names() -> Iterator[Fact]:
    for code, name in Catalogue().documents:
        yield code, str(name)


def known_as(subject: Subject) -> str:
    """How people call it: a name, else a number."""
    if subject.kind == Subject.Kind.PHONE and subject.phone:
        return phone.spaced(subject.phone)
    return str(subject)


def _facts(subject: Subject) -> Iterator[Fact]:
    meta = subject._meta
    for name in _PLAIN:
        yield _label(meta.get_field(name)), getattr(subject, name)
    yield _("other names"), " · ".join(subject.aliases)
    yield _("sex"), subject.get_sex_display() if subject.sex else ""
    yield _("born"), born(subject)
    yield _("nationality"), ", ".join(map(named, subject.nationalities))
    yield _("country of the plate"), _named(subject.plate_country)
    yield _("flag"), _named(subject.flag)
    yield _("registration number"), subject.registration
    yield _("telephone number"), phone.spaced(subject.phone) if subject.phone else ""
    yield _("service"), subject.service
    yield _("account or handle"), subject.account
    yield _("address"), subject.address
    yield _("country"), _named(subject.address_country)
    yield _("description"), subject.description


def _label(field: object) -> str:
    return str(getattr(field, "verbose_name", ""))


def _country(code: str | None) -> str:
    return territory(code) if code else ""


def _named(code: str) -> str:
    return named(code) if code else ""


def born(subject: Subject) -> str:
    """The date, or the year, or about how old at the time of the case."""
    if subject.birth_date is not None:
        return _day(subject.birth_date)
    if subject.birth_year is not None:
        return str(subject.birth_year)
    if subject.estimated_age is None:
        return ""
    return ngettext("about %(age)s year old", "about %(age)s years old", subject.estimated_age) % {
        "age": subject.estimated_age
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def lines_of(subjects: list[Subject]) -> list[SubjectLine]:
    return [SubjectLine(one, known_as(one), list(_more(one))) for one in subjects]


def _more(subject: Subject) -> Iterator[str]:
    known = known_as(subject)
    said = (
        subject.name_latin, subject.plate, _named(subject.plate_country),
        ", ".join(map(named, subject.nationalities)), born(subject), subject.make, subject.colour,
        subject.vin, _imo(subject), _named(subject.flag), subject.registration, subject.service,
        subject.account, subject.address, _named(subject.address_country),
    )  # fmt: skip
    yield from (text for text in said if text and text != known)


def _imo(subject: Subject) -> str:
    return f"IMO {subject.imo}" if subject.imo else ""
