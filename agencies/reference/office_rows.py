"""Border Liaison Offices and national desks."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import ClassVar

from agencies.models import Office
from agencies.reference.cells import Line
from agencies.reference.rows import GROUNDS, Known


@dataclass(frozen=True)
class OfficeRow:
    code: str
    country: str
    kind: str
    name: str
    name_local: str
    lat: Decimal
    lon: Decimal
    coordinates_ground: str
    languages: tuple[str, ...]
    time_zone: str
    working_days: tuple[int, ...]
    opens: time
    closes: time
    phone: str
    status: str
    status_reason: str
    status_ground: str
    source: str
    host_agency: str
    member_agencies: tuple[str, ...]
    borders: tuple[str, ...]
    crossings: tuple[str, ...]

    FILE: ClassVar[str] = "offices.csv"
    COLUMNS: ClassVar[str] = (
        "code country kind name name_local host_agency member_agencies borders crossings lat lon"
        " coordinates_ground languages time_zone working_days opens closes phone status"
        " status_reason ground source"
    )

    @classmethod
    def read(cls, line: Line, known: Known) -> "OfficeRow":
        country = line.known("country", known.countries, "countries.csv")
        code = line.text("code", most=12)
        if not code.startswith(f"{country}-"):
            raise line.refuse(f"code must begin with its country, {country}-")
        host, members = _agencies(line, country, known)
        borders, crossings = _places(line, country, known)
        opens, closes = _hours(line)
        status, reason = _status(line)
        return cls(
            code=code,
            country=country,
            kind=line.one_of("kind", Office.Kind.values),
            name=line.text("name", most=120),
            name_local=line.text("name_local", most=120, blank=True),
            lat=line.degrees("lat", most=90),
            lon=line.degrees("lon", most=180),
            coordinates_ground=line.one_of("coordinates_ground", GROUNDS),
            languages=line.several("languages"),
            time_zone=line.time_zone("time_zone"),
            working_days=line.weekdays("working_days"),
            opens=opens,
            closes=closes,
            phone=line.text("phone", most=60, blank=True),
            status=status,
            status_reason=reason,
            status_ground=line.one_of("ground", GROUNDS),
            source=line.text("source", most=2000),
            host_agency=host,
            member_agencies=members,
            borders=borders,
            crossings=crossings,
        )

    @property
    def key(self) -> str:
        return self.code


def _agencies(line: Line, country: str, known: Known) -> tuple[str, tuple[str, ...]]:
    """Agencies are named by abbreviation, as officers do; the row holds their codes."""
    own = {short: code for (of, short), code in known.agencies.items() if of == country}
    host = line.known("host_agency", own, f"agencies.csv for {country}")
    members = line.all_known("member_agencies", own, f"agencies.csv for {country}")
    if host in members:
        raise line.refuse(f"host_agency {host!r} is also a member.")
    return own[host], tuple(own[member] for member in members)


def _places(line: Line, country: str, known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An office serves borders of its own country, and crossings on those borders."""
    borders = line.all_known("borders", known.borders, "the borders of crossings.csv")
    crossings = line.all_known("crossings", known.crossings, "crossings.csv")
    for border in borders:
        if country not in known.borders[border]:
            raise line.refuse(f"{border} is not a border of {country}.")
    for crossing in crossings:
        if crossing.partition(":")[0] not in borders:
            raise line.refuse(f"borders must hold the border of {crossing}.")
    if line.cells["kind"] == Office.Kind.BORDER and not borders:
        raise line.refuse("a border office must serve a border.")
    return borders, crossings


def _hours(line: Line) -> tuple[time, time]:
    opens, closes = line.clock("opens"), line.clock("closes")
    if closes <= opens:
        raise line.refuse("opens must come before closes.")
    return opens, closes


def _status(line: Line) -> tuple[str, str]:
    status = line.one_of("status", Office.Status.values)
    reason = line.text("status_reason", most=200, blank=True)
    if status != Office.Status.ACTIVE and not reason:
        raise line.refuse("status_reason must say why the office is not active.")
    return status, reason
