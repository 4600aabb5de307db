"""The report on an import: page by page for the screen, whole as a table to mend the file by."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from cases.exports.sheet import CSV, TYPES, harmless
from cases.exports.taken import Copy
from cases.imports.bringing import report_of
from cases.models import CaseImport, ImportRow

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Report:
    """One page of it. `state` empty: all rows."""

    found: CaseImport
    state: str
    number: str

    @cached_property
    def page(self) -> Page[ImportRow]:
        return Paginator(report_of(self.found, self.state), ROWS_ON_A_PAGE).get_page(self.number)

    @property
    def newer(self) -> str:
        return self._address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def older(self) -> str:
        return self._address(self.page.number + 1) if self.page.has_next() else ""

    def _address(self, number: int) -> str:
        state = f"state={self.state}&" if self.state else ""
        return f"?{state}page={number}"

    @property
    def states(self) -> list[tuple[str, str, bool]]:
        """What can be shown alone: value, name, whether it is shown."""
        offered = [("", str(_("All rows"))), *ImportRow.State.choices]
        held = {"", *self._held}
        return [(v, str(label), v == self.state) for v, label in offered if v in held]

    @cached_property
    def _held(self) -> set[str]:
        states = ImportRow.objects.of(self.found).order_by("state").values_list("state").distinct()
        return {state for (state,) in states}


def as_table(found: CaseImport, state: str = "") -> Copy:
    """As CSV. A cell that a spreadsheet would run is text."""
    text = io.StringIO()
    writer = csv.writer(text)
    for line in _lines(found, state):
        writer.writerow([harmless(cell) for cell in line])
    content = text.getvalue().encode("utf-8-sig")
    return Copy(f"import-{found.public_id.hex[-12:]}.csv", TYPES[CSV], content)


def _lines(found: CaseImport, state: str) -> Iterator[tuple[str | int, ...]]:
    yield _("Row"), "own_id", _("State"), _("Column"), _("What is wrong"), _("Case")
    for row in report_of(found, state).iterator(chunk_size=1000):
        case = row.case.reference if row.case is not None else ""
        plain = (row.number, row.own_id, str(ImportRow.State(row.state).label))
        for fault in row.faults or [{"field": "", "message": ""}]:
            yield *plain, fault["field"], fault["message"], case
