"""Reading one line of a reference file. Every reader names the rule that the cell breaks."""

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import available_timezones

SEPARATOR = "|"
# Asking for each line would search the disk each time.
TIME_ZONES = available_timezones()


@dataclass(frozen=True)
class Fault:
    file: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.rule}"


class BadLineError(Exception):
    """One line breaks a rule; the rest of its file is still read, to name every bad line."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Line:
    file: str
    number: int
    cells: Mapping[str, str] = field(default_factory=dict)

    def check_cells(self) -> None:
        if None in self.cells or None in self.cells.values():
            raise self.refuse("the number of cells differs from the header's.")

    def refuse(self, rule: str) -> BadLineError:
        return BadLineError(Fault(self.file, self.number, rule))

    def text(self, column: str, *, most: int, blank: bool = False) -> str:
        value = self.cells[column].strip()
        if not value and not blank:
            raise self.refuse(f"{column} is empty.")
        if len(value) > most:
            raise self.refuse(f"{column} is longer than {most} characters.")
        return value

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value, choices = self.cells[column].strip(), list(allowed)
        if value not in choices:
            raise self.refuse(f"{column} must be one of {', '.join(choices)}, not {value!r}.")
        return value

    def known(self, column: str, codes: Container[str], where: str) -> str:
        value = self.cells[column].strip()
        if value not in codes:
            raise self.refuse(f"{column} {value!r} is not in {where}.")
        return value

    def all_known(self, column: str, codes: Container[str], where: str) -> tuple[str, ...]:
        values = self.several(column)
        for value in values:
            if value not in codes:
                raise self.refuse(f"{column} {value!r} is not in {where}.")
        return values

    def several(self, column: str) -> tuple[str, ...]:
        values = [v.strip() for v in self.cells[column].split(SEPARATOR) if v.strip()]
        if len(set(values)) < len(values):
            raise self.refuse(f"{column} names something twice.")
        return tuple(values)

    def degrees(self, column: str, *, most: int) -> Decimal:
        """Degrees WGS 84, five decimals (about a metre)."""
        try:
            value = Decimal(self.cells[column].strip()).quantize(Decimal("0.00001"))
            on_earth = -most <= value <= most
        except InvalidOperation:
            raise self.refuse(f"{column} must be a number of degrees.") from None
        if not on_earth:
            raise self.refuse(f"{column} must lie between -{most} and {most}.")
        return value

    def whole(self, column: str) -> int:
        value = self.cells[column].strip()
        if not (value.isascii() and value.isdigit()):
            raise self.refuse(f"{column} must be a whole number, not {value!r}.")
        return int(value)

    def yes_or_no(self, column: str) -> bool:
        return self.one_of(column, ["yes", "no"]) == "yes"

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.cells[column].strip())
        except ValueError:
            raise self.refuse(f"{column} must be a date such as 2026-04-13.") from None

    def clock(self, column: str) -> time:
        try:
            return time.fromisoformat(self.cells[column].strip())
        except ValueError:
            raise self.refuse(f"{column} must be a time such as 08:30.") from None

    def time_zone(self, column: str) -> str:
        value = self.cells[column].strip()
        if value not in TIME_ZONES:
            raise self.refuse(f"{column} {value!r} is not an IANA time zone.")
        return value

    def weekdays(self, column: str) -> tuple[int, ...]:
        """`1-4|6` is Monday to Thursday and Saturday (ISO weekdays)."""
        days: set[int] = set()
        for part in self.several(column):
            first, _, last = part.partition("-")
            if not {first, last or first} <= set("1234567"):
                raise self.refuse(f"{column} must be ISO weekdays such as 1-5 or 1-4|6.")
            days |= set(range(int(first), int(last or first) + 1))
        if not days:
            raise self.refuse(f"{column} names no day.")
        return tuple(sorted(days))


def lines_of(path: Path, columns: Iterable[str]) -> Iterator[Line]:
    """The lines of a CSV file whose header holds exactly `columns`, in any order."""
    top = Line(path.name, 1)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(top, set(reader.fieldnames or []), set(columns))
            for cells in reader:
                yield Line(path.name, reader.line_num, cells)
    except FileNotFoundError:
        raise top.refuse("the file is missing.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise top.refuse(f"the file is not a CSV file in UTF-8 ({error}).") from error


def _check_header(top: Line, found: set[str], wanted: set[str]) -> None:
    if wanted - found:
        raise top.refuse(f"the header has no column {', '.join(sorted(wanted - found))}.")
    if found - wanted:
        raise top.refuse(f"the header has unknown columns {', '.join(sorted(found - wanted))}.")
