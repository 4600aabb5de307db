"""A report as a file: PDF, XLSX, CSV, or its content as JSON. All of them say the one content,
in the report's own language, and carry its fingerprint; what is not approved says so."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from agencies.access import actor
from audit.models import Entry
from audit.trail import record
from cases.exports import pdf, sheet
from cases.exports.printed import printable
from cases.exports.taken import Copy
from roadmap.models import Report
from roadmap.reportcontent import (
    Content,
    canonical,
    content_of,
    lines_of,
    says_something,
    titles_of,
)

PAGE = Path(__file__).with_name("report.typ")
PDF, XLSX, CSV, JSON = "pdf", "xlsx", "csv", "json"
TYPES = {
    PDF: "application/pdf",
    XLSX: sheet.TYPES[sheet.XLSX],
    CSV: sheet.TYPES[sheet.CSV],
    JSON: "application/json",
}
Line = list[Any]
# Of an item sheet, before its letters become smaller.
MANY_LINES = 14


@transaction.atomic
def take(report: Report, kind: str, user: object) -> Copy:
    """For who may read it; that it was taken is on record."""
    content = content_of(report)
    writers = {PDF: _pdf, XLSX: _xlsx, CSV: _csv, JSON: _json}
    with translation.override(report.language):
        written = writers[kind](report, content)
    record(
        Entry.Operation.DISCLOSURE,
        "export report",
        actor=actor(user),
        kind="report",
        ids=[report.reference],
        fields=[kind],
    )
    name = report.reference if report.is_frozen else f"{report.reference}-DRAFT"
    return Copy(f"{name}.{kind}", TYPES[kind], written)


def facts_of(report: Report, content: Content) -> list[tuple[str, str]]:
    """What stands above the sections."""
    facts = [
        (_("Reference"), report.reference),
        (_("About"), content["place"]),
        (_("Period"), f"{content['starts']} – {content['ends']}"),
        (_("Data drafted on"), _day(content["drafted_at"])),
    ]
    if content["replaces"]:
        facts.append((_("Replaces"), content["replaces"]))
    if report.is_national:
        facts.append((_("Readers"), _("Stays with its country")))
    if report.is_frozen:
        facts.append((_("Approved on"), _day(content["approved_at"])))
        facts.append((_("Fingerprint (SHA-256)"), report.fingerprint))
    else:
        facts.append((_("State"), _draft()))
    return facts


def _day(moment: str) -> str:
    return moment[:10]


def _draft() -> str:
    return _("DRAFT, not approved")


# -- PDF -------------------------------------------------------------------------------------------


def _pdf(report: Report, content: Content) -> bytes:
    return pdf.typeset(PAGE, _page(report, content), _at(report, content))


def _at(report: Report, content: Content) -> Any:
    """A frozen report is one and the same file each time."""
    return parse_datetime(content["approved_at"] or "") or report.drafted_at


def _page(report: Report, content: Content) -> dict[str, Any]:
    return {
        "lang": report.language.partition("-")[0],
        "title": printable(content["title"]),
        "author": printable(content["place"]),
        "reference": report.reference,
        "status": report.get_state_display() if report.is_frozen else _draft(),
        "compact": report.kind == Report.Kind.ITEM,
        "size": _size(report, content),
        "draft": "" if report.is_frozen else _("DRAFT"),
        "foot": _foot(report),
        "none": _("Nothing in this period."),
        "facts": [[printable(cell) for cell in row] for row in facts_of(report, content)],
        "sections": [
            _printed(section) for section in content["sections"] if says_something(section)
        ],
    }


def _size(report: Report, content: Content) -> float:
    """Of the letters, in points. An item sheet stays on one page: with many indicators in smaller
    ones."""
    if report.kind != Report.Kind.ITEM:
        return 9.5
    lines = sum(len(table["rows"]) for one in content["sections"] for table in one["tables"])
    return 8.5 if lines <= MANY_LINES else 7


def _foot(report: Report) -> str:
    if not report.is_frozen:
        return _draft()
    return _("Fingerprint (SHA-256)") + f" {report.fingerprint}"


def _printed(section: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": printable(section["title"]),
        "words": [printable(section["text"])] if section["text"] else [],
        "notes": [printable(note) for note in section["notes"]],
        "tables": [
            {
                "title": printable(table.get("title", "")),
                "widths": [column["width"] for column in table["columns"]],
                "titles": [printable(title) for title in titles_of(table)],
                "rows": [[printable(cell) for cell in line] for line in lines_of(table)],
            }
            for table in section["tables"]
        ],
    }


# -- tables ----------------------------------------------------------------------------------------


def _csv(report: Report, content: Content) -> bytes:
    """One part below the other, each with its heading."""
    file = io.BytesIO()
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    lines: list[Line] = [[content["title"]], *map(list, facts_of(report, content))]
    for section in content["sections"]:
        lines += [[], [section["title"]], *_written(section)]
    csv.writer(text).writerows([sheet.harmless(cell) for cell in line] for line in lines)
    return file.getvalue()


def _written(section: dict[str, Any]) -> Iterator[Line]:
    if section["text"]:
        yield [section["text"]]
    for table in section["tables"]:
        if table.get("title"):
            yield [table["title"]]
        yield titles_of(table)
        yield from lines_of(table)
    for note in section["notes"]:
        yield [note]


def _xlsx(report: Report, content: Content) -> bytes:
    """A leaf for each section, and one in front; each says whether it is a draft."""
    book = Workbook(write_only=True)
    front = [[content["title"]], *map(list, facts_of(report, content))]
    _leaf(book, "1", front)
    for number, section in enumerate(content["sections"], start=2):
        lines: list[Line] = [[section["title"]], [_foot(report)], *_written(section)]
        _leaf(book, f"{number} {section['key']}", lines)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _leaf(book: Any, title: str, lines: list[Line]) -> None:
    page = book.create_sheet(title)
    page.column_dimensions["A"].width = 50
    for at, line in enumerate(lines):
        font = Font(bold=True) if at == 0 else None
        page.append([sheet.as_text(page, cell, font) for cell in line])


def _json(report: Report, content: Content) -> bytes:
    """Of a frozen report the very text that was signed: its SHA-256 is the fingerprint."""
    return (report.content or canonical(content)).encode()
