"""Tables as files: CSV and XLSX. A cell that a spreadsheet would run is text in both."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
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

Line = Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """Who took it and what for, then a table."""

    head: Sequence[Line]
    titles: Line
    rows: Sequence[Line]

    def written(self, kind: str) -> bytes:
        return self._csv() if kind == CSV else self._xlsx()

    def _csv(self) -> bytes:
        """With a mark of its encoding: without one, spreadsheet programs guess, and guess wrong."""
        text = io.StringIO()
        lines = [*self.head, (), self.titles, *self.rows]
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
        return text.getvalue().encode("utf-8-sig")

    def _xlsx(self) -> bytes:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        bold = Font(bold=True)
        for lines, font in ((self.head, None), ([(), self.titles], bold), (self.rows, None)):
            for line in lines:
                page.append([_text(page, cell, font) for cell in line])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS) else cell


def _text(page: Any, text: str, font: Font | None) -> Any:
    """Told to be text, so that `=1+1` stays what somebody wrote."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell
