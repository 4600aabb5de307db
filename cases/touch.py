"""Which borders a case touches, and why (design rule 4.1).

A pure function of the route and the map: same input, same output, whatever the order of rows.

(a) a stop at a crossing touches that crossing's border;
(b) two consecutive stops in different countries that share a border touch it, two that do not
    share one leave a gap, which is asked and never guessed;
(c) a stop with coordinates touches every border with a crossing, or a point where three
    countries meet, within the radius.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from agencies.distance import distance_km


class Rule(StrEnum):
    CROSSING = "crossing"
    CONSECUTIVE = "consecutive"
    NEAR_CROSSING = "near_crossing"
    NEAR_TRIPOINT = "near_tripoint"


@dataclass(frozen=True)
class Place:
    """A known point on one or more borders: a crossing's side, or a tripoint."""

    name: str
    lat: float
    lon: float
    borders: frozenset[str]
    is_tripoint: bool = False


@dataclass(frozen=True)
class Stop:
    """One stop of the route. `position` orders the route; at least one place is given.

    `country` beside a crossing says on which side it was; alone it is all that is known.
    """

    position: int
    crossing: str = ""
    crossing_border: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def countries(self) -> frozenset[str]:
        """Where the stop may have been; empty when only coordinates are known."""
        if self.country:
            return frozenset((self.country,))
        return frozenset(self.crossing_border.split("-")) if self.crossing_border else frozenset()


@dataclass(frozen=True, order=True)
class Touch:
    border: str
    rule: Rule
    position: int
    to_position: int | None = None
    near: str = ""
    distance_km: float | None = None


@dataclass(frozen=True, order=True)
class Gap:
    """Two stops between which the border is not known. `candidates` may be empty."""

    position: int
    to_position: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    touches: tuple[Touch, ...]
    gaps: tuple[Gap, ...]

    @property
    def borders(self) -> tuple[str, ...]:
        return tuple(sorted({touch.border for touch in self.touches}))


def touched(
    stops: Iterable[Stop],
    *,
    borders: frozenset[str],
    places: Iterable[Place],
    radius_km: float,
) -> Answer:
    """The touches and gaps of a route. `borders` are the codes (`TH-LA`) that exist."""
    route = sorted(stops, key=_sequence)
    known = sorted(places, key=lambda place: (place.name, place.lat, place.lon))
    touches = _at_crossings(route) + _near(route, known, radius_km)
    gaps: list[Gap] = []
    for here, there in pairwise(route):
        between = _between(here, there, borders)
        if isinstance(between, Touch):
            touches.append(between)
        elif between is not None:
            gaps.append(between)
    return Answer(touches=tuple(sorted(touches, key=_order)), gaps=tuple(sorted(gaps)))


def _sequence(stop: Stop) -> tuple[int, str, str, float, float]:
    return (
        stop.position,
        stop.crossing,
        stop.country,
        stop.lat or 0.0,
        stop.lon or 0.0,
    )


def _order(touch: Touch) -> tuple[str, int, str, int]:
    return (touch.border, touch.position, touch.rule, touch.to_position or 0)


def _at_crossings(route: Sequence[Stop]) -> list[Touch]:
    return [
        Touch(stop.crossing_border, Rule.CROSSING, stop.position, near=stop.crossing)
        for stop in route
        if stop.crossing_border
    ]


def _between(here: Stop, there: Stop, borders: frozenset[str]) -> Touch | Gap | None:
    """A touch when exactly one border fits, a gap when none or several do, else nothing."""
    if not here.countries or not there.countries:
        return Gap(here.position, there.position)
    if here.countries & there.countries:
        return None
    fitting = sorted(
        border for border in borders if _joins(border, here.countries, there.countries)
    )
    if len(fitting) == 1:
        return Touch(fitting[0], Rule.CONSECUTIVE, here.position, there.position)
    return Gap(here.position, there.position, tuple(fitting))


def _joins(border: str, here: frozenset[str], there: frozenset[str]) -> bool:
    a, b = border.split("-")
    return (a in here and b in there) or (b in here and a in there)


def _near(route: Sequence[Stop], places: Sequence[Place], radius_km: float) -> list[Touch]:
    """The nearest place of each border within the radius, one touch per stop and border."""
    touches = []
    for stop in route:
        if stop.crossing or stop.lat is None or stop.lon is None:
            continue
        nearest: dict[str, tuple[float, Place]] = {}
        for place in places:
            distance = distance_km(stop.lat, stop.lon, place.lat, place.lon)
            if distance > radius_km:
                continue
            for border in place.borders:
                if border not in nearest or distance < nearest[border][0]:
                    nearest[border] = (distance, place)
        touches += [_near_touch(stop, border, *found) for border, found in nearest.items()]
    return touches


def _near_touch(stop: Stop, border: str, distance: float, place: Place) -> Touch:
    rule = Rule.NEAR_TRIPOINT if place.is_tripoint else Rule.NEAR_CROSSING
    return Touch(border, rule, stop.position, near=place.name, distance_km=round(distance, 1))
