"""The workbook as a file (XLSX): written with the rows that stand, read back within limits."""

import io
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from agencies.problems import Problem
from roadmap.workbook.cells import UNREAD, plain
from roadmap.workbook.sheet import Sheet
from roadmap.workbook.sheets import SHEETS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A country's own Roadmap is a few hundred rows.
MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 2000
FIRST_LINE = 2
CHOICES = "choices"
# Stands among the properties of the file, with the code of its country.
MARK = "blo-roadmap"
# The lists, in the order of their columns.
ORDER = (
    ("commitments", "item"),
    ("commitments", "status"),
    ("figures", "indicator"),
    ("targets", "indicator"),
    ("expansion", "office"),
    ("milestones", "item"),
    ("site_months", "site"),
)

# By sheet, the lines that are not empty: number of the line, cells by heading.
Content = dict[str, list[tuple[int, dict[str, str]]]]


def written(country: str) -> bytes:
    """With a first sheet that says how; then one for each part, its rows as they stand."""
    book = Workbook(write_only=True)
    book.properties.keywords = f"{MARK} {country}"
    _guide(book)
    chosen = {sheet.name: sheet.choices(country) for sheet in SHEETS}
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        _offer(page, sheet, chosen[sheet.name])
        page.append([_cell(page, name, bold=True) for name in sheet.columns])
        for row in sheet.rows(country):
            page.append([_cell(page, row[name]) for name in sheet.columns])
    _choices(book, chosen)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _guide(book: Workbook) -> None:
    page = book.create_sheet(_("Read me"))
    lines = [
        _("Change cells, or add rows below; then bring the file back."),
        _("Leave the headings, the ids and the versions as they are. New rows have none."),
        _("Days are written as 2026-11-22, months as 2026-11."),
        _("A row that is missing here stays in the portal as it is."),
    ]
    for line in [*lines, *(f"{sheet.name}: {sheet.says}" for sheet in SHEETS)]:
        page.append([_cell(page, line)])


Choices = dict[str, dict[str, list[str]]]


def _offer(page: Any, sheet: Sheet, choices: dict[str, list[str]]) -> None:
    """Cells with a list to choose from; what is typed instead is judged when it comes back."""
    for column, values in choices.items():
        letter = get_column_letter(sheet.columns.index(column) + 1)
        there = get_column_letter(ORDER.index((sheet.name, column)) + 1)
        where = f"'{CHOICES}'!${there}$2:${there}${len(values) + 1}"
        offered = DataValidation(type="list", formula1=where, allow_blank=True)
        offered.add(f"{letter}2:{letter}{MOST_ROWS}")
        if values:
            page.data_validations.append(offered)


def _choices(book: Workbook, chosen: Choices) -> None:
    """The sheet behind the lists."""
    page = book.create_sheet(CHOICES)
    columns = [chosen[name][column] for name, column in ORDER]
    page.append([_cell(page, f"{name} {column}", bold=True) for name, column in ORDER])
    for values in zip_longest(*columns, fillvalue=""):
        page.append([_cell(page, value) for value in values])


def _cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """Told to be text, so that `=1+1` stays what somebody wrote."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def read(file: bytes, country: str) -> Content:
    """Raises Problem: too large, no workbook, of another country, no sheet or heading of ours, too
    many rows."""
    book, raw = _opened(file), _opened(file, data_only=False)
    try:
        _must_be_of(country, book)
        content = {
            sheet.name: list(_lines(book[sheet.name], raw[sheet.name], sheet))
            for sheet in SHEETS
            if sheet.name in book.sheetnames
        }
    finally:
        book.close()
        raw.close()
    if not content:
        names = ", ".join(sheet.name for sheet in SHEETS)
        raise Problem(
            _("None of these sheets is in it: %(names)s.") % {"names": names}, field="file"
        )
    if not any(content.values()):
        raise Problem(_("There are no rows in it."), field="file")
    return content


def _must_be_of(country: str, book: Any) -> None:
    mark, _space, code = str(book.properties.keywords or "").partition(" ")
    if mark == MARK and code != country:
        message = _("This spreadsheet was taken for another country: %(code)s.")
        raise Problem(message % {"code": code[:2]}, field="file")


def _opened(file: bytes, *, data_only: bool = True) -> Any:
    if len(file) > MOST_BYTES:
        raise Problem(_("The file is too large: at most 1 MB."), field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise Problem(_("The file unpacks to more than 20 MB."), field="file")
        return load_workbook(io.BytesIO(file), read_only=True, data_only=data_only)
    except Problem:
        raise
    except Exception as error:  # whatever a spoilt file throws
        message = _("This is no spreadsheet that can be read. Save it as XLSX.")
        raise Problem(message, field="file") from error


def _lines(page: Any, raw: Any, sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """What a spoilt sheet throws in the middle is told like one that cannot be opened."""
    try:
        most = 2 * len(sheet.columns)
        rows = page.iter_rows(values_only=True, max_col=most)
        written = raw.iter_rows(max_col=most)
        next(written, ())
        headings = [plain(value) for value in next(rows, ())]
        _must_be_headings(headings, sheet)
        taken = 0
        for number, (values, cells) in enumerate(zip(rows, written, strict=False), FIRST_LINE):
            row = {
                heading: _plain(value, cell)
                for heading, value, cell in zip(headings, values, cells, strict=False)
                if heading in sheet.columns
            }
            if not any(row.values()):
                continue
            taken += 1
            if taken > MOST_ROWS or number > MOST_ROWS * 10:
                message = _("There are more than %(most)d rows in “%(sheet)s”.")
                raise Problem(message % {"most": MOST_ROWS, "sheet": sheet.name}, field="file")
            yield number, row
    except Problem:
        raise
    except Exception as error:
        message = _("This is no spreadsheet that can be read. Save it as XLSX.")
        raise Problem(message, field="file") from error


def _plain(value: Any, cell: Any) -> str:
    is_formula = value is None and getattr(cell, "data_type", "") == "f"
    return UNREAD if is_formula else plain(value)


def _must_be_headings(headings: list[str], sheet: Sheet) -> None:
    missing = [name for name in sheet.columns if name not in headings]
    twice = [name for name in sheet.columns if headings.count(name) > 1]
    about = {"sheet": sheet.name, "names": ", ".join(missing or twice)}
    if missing:
        raise Problem(_("Headings are missing in “%(sheet)s”: %(names)s.") % about, field="file")
    if twice:
        raise Problem(_("Headings stand twice in “%(sheet)s”: %(names)s.") % about, field="file")
