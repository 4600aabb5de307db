"""The situation as pictures: bars, and flows between countries over the land of the region. They
print in black; the table beside them holds every number."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from roadmap.situation import Answer, Row

# Bars: width of the picture, room of a bar with its words, and the longest bar.
WIDTH, ROOM, LONGEST = 320, 32, 270
MOST_BARS = 25
# Where a country's name stands on the map (latitude, longitude); no border follows from it.
POINTS = {
    "BD": (24.0, 90.3),
    "BN": (4.5, 114.7),
    "CN": (25.5, 105.0),
    "ID": (-2.5, 113.0),
    "IN": (25.5, 86.0),
    "KH": (12.6, 104.9),
    "LA": (18.9, 102.6),
    "MM": (20.8, 96.3),
    "MY": (4.0, 102.0),
    "PH": (13.0, 122.5),
    "SG": (0.3, 104.6),
    "TH": (15.4, 100.8),
    "TL": (-8.8, 125.9),
    "VN": (14.6, 108.3),
}
# Left, top, width, height in degrees, and a hundredth of the width.
BOX = (80.4, -30.0, 67.2, 42.0)
UNIT = 0.672


@dataclass(frozen=True)
class Bar:
    words: str
    number: int
    y: int
    length: float

    @property
    def end(self) -> float:
        return round(self.length + 5, 1)

    @property
    def words_y(self) -> int:
        return self.y - 4

    @property
    def number_y(self) -> int:
        return self.y + 9


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return ROOM * len(self.bars) + 4


def bars_of(answer: Answer, words: Mapping[str, str]) -> Bars | None:
    rows = answer.rows[:MOST_BARS]
    most = max((row.cases for row in rows), default=0)
    if not most:
        return None
    return Bars([_bar(row, at, words[row.key], most) for at, row in enumerate(rows)])


def _bar(row: Row, at: int, words: str, most: int) -> Bar:
    return Bar(words, row.cases, at * ROOM + 16, round(LONGEST * row.cases / most, 1))


@dataclass(frozen=True)
class Flow:
    """A bent line, so that there and back are two."""

    words: str
    cases: int
    path: str
    thickness: float


@dataclass(frozen=True)
class Place:
    code: str
    x: float
    y: float


@dataclass(frozen=True)
class FlowMap:
    flows: list[Flow]
    places: list[Place]
    unit: float = UNIT

    @property
    def box(self) -> str:
        return " ".join(f"{number:.1f}" for number in BOX)

    @property
    def part(self) -> str:
        return self.box.replace(" ", ",")


def flows_of(answer: Answer, words: Mapping[str, str]) -> FlowMap | None:
    """Of rows by flow; a country outside the region stands in the table only."""
    drawn = [row for row in answer.rows if all(end in POINTS for end in row.key.split(">"))]
    if not drawn:
        return None
    most = max(row.cases for row in drawn)
    places = sorted({end for row in drawn for end in row.key.split(">")})
    return FlowMap([_flow(row, words[row.key], most) for row in drawn], [*map(_place, places)])


def _place(code: str) -> Place:
    lat, lon = POINTS[code]
    return Place(code, lon, -lat)


def _flow(row: Row, words: str, most: int) -> Flow:
    """From the edge of one name to the edge of the other."""
    start, end = (_place(code) for code in row.key.split(">"))
    across, down = end.x - start.x, end.y - start.y
    length = hypot(across, down)
    bend = (start.x + end.x) / 2 + down / 5, (start.y + end.y) / 2 - across / 5
    edge = 2.6 * UNIT / length
    points = [
        (start.x + across * edge, start.y + down * edge),
        bend,
        (end.x - across * edge, end.y - down * edge),
    ]
    first, middle, last = (f"{x:.2f} {y:.2f}" for x, y in points)
    thickness = round(UNIT * (0.3 + 0.9 * row.cases / most), 2)
    return Flow(words, row.cases, f"M{first} Q{middle} {last}", thickness)
