"""Draws the region's land from a TopoJSON file: one SVG, clipped and thinned.

Coordinates of the drawing are degrees: x is the longitude, y the latitude downwards, so that a
page can lay points over it without knowing more. The lines are those of Natural Earth at 1:50 m,
for orientation only; nothing is ever decided from them.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

# West, south, east, north: from Bengal to Timor, from Java to Yunnan.
BOX = (86.0, -12.0, 142.0, 30.0)
DECIMALS = 2
# Half transparent, so that it stands on a light page and on a dark one.
LOOK = (
    'fill="#8a9a92" fill-opacity=".35" stroke="#7a8a82" fill-rule="evenodd" stroke-linejoin="round"'
)


def draw(source: Path, target: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [list(_decoded(topology, arc)) for arc in topology["arcs"]]
    paths = []
    for country in topology["objects"]["countries"]["geometries"]:
        rings = [_clipped(ring) for ring in _rings(country, arcs)]
        drawn = "".join(_path(ring) for ring in rings if ring)
        if drawn:
            paths.append(f'<path vector-effect="non-scaling-stroke" d="{drawn}"/>')
    west, south, east, north = BOX
    box = f"{west:g} {-north:g} {east - west:g} {north - south:g}"
    body = "\n".join(paths)
    target.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">\n'
        f"<g {LOOK}>\n{body}\n</g>\n</svg>\n",
        encoding="utf-8",
    )


def _decoded(topology: dict, arc: Iterable[list[int]]) -> Iterator[Point]:
    """Arcs are differences of whole numbers, to be scaled and moved."""
    transform = topology["transform"]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + move_x, y * scale_y + move_y


def _rings(geometry: dict, arcs: list[Ring]) -> Iterator[Ring]:
    is_one = geometry["type"] == "Polygon"
    polygons = [geometry["arcs"]] if is_one else geometry.get("arcs", [])
    for polygon in polygons:
        for ring in polygon:
            points: Ring = []
            for number in ring:
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += part[1:] if points else part
            yield points


def _clipped(ring: Ring) -> Ring:
    """Sutherland and Hodgman: cut along one edge of the box after the other."""
    west, south, east, north = BOX
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = list(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was_inside = (sign * (p[axis] - limit) >= 0 for p in (point, before))
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield (
                before[0] + share * (point[0] - before[0]),
                before[1] + share * (point[1] - before[1]),
            )
        if inside:
            yield point


def _path(ring: Ring) -> str:
    """Relative steps in hundredths of a degree; an island smaller than one is left out."""
    grid = 10**DECIMALS
    points = [(round(x * grid), round(-y * grid)) for x, y in ring]
    steps, at = [], points[0]
    for point in points[1:]:
        if point != at:
            steps.append(f"{_short(point[0] - at[0])} {_short(point[1] - at[1])}")
            at = point
    if len(steps) < 3:
        return ""
    return f"M{_short(points[0][0])} {_short(points[0][1])}l{' '.join(steps)}z"


def _short(hundredths: int) -> str:
    text = f"{hundredths / 10**DECIMALS:g}"
    return text.replace("0.", ".") if text.startswith(("0.", "-0.")) else text
