"""Tasks: what one office still has to do about a case. Read by that office alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.models import Office, Officer
from audit.clock import now
from cases import officework
from cases.models import Case, Task
from cases.officework import Operation
from cases.problems import CaseProblem, StaleVersion
from cases.reading import Sighted


@dataclass(frozen=True)
class TaskContent:
    """What a task says."""

    text: str
    due: date | None = None
    assignee: Officer | None = None


def tasks_of(sighted: Sighted, reader: object) -> list[Task]:
    """Of the reader's own office: open ones first, those due soonest at the top."""
    rows = Task.objects.readable_by(reader).of_case(sighted.case).by_urgency()
    return list(rows.select_related("assignee", "created_by", "done_by", "office"))


def find_task(sighted: Sighted, public_id: UUID, reader: object) -> Task:
    rows = Task.objects.readable_by(reader).of_case(sighted.case)
    found: Task | None = (
        rows.select_related("office", "assignee").filter(public_id=public_id).first()
    )
    if found is None:
        raise Http404
    return found


def today_at(office: Office) -> date:
    """A day ends when it ends at the office."""
    return now().astimezone(ZoneInfo(office.time_zone)).date()


def content_of(task: Task) -> TaskContent:
    return TaskContent(task.text, task.due, task.assignee)


@transaction.atomic
def add_task(case: Case, content: TaskContent, *, officer: Officer, office: Office) -> Task:
    case = officework.enter_for(case, officer, office)
    _must_be_doable(content, office)
    _must_be_a_due_day(content.due, office)
    made: Task = Task.objects.create(
        case=case,
        office=office,
        text=content.text,
        due=content.due,
        assignee=content.assignee,
        created_by=officer,
        created_at=now(),
    )
    officework.note(case, Operation.COLLECTION, "add task", officer, ["text"])
    return made


@transaction.atomic
def change_task(task: Task, content: TaskContent, *, officer: Officer, version: int) -> Task:
    """Raises StaleVersion when a colleague changed it since it was read."""
    task = _locked(task, officer)
    if task.version != version:
        raise StaleVersion(task.version)
    before = content_of(task)
    if before.assignee != content.assignee:
        _must_be_doable(content, task.office)
    if before.due != content.due:
        _must_be_a_due_day(content.due, task.office)
    names = [name for name in FIELDS if getattr(before, name) != getattr(content, name)]
    if not content.text.strip():
        raise CaseProblem(_("Say what is to be done."), field="text")
    if names:
        task.text, task.due, task.assignee = content.text, content.due, content.assignee
        _save(task, "change task", officer, names)
    return task


@transaction.atomic
def finish_task(task: Task, *, officer: Officer) -> Task:
    """Done. A second time changes nothing."""
    task = _locked(task, officer)
    if not task.is_done:
        task.done_at, task.done_by = now(), officer
        _save(task, "finish task", officer, ["done_at", "done_by"])
    return task


@transaction.atomic
def reopen_task(task: Task, *, officer: Officer) -> Task:
    task = _locked(task, officer)
    if task.is_done:
        task.done_at, task.done_by = None, None
        _save(task, "reopen task", officer, ["done_at", "done_by"])
    return task


FIELDS = ("text", "due", "assignee")


def _locked(task: Task, officer: Officer) -> Task:
    officework.enter_for(task.case, officer, task.office)
    rows = Task.objects.select_for_update(of=("self",)).select_related("office", "assignee", "case")
    locked: Task = rows.get(pk=task.pk)
    return locked


def _save(task: Task, action: str, officer: Officer, names: list[str]) -> None:
    task.version += 1
    task.save(update_fields=[*names, "version"])
    officework.note(task.case, Operation.ALTERATION, action, officer, names)


# In days: who writes a year further ahead has mistyped it.
FURTHEST = 366 * 5


def _must_be_a_due_day(due: date | None, office: Office) -> None:
    """Not over yet at the office, and within sight. A task that is overdue keeps its day."""
    today = today_at(office)
    if due is not None and due < today:
        raise CaseProblem(_("This day is over. Give today or a day ahead."), field="due")
    if due is not None and due > today + timedelta(days=FURTHEST):
        raise CaseProblem(_("Give a day within the next five years."), field="due")


def _must_be_doable(content: TaskContent, office: Office) -> None:
    if not content.text.strip():
        raise CaseProblem(_("Say what is to be done."), field="text")
    if content.assignee is not None:
        officework.must_be_colleague(content.assignee, office, field="assignee")
