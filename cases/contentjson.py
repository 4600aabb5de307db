"""Parts of a case's content as plain values that can be kept, and back.

Only what a proposal may name: the originator's own fields. Subjects and seizures are records of
their own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from agencies.models import Code, Country, Crossing
from cases.content import PLAIN, CaseContent, StopContent

NAMES = (*PLAIN, "offences", "route")

Kept = dict[str, Any]


def kept(content: CaseContent, names: Iterable[str]) -> Kept:
    return {name: _value(name, getattr(content, name)) for name in names}


def brought_back(before: CaseContent, values: Kept) -> CaseContent:
    """The content with these values in it."""
    return replace(before, **{name: _read(name, value) for name, value in values.items()})


def _value(name: str, value: Any) -> Any:
    if name == "offences":
        return [code.pk for code in value]
    if name == "route":
        return [_stop(stop) for stop in value]
    return value.isoformat() if name == "happened_at" else str(value)


def _read(name: str, value: Any) -> Any:
    if name == "offences":
        known = Code.objects.in_bulk(value)
        return tuple(known[pk] for pk in value)
    if name == "route":
        return tuple(_stop_of(stop) for stop in value)
    return datetime.fromisoformat(value) if name == "happened_at" else value


def _stop(stop: StopContent) -> Kept:
    return {
        "role": str(stop.role),
        "crossing": stop.crossing.pk if stop.crossing is not None else None,
        "country": stop.country.pk if stop.country is not None else None,
        "lat": str(stop.lat) if stop.lat is not None else None,
        "lon": str(stop.lon) if stop.lon is not None else None,
        "place_text": stop.place_text,
        "at": stop.at.isoformat() if stop.at is not None else None,
    }


def _stop_of(values: Kept) -> StopContent:
    crossing, country, at = (values[name] for name in ("crossing", "country", "at"))
    return StopContent(
        role=values["role"],
        crossing=Crossing.objects.get(pk=crossing) if crossing is not None else None,
        country=Country.objects.get(pk=country) if country is not None else None,
        lat=Decimal(values["lat"]) if values["lat"] is not None else None,
        lon=Decimal(values["lon"]) if values["lon"] is not None else None,
        place_text=values["place_text"],
        at=datetime.fromisoformat(at) if at is not None else None,
    )
