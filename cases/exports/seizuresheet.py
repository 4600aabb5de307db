"""Seizures row by row in the columns of two reporting formats.

Drugs: the fields of an individual drug seizure (UNODC IDS as we know them). Wildlife: those of the
CITES illegal trade report as we know them. Both lists are our own knowledge and not checked against
the forms themselves. Of a case that the reader sees as a headline, only what a headline says.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.utils import timezone

from cases import headline
from cases.models import RouteStop, Seizure, Subject
from cases.reading import Sighted

Role = RouteStop.Role
Cell = str


def _code(value: object) -> str:
    return str(getattr(value, "code", "") or "")


def _countries(sighted: Sighted, role: str) -> str:
    found = (stop.country_id for stop in sighted.case.route.all() if stop.role == role)
    return " ".join(dict.fromkeys(one for one in found if one))


def _point(sighted: Sighted) -> str:
    stop = headline.incident_of(sighted.case)
    return f"{stop.lat} {stop.lon}" if stop is not None and stop.lat is not None else ""


def _persons(sighted: Sighted) -> str:
    people = [s for s in sighted.subjects if s.kind == Subject.Kind.PERSON]
    suspects = [s for s in people if s.role == Subject.Role.SUSPECT]
    return "; ".join(" ".join(filter(None, [s.nationality, s.sex])) or "?" for s in suspects)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


Column = Callable[[Sighted, Seizure], Cell]
# What a headline says of a seizure; the rest needs the full case.
_COMMON: dict[str, Column] = {
    "reference": lambda sighted, _one: sighted.case.reference,
    "date": lambda sighted, _one: f"{timezone.localtime(sighted.case.happened_at):%Y-%m-%d}",
    "country": lambda sighted, _one: sighted.case.country_id,
    "place": lambda sighted, _one: headline.where(sighted.case),
    "agency": lambda sighted, _one: sighted.case.office.title,
}
_DRUGS: dict[str, Column] = {
    "drug": lambda _s, one: _code(one.substance),
    "quantity": lambda _s, one: _text(one.quantity),
    "unit": lambda _s, one: one.unit.code,
}
_DRUGS_FULL: dict[str, Column] = {
    "coordinates": lambda sighted, _one: _point(sighted),
    "form": lambda _s, one: _code(one.form),
    "gross_kg": lambda _s, one: _text(one.gross_kg),
    "net_kg": lambda _s, one: _text(one.net_kg),
    "purity": lambda _s, one: _text(one.lab_purity),
    "departure": lambda sighted, _one: _countries(sighted, Role.ORIGIN),
    "transit": lambda sighted, _one: _countries(sighted, Role.TRANSIT),
    "destination": lambda sighted, _one: _countries(sighted, Role.DESTINATION),
    "transport": lambda _s, one: _code(one.transport),
    "concealment": lambda _s, one: _code(one.concealment),
    "packaging": lambda _s, one: one.marks,
    "persons": lambda sighted, _one: _persons(sighted),
    "method": lambda _s, one: _code(one.detection),
    "lab": lambda _s, one: one.lab_finding,
    "price": lambda _s, one: _text(one.value),
    "currency": lambda _s, one: _code(one.currency),
}
_CITES: dict[str, Column] = {
    "species": lambda _s, one: _code(one.species),
    "species_name": lambda _s, one: str(one.species) if one.species is not None else one.goods,
    "quantity": _DRUGS["quantity"],
    "unit": _DRUGS["unit"],
}
_CITES_FULL: dict[str, Column] = {
    "appendix": lambda _s, one: _code(one.cites_appendix),
    "specimen": lambda _s, one: _code(one.cites_term),
    "source": lambda _s, one: _code(one.cites_source),
    "purpose": lambda _s, one: _code(one.cites_purpose),
    "origin": _DRUGS_FULL["departure"],
    "transit": _DRUGS_FULL["transit"],
    "destination": _DRUGS_FULL["destination"],
    "transport": _DRUGS_FULL["transport"],
    "concealment": _DRUGS_FULL["concealment"],
    "method": _DRUGS_FULL["method"],
    "persons": _DRUGS_FULL["persons"],
    "value": _DRUGS_FULL["price"],
    "currency": _DRUGS_FULL["currency"],
    "hs": lambda _s, one: _code(one.hs),
}
_TABLES = {
    "drugs": (Seizure.OF_SUBSTANCE, {**_COMMON, **_DRUGS}, _DRUGS_FULL),
    "cites": (Seizure.OF_SPECIES, {**_COMMON, **_CITES}, _CITES_FULL),
}


def titles(kind: str) -> list[Cell]:
    """`kind`: drugs, cites."""
    _of, open_to_all, full = _TABLES[kind]
    return [*open_to_all, *full, "level"]


def rows_of(kind: str, sighted: Sighted) -> Iterator[list[Cell]]:
    of, open_to_all, full = _TABLES[kind]
    for seizure in sighted.case.seizures.all():
        if seizure.kind in of:
            cells = [column(sighted, seizure) for column in open_to_all.values()]
            more = [column(sighted, seizure) if sighted.is_full else "" for column in full.values()]
            yield [*cells, *more, str(sighted.level)]
