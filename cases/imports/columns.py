"""The columns of a table of cases, and what a row of it says in the words of the API.

One row is one case as it is logged in the quick form: where and when it happened, what was found,
one person and one vehicle. Whoever has more to say brings JSON: the body of `POST cases/`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.digits import ascii_digits
from cases.forms import moments, quantities
from cases.models import RouteStop, Subject
from cases.problems import CaseProblem

SEIZURES = (1, 2, 3)
_SEIZURE = ("substance", "goods", "quantity", "unit", "marks")
_PERSON = ("name", "name_latin", "nationality", "document_type", "document_number")
_PERSON_ALL = (*_PERSON, "document_issuer")
_VEHICLE = ("plate", "plate_country", "description")
_STOP = ("crossing", "country", "lat", "lon", "place")
_PLAIN = ("title", "narrative", "urgency", "handling_code", "handling_text", "office")

# Name and what it holds, in the order of the template.
COLUMNS: dict[str, Any] = {
    "own_id": gettext_lazy("Your own number of the case. The same number is imported once only."),
    "happened_at": gettext_lazy(
        "When it happened, in local time: 22/11/2026 02:10 or 2026-11-22 02:10; or with its "
        "offset: 2026-11-21T19:10:00Z."
    ),
    "crossing": gettext_lazy("Where: code of the crossing."),
    "country": gettext_lazy("On which side, or in which country: two letters."),
    "lat": gettext_lazy("Instead of a crossing: degrees north, such as 20.35."),
    "lon": gettext_lazy("Degrees east, such as 100.08."),
    "place": gettext_lazy("The place in words."),
    "offences": gettext_lazy("Codes of the offences, with a blank between them."),
    "urgency": gettext_lazy("Code. Empty: priority."),
    "title": gettext_lazy("Short title."),
    "narrative": gettext_lazy("The account."),
    "handling_code": gettext_lazy("Code. Empty: H0."),
    "handling_text": gettext_lazy("The restriction in words, needed for H3."),
    "evaluation": gettext_lazy("How far source and information are trusted, such as B2."),
    **{
        f"{name}_{slot}": says
        for slot in SEIZURES
        for name, says in (
            ("substance", gettext_lazy("What was found: code of a drug or precursor.")),
            ("goods", gettext_lazy("Other goods, in words.")),
            ("quantity", gettext_lazy("How much: a number.")),
            ("unit", gettext_lazy("Code of the unit.")),
            ("marks", gettext_lazy("Marks on it.")),
        )
    },
    "person_name": gettext_lazy("One person: the name in its own script."),
    "person_name_latin": gettext_lazy("The name in Latin letters."),
    "person_role": gettext_lazy("Code. Empty: suspect."),
    "person_nationality": gettext_lazy("Two or three letters."),
    "person_document_type": gettext_lazy("Code of the document."),
    "person_document_number": gettext_lazy("Number of the document."),
    "person_document_issuer": gettext_lazy("Who issued it: two or three letters."),
    "vehicle_plate": gettext_lazy("One vehicle: its plate."),
    "vehicle_plate_country": gettext_lazy("Country of the plate: two letters."),
    "vehicle_description": gettext_lazy("The vehicle in words."),
    "office": gettext_lazy("Only from partner systems: code of the office that logs the case."),
}
NEEDED = ("own_id", "happened_at", "offences", "evaluation")

_ISO = re.compile(r"\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)")
_BETWEEN = re.compile(r"[;,\s]+")


def must_be_headings(headings: list[str]) -> None:
    """Raises Problem: a column that is needed is missing, stands twice, or is none of ours."""
    said = [name for name in headings if name]
    unknown = [name for name in said if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in said]
    twice = sorted({name for name in said if said.count(name) > 1})
    for names, message in (
        (missing, gettext_lazy("These columns are missing: %(names)s.")),
        (unknown, gettext_lazy("These columns are not known: %(names)s.")),
        (twice, gettext_lazy("These columns stand twice: %(names)s.")),
    ):
        if names:
            told = ", ".join(name[:40] for name in names[:5])
            raise CaseProblem(str(message) % {"names": told}, field="file")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: the column (or the path in JSON), the rule by code and in words."""

    field: str
    code: str
    message: str


@dataclass(frozen=True)
class Said:
    """What a row says. `slots` names the columns of each seizure and subject in the body."""

    body: dict[str, Any]
    faults: list[Fault]
    slots: dict[str, list[str]]


def said(row: Mapping[str, str], zone: tzinfo) -> Said:
    """A row of the table in the words of the API. `zone`: where times without an offset are."""
    reader = _Reader({name: text.strip() for name, text in row.items() if text.strip()}, zone)
    return Said(reader.body(), reader.faults, reader.slots)


class _Reader:
    def __init__(self, row: Mapping[str, str], zone: tzinfo) -> None:
        self.row, self.zone = row, zone
        self.faults: list[Fault] = []
        self.slots: dict[str, list[str]] = {"seizures": [], "subjects": []}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {name: self.row[name] for name in _PLAIN if name in self.row}
        body["offences"] = [one for one in _BETWEEN.split(self.row.get("offences", "")) if one]
        if "evaluation" in self.row:
            body["evaluation"] = self.row["evaluation"].upper()
        happened = self._moment()
        if happened:
            body["happened_at"] = happened
        body["route"] = [self._stop(happened)]
        lists = {"seizures": self._seizures(), "subjects": self._subjects()}
        return body | {name: found for name, found in lists.items() if found}

    def _moment(self) -> str:
        text = self.row.get("happened_at", "")
        if not text:
            self._wrong("happened_at", "required", _("This cell is empty."))
        if not text or _ISO.fullmatch(text):
            return text
        return str(self._understood("happened_at", self._local, moments.NotAMoment) or "")

    def _local(self, text: str) -> str:
        moment: datetime = moments.parse(text.replace("T", " "), self.zone)
        return moment.isoformat()

    def _stop(self, happened: str) -> dict[str, Any]:
        stop: dict[str, Any] = {"role": RouteStop.Role.INCIDENT.value}
        stop |= {name: self.row[name] for name in _STOP if name in self.row}
        for name in ("lat", "lon"):
            if name in stop:
                stop[name] = ascii_digits(stop[name])
        return stop | ({"at": happened} if happened else {})

    def _seizures(self) -> list[dict[str, Any]]:
        found = []
        for slot in SEIZURES:
            cells = {
                name: self.row[f"{name}_{slot}"]
                for name in _SEIZURE
                if f"{name}_{slot}" in self.row
            }
            if not cells:
                continue
            if "quantity" in cells:
                column = f"quantity_{slot}"
                number = self._understood(column, quantities.parse, quantities.NotAQuantity)
                cells["quantity"] = str(number or "1")
            found.append(cells)
            self.slots["seizures"].append(str(slot))
        return found

    def _subjects(self) -> list[dict[str, Any]]:
        kinds = (
            ("person", Subject.Kind.PERSON, (*_PERSON_ALL, "role")),
            ("vehicle", Subject.Kind.VEHICLE, _VEHICLE),
        )
        found = []
        for word, kind, names in kinds:
            cells = {
                name: self.row[f"{word}_{name}"] for name in names if f"{word}_{name}" in self.row
            }
            if cells:
                found.append({"kind": kind.value, **cells})
                self.slots["subjects"].append(word)
        return found

    def _understood(
        self, column: str, read: Callable[[str], Any], refusal: type[ValueError]
    ) -> Any:
        try:
            return read(self.row[column])
        except refusal as problem:
            self._wrong(column, "invalid", str(problem))
            return None

    def _wrong(self, column: str, code: str, message: str) -> None:
        self.faults.append(Fault(column, code, message))


def column_of(path: str, slots: Mapping[str, list[str]]) -> str:
    """The column that a fault in the body is about: `seizures.0.unit` is `unit_1`."""
    head, *rest = path.split(".")
    if head == "route":
        name = rest[1] if len(rest) > 1 else "crossing"
        return "happened_at" if name == "at" else name
    if head not in slots or not rest:
        return head
    slot = slots[head][int(rest[0])]
    if head == "seizures":
        return f"{rest[1] if len(rest) > 1 else 'substance'}_{slot}"
    return f"{slot}_{rest[1] if len(rest) > 1 else _KNOWN_BY[slot]}"


_KNOWN_BY = {"person": "name", "vehicle": "plate"}
