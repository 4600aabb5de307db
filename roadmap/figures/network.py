"""The network of liaison offices as it stood at the end of the month: what was changed since is
read from the offices' history."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from django.apps import apps

from agencies.models import Crossing, Office
from cases.statistics import REGION, Key, Span
from roadmap.figures.measured import Measure, Measured


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


def offices_at(moment: datetime) -> list[Stood]:
    """Liaison offices. The first change after `moment` says what stood before it."""
    past = apps.get_model("agencies", "OfficePast").objects.filter(pgh_created_at__gte=moment)
    before: dict[int, tuple[str, str]] = {}
    for pk, status, connection in past.order_by("pgh_id").values_list(
        "pgh_obj_id", "status", "connection"
    ):
        before.setdefault(pk, (status, connection))
    rows = Office.objects.border_offices().values_list("pk", "country", "status", "connection")
    return [
        Stood(pk, country, *before.get(pk, (status, connection)))
        for pk, country, status, connection in rows
    ]


def _counting(wanted: Callable[[Stood], bool]) -> Measure:
    def measured(span: Span) -> dict[Key, Measured]:
        return _counts(one.country for one in offices_at(span.end) if wanted(one))

    return measured


def _counts(countries: Iterable[str], region: int | None = None) -> dict[Key, Measured]:
    found = Counter(countries)
    total = found.total() if region is None else region
    counts: dict[Key, int] = {REGION: total} | {(code, ""): n for code, n in found.items()}
    return {key: Measured(Decimal(number)) for key, number in counts.items()}


planned = _counting(lambda office: office.status == Office.Status.PLANNED)
open_ = _counting(lambda office: office.is_open)
connected = _counting(lambda office: office.is_open and office.connection != "")


def pairs_active(span: Span) -> dict[Key, Measured]:
    """Offices of two countries beside one crossing, both open; each pair once, however many
    crossings they share."""
    stood = {one.pk: one.country for one in offices_at(span.end) if one.is_open}
    beside: dict[int, list[int]] = {}
    links = Crossing.objects.filter(offices__in=stood).values_list("pk", "offices")
    for crossing, office in links.order_by("pk", "offices"):
        beside.setdefault(crossing, []).append(office)
    pairs = {
        pair
        for there in beside.values()
        for pair in combinations(sorted(set(there) & set(stood)), 2)
        if stood[pair[0]] != stood[pair[1]]
    }
    return _counts((stood[office] for pair in pairs for office in pair), len(pairs))
