"""Results of an operation: what each office counted on each day, in the fields of the code list
`op_metrics`. A correction keeps what stood before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Code, Office, Officer
from audit.clock import now
from audit.models import Entry
from cases.models import DayResult, Operation
from cases.operationreading import SeenOperation
from cases.operations import lock_seat, today_at, trace_operation
from cases.problems import CaseProblem, StaleVersion, WrongState

# They say how wide a day was; days are not added up, the widest one stands.
WIDEST = frozenset({"sites", "countries"})
MOST_DAYS = 366

Figures = Mapping[str, int]


@dataclass(frozen=True)
class DayContent:
    figures: Figures
    notes: str = ""


def on_offer() -> list[Code]:
    """What is counted now; a retired code keeps its words in old results."""
    return list(Code.objects.active().in_list(DayResult.LIST))


def metrics_of(results: Iterable[DayResult]) -> list[Code]:
    """Those on offer, and those that were when something was counted."""
    used = {code for result in results for code in result.figures}
    rows = Code.objects.in_list(DayResult.LIST)
    return [row for row in rows if row.is_active or row.code in used]


def days_of(operation: Operation, office: Office) -> list[date]:
    """The days to count, up to the office's today; the newest first."""
    last = min(operation.ends, today_at(office))
    count = min((last - operation.starts).days + 1, MOST_DAYS)
    return [last - timedelta(days=number) for number in range(count)]


def results_of(seen: SeenOperation) -> list[DayResult]:
    if not seen.is_full:
        return []
    rows = DayResult.objects.readable_by(seen.user).current().filter(operation=seen.operation)
    return list(rows.select_related("office__country", "by"))


def history_of(seen: SeenOperation, office: Office, day: date) -> list[DayResult]:
    """What was written down for a day, the newest first: every version."""
    if not seen.is_full:
        return []
    rows = DayResult.objects.readable_by(seen.user).filter(operation=seen.operation)
    rows = rows.filter(office=office, day=day).select_related("office", "by")
    return list(rows.order_by("-version"))


@transaction.atomic
def write_day(
    operation: Operation,
    day: date,
    content: DayContent,
    *,
    officer: Officer,
    office: Office,
    version: int,
) -> DayResult:
    """The figures of a day, whole. `version` is the one that was read, 0 of a day without any;
    raises StaleVersion when a colleague was faster. The same again is no change."""
    operation, _seat = lock_seat(operation, officer, office)
    if not operation.is_counting:
        raise WrongState(_("Results are written down while it runs, and until it is reported."))
    if day not in days_of(operation, office):
        raise CaseProblem(_("Choose a day of the operation that has come."), field="day")
    _must_be_counts(content.figures)
    rows = DayResult.objects.current().filter(operation=operation, office=office, day=day)
    before = rows.first()
    standing = before.version if before is not None else 0
    if version != standing:
        raise StaleVersion(standing)
    if before is not None and _says_the_same(before, content):
        return before
    rows.update(is_current=False)
    made = DayResult.objects.create(
        operation=operation,
        office=office,
        day=day,
        version=standing + 1,
        figures=dict(content.figures),
        notes=content.notes,
        by=officer,
        at=now(),
    )
    doing = Entry.Operation.ALTERATION if standing else Entry.Operation.COLLECTION
    trace_operation(operation, doing, "write results", officer, fields=sorted(content.figures))
    return made


def _says_the_same(before: DayResult, content: DayContent) -> bool:
    return before.figures == dict(content.figures) and before.notes == content.notes


def _must_be_counts(figures: Figures) -> None:
    known = set(Code.objects.in_list(DayResult.LIST).values_list("code", flat=True))
    for code, number in figures.items():
        if code not in known:
            raise CaseProblem(
                _("There is no such field of results: %(code)s.") % {"code": code}, field="figures"
            )
        if not 0 <= number <= DayResult.MOST:
            raise CaseProblem(_("Write a whole number from 0 up."), field="figures")
