"""What the check digits of a subject say, as far as they can be worked out without asking anybody.

Nothing is refused for it: a wrong digit on a document is what an officer wants to know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.clock import now
from cases.models import Subject, SubjectDocument
from cases.standards import mrz, phone, vin
from cases.standards.marks import compact


@dataclass(frozen=True)
class Finding:
    """`code` is for programs; `document` counts from 0, None for the subject itself."""

    code: str
    text: str
    is_right: bool
    document: int | None = None

    @property
    def tone(self) -> str:
        return "ok" if self.is_right else "wait"


COVERED = {
    "number": gettext_lazy("document number"),
    "birth": gettext_lazy("date of birth"),
    "expiry": gettext_lazy("date of expiry"),
    "optional": gettext_lazy("personal number"),
    "composite": gettext_lazy("all of it"),
}


def findings(subject: Subject) -> list[Finding]:
    found = [*_of_numbers(subject)]
    for place, document in enumerate(subject.documents):
        found += document_findings(document, place)
    return found


def _of_numbers(subject: Subject) -> Iterator[Finding]:
    if len(subject.vin) == 17 and vin.is_doubtful(subject.vin):
        yield Finding(
            "vin_check",
            _("The check digit of this North American VIN is wrong."),
            is_right=False,
        )
    if subject.phone and not phone.is_assigned(subject.phone):
        text = _("The number lies in no range that its country has given out.")
        yield Finding("phone_range", text, is_right=False)


def document_findings(document: SubjectDocument, place: int) -> list[Finding]:
    found = list(_of_dates(document, place))
    if document.mrz:
        found += _of_zone(document, place)
    return found


def _of_dates(document: SubjectDocument, place: int) -> Iterator[Finding]:
    if document.expires_on is not None and document.expires_on < now().date():
        yield Finding("expired", _("The document has expired."), is_right=False, document=place)


def _of_zone(document: SubjectDocument, place: int) -> Iterator[Finding]:
    try:
        zone = mrz.read(document.mrz)
    except mrz.NotAZone as problem:
        yield Finding("mrz_unreadable", str(problem), is_right=False, document=place)
        return
    yield from _of_checks(zone.checks, place)
    if document.number and compact(document.number) != compact(zone.number):
        text = _("The machine-readable lines have another document number: %(number)s.")
        yield Finding("mrz_number", text % {"number": zone.number}, is_right=False, document=place)


def _of_checks(checks: Iterable[mrz.Check], place: int) -> Iterator[Finding]:
    for check in checks:
        yield Finding(f"mrz_{check.covers}", _sentence(check), check.is_right, place)


def _sentence(check: mrz.Check) -> str:
    facts = {"what": COVERED[check.covers], "given": check.given, "wanted": check.wanted}
    if check.is_right:
        return _("Check digit for %(what)s: right.") % facts
    return _("Check digit for %(what)s: wrong, %(given)s instead of %(wanted)s.") % facts
