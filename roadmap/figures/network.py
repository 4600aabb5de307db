"""The network of liaison offices as it stood at the end of the month: what was changed since is
read from the offices' history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.apps import apps

from agencies.models import Crossing, Office
from cases.statistics import Key, Span
from roadmap.figures.measured import Measure, Measured, by_country


@dataclass(frozen=True)
class Stood:
    """An office at one moment."""

    pk: int
    country: str
    status: str
    connection: str

    @property
    def is_open(self) -> bool:
        return self.status == Office.Status.ACTIVE


def _before(model: str, moment: datetime, *fields: str) -> dict[int, tuple[str, ...]]:
    """Of the rows that were changed since: the first change says what stood before it."""
    past = apps.get_model("agencies", model).objects.filter(pgh_created_at__gte=moment)
    found: dict[int, tuple[str, ...]] = {}
    for pk, *values in past.order_by("pgh_id").values_list("pgh_obj_id", *fields):
        found.setdefault(pk, tuple(values))
    return found


def crossings_at(moment: datetime) -> dict[int, str]:
    """The status of each crossing."""
    before = _before("CrossingPast", moment, "status")
    rows = Crossing.objects.order_by("pk").values_list("pk", "status")
    return {pk: before.get(pk, (status,))[0] for pk, status in rows}


def offices_at(moment: datetime) -> list[Stood]:
    """Liaison offices."""
    before = _before("OfficePast", moment, "status", "connection")
    rows = Office.objects.border_offices().values_list("pk", "country", "status", "connection")
    return [
        Stood(pk, country, *before.get(pk, (status, connection)))
        for pk, country, status, connection in rows
    ]


def inactive_between(start: datetime, end: datetime) -> set[int]:
    """Offices that, before some change of that time, were not active."""
    past = apps.get_model("agencies", "OfficePast").objects.exclude(status=Office.Status.ACTIVE)
    rows = past.filter(pgh_created_at__gte=start, pgh_created_at__lt=end)
    return set(rows.values_list("pgh_obj_id", flat=True))


def _counting(wanted: Callable[[Stood], bool]) -> Measure:
    def measured(span: Span) -> dict[Key, Measured]:
        return by_country(one.country for one in offices_at(span.end) if wanted(one))

    return measured


planned = _counting(lambda office: office.status == Office.Status.PLANNED)
open_ = _counting(lambda office: office.is_open)
connected = _counting(lambda office: office.is_open and office.connection != "")


def pairs_beside(countries: dict[int, str]) -> set[tuple[int, int]]:
    """Of these offices, with their countries: two of different countries beside one crossing,
    once however many crossings they share."""
    beside: dict[int, list[int]] = {}
    links = Crossing.objects.filter(offices__in=countries).values_list("pk", "offices")
    for crossing, office in links.order_by("pk", "offices"):
        beside.setdefault(crossing, []).append(office)
    return {
        pair
        for there in beside.values()
        for pair in combinations(sorted(set(there) & set(countries)), 2)
        if countries[pair[0]] != countries[pair[1]]
    }


def pairs_active(span: Span) -> dict[Key, Measured]:
    """With both sides open."""
    stood = {one.pk: one.country for one in offices_at(span.end) if one.is_open}
    pairs = pairs_beside(stood)
    return by_country((stood[office] for pair in pairs for office in pair), len(pairs))
