"""The links of a case as a drawing: who stands where, and the lines between them. Pure: the same
links give the same drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Link, Subject
from cases.subjectpage import known_as

WIDTH = 640
BOX = (132, 56)
_LABEL_LINE = 16


@dataclass(frozen=True)
class Node:
    """A subject in its box; `x` and `y` are the middle."""

    subject: Subject
    label: str
    x: int
    y: int

    @property
    def left(self) -> int:
        return self.x - BOX[0] // 2

    @property
    def top(self) -> int:
        return self.y - BOX[1] // 2


@dataclass(frozen=True)
class Edge:
    """A line from the rim of one box to the rim of another, with its words beside the middle."""

    link: Link
    x1: int
    y1: int
    x2: int
    y2: int
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Chart:
    nodes: list[Node]
    edges: list[Edge]
    height: int
    width: int = WIDTH
    box_width: int = BOX[0]
    box_height: int = BOX[1]


def chart_of(links: Sequence[Link]) -> Chart | None:
    if not links:
        return None
    subjects = list({s.pk: s for link in links for s in (link.source, link.target)}.values())
    height = max(240, 70 * len(subjects))
    nodes = [_node(subject, n, len(subjects), height) for n, subject in enumerate(subjects)]
    places = {node.subject.pk: node for node in nodes}
    return Chart(nodes, _edges(links, places), height)


def _node(subject: Subject, number: int, of: int, height: int) -> Node:
    """On an oval, the first one on the left."""
    angle = math.pi + 2 * math.pi * number / of
    x = WIDTH / 2 + (WIDTH / 2 - BOX[0] / 2 - 4) * math.cos(angle)
    y = height / 2 + (height / 2 - BOX[1] / 2 - 4) * math.sin(angle)
    return Node(subject, known_as(subject), round(x), round(y))


def _edges(links: Sequence[Link], places: dict[int, Node]) -> list[Edge]:
    drawn: dict[frozenset[int], int] = {}
    edges = []
    for link in links:
        pair = frozenset((link.source_id, link.target_id))
        edges.append(
            _edge(link, places[link.source_id], places[link.target_id], drawn.get(pair, 0))
        )
        drawn[pair] = drawn.get(pair, 0) + 1
    return edges


def _edge(link: Link, source: Node, target: Node, before: int) -> Edge:
    """`before`: how many words stand on this line already."""
    x1, y1 = _rim(source, target)
    x2, y2 = _rim(target, source)
    middle_y = (y1 + y2) // 2 - 4 + before * _LABEL_LINE
    return Edge(link, x1, y1, x2, y2, (x1 + x2) // 2, middle_y)


def _rim(node: Node, towards: Node) -> tuple[int, int]:
    """Where the line to the other one leaves the box."""
    dx, dy = towards.x - node.x, towards.y - node.y
    across = (BOX[0] / 2 + 4) / abs(dx) if dx else math.inf
    down = (BOX[1] / 2 + 4) / abs(dy) if dy else math.inf
    share = min(across, down, 1)
    return round(node.x + dx * share), round(node.y + dy * share)
