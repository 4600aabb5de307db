"""A document before it has a form: headings, facts, tables, paragraphs. All of it is plain text,
so nothing that somebody typed can become markup, a formula or a field of the file it ends in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from cases.exports.stamp import Stamp

# What XML cannot hold and no page can show.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def printable(text: object) -> str:
    return _UNPRINTABLE.sub("", str(text))


@dataclass(frozen=True)
class Facts:
    rows: Sequence[tuple[str, str]]
    kind: ClassVar[str] = "facts"

    @property
    def content(self) -> list[list[str]]:
        return [[printable(cell) for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Table:
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    kind: ClassVar[str] = "table"

    @property
    def content(self) -> list[list[str]]:
        return [[printable(cell) for cell in row] for row in (self.titles, *self.rows)]


@dataclass(frozen=True)
class Text:
    text: str
    kind: ClassVar[str] = "text"

    @property
    def content(self) -> str:
        return printable(self.text)


Block = Facts | Table | Text


@dataclass(frozen=True)
class Section:
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """`handling` and `stamp` stand on every page."""

    language: str
    reference: str
    title: str
    lead: str
    handling: str
    stamp: Stamp
    sections: Sequence[Section] = field(default_factory=list)
