"""The report of an operation, on paper (PDF) and as a sheet (XLSX): objective, who took part,
dates, what each office counted on each day, totals. Stamped like every copy; nothing of the cases
that are attached is in it, since it may travel further than they do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.access import office_of
from agencies.models import Code
from audit.models import Entry
from cases.dayresults import metrics_of, results_of
from cases.exports import pdf, sheet
from cases.exports.printed import Block, Document, Facts, Section, Table, Text
from cases.exports.sheet import Sheet
from cases.exports.stamp import Purpose, Stamp, stamp_for
from cases.exports.taken import Copy, Written
from cases.models import DayResult, Operation
from cases.operationboard import board_of
from cases.operationreading import SeenOperation
from cases.operations import trace_operation
from cases.problems import WrongState

PDF, XLSX = "pdf", "xlsx"
TYPES = {PDF: "application/pdf", XLSX: sheet.TYPES[sheet.XLSX]}


@dataclass(frozen=True)
class ReportAsked:
    kind: str
    purpose: Purpose
    language: str = ""


def may_be_reported(operation: Operation) -> bool:
    """Once it runs: what was counted so far."""
    return operation.is_running or operation.is_over


@transaction.atomic
def take_operation(seen: SeenOperation, asked: ReportAsked) -> Copy:
    """Write the report and its row of the audit, which the number of the copy leads to."""
    if not may_be_reported(seen.operation):
        raise WrongState(_("There is nothing to report before it has begun."))
    office = office_of(seen.user)
    zone = ZoneInfo(office.time_zone) if office is not None else timezone.get_current_timezone()
    language = asked.language or translation.get_language() or "en"
    with translation.override(language), timezone.override(zone):
        stamp = stamp_for(seen.user, asked.purpose)
        content = _written(seen, asked.kind, stamp, language)
    name = f"{seen.operation.reference}-{stamp.copy}.{asked.kind}"
    copy = Copy(name, TYPES[asked.kind], content)
    return Written(copy, partial(_put_on_record, seen, asked)).record()


def _put_on_record(seen: SeenOperation, asked: ReportAsked) -> None:
    trace_operation(
        seen.operation,
        Entry.Operation.DISCLOSURE,
        "operation report",
        seen.user,
        fields=[asked.kind],
        purpose=asked.purpose,
    )


def _written(seen: SeenOperation, kind: str, stamp: Stamp, language: str) -> bytes:
    if kind == XLSX:
        return _sheet(seen, stamp).written(sheet.XLSX)
    operation = seen.operation
    sections = [Section(title, blocks) for title, blocks in _sections(seen) if blocks]
    handling = _("For the offices that take part")
    lead = operation.get_status_display()
    return pdf.written(
        Document(language, operation.reference, operation.title, lead, handling, stamp, sections)
    )


def _sections(seen: SeenOperation) -> Iterator[tuple[str, list[Block]]]:
    operation, results = seen.operation, results_of(seen)
    yield _("The operation"), [Facts(facts_of(seen))]
    yield _("Objective"), [Text(operation.objective)]
    yield _("What was reached"), [Text(text) for text in [operation.summary] if text]
    yield _("Offices"), [_participants(seen)]
    yield _("Totals"), _totals(seen)
    yield _("Results by office and day"), _days(results)


def facts_of(seen: SeenOperation) -> list[tuple[str, str]]:
    operation = seen.operation
    return [
        (_("Kind"), operation.get_kind_display()),
        (_("Led by"), f"{operation.office.title}, {operation.office.country}"),
        (_("Days"), f"{_day(operation.starts)} – {_day(operation.ends)}"),
        (_("Borders"), ", ".join(map(str, operation.borders))),
        (_("Sites"), ", ".join(map(str, operation.sites.all()))),
    ]


def _day(day: date) -> str:
    return date_format(day, "j M Y")


def _participants(seen: SeenOperation) -> Table:
    rows = [
        (seat.office.title, str(seat.office.country), seat.get_answer_display() or _("asked"))
        for seat in seen.participants
    ]
    return Table((_("Office"), _("Country"), _("Answer")), rows)


def _totals(seen: SeenOperation) -> list[Block]:
    board = board_of(seen)
    rows = [
        (str(row.metric), *(_number(cell.total) for cell in row.cells), _number(row.all.total))
        for row in board.rows
        if row.all.total is not None
    ]
    titles = (_("Counted"), *(office.title for office in board.offices), _("All"))
    if not rows:
        return []
    return [Table(titles, rows), Text(_("Of border points and countries: the widest day."))]


def _days(results: list[DayResult]) -> list[Block]:
    metrics = metrics_of(results)
    rows = [(_day(one.day), one.office.title, _counted(one, metrics), one.notes) for one in results]
    titles = (_("Day"), _("Office"), _("What was counted"), _("Notes"))
    return [Table(titles, rows)] if rows else []


def _counted(result: DayResult, metrics: list[Code]) -> str:
    return "; ".join(
        f"{metric}: {result.figures[metric.code]}"
        for metric in metrics
        if metric.code in result.figures
    )


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _sheet(seen: SeenOperation, stamp: Stamp) -> Sheet:
    operation, results = seen.operation, results_of(seen)
    metrics = metrics_of(results)
    offices = ", ".join(s.office.title for s in seen.participants if s.takes_part)
    head = [
        *stamp.lines,
        (_("Operation"), operation.reference),
        (_("Title"), operation.title),
        (_("Objective"), operation.objective),
        (_("Status"), operation.get_status_display()),
        *facts_of(seen),
        (_("Offices"), offices),
        *([(_("What was reached"), operation.summary)] if operation.summary else []),
    ]
    titles = (_("Office"), _("Country"), _("Day"), *map(str, metrics), _("Notes"))
    rows = [_cells(one, metrics) for one in results]
    totals = {row.metric.code: row.all.total for row in board_of(seen).rows}
    last = (_("All"), "", "", *(_figure(totals.get(m.code)) for m in metrics), "")
    return Sheet(head, titles, [*rows, last])


def _cells(result: DayResult, metrics: list[Code]) -> tuple[str | int, ...]:
    counted = (_figure(result.figures.get(metric.code)) for metric in metrics)
    office = result.office
    return (office.title, str(office.country), f"{result.day:%Y-%m-%d}", *counted, result.notes)


def _figure(number: int | None) -> str | int:
    return "" if number is None else number
