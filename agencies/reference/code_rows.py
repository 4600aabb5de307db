"""Published code lists (JSON), the plain words an officer reads for them, and seizure units."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from agencies.reference.cells import Line
from agencies.reference.rows import Known

LISTS_FILE = "reference_lists.json"
OFFENCES = "case_type_iccs"
DRUGS = "drugs"
UNITS = "units"
# The published list of units is one of conversions; the units an officer picks are our own.
RENAMED = {UNITS: "unit_conversions"}
BAR = " | "
UNIT_WORDS = {"litre": "l"}


@dataclass(frozen=True)
class CodeListRow:
    slug: str
    title: str
    ground: str

    @property
    def key(self) -> str:
        return self.slug


@dataclass(frozen=True)
class CodeRow:
    list: str
    code: str
    label: str
    position: int
    plain_label: str = ""
    plain_plural: str = ""
    unit: str = ""
    is_common: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (self.list, self.code)


@dataclass(frozen=True)
class UnitRow:
    """Units come with their plural: "1 tablet", "400,000 tablets"."""

    FILE: ClassVar[str] = "seizure_units.csv"
    COLUMNS: ClassVar[str] = "code label singular plural position common"
    LIST: ClassVar[CodeListRow] = CodeListRow(UNITS, "Units of a seizure", "own list")

    @classmethod
    def read(cls, line: Line, known: Known) -> CodeRow:
        return CodeRow(
            list=UNITS,
            code=line.text("code", most=20),
            label=line.text("label", most=120),
            plain_label=line.text("singular", most=120),
            plain_plural=line.text("plural", most=120),
            position=line.whole("position"),
            is_common=line.yes_or_no("common"),
        )


@dataclass(frozen=True)
class OwnRow:
    """An entry of a list that no standard gives us: forms of drugs, types of firearms …"""

    list: CodeListRow
    entry: CodeRow

    FILE: ClassVar[str] = "own_lists.csv"
    COLUMNS: ClassVar[str] = "list title code label position common"

    @classmethod
    def read(cls, line: Line, known: Known) -> "OwnRow":
        slug = line.text("list", most=40)
        return cls(
            CodeListRow(slug, line.text("title", most=120), "own list"),
            CodeRow(
                list=slug,
                code=line.text("code", most=40),
                label=line.text("label", most=120),
                position=line.whole("position"),
                is_common=line.yes_or_no("common"),
            ),
        )

    @property
    def key(self) -> tuple[str, str]:
        return self.entry.key


@dataclass(frozen=True)
class PlainLabel:
    """The short words shown instead of a list's official label."""

    list: str
    code: str
    plain_label: str
    position: int
    is_common: bool

    FILE: ClassVar[str] = "plain_labels.csv"
    COLUMNS: ClassVar[str] = "list code plain_label position common"

    @classmethod
    def read(cls, line: Line, known: Known) -> "PlainLabel":
        return cls._of(line.text("list", most=40), line)

    @classmethod
    def _of(cls, slug: str, line: Line) -> "PlainLabel":
        return cls(
            list=slug,
            code=line.text("code", most=40),
            plain_label=line.text("plain_label", most=120),
            position=line.whole("position"),
            is_common=line.yes_or_no("common"),
        )

    @property
    def key(self) -> tuple[str, str]:
        return (self.list, self.code)

    def over(self, row: CodeRow) -> CodeRow:
        return replace(
            row,
            plain_label=self.plain_label,
            position=self.position,
            is_common=self.is_common,
        )


class OffenceLabel(PlainLabel):
    FILE: ClassVar[str] = "offence_labels.csv"
    COLUMNS: ClassVar[str] = "code plain_label position common"

    @classmethod
    def read(cls, line: Line, known: Known) -> PlainLabel:
        return cls._of(OFFENCES, line)


def code_lists(
    path: Path, units: Container[tuple[str, str]]
) -> Iterator[tuple[CodeListRow, list[CodeRow]]]:
    """Every list of the JSON file with its entries. A fault names the line of its entry."""
    text, lists = _read_json(path)
    for slug, content in lists.items():
        line = Line(path.name, _line_number(text, f'"{slug}": {{'), content)
        row = CodeListRow(
            slug=RENAMED.get(slug, slug),
            title=line.text("title", most=120),
            ground=line.text("ground", most=2000, blank=True),
        )
        entries = [_entry_line(path.name, text, slug, item) for item in content["items"]]
        yield (
            row,
            [_entry(row.slug, n, entry, units) for n, entry in enumerate(entries, 1)],
        )


def _read_json(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, json.loads(text)
    except FileNotFoundError:
        raise Line(path.name, 1).refuse("the file is missing.") from None
    except json.JSONDecodeError as error:
        raise Line(path.name, error.lineno).refuse(f"not JSON ({error.msg}).") from error


def _entry_line(file: str, text: str, slug: str, item: dict[str, str]) -> Line:
    start = text.find(f'"{slug}": {{')
    return Line(file, _line_number(text, f'"code": {json.dumps(item["code"])}', start), item)


def _entry(slug: str, position: int, line: Line, units: Container[tuple[str, str]]) -> CodeRow:
    label = line.text("label", most=300)
    plain, bar, rest = label.partition(BAR)
    row = CodeRow(slug, line.text("code", most=40), label, position)
    if slug == DRUGS:
        return replace(row, label=plain, unit=_usual_unit(rest, line, units))
    return replace(row, plain_label=plain) if bar else row


def _usual_unit(words: str, line: Line, units: Container[tuple[str, str]]) -> str:
    """`plant or kg` counts plants unless the officer says otherwise."""
    first = words.partition(" or ")[0].strip()
    unit = UNIT_WORDS.get(first, first)
    if (UNITS, unit) not in units:
        raise line.refuse(f"label must end in a unit of {UnitRow.FILE}, such as '{BAR}kg'.")
    return unit


def _line_number(text: str, mark: str, start: int = 0) -> int:
    return text[: max(text.find(mark, start), 0)].count("\n") + 1
