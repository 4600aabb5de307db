"""What one line of each reference file says, with the rules it must keep.

A row's `read` refuses a line that breaks a rule of its own; what it refers to must have been
read before (`Known`). Field names are the model's own.
"""

import datetime
from dataclasses import dataclass, field
from typing import ClassVar

from agencies.models import Crossing
from agencies.reference.cells import Line

# The grounds a file may claim; only an owner's edit in the portal makes a row "owner".
GROUNDS = [Crossing.Ground.SEEN, Crossing.Ground.KNOWN, Crossing.Ground.ESTIMATED]
# Bodies of the region (ASEAN, INTERPOL …) belong to no country.
NO_COUNTRY = "XX"


@dataclass
class Known:
    """Codes read so far; borders and crossings with their two countries."""

    countries: set[str] = field(default_factory=set)
    borders: dict[str, frozenset[str]] = field(default_factory=dict)
    crossings: dict[str, frozenset[str]] = field(default_factory=dict)
    agencies: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class CountryRow:
    code: str
    alpha3: str
    name: str
    native_name: str
    default_language: str
    time_zone: str
    is_member: bool

    FILE: ClassVar[str] = "countries.csv"
    COLUMNS: ClassVar[str] = "code alpha3 name native_name default_language time_zone is_member"

    @classmethod
    def read(cls, line: Line, known: Known) -> "CountryRow":
        code = line.text("code", most=2)
        known.countries.add(code)
        return cls(
            code=code,
            alpha3=line.text("alpha3", most=3),
            name=line.text("name", most=80),
            native_name=line.text("native_name", most=120, blank=True),
            default_language=line.text("default_language", most=10),
            time_zone=line.time_zone("time_zone"),
            is_member=line.yes_or_no("is_member"),
        )

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True)
class AgencyRow:
    code: str
    country: str | None
    name: str
    abbreviation: str
    kind: str
    source: str

    FILE: ClassVar[str] = "agencies.csv"
    COLUMNS: ClassVar[str] = "code country name abbreviation kind source"

    @classmethod
    def read(cls, line: Line, known: Known) -> "AgencyRow":
        country = line.known("country", {*known.countries, NO_COUNTRY}, "countries.csv")
        code = line.text("code", most=30)
        if not code.startswith(f"{country}-"):
            raise line.refuse(f"code must begin with its country, {country}-")
        abbreviation = line.text("abbreviation", most=40)
        known.agencies[country, abbreviation] = code
        return cls(
            code=code,
            country=None if country == NO_COUNTRY else country,
            name=line.text("name", most=200),
            abbreviation=abbreviation,
            kind=line.text("kind", most=40),
            source=line.text("source", most=2000),
        )

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True)
class HolidayRow:
    country: str
    date: datetime.date
    name: str
    ground: str

    FILE: ClassVar[str] = "holidays.csv"
    COLUMNS: ClassVar[str] = "country date name ground"

    @classmethod
    def read(cls, line: Line, known: Known) -> "HolidayRow":
        return cls(
            country=line.known("country", known.countries, "countries.csv"),
            date=line.day("date"),
            name=line.text("name", most=120),
            ground=line.text("ground", most=120),
        )

    @property
    def key(self) -> tuple[str, datetime.date]:
        return (self.country, self.date)
