"""What the page of one import shows."""

from dataclasses import dataclass

from roadmap.models import WorkbookImport
from roadmap.workbook.importing import RowReport, counts_of, may_bring_in
from roadmap.workbook.sheet import Outcome


@dataclass(frozen=True)
class ReportPage:
    found: WorkbookImport

    @property
    def may_bring_in(self) -> bool:
        return may_bring_in(self.found)

    @property
    def is_imported(self) -> bool:
        return self.found.state == WorkbookImport.State.IMPORTED

    @property
    def counts(self) -> dict[str, int]:
        counted = counts_of(self.found)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def to_change(self) -> int:
        return self.counts[Outcome.NEW] + self.counts[Outcome.CHANGED]

    @property
    def lines(self) -> list[RowReport]:
        """What was refused first; what stays as it is, is only counted."""
        lines = [RowReport(**line) for line in self.found.report]
        shown = [line for line in lines if line.outcome != Outcome.UNCHANGED]
        return sorted(shown, key=lambda line: line.outcome != Outcome.REFUSED)
