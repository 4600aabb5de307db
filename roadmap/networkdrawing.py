"""The network as a drawing over the land of the region: a mark for each office, moved aside where
others stand already, a line for each pair. The table behind it says the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, floor, hypot, pi, sin

from agencies.models import Crossing, Office
from cases.routemap import Dot, RouteMap, framed
from roadmap.networkmap import Network, Stand, Standing

MARGIN = 0.1
# In hundredths of the width.
APART = 1.5
SIZE = 0.8
NAMES_UP_TO = 12
_RINGS = 30


@dataclass(frozen=True)
class Mark:
    """`x`, `y` is where it is drawn, `from_x`, `from_y` where the office is."""

    stand: Stand
    x: float
    y: float
    from_x: float
    from_y: float

    @property
    def is_aside(self) -> bool:
        return (self.x, self.y) != (self.from_x, self.from_y)


@dataclass(frozen=True)
class Line:
    one: Mark
    other: Mark
    is_active: bool


@dataclass(frozen=True)
class Cross:
    x: float
    y: float
    name: str
    status: str


@dataclass(frozen=True)
class BorderLine:
    """Through the crossings of a border, along it. It is not the frontier."""

    name: str
    points: str


@dataclass(frozen=True)
class Drawing:
    frame: RouteMap
    marks: list[Mark]
    lines: list[Line]
    crossings: list[Cross]
    borders: list[BorderLine]
    without_place: list[Stand]
    has_names: bool

    @property
    def size(self) -> float:
        """What a mark is measured in."""
        return round(self.frame.unit * SIZE, 4)


def drawing_of(network: Network) -> Drawing | None:
    """None when no office has a place."""
    shown = [one for one in _with_pairs(network) if one.now != Standing.CLOSED or one.has_moved]
    placed = [(one, point) for one in shown if (point := place_of(one.office)) is not None]
    if not placed:
        return None
    frame = framed([Dot(0, x, y, "", is_incident=False) for _one, (x, y) in placed], MARGIN)
    spots = spread([point for _one, point in placed], APART * frame.unit)
    marks = [Mark(one, x, y, *point) for (one, point), (x, y) in zip(placed, spots, strict=True)]
    by_office = {mark.stand.office.pk: mark for mark in marks}
    return Drawing(
        frame,
        marks,
        list(_lines(network, by_office)),
        list(_crosses(network)),
        list(_borders(network)),
        [one for one in shown if one.office.pk not in by_office],
        has_names=len(marks) <= NAMES_UP_TO,
    )


def _with_pairs(network: Network) -> list[Stand]:
    """The offices that were asked for, and the other side of each pair."""
    found = {one.office.pk: one for one in network.offices}
    for pair in network.pairs:
        for one in (pair.one, pair.other):
            found.setdefault(one.office.pk, one)
    return list(found.values())


def place_of(office: Office) -> tuple[float, float] | None:
    """Its own coordinates, else its country's side of the first crossing beside it."""
    if office.lat is not None and office.lon is not None:
        return float(office.lon), -float(office.lat)
    for crossing in sorted(office.crossings.all(), key=lambda one: one.code):
        for country, lat, lon in crossing.sides:
            if country == office.country_id:
                return lon, -lat
    return None


def spread(points: Iterable[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """Each where it is, or at the nearest free spot around; in the order given."""
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    found = []
    for point in points:
        spots = _around(point, apart)
        spot = next((one for one in spots if _is_free(one, apart, taken)), point)
        taken.setdefault(_cell(spot, apart), []).append(spot)
        found.append(spot)
    return found


def _around(point: tuple[float, float], apart: float) -> Iterator[tuple[float, float]]:
    """Itself, then rings of growing width."""
    x, y = point
    yield point
    for ring in range(1, _RINGS):
        for step in range(6 * ring):
            angle = 2 * pi * step / (6 * ring)
            yield x + ring * apart * cos(angle), y + ring * apart * sin(angle)


def _is_free(
    spot: tuple[float, float],
    apart: float,
    taken: dict[tuple[int, int], list[tuple[float, float]]],
) -> bool:
    column, row = _cell(spot, apart)
    near = (
        one
        for across in (-1, 0, 1)
        for down in (-1, 0, 1)
        for one in taken.get((column + across, row + down), [])
    )
    return all(hypot(spot[0] - x, spot[1] - y) >= apart * 0.99 for x, y in near)


def _cell(spot: tuple[float, float], apart: float) -> tuple[int, int]:
    return floor(spot[0] / apart), floor(spot[1] / apart)


def _lines(network: Network, marks: dict[int, Mark]) -> Iterator[Line]:
    for pair in network.pairs:
        one, other = marks.get(pair.one.office.pk), marks.get(pair.other.office.pk)
        if one is not None and other is not None:
            yield Line(one, other, pair.is_active)


def _crosses(network: Network) -> Iterator[Cross]:
    for one in network.crossings:
        yield Cross(*_middle(one.crossing), str(one.crossing), str(one.status.label))


def _middle(crossing: Crossing) -> tuple[float, float]:
    (_a, lat, lon), (_b, other_lat, other_lon) = crossing.sides
    return (lon + other_lon) / 2, -(lat + other_lat) / 2


def _borders(network: Network) -> Iterator[BorderLine]:
    """Along the axis in which the border is longer; one with a single crossing has no line."""
    along: dict[str, list[tuple[float, float]]] = {}
    names: dict[str, str] = {}
    for one in network.crossings:
        along.setdefault(one.crossing.border_id, []).append(_middle(one.crossing))
        names[one.crossing.border_id] = str(one.crossing.border)
    for code, points in along.items():
        wide, high = (max(side) - min(side) for side in zip(*points, strict=True))
        ordered = sorted(points, key=lambda point: point if wide > high else point[::-1])
        if len(points) > 1:
            yield BorderLine(names[code], " ".join(f"{x:.4f},{y:.4f}" for x, y in ordered))
