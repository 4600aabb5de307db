"""All reference files of a folder, read and checked before anything is loaded."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from agencies.reference.cells import BadLineError, Fault, Line, lines_of
from agencies.reference.code_rows import (
    LISTS_FILE,
    CodeListRow,
    CodeRow,
    OffenceLabel,
    OwnRow,
    PlainLabel,
    UnitRow,
    code_lists,
)
from agencies.reference.crossing_rows import CrossingRow, NameRow, TripointRow
from agencies.reference.office_rows import OfficeRow
from agencies.reference.rows import AgencyRow, CountryRow, HolidayRow, Known

DATA = Path(__file__).resolve().parent.parent / "data"


class BadReferenceError(Exception):
    """At least one line breaks a rule: nothing is loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class Keyed(Protocol):
    @property
    def key(self) -> Hashable: ...


Row = TypeVar("Row", bound=Keyed)
Row_co = TypeVar("Row_co", covariant=True)


class Kind(Protocol[Row_co]):
    """A class of rows: its file, its columns, and how one line is read."""

    FILE: str
    COLUMNS: str

    def read(self, line: Line, known: Known) -> Row_co: ...


@dataclass(frozen=True)
class Reference:
    countries: list[CountryRow]
    crossings: list[CrossingRow]
    names: list[NameRow]
    tripoints: list[TripointRow]
    agencies: list[AgencyRow]
    holidays: list[HolidayRow]
    offices: list[OfficeRow]
    code_lists: list[CodeListRow]
    codes: list[CodeRow]


def read_reference(folder: Path = DATA) -> Reference:
    """Read the files in the order in which they refer to each other; name every bad line."""
    shelf = _Shelf(folder)
    lists, codes = _read_codes(shelf)
    reference = Reference(
        countries=shelf.rows(CountryRow),
        crossings=shelf.rows(CrossingRow),
        names=shelf.rows(NameRow),
        tripoints=shelf.rows(TripointRow),
        agencies=shelf.rows(AgencyRow),
        holidays=shelf.rows(HolidayRow),
        offices=shelf.rows(OfficeRow),
        code_lists=lists,
        codes=codes,
    )
    if shelf.faults:
        raise BadReferenceError(shelf.faults)
    return reference


@dataclass
class _Shelf:
    """The folder's files, what they have said so far, and the lines that were refused."""

    folder: Path
    known: Known = field(default_factory=Known)
    faults: list[Fault] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        try:
            yield
        except BadLineError as bad:
            self.faults.append(bad.fault)

    def rows(self, kind: Kind[Row]) -> list[Row]:
        return [row for _line, row in self.lines(kind)]

    def lines(self, kind: Kind[Row]) -> list[tuple[Line, Row]]:
        rows: dict[Hashable, tuple[Line, Row]] = {}
        with self.noting():
            for line in lines_of(self.folder / kind.FILE, kind.COLUMNS.split()):
                with self.noting():
                    line.check_cells()
                    row = kind.read(line, self.known)
                    if row.key in rows:
                        raise line.refuse(f"{row.key!r} is here a second time.")
                    rows[row.key] = (line, row)
        return list(rows.values())


def _read_codes(shelf: _Shelf) -> tuple[list[CodeListRow], list[CodeRow]]:
    """The published lists, our own ones, and the plain words put over all of them."""
    own = shelf.rows(OwnRow)
    lists = [UnitRow.LIST, *dict.fromkeys(row.list for row in own)]
    codes = {entry.key: entry for entry in (*shelf.rows(UnitRow), *(row.entry for row in own))}
    with shelf.noting():
        for code_list, entries in code_lists(shelf.folder / LISTS_FILE, set(codes)):
            lists.append(code_list)
            codes |= {entry.key: entry for entry in entries}
    for line, label in [*shelf.lines(OffenceLabel), *shelf.lines(PlainLabel)]:
        with shelf.noting():
            line.known("code", {code for slug, code in codes if slug == label.list}, label.list)
            codes[label.key] = label.over(codes[label.key])
    return lists, list(codes.values())
