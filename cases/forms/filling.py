"""From a case to the fields of its form: blank for a new one, filled for a change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import uuid6

from agencies.models import Officer
from audit.clock import now
from cases.content import CaseContent, SeizureContent, StopContent, SubjectContent
from cases.forms import moments, quantities
from cases.forms.case_form import OTHER
from cases.forms.catalogue import value_of
from cases.forms.raw import Raw, raw, with_counts
from cases.models import Case, RouteStop, Subject
from cases.parts import values_of
from cases.places import own_crossings
from cases.spots import Spot

VEHICLES = (Subject.Kind.VEHICLE, Subject.Kind.VESSEL)
Fields = dict[str, Any]


def blank(officer: Officer) -> Raw:
    """A new form: now, in the middle of the clocks, with a first row for a thing and a person. How
    far the source is trusted, nobody can know for the officer: it is asked."""
    values: Fields = {
        "key": str(uuid6.uuid7()),
        "happened_at": moments.written(now().replace(second=0), _zone(officer)),
        "urgency": Case.Urgency.PRIORITY.value,
        "handling_code": Case.Handling.H0.value,
    }
    if not own_crossings(officer):
        values["where"] = OTHER
    return with_counts(raw(values), {"seizures": 1, "people": 1})


def filled(content: CaseContent, officer: Officer) -> Raw:
    """The fields of a case that is changed. Sending them unchanged changes nothing."""
    before, incident, after = _around_the_incident(content.route)
    people = [s for s in content.subjects if s.kind not in VEHICLES]
    vehicles = [s for s in content.subjects if s.kind in VEHICLES]
    values: Fields = {
        **content.plain_values(),
        "happened_at": moments.written(content.happened_at, _zone(officer)),
        "offences": [code.code for code in content.offences],
        **_where(incident, officer),
        **_rows("before", (_stop(stop, officer) for stop in before)),
        **_rows("after", (_stop(stop, officer) for stop in after)),
        **_rows("seizures", map(_seizure, content.seizures)),
        **_rows("people", map(_subject, people)),
        **_rows("vehicles", map(_subject, vehicles)),
    }
    counts = {"before": len(before), "after": len(after), "seizures": max(1, len(content.seizures)),
              "people": max(1, len(people)), "vehicles": len(vehicles)}  # fmt: skip
    return with_counts(raw(values), counts)


def _around_the_incident(
    route: Sequence[StopContent],
) -> tuple[list[StopContent], StopContent | None, list[StopContent]]:
    """The stops before and after the (first) place where it happened."""
    roles = [stop.role for stop in route]
    if RouteStop.Role.INCIDENT not in roles:
        return list(route), None, []
    at = roles.index(RouteStop.Role.INCIDENT)
    return list(route[:at]), route[at], list(route[at + 1 :])


def _where(incident: StopContent | None, officer: Officer) -> Fields:
    if incident is None:
        return {}
    spot = _spot(incident)
    if spot in own_crossings(officer) and spot.crossing is not None:
        return {"where": spot.crossing.code}
    return {"where": OTHER, **_place("place", spot)}


def _stop(stop: StopContent, officer: Officer) -> Fields:
    return {
        "role": stop.role,
        "at": _moment(stop.at, officer),
        **_place("place", _spot(stop)),
    }


def _spot(stop: StopContent) -> Spot:
    return Spot(stop.crossing, stop.country, stop.lat, stop.lon, stop.place_text)


def _place(name: str, spot: Spot) -> Fields:
    return {name: spot.label, f"{name}-pick": spot.token, f"{name}-asked": spot.label}


def _moment(moment: datetime | None, officer: Officer) -> str:
    return moments.written(moment, _zone(officer)) if moment is not None else ""


def _seizure(seizure: SeizureContent) -> Fields:
    return {
        "substance": value_of(seizure.substance) if seizure.substance is not None else "",
        "goods": seizure.goods,
        "quantity": quantities.written(seizure.quantity),
        "unit": seizure.unit.code,
        "marks": seizure.marks,
        "public_id": _id_of(seizure),
    }


def _subject(subject: SubjectContent) -> Fields:
    return {**values_of(subject), "public_id": _id_of(subject)}


def _id_of(part: SeizureContent | SubjectContent) -> str:
    return str(part.public_id or "")


def _rows(prefix: str, rows: Iterable[Fields]) -> Fields:
    return {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }


def _zone(officer: Officer) -> ZoneInfo:
    return moments.zone_of(officer.time_zone)
