"""A sheet of the workbook: its headings, the rows that stand, and what a row that comes back
does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agencies.models import Officer
from agencies.problems import Problem
from roadmap.workbook import cells
from roadmap.workbook.cells import Row


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


HEADINGS = {"period": "month", "name": "place"}


@dataclass(frozen=True)
class Sheet:
    """`columns` are the headings, the first ones name the row. `take` raises Problem."""

    name: str
    says: str | Promise
    columns: tuple[str, ...]
    keys: int
    rows: Callable[[str], Iterable[dict[str, str]]]
    take: Callable[[Row, Officer], Outcome]
    # What a cell is chosen from, by column.
    choices: Callable[[str], dict[str, list[str]]] = lambda _country: {}

    def column(self, field: str) -> str:
        """The heading under which a field of a Problem stands."""
        return field if field in self.columns else HEADINGS.get(field, field)

    def label(self, row: Row) -> str:
        return " ".join(row.get(key, "") for key in self.columns[: self.keys]).strip()


def must_be_as_taken(row: Row, stands: int) -> None:
    """A row that a colleague changed since is not overwritten by an older spreadsheet."""
    if cells.version(row) != stands:
        raise Problem(
            _(
                "This row was changed in the portal since the spreadsheet was taken, or stood there"
                " already. Take the spreadsheet again."
            ),
            field="version",
        )


def must_be_gone_nowhere(row: Row) -> None:
    if cells.version(row):
        raise Problem(_("There is no such row in the portal any more."), field="version")
