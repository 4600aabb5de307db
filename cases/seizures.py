"""The seizures of a case as full records: finding one, adding, changing, removing, bringing back,
and what the laboratory said.

The case form and the list `seizures` of the API stay the quick way in (`cases.parts`); both keep
the identity of the record, so what was entered here survives them.
"""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Code, Officer
from agencies.problems import violated
from cases import changing
from cases.forms.days import latest_day
from cases.keeping import Recorded, found
from cases.kilograms import CONVERSIONS, Equivalent, Measured, equivalent
from cases.models import Case, ReceivedPart, Seizure
from cases.problems import CaseProblem
from cases.reading import Sighted
from cases.seizurelists import LISTS_OF

PART = "seizures"
Kind = Seizure.Kind


@dataclass(frozen=True)
class SeizureRecord:
    """What is said of a seizure, before it is a row. Cash has no quantity but its value."""

    kind: str
    quantity: Decimal | None = None
    unit: Code | None = None
    substance: Code | None = None
    species: Code | None = None
    firearm_type: Code | None = None
    goods: str = ""
    form: Code | None = None
    gross_kg: Decimal | None = None
    net_kg: Decimal | None = None
    value: Decimal | None = None
    currency: Code | None = None
    cites_appendix: Code | None = None
    cites_term: Code | None = None
    cites_source: Code | None = None
    cites_purpose: Code | None = None
    make: str = ""
    calibre: str = ""
    serial_number: str = ""
    hs: Code | None = None
    marks: str = ""
    concealment: Code | None = None
    detection: Code | None = None
    transport: Code | None = None
    note: str = ""


@dataclass(frozen=True)
class LabResult:
    """What a laboratory reported; blank before it did. `unit_mg` is the mean weight of a tablet or
    another piece."""

    laboratory: str = ""
    on: date | None = None
    report: str = ""
    purity: Decimal | None = None
    unit_mg: Decimal | None = None
    finding: str = ""


FIELDS = tuple(field.name for field in fields(SeizureRecord))

_AMOUNT = ("quantity", "unit", "gross_kg", "net_kg")
_FOUND = ("marks", "concealment", "detection", "transport")
_PRICE = ("value", "currency")
_CITES = ("cites_appendix", "cites_term", "cites_source", "cites_purpose")
# Which questions belong to a kind, in the order of its page.
FIELDS_OF: dict[str, tuple[str, ...]] = {
    Kind.DRUG: ("substance", "form", *_AMOUNT, *_FOUND, *_PRICE, "note"),
    Kind.PRECURSOR: ("substance", "form", *_AMOUNT, *_FOUND, "hs", *_PRICE, "note"),
    Kind.WILDLIFE: ("species", "goods", *_AMOUNT, *_CITES, *_FOUND, "hs", *_PRICE, "note"),
    Kind.TIMBER: ("species", "goods", *_AMOUNT, *_CITES, *_FOUND, "hs", *_PRICE, "note"),
    Kind.FIREARM: (
        "firearm_type", "goods", "make", "calibre", "serial_number", "quantity", "unit",
        *_FOUND, "hs", *_PRICE, "note",
    ),
    Kind.CASH: (*_PRICE, "goods", "concealment", "detection", "transport", "note"),
    Kind.GOODS: ("goods", "hs", *_AMOUNT, *_FOUND, *_PRICE, "note"),
}  # fmt: skip
CODES = tuple(LISTS_OF)
_LAB = {"laboratory": "laboratory", "lab_report": "report", "lab_on": "on",
        "lab_purity": "purity", "lab_unit_mg": "unit_mg", "lab_finding": "finding"}  # fmt: skip


def as_kind(record: SeizureRecord, kind: str) -> SeizureRecord:
    """The same as another kind of thing: what that kind does not ask is left behind."""
    kept = {name: getattr(record, name) for name in FIELDS_OF[kind]}
    return SeizureRecord(kind, **kept)


def merged(record: SeizureRecord, said: dict[str, object]) -> SeizureRecord:
    """The record with the fields that were said."""
    return replace(record, **said)  # type: ignore[arg-type]


# -- finding -----------------------------------------------------------------------------------


def seizures_of(sighted: Sighted) -> list[Seizure]:
    """Those that the reader may see: below full, only their totals are known."""
    rows = sighted.case.seizures.select_related(*Seizures.related)
    return list(rows) if sighted.is_full else []


def find_seizure(sighted: Sighted, public_id: UUID) -> Seizure:
    return found(seizures_of(sighted), public_id)


# -- in kilograms ------------------------------------------------------------------------------


def factors() -> dict[str, Decimal]:
    """The published list: "0.00009 (90 mg, K)" of `tablet.METH_TAB`. Entries without a number
    first ("no conversion") give none."""
    entries = Code.objects.in_list(CONVERSIONS).active().values_list("code", "label")
    numbers = {code: label.partition(" ")[0] for code, label in entries}
    return {code: Decimal(text) for code, text in numbers.items() if _is_number(text)}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def in_kilograms(seizure: Seizure, known: dict[str, Decimal]) -> Equivalent | None:
    if seizure.kind in (Kind.CASH, Kind.FIREARM):
        return None
    return equivalent(_measured(seizure), known)


def _measured(seizure: Seizure) -> Measured:
    return Measured(
        quantity=seizure.quantity,
        unit=seizure.unit.code,
        substance=seizure.substance.code if seizure.substance is not None else "",
        is_substance=seizure.kind in Seizure.OF_SUBSTANCE,
        net_kg=seizure.net_kg,
        gross_kg=seizure.gross_kg,
        lab_unit_mg=seizure.lab_unit_mg,
    )


# -- verbs -------------------------------------------------------------------------------------


def _must_follow(case: Case, on: date) -> None:
    """A laboratory reports on what was found before, and does not date ahead. The clocks of the
    region are ahead of UTC: the day there is the earliest that anybody there could mean."""
    if on < case.happened_at.astimezone(UTC).date():
        text = _("The report is dated before the incident of %(day)s.")
        day = date_format(timezone.localtime(case.happened_at), "j F Y")
        raise CaseProblem(text % {"day": day}, field="on")
    if on > latest_day():
        raise CaseProblem(_("This day lies ahead."), field="on")


class Seizures(Recorded[Seizure, SeizureRecord]):
    model, part, one = Seizure, PART, "seizure"
    related = (*CODES, "lab_by", ReceivedPart.OWNER)
    fields = FIELDS
    together: ClassVar = {"amount": ("quantity", "unit"), "price": ("value", "currency")}

    def settled(self, record: SeizureRecord) -> SeizureRecord:
        return as_kind(record, record.kind)

    def record_of(self, row: Seizure) -> SeizureRecord:
        """What its kind does not ask is no part of it."""
        said = SeizureRecord(**{name: getattr(row, name) for name in FIELDS})
        return as_kind(said, row.kind)

    def describe(self, row: Seizure, record: SeizureRecord) -> None:
        counted = _counted(record)
        for name in FIELDS:
            setattr(row, name, getattr(counted, name))

    def write(self, row: Seizure, record: SeizureRecord) -> None:
        self.describe(row, record)
        _save(row)


SEIZURES = Seizures()
record_of = SEIZURES.record_of
removed_of, find_removed = SEIZURES.removed_of, SEIZURES.find_removed
add_seizure, change_seizure = SEIZURES.add, SEIZURES.change
remove_seizure, restore_seizure = SEIZURES.remove, SEIZURES.restore


class LabResults(Recorded[Seizure, LabResult]):
    """Of a seizure, in place of what was reported before; after closing, too."""

    model, part, one = Seizure, PART, "lab result"
    related = Seizures.related
    fields = tuple(field.name for field in fields(LabResult))
    changing = "record lab result"

    def entered(self, row: Seizure, officer: Officer) -> Case:
        return changing.not_withdrawn(changing.lock_for(row, row.case, officer))

    def record_of(self, row: Seizure) -> LabResult:
        return LabResult(**{said: getattr(row, name) for name, said in _LAB.items()})

    def write(self, row: Seizure, record: LabResult) -> None:
        if record.on is not None:
            _must_follow(row.case, record.on)
        for name, said in _LAB.items():
            setattr(row, name, getattr(record, said))
        row.lab_at, row.lab_by = row.changed_at, row.changed_by
        _save(row)


LAB_RESULTS = LabResults()
record_lab_result = LAB_RESULTS.change


def _counted(record: SeizureRecord) -> SeizureRecord:
    """With a quantity and its unit: cash counts its value."""
    is_cash = record.kind == Kind.CASH
    if is_cash:
        record = replace(record, quantity=record.value, unit=record.currency)
    if record.quantity is None or record.unit is None:
        text = _("Cash needs its amount and its currency.") if is_cash else _("Say how much.")
        raise CaseProblem(text, field="value" if is_cash else "quantity")
    return record


# Which field a rule of the data is about.
_FIELD_OF_RULE = {
    "seizure_is_something": "quantity",
    "seizure_names_its_substance": "substance",
    "seizure_substance_is_of_its_kind": "substance",
    "seizure_says_which_species": "species",
    "seizure_names_its_firearm": "firearm_type",
    "seizure_says_what": "goods",
    "seizure_cash_has_its_value": "value",
    "seizure_value_has_its_currency": "value",
    "seizure_gross_is_something": "gross_kg",
    "seizure_net_is_something": "net_kg",
    "seizure_net_is_within_gross": "net_kg",
    "seizure_serial_number_is_of_one": "quantity",
    "seizure_lab_result_is_whole": "laboratory",
    "seizure_purity_is_a_share": "purity",
    "seizure_piece_weighs_something": "unit_mg",
}


def _save(seizure: Seizure) -> None:
    """What the database refuses is said in the words that stand beside its rule."""
    try:
        with transaction.atomic():
            seizure.save()
    except IntegrityError as error:
        problem = violated(error, fields=_FIELD_OF_RULE)
        if problem is None:
            raise
        raise problem from error
