"""Crossings, their names in other scripts, and the places where three countries meet."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from agencies.models import Crossing
from agencies.reference.cells import Line
from agencies.reference.rows import GROUNDS, Known


@dataclass(frozen=True)
class CrossingRow:
    code: str
    border: str
    name_a: str
    country_a: str
    lat_a: Decimal
    lon_a: Decimal
    name_b: str
    country_b: str
    lat_b: Decimal
    lon_b: Decimal
    kind: str
    status: str
    status_note: str
    status_ground: str
    coordinates_ground: str
    source: str

    FILE: ClassVar[str] = "crossings.csv"
    COLUMNS: ClassVar[str] = (
        "code border name_a country_a lat_a lon_a name_b country_b lat_b lon_b kind status"
        " status_note status_ground pair_ground pair_source coordinates_ground coordinates_source"
    )

    @classmethod
    def read(cls, line: Line, known: Known) -> "CrossingRow":
        border, sides = _border(line, known)
        code = line.text("code", most=60)
        if not code.startswith(f"{border}:"):
            raise line.refuse(f"code must begin with its border, {border}:")
        line.one_of("pair_ground", GROUNDS)
        known.borders[border] = known.crossings[code] = frozenset(sides)
        return cls(
            code=code,
            border=border,
            name_a=line.text("name_a", most=120),
            country_a=sides[0],
            lat_a=line.degrees("lat_a", most=90),
            lon_a=line.degrees("lon_a", most=180),
            name_b=line.text("name_b", most=120),
            country_b=sides[1],
            lat_b=line.degrees("lat_b", most=90),
            lon_b=line.degrees("lon_b", most=180),
            kind=line.one_of("kind", Crossing.Kind.values),
            status=line.one_of("status", Crossing.Status.values),
            status_note=line.text("status_note", most=200, blank=True),
            status_ground=line.one_of("status_ground", GROUNDS),
            coordinates_ground=line.one_of("coordinates_ground", GROUNDS),
            source=_both_sources(line),
        )

    @property
    def key(self) -> str:
        return self.code


def _border(line: Line, known: Known) -> tuple[str, tuple[str, str]]:
    """The border is named after its two countries, in the order of the columns."""
    sides = (
        line.known("country_a", known.countries, "countries.csv"),
        line.known("country_b", known.countries, "countries.csv"),
    )
    border = line.text("border", most=5)
    if border != "-".join(sides) or sides[0] == sides[1]:
        raise line.refuse(f"border must be {sides[0]}-{sides[1]}, its two countries.")
    return border, sides


def _both_sources(line: Line) -> str:
    pair = line.text("pair_source", most=2000)
    coordinates = line.text("coordinates_source", most=2000)
    return f"pair: {pair} || coords: {coordinates}"


@dataclass(frozen=True)
class NameRow:
    crossing: str
    country: str
    language: str
    text: str

    FILE: ClassVar[str] = "crossing_names.csv"
    COLUMNS: ClassVar[str] = "crossing country language text ground"

    @classmethod
    def read(cls, line: Line, known: Known) -> "NameRow":
        crossing = line.known("crossing", known.crossings, "crossings.csv")
        line.one_of("ground", GROUNDS)
        return cls(
            crossing=crossing,
            country=line.one_of("country", sorted(known.crossings[crossing])),
            language=line.text("language", most=10),
            text=line.text("text", most=120),
        )

    @property
    def key(self) -> tuple[str, ...]:
        return (self.crossing, self.country, self.language, self.text)


@dataclass(frozen=True)
class TripointRow:
    name: str
    lat: Decimal
    lon: Decimal
    ground: str
    borders: tuple[str, ...]

    FILE: ClassVar[str] = "tripoints.csv"
    COLUMNS: ClassVar[str] = "name lat lon borders ground"

    @classmethod
    def read(cls, line: Line, known: Known) -> "TripointRow":
        borders = line.all_known("borders", known.borders, "the borders of crossings.csv")
        if len(borders) < 2:
            raise line.refuse("borders must name two or three borders.")
        if len(frozenset().union(*(known.borders[b] for b in borders))) != 3:
            raise line.refuse("borders must be those of three countries.")
        return cls(
            name=line.text("name", most=80),
            lat=line.degrees("lat", most=90),
            lon=line.degrees("lon", most=180),
            ground=line.one_of("ground", GROUNDS),
            borders=borders,
        )

    @property
    def key(self) -> str:
        return self.name
