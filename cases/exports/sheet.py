"""Tables as files: CSV and XLSX. A cell that a spreadsheet would run is text in both."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What makes spreadsheet programs take a text for a formula (OWASP, CSV injection).
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Line = Sequence[str | int]


class Lines:
    """The lines of a table, kept as compact text until all are known: what stands above them
    counts them."""

    def __init__(self) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True)

    def add(self, lines: Iterable[Line]) -> None:
        csv.writer(self._text).writerows(lines)

    def __iter__(self) -> Iterator[Line]:
        self._text.seek(0)
        yield from csv.reader(self._text)
        self._text.seek(0, io.SEEK_END)


@dataclass(frozen=True)
class Sheet:
    """Who took it and what for, then a table."""

    head: Sequence[Line]
    titles: Line
    rows: Iterable[Line]

    def written(self, kind: str) -> bytes:
        return self._csv() if kind == CSV else self._xlsx()

    def _csv(self) -> bytes:
        """With a mark of its encoding: without one, spreadsheet programs guess, and guess wrong."""
        file = io.BytesIO()
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        lines = chain(self.head, [(), self.titles], self.rows)
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
        return file.getvalue()

    def _xlsx(self) -> bytes:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        bold = Font(bold=True)
        for lines, font in ((self.head, None), ([(), self.titles], bold), (self.rows, None)):
            for line in lines:
                page.append([as_text(page, cell, font) for cell in line])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def harmless(cell: str | float) -> str | float:
    if isinstance(cell, int | float):
        return cell
    return f"'{cell}" if cell.startswith(RUNS) else cell


def as_text(page: Any, text: str | float, font: Font | None) -> Any:
    """Told to be text, so that `=1+1` stays what somebody wrote. What was counted is a number."""
    if isinstance(text, int | float):
        return WriteOnlyCell(page, text)
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell
