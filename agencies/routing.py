"""Which office of a country is told about a border (design rule 4.2)."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from agencies.distance import distance_km
from agencies.models import Border, Crossing, Office


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
        offices = Office.objects.select_related("country").prefetch_related(
            Prefetch("borders", Border.objects.only("code")),
            Prefetch("crossings", Crossing.objects.only("code")),
        )
        self._border_offices = list(
            offices.border_offices().filter(borders__in=borders, country__in=countries).distinct()
        )
        self._desks = {
            desk.country_id: desk
            for desk in offices.filter(kind=Office.Kind.NATIONAL, country__in=countries)
        }

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
        paired = [o for o in on_border if crossing and crossing in self._crossings(o)]
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

    def _on(self, border: str, country: str) -> list[Office]:
        return [
            office
            for office in self._border_offices
            if office.country_id == country and border in {b.pk for b in office.borders.all()}
        ]

    @staticmethod
    def _crossings(office: Office) -> set[str]:
        return {crossing.code for crossing in office.crossings.all()}


def nearness(office: Office, near: tuple[float, float] | None) -> tuple[float, str]:
    """Nearest first; offices without coordinates last; the code settles a draw."""
    if near is None or office.lat is None or office.lon is None:
        return (float("inf"), office.code)
    return (distance_km(*near, float(office.lat), float(office.lon)), office.code)
