"""The route as a drawing: points over the land of the region, in degrees.

The land is a static file of ours (static/vendor/natural-earth), for orientation only: no side and
no border is ever decided from it. Every stop also stands in the list beside the map.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import RouteStop

# Degrees: the smallest part of the region that is drawn, and the room around the outermost stops.
SMALLEST = 3.0
MARGIN = 0.25
# Width to height.
SHAPE = 1.6


@dataclass(frozen=True)
class Dot:
    """A stop on the map: x is the longitude, y the latitude downwards."""

    number: int
    x: float
    y: float
    name: str
    is_incident: bool


@dataclass(frozen=True)
class RouteMap:
    dots: list[Dot]
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> str:
        return f"{self.left:.3f} {self.top:.3f} {self.width:.3f} {self.height:.3f}"

    @property
    def part(self) -> str:
        """The same for the address of the picture of the land."""
        return self.box.replace(" ", ",")

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x:.4f},{dot.y:.4f}" for dot in self.dots)

    @property
    def unit(self) -> float:
        """A hundredth of the width: what dots and letters are measured in."""
        return round(self.width / 100, 4)


def map_of(stops: Sequence[RouteStop]) -> RouteMap | None:
    """None when no stop has a point: a country alone is not on the map."""
    dots = [dot for number, stop in enumerate(stops, start=1) if (dot := _dot(number, stop))]
    return framed(dots) if dots else None


def framed(dots: list[Dot], margin: float = MARGIN) -> RouteMap:
    """The part of the region that holds them all; `margin` is a share of it on each side."""
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    width = max(SMALLEST, wide * (1 + 2 * margin), high * (1 + 2 * margin) * SHAPE)
    height = width / SHAPE
    middle, centre = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return RouteMap(dots, middle - width / 2, centre - height / 2, width, height)


def _dot(number: int, stop: RouteStop) -> Dot | None:
    point = _point(stop)
    if point is None:
        return None
    lat, lon = point
    return Dot(number, lon, -lat, str(stop), stop.is_incident)


def _point(stop: RouteStop) -> tuple[float, float] | None:
    """The stop's own side of a crossing, else its coordinates."""
    if stop.crossing is not None:
        sides = {country: (lat, lon) for country, lat, lon in stop.crossing.sides}
        return sides.get(stop.country_id or "") or next(iter(sides.values()))
    if stop.lat is None or stop.lon is None:
        return None
    return float(stop.lat), float(stop.lon)
