"""What one batch of an import does to the database. Each runs inside the transaction that also
moves the position on: what was done stands, what was not is done again, and nothing twice."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.problems import violated
from audit.trail import SYSTEM
from cases import approvals
from cases.imports.columns import Fault
from cases.imports.content import Row
from cases.imports.judging import Good, Judge, as_rows
from cases.locking import lock
from cases.manydrafts import New, create_drafts
from cases.models import Approval, CaseImport, ImportRow, OwnId
from cases.problems import CaseProblem
from cases.trace import Operation, trace

State = ImportRow.State


def check(found: CaseImport, rows: Sequence[Row]) -> None:
    """Report on each row; nothing else is written."""
    judge, ids = Judge(found.officer), _Ids(found, rows)
    report = [_checked(found, row, judge, ids) for row in rows]
    ImportRow.objects.bulk_create(report)
    found.wrong += sum(line.state == State.WRONG for line in report)
    found.existing += sum(line.state == State.EXISTS for line in report)


def _checked(found: CaseImport, row: Row, judge: Judge, ids: "_Ids") -> ImportRow:
    line = ImportRow(source=found, number=row.number, own_id=row.own_id, state=State.OK)
    judged = judge.judged(row)
    again = ids.stands_at(row)
    if isinstance(judged, Good) and again:
        message = _("This own_id stands in row %(row)d already.") % {"row": again}
        judged = [Fault("own_id", "twice", message)]
    if isinstance(judged, Good):
        ids.settle(line, judged)
    else:
        line.state, line.faults = State.WRONG, as_rows(judged)
    return line


class _Ids:
    """Which own ids of a batch are cases already, and which stood in the file before."""

    def __init__(self, found: CaseImport, rows: Sequence[Row]) -> None:
        wanted = {row.own_id for row in rows if row.own_id}
        known = OwnId.objects.of(found).filter(own_id__in=wanted).select_related("case")
        self.known = {one.own_id: one for one in known}
        before = ImportRow.objects.of(found).filter(own_id__in=wanted).order_by("-number")
        self._stands = dict(before.values_list("own_id", "number"))

    def stands_at(self, row: Row) -> int:
        """The row of the file where it stood first, or 0."""
        first = self._stands.setdefault(row.own_id, row.number)
        return first if first != row.number else 0

    def settle(self, line: ImportRow, good: Good) -> bool:
        """Whether it is a case already; the line says which, or that it says something else."""
        own = self.known.get(line.own_id)
        if own is None:
            return False
        if own.digest == good.digest:
            line.state, line.case = State.EXISTS, own.case
            return True
        message = _("A row with this own_id was imported before and said something else.")
        line.state = State.WRONG
        line.faults = as_rows([Fault("own_id", "differs", message)])
        return True


def make(found: CaseImport, rows: Sequence[Row]) -> bool:
    """A draft of each row that is right still. Whether none was refused."""
    lines = {
        line.number: line
        for line in ImportRow.objects.of(found)
        .in_state(State.OK)
        .filter(number__in=[row.number for row in rows])
    }
    judge, ids = Judge(found.officer), _Ids(found, rows)
    good = []
    for row in rows:
        if row.number in lines:
            judged = _still_good(row, lines[row.number], judge, ids)
            good += [(lines[row.number], judged)] if judged is not None else []
    _make(found, good)
    ImportRow.objects.bulk_update(lines.values(), ["state", "faults", "case"])
    states = [line.state for line in lines.values()]
    found.made += states.count(State.MADE)
    found.wrong += states.count(State.WRONG)
    found.existing += states.count(State.EXISTS)
    return State.WRONG not in states


def _still_good(row: Row, line: ImportRow, judge: Judge, ids: _Ids) -> Good | None:
    judged = judge.judged(row)
    if isinstance(judged, Good):
        return None if ids.settle(line, judged) else judged
    line.state, line.faults = State.WRONG, as_rows(judged)
    return None


Line = tuple[ImportRow, Good]


def _make(found: CaseImport, good: Sequence[Line]) -> None:
    """All at once; when the database refuses one of them, one by one, to tell which."""
    try:
        _drafted(found, good)
    except (CaseProblem, IntegrityError):
        for line, said in good:
            try:
                _drafted(found, [(line, said)])
            except CaseProblem as problem:
                _refuse(line, problem)


def _drafted(found: CaseImport, good: Sequence[Line]) -> None:
    wanted = [New(said.content, said.office) for _line, said in good]
    try:
        with transaction.atomic():
            cases = create_drafts(wanted, officer=found.officer)
            OwnId.objects.bulk_create(
                OwnId(
                    partner=found.partner,
                    office=found.office,
                    own_id=line.own_id,
                    digest=said.digest,
                    case=case,
                )
                for (line, said), case in zip(good, cases, strict=True)
            )
    except IntegrityError as error:
        raise violated(error) or error from error
    for (line, _said), case in zip(good, cases, strict=True):
        line.case, line.state = case, State.MADE


def _refuse(line: ImportRow, problem: CaseProblem) -> None:
    line.state = State.WRONG
    line.faults = as_rows([Fault(problem.field or "own_id", problem.code, problem.message)])


def made_after(found: CaseImport, number: int, most: int) -> list[ImportRow]:
    """Drafts of the import behind this row, in its order."""
    rows = ImportRow.objects.of(found).in_state(State.MADE).filter(number__gt=number)
    return list(rows.select_related("case__office", "case__country")[:most])


def submit(found: CaseImport, lines: Sequence[ImportRow]) -> None:
    """As an officer does by hand; a draft that is refused stays one, and the report says why."""
    for line in lines:
        try:
            with transaction.atomic():
                _submit(line, found)
        except CaseProblem as problem:
            line.faults = as_rows([Fault("submit", problem.code, problem.message)])
    ImportRow.objects.bulk_update(lines, ["state", "faults"])
    found.submitted += sum(line.state == State.SUBMITTED for line in lines)


def _submit(line: ImportRow, found: CaseImport) -> None:
    if line.case is None:  # an officer threw it away meanwhile
        return
    if isinstance(approvals.submit(line.case, officer=found.officer), Approval):
        message = _("The head of the office is asked first.")
        line.faults = as_rows([Fault("submit", "waits_for_approval", message)])
    else:
        line.state = State.SUBMITTED


def undo(found: CaseImport, lines: Sequence[ImportRow]) -> None:
    """Throw the drafts away again, whatever became of the rights of who brought them. What an
    officer submitted meanwhile is no draft any more and stays."""
    for line in lines:
        if line.case is None:
            line.state = State.UNDONE
            continue
        case = lock(line.case)
        if not case.is_draft:
            message = _("An officer submitted it meanwhile, so it stays.")
            line.faults = as_rows([Fault("own_id", "stays", message)])
            continue
        trace(case, Operation.ERASURE, "discard", by=SYSTEM)
        case.delete()
        line.state, line.case = State.UNDONE, None
    ImportRow.objects.bulk_update(lines, ["state", "faults", "case"])
    found.made -= sum(line.state == State.UNDONE for line in lines)
