"""Which office of a country is told about a border (design rule 4.2)."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from agencies.distance import distance_km
from agencies.models import Office


@dataclass(frozen=True)
class Skip:
    """An office that would have been told but is not active."""

    office: Office
    reason: str


@dataclass(frozen=True)
class Found:
    office: Office | None
    is_direct: bool = False
    is_desk: bool = False
    skipped: tuple[Skip, ...] = field(default=())


class Network:
    """The offices of some borders and countries, read once and asked often."""

    def __init__(self, borders: set[str], countries: set[str]) -> None:
        on_borders = Office.objects.filter(borders__in=borders).values("pk")
        offices = (
            Office.objects.filter(country__in=countries)
            .filter(Q(kind=Office.Kind.NATIONAL) | Q(pk__in=on_borders))
            .select_related("country")
            .annotate(
                on=ArrayAgg("borders", distinct=True, default=Value([])),
                at=ArrayAgg("crossings__code", distinct=True, default=Value([])),
            )
        )
        self._border_offices: list[Any] = []
        self._desks: dict[str, Office] = {}
        for office in offices:
            if office.kind == Office.Kind.NATIONAL:
                self._desks[office.country_id] = office
            else:
                self._border_offices.append(office)

    def counterpart(
        self,
        *,
        border: str,
        country: str,
        crossing: str = "",
        near: tuple[float, float] | None = None,
    ) -> Found:
        """The direct counterpart at the crossing; else the nearest active office of the
        country on the border; else its national desk. Inactive ones are named, not told."""
        on_border = self._on(border, country)
        paired = [o for o in on_border if crossing and crossing in o.at]
        skipped = tuple(Skip(o, o.status_reason or o.status) for o in paired if not o.is_active)
        direct = next((o for o in paired if o.is_active), None)
        if direct is not None:
            return Found(direct, is_direct=True, skipped=skipped)
        active = sorted((o for o in on_border if o.is_active), key=lambda o: nearness(o, near))
        if active:
            return Found(active[0], skipped=skipped)
        inactive = tuple(Skip(o, o.status_reason or o.status) for o in on_border)
        desk = self._desks.get(country)
        usable = desk if desk is not None and desk.is_active else None
        return Found(usable, is_desk=usable is not None, skipped=inactive)

    def _on(self, border: str, country: str) -> list[Any]:
        return [o for o in self._border_offices if o.country_id == country and border in o.on]


def nearness(office: Office, near: tuple[float, float] | None) -> tuple[float, str]:
    """Nearest first; offices without coordinates last; the code settles a draw."""
    if near is None or office.lat is None or office.lon is None:
        return (float("inf"), office.code)
    return (distance_km(*near, float(office.lat), float(office.lon)), office.code)
