"""Putting the reference data into the database, in one transaction.

Loading twice changes nothing. An office or crossing that its owner edited in the portal keeps
what the owner wrote; nothing is ever deleted.
"""

from dataclasses import asdict
from operator import attrgetter

from django.db import connection, transaction

from agencies.models import (
    Agency,
    Border,
    Code,
    CodeList,
    Country,
    Crossing,
    CrossingName,
    Holiday,
    Office,
    Tripoint,
)
from agencies.reference.book import Reference
from agencies.reference.crossing_rows import CrossingRow, NameRow
from agencies.reference.office_rows import OfficeRow
from agencies.reference.settle import Settled, Values, fingerprint, groups_named, link, settle
from audit import trail
from audit.models import Entry

# Any fixed number: two loads at once take turns on it.
LOAD_LOCK = 2_640_501
HASH = ("loaded_hash",)


@transaction.atomic
def load(reference: Reference) -> dict[str, Settled]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
    tables = {
        "countries": _countries(reference),
        "borders": _borders(reference),
        "tripoints": _tripoints(reference),
        "crossings": _crossings(reference),
        "agencies": _agencies(reference),
        "offices": _offices(reference),
        "holidays": _holidays(reference),
        "code lists": _code_lists(reference),
        "codes": _codes(reference),
    }
    _record([name for name, table in tables.items() if table.touched])
    return tables


def _record(moved: list[str]) -> None:
    if moved:
        trail.record(
            Entry.Operation.ADMINISTRATION,
            "load_reference",
            actor=trail.SYSTEM,
            kind="reference",
            ids=moved,
        )


def _countries(reference: Reference) -> Settled:
    groups = groups_named(f"country:{row.code}" for row in reference.countries)
    wanted = {
        row.code: {**asdict(row), "group_id": groups[f"country:{row.code}"]}
        for row in reference.countries
    }
    return settle(Country, wanted, attrgetter("pk"))


def _borders(reference: Reference) -> Settled:
    wanted = {
        row.border: {
            "code": row.border,
            "country_a_id": row.country_a,
            "country_b_id": row.country_b,
        }
        for row in reference.crossings
    }
    return settle(Border, wanted, attrgetter("pk"))


def _tripoints(reference: Reference) -> Settled:
    wanted = {
        row.name: {"name": row.name, "lat": row.lat, "lon": row.lon, "ground": row.ground}
        for row in reference.tripoints
    }
    settled = settle(Tripoint, wanted, attrgetter("name"))
    stored = {point.name: point for point in Tripoint.objects.filter(name__in=wanted)}
    borders = {stored[row.name].pk: row.borders for row in reference.tripoints}
    moved = link(Tripoint.borders.through, "tripoint_id", "border_id", borders)
    moved -= {point.pk for point in settled.touched}
    settled.changed += [point for point in stored.values() if point.pk in moved]
    settled.unchanged -= len(moved)
    return settled


def _crossings(reference: Reference) -> Settled:
    names: dict[str, list[NameRow]] = {row.code: [] for row in reference.crossings}
    for name in reference.names:
        names[name.crossing].append(name)
    wanted = {row.code: _crossing(row, names[row.code]) for row in reference.crossings}
    settled = settle(Crossing, wanted, attrgetter("code"), compare=HASH)
    CrossingName.objects.filter(crossing__in=settled.changed).delete()
    CrossingName.objects.bulk_create(
        CrossingName(
            crossing=crossing, country_id=name.country, language=name.language, text=name.text
        )
        for crossing in settled.touched
        for name in names[crossing.code]
    )
    for crossing in settled.touched:
        crossing.refresh_search_text()
    return settled


def _crossing(row: CrossingRow, names: list[NameRow]) -> Values:
    values = asdict(row)
    return values | {
        "border_id": values.pop("border"),
        "country_a_id": values.pop("country_a"),
        "country_b_id": values.pop("country_b"),
        "loaded_hash": fingerprint(row, *names),
    }


def _agencies(reference: Reference) -> Settled:
    wanted: dict[str, Values] = {}
    for row in reference.agencies:
        values = asdict(row)
        country = values.pop("country")
        wanted[row.code] = values | {"country_id": country, "loaded_hash": fingerprint(row)}
    return settle(Agency, wanted, attrgetter("code"), compare=HASH)


def _offices(reference: Reference) -> Settled:
    agencies = dict(Agency.objects.values_list("code", "pk"))
    groups = groups_named(f"office:{row.code}" for row in reference.offices)
    wanted = {
        row.code: _office(row, host=agencies[row.host_agency], group=groups[f"office:{row.code}"])
        for row in reference.offices
    }
    settled = settle(Office, wanted, attrgetter("code"), compare=HASH)
    _link_offices(settled, {row.code: row for row in reference.offices}, agencies)
    return settled


def _office(row: OfficeRow, *, host: int, group: int) -> Values:
    values = asdict(row)
    for linked in ("member_agencies", "borders", "crossings", "host_agency", "country"):
        del values[linked]
    return values | {
        "country_id": row.country,
        "languages": list(row.languages),
        "working_days": list(row.working_days),
        "host_agency_id": host,
        "group_id": group,
        "loaded_hash": fingerprint(row),
    }


def _link_offices(settled: Settled, rows: dict[str, OfficeRow], agencies: dict[str, int]) -> None:
    crossings = dict(Crossing.objects.values_list("code", "pk"))
    said = {office.pk: rows[office.code] for office in settled.touched}
    members = {pk: [agencies[code] for code in row.member_agencies] for pk, row in said.items()}
    served = {pk: [crossings[code] for code in row.crossings] for pk, row in said.items()}
    borders = {pk: row.borders for pk, row in said.items()}
    link(Office.member_agencies.through, "office_id", "agency_id", members)
    link(Office.crossings.through, "office_id", "crossing_id", served)
    link(Office.borders.through, "office_id", "border_id", borders)


def _holidays(reference: Reference) -> Settled:
    wanted = {
        row.key: {
            "country_id": row.country,
            "date": row.date,
            "name": row.name,
            "ground": row.ground,
        }
        for row in reference.holidays
    }
    return settle(Holiday, wanted, attrgetter("country_id", "date"))


def _code_lists(reference: Reference) -> Settled:
    wanted = {row.slug: asdict(row) for row in reference.code_lists}
    return settle(CodeList, wanted, attrgetter("pk"))


def _codes(reference: Reference) -> Settled:
    wanted: dict[tuple[str, str], Values] = {}
    for row in reference.codes:
        values = asdict(row)
        wanted[row.key] = {"list_id": values.pop("list"), **values}
    return settle(Code, wanted, attrgetter("list_id", "code"))
