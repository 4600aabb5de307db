"""What the portal drafts of a report: the data part of its sections, as of the end of the period.

Sections hold tables of plain values in the report's own language, so that a page, a PDF, a sheet
and a program read one and the same thing. Whatever others read, too, hides what is hidden from
every reader of the region; a report that stays with its country shows its own figures.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Country
from roadmap.grid import Cell, Grid, grid_of, months_on
from roadmap.models import Commitment, CommitmentChange, Report, TrainingSession
from roadmap.models import ProcedureVersion as Version
from roadmap.reportfigures import figure_sections

Status = Commitment.Status
Section = dict[str, Any]
# 0 to 4, and X: the scale of the Roadmap, which says the same in black and white.
SCALE = {status: "X" if status.rank is None else str(status.rank) for status in Status}
LONGEST_NOTE = 600


def section(key: str, title: str, *tables: Section, notes: Iterable[str] = ()) -> Section:
    return {"key": key, "title": title, "notes": list(notes), "tables": list(tables)}


def table(key: str, columns: Sequence[tuple[str, str, int]], rows: Iterable[Section]) -> Section:
    """`columns`: key, title, width against the others. Rows may hold codes beyond them."""
    named = [{"key": name, "title": title, "width": width} for name, title, width in columns]
    return {"key": key, "columns": named, "rows": list(rows)}


def drafted(report: Report, user: object) -> list[Section]:
    """In the language of the report."""
    with translation.override(report.language):
        grid = _grid(report, user)
        sections = [
            section("summary", _("Summary")),
            _items(report, grid),
            *figure_sections(report, user),
            _waiting(report, grid),
        ]
        if report.kind != Report.Kind.ITEM:
            sections.append(_programme(report))
        return [*sections, section("outlook", _("What comes next"))]


# -- the action items ------------------------------------------------------------------------------


def _grid(report: Report, user: object) -> Grid:
    last = report.ends.replace(day=1)
    return grid_of(report.edition, user, at=last, since=months_on(report.starts, -1))


def _cells(report: Report, grid: Grid) -> list[Cell]:
    """Those that the report is about."""
    return [
        cell
        for cell in grid.cells
        if (report.is_regional or cell.country.pk == report.country_id)
        and report.item_id in (None, cell.item.pk)
    ]


def _items(report: Report, grid: Grid) -> Section:
    cells = _cells(report, grid)
    changes = _changes(report, cells)
    working = any(cell.item.is_working_title for cell in cells)
    notes = [_("The official titles are not public: these are working titles.")] if working else []
    if not report.is_regional:
        return section("items", _("Action items"), _own_items(cells, changes), notes=notes)
    tables = [_standings(cells, grid.countries), _changed(cells, changes)]
    if report.item_id is None:
        tables.insert(0, _counted(cells))
    return section("items", _("Action items"), *tables, notes=[_scale(), *notes])


def _scale() -> str:
    words = "; ".join(f"{SCALE[status]} {status.label}" for status in Status)
    return _("The scale: %(words)s.") % {"words": words}


def _changes(report: Report, cells: Iterable[Cell]) -> dict[int, list[CommitmentChange]]:
    """Up to the end of the period, by commitment, in the order in which they were made."""
    found: dict[int, list[CommitmentChange]] = {}
    ids = [cell.commitment.pk for cell in cells if cell.commitment is not None]
    rows = CommitmentChange.objects.filter(commitment__in=ids, at__lt=_moment(report.ends, 1))
    for change in rows.order_by("pk"):
        found.setdefault(change.commitment_id, []).append(change)
    return found


def _moment(day: date, later: int = 0) -> datetime:
    return datetime.combine(date.fromordinal(day.toordinal() + later), time(), tzinfo=UTC)


def _of(cell: Cell, changes: dict[int, list[CommitmentChange]]) -> list[CommitmentChange]:
    return changes.get(cell.commitment.pk, []) if cell.commitment is not None else []


def _own_items(cells: Iterable[Cell], changes: dict[int, list[CommitmentChange]]) -> Section:
    columns = [
        ("item", _("Action item"), 5),
        ("status", _("Status"), 3),
        ("before", _("Before"), 3),
        ("changed", _("Last change"), 3),
        ("note", _("Note and evidence"), 6),
    ]
    return table("items", columns, [_own_item(cell, _of(cell, changes)) for cell in cells])


def _own_item(cell: Cell, changes: list[CommitmentChange]) -> Section:
    last = changes[-1] if changes else None
    note = [last.note[:LONGEST_NOTE], last.evidence_at] if last is not None else []
    return {
        "number": cell.item.number,
        "item": str(cell.item),
        "status": str(cell.status.label),
        "status_code": str(cell.status),
        "before": str(cell.before.label),
        "before_code": str(cell.before),
        "changed": f"{last.at.astimezone(UTC):%Y-%m-%d}" if last is not None else "–",
        "note": "\n".join(part for part in note if part),
    }


def _counted(cells: Iterable[Cell]) -> Section:
    by_item: dict[str, list[Status]] = {}
    for cell in cells:
        by_item.setdefault(str(cell.item), []).append(cell.status)
    columns = [("item", _("Action item"), 6)]
    columns += [(str(status), str(status.label), 2) for status in Status]
    rows = [
        {"item": item, **{str(status): found.count(status) for status in Status}}
        for item, found in by_item.items()
    ]
    return {**table("counted", columns, rows), "title": _("How many countries stand where")}


def _standings(cells: Iterable[Cell], countries: Iterable[Country]) -> Section:
    rows: dict[str, Section] = {}
    for cell in cells:
        row = rows.setdefault(str(cell.item), {"item": str(cell.item)})
        row[cell.country.pk] = SCALE[cell.status]
    columns = [("item", _("Action item"), 5), *((one.pk, one.pk, 1) for one in countries)]
    return {**table("standings", columns, rows.values()), "title": _("Each country")}


def _changed(cells: Iterable[Cell], changes: dict[int, list[CommitmentChange]]) -> Section:
    columns = [
        ("country", _("Country"), 3),
        ("item", _("Action item"), 6),
        ("before", _("Before"), 3),
        ("status", _("Status"), 3),
        ("changed", _("Last change"), 3),
    ]
    moved = [cell for cell in cells if cell.trend != "same"]
    rows = [{**_own_item(cell, _of(cell, changes)), "country": str(cell.country)} for cell in moved]
    return {**table("changed", columns, rows), "title": _("What changed in the period")}


# -- what waits, and the programme around it -------------------------------------------------------


def _waiting(report: Report, grid: Grid) -> Section:
    """Stated as done, and verified by nobody at the end of the period."""
    columns = [("country", _("Country"), 3), ("item", _("Action item"), 6)]
    columns.append(("changed", _("Stated on"), 3))
    rows = [
        {
            "country": str(cell.country),
            "item": str(cell.item),
            "changed": f"{cell.changed.astimezone(UTC):%Y-%m-%d}" if cell.changed else "–",
        }
        for cell in _cells(report, grid)
        if cell.status == Status.DONE
    ]
    title = _("Waits for a second coordinator to verify it")
    return section("waiting", title, table("waiting", columns, rows))


def _programme(report: Report) -> Section:
    """Counts of procedures and courses: never of persons."""
    sessions = TrainingSession.objects.filter(ends__gte=report.starts, ends__lte=report.ends)
    versions = Version.objects.filter(in_force_at__lt=_moment(report.ends, 1))
    if not report.is_regional:
        sessions = sessions.filter(country=report.country_id)
        versions = versions.filter(procedure__country=report.country_id)
    in_force = versions.values("procedure").distinct().count()
    counted = [
        ("procedures", _("Standard procedures in force"), in_force),
        ("sessions", _("Training sessions held"), sessions.count()),
    ]
    rows = [{"code": code, "what": what, "number": number} for code, what, number in counted]
    columns = [("what", _("Counted"), 6), ("number", _("Number"), 2)]
    return section("programme", _("The programme around it"), table("programme", columns, rows))
