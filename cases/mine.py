"""What is mine: the part of the inbox that is one officer's own. Cases assigned to the officer,
tasks, and what happened in watched cases. In a fixed number of queries however many there are."""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Office, Officer
from cases import decisions, headline, todo, watching
from cases.models import Assignment, Case, Decision, Event, Task, Watch

ROWS = 30


@dataclass(frozen=True)
class AssignedRow:
    case: Case
    sentence: str
    assignment: Assignment

    @property
    def is_new(self) -> bool:
        return self.assignment.seen_at is None


@dataclass(frozen=True)
class TaskRow:
    case: Case
    sentence: str
    task: Task
    is_overdue: bool


@dataclass(frozen=True)
class WatchedRow:
    """`news` in words, each once; none when nothing happened since `seen_at`."""

    case: Case
    sentence: str
    seen_at: datetime
    news: list[str]


@dataclass(frozen=True)
class Mine:
    assigned: list[AssignedRow]
    tasks: list[TaskRow]
    watched: list[WatchedRow]
    # What meetings decided; of no case.
    decisions: list[Decision]

    def __bool__(self) -> bool:
        return bool(self.assigned or self.tasks or self.watched or self.decisions)

    @property
    def cases(self) -> list[Case]:
        rows: list[AssignedRow | TaskRow | WatchedRow]
        rows = [*self.assigned, *self.tasks, *self.watched]
        return [row.case for row in rows]


def mine_of(officer: Officer, office: Office) -> Mine:
    """Each list at its most pressing; a task that nobody has yet is everybody's."""
    assigned = _assigned(officer)
    tasks = _tasks(officer)
    watches = watching.watches_of(officer)[:ROWS]
    rows: list[Assignment | Task | Watch] = [*assigned, *tasks, *watches]
    cases = _cases_of(officer, {row.case_id for row in rows})
    today = todo.today_at(office)
    return Mine(
        assigned=[AssignedRow(*cases[row.case_id], row) for row in assigned],
        tasks=[TaskRow(*cases[row.case_id], row, row.is_overdue(today)) for row in tasks],
        watched=_watched(watches, cases, officer),
        decisions=decisions.open_tasks(officer),
    )


Shown = dict[int, tuple[Case, str]]


def _assigned(officer: Officer) -> list[Assignment]:
    rows = Assignment.objects.readable_by(officer).filter(officer=officer, ended_at=None)
    working = rows.filter(case__status__in=[Case.Status.DRAFT, Case.Status.OPEN])
    return list(working.select_related("assigned_by").order_by("-pk")[:ROWS])


def _tasks(officer: Officer) -> list[Task]:
    rows = Task.objects.readable_by(officer).filter(done_at=None)
    mine = rows.filter(assignee=officer) | rows.filter(assignee=None)
    return list(mine.by_urgency().select_related("assignee")[:ROWS])


def _cases_of(officer: Officer, wanted: set[int]) -> Shown:
    cases = Case.objects.visible_to(officer).filter(pk__in=wanted).with_list_rows()
    return {case.pk: (case, headline.sentence(case)) for case in cases}


def _watched(watches: list[Watch], cases: Shown, officer: Officer) -> list[WatchedRow]:
    """What has news comes first."""
    news = watching.news_of(watches, officer)
    rows = [
        WatchedRow(*cases[watch.case_id], watch.seen_at, in_words(news.get(watch.case_id, [])))
        for watch in watches
    ]
    return sorted(rows, key=lambda row: not row.news)


def in_words(events: list[Event]) -> list[str]:
    return list(dict.fromkeys(str(event.get_kind_display()) for event in events))
