"""The rows of a file one after the other, whatever kind it is. Nothing is held but the row.

Each is (number, what it holds): the cells of a table by heading, or an object of JSON. A row that
cannot be read is a Problem in its place, so that the others are still looked at.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from cases.imports.columns import COLUMNS, must_be_headings
from cases.problems import CaseProblem

MOST_ROWS = 50_000
MOST_EMPTY = 1000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_STRINGS = 100 * 1024 * 1024
MOST_OBJECT = 256 * 1024
SHEET = "Cases"
NO_OBJECT = gettext_lazy("A row is an object with the fields of a case.")
BLOCK = 256 * 1024
_DOCTYPES = [
    "<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
]
_DECODER = json.JSONDecoder()

Row = tuple[int, dict[str, Any] | CaseProblem]


def rows_of_csv(lines: Iterable[str]) -> Iterator[Row]:
    """With commas, semicolons or tabs, as the headings are divided."""
    lines = iter(lines)
    first = next(lines, "")
    divider = max(",;\t", key=first.count)
    reader = csv.reader(_with(first, lines), delimiter=divider)
    try:
        headings = [heading.strip() for heading in next(reader, [])]
        must_be_headings(headings)
        yield from _filled((n, cells) for n, cells in enumerate(_numbered(reader, headings), 2))
    except csv.Error as error:
        raise CaseProblem(
            _("From line %(line)d on this is no table.") % {"line": reader.line_num}, field="file"
        ) from error


def _with(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _numbered(rows: Iterable[list[str]], headings: list[str]) -> Iterator[dict[str, Any]]:
    for cells in rows:
        beyond = any(cell.strip() for cell in cells[len(headings) :])
        held = dict(zip(headings, cells, strict=False))
        held.pop("", None)
        yield held | ({"": "beyond"} if beyond else {})


def _filled(rows: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[Row]:
    """Without the empty ones: at most so many of both kinds."""
    taken = empty = 0
    for number, cells in rows:
        if not any(cells.values()):
            empty += 1
            if empty > MOST_EMPTY:
                return
            continue
        taken, empty = taken + 1, 0
        must_be_few(taken)
        if cells.pop("", None):
            message = _("There are cells beyond the last heading.")
            yield number, CaseProblem(message, field="own_id")
        else:
            yield number, cells


def must_be_few(taken: int) -> None:
    if taken > MOST_ROWS:
        message = _("At most %(most)d rows in one file.") % {"most": MOST_ROWS}
        raise CaseProblem(message, field="file")


# -- XLSX ---------------------------------------------------------------------------------------


def rows_of_workbook(content: bytes) -> Iterator[Row]:
    """The sheet called Cases, else the first one. Raises Problem for what is no workbook."""
    try:
        _must_be_harmless(content)
        book = load_workbook(io.BytesIO(content), read_only=True)
        try:
            page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            yield from _filled(_cells(page))
        finally:
            book.close()
    except CaseProblem:
        raise
    except Exception as error:  # whatever a spoilt file throws
        message = _("This is no spreadsheet that can be read. Save it as XLSX.")
        raise CaseProblem(message, field="file") from error


def _must_be_harmless(content: bytes) -> None:
    """What unpacks to more than a spreadsheet of this many rows, or declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
        if sum(part.file_size for part in parts) > MOST_UNPACKED or strings > MOST_STRINGS:
            raise CaseProblem(_("The file unpacks to more than is allowed."), field="file")
        for part in parts:
            with packed.open(part) as file:
                if _declares(file):
                    raise CaseProblem(_("This spreadsheet is not taken."), field="file")


def _declares(file: IO[bytes]) -> bool:
    """A document type, wherever and in whatever encoding of XML it stands: entities need one."""
    before = b""
    while block := file.read(BLOCK):
        held = before + block
        if any(word in held for word in _DOCTYPES):
            return True
        before = held[-64:]
    return False


def _cells(page: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = page.iter_rows(max_col=2 * len(COLUMNS))
    headings = [_plain(cell.value).strip() for cell in next(rows, ())]
    must_be_headings(headings)
    for number, cells in enumerate(rows, 2):
        held = {
            heading: _written(cell)
            for heading, cell in zip(headings, cells, strict=False)
            if heading and cell.value is not None
        }
        beyond = any(
            cell.value is not None
            for heading, cell in zip([*headings, *[""] * len(cells)], cells, strict=False)
            if not heading
        )
        yield number, held | ({"": "beyond"} if beyond else {})


def _written(cell: Any) -> Any:
    """A formula is refused: its result is not in the file, or is an old one."""
    if cell.data_type == "f":
        return CaseProblem(_("There is a formula in this cell. Paste its value."))
    return _plain(cell.value)


def _plain(value: Any) -> str:
    """What a cell holds, as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        text = f"{Decimal(repr(value)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


# -- JSON ---------------------------------------------------------------------------------------


def rows_of_lines(lines: Iterable[str]) -> Iterator[Row]:
    """JSON Lines: an object in each."""
    taken = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        taken += 1
        must_be_few(taken)
        yield number, _object(line)


def _object(text: str) -> dict[str, Any] | CaseProblem:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return CaseProblem(_("This is no JSON."), field="own_id")
    if isinstance(found, dict):
        return found
    return CaseProblem(str(NO_OBJECT), field="own_id")


def rows_of_array(blocks: Iterable[str]) -> Iterator[Row]:
    """One JSON array of objects, read piece by piece; its first object is row 1."""
    for number, found in enumerate(_elements(blocks), 1):
        must_be_few(number)
        is_object = isinstance(found, dict)
        yield number, found if is_object else CaseProblem(str(NO_OBJECT), field="own_id")


def _elements(blocks: Iterable[str]) -> Iterator[Any]:
    blocks = iter(blocks)
    held = _first(blocks)
    number = 0
    while not held.startswith("]"):
        found, held = _next(held, blocks, number)
        number += 1
        yield found
        held = _more(held, blocks)
        if held.startswith(","):
            held = _more(held[1:], blocks)
            if not held or held.startswith("]"):
                raise _no_array(number)
        elif not held.startswith("]"):
            raise _no_array(number)
    if "".join((held[1:], *blocks)).strip():
        raise _no_array(number)


def _first(blocks: Iterator[str]) -> str:
    held = _more("", blocks)
    if not held.startswith("["):
        raise _no_array(0)
    return _more(held[1:], blocks)


def _more(held: str, blocks: Iterator[str]) -> str:
    """What is held without leading blanks, and not empty while there is more."""
    held = held.lstrip()
    while not held:
        block = next(blocks, None)
        if block is None:
            return ""
        held = block.lstrip()
    return held


def _next(held: str, blocks: Iterator[str], number: int) -> tuple[Any, str]:
    """The element that begins here, and what stands behind it."""
    while True:
        try:
            found, end = _DECODER.raw_decode(held)
        except (ValueError, RecursionError) as error:
            block = next(blocks, None)
            if block is None or len(held) > MOST_OBJECT:
                raise _no_array(number) from error
            held += block
        else:
            return found, held[end:]


def _no_array(number: int) -> CaseProblem:
    return CaseProblem(
        _("A JSON file holds one array of objects; behind row %(row)d it is none.")
        % {"row": number},
        field="file",
    )
