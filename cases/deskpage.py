"""What the page of a case shows of the work inside the reader's office, and of what the reader's
country marked."""

from dataclasses import dataclass
from functools import cached_property

from agencies.access import Capability, may, office_of
from cases import assignments, flags, tags, todo, watching
from cases.models import Assignment, Flag, Tag, Task
from cases.reading import Sighted


@dataclass(frozen=True)
class TaskLine:
    task: Task
    is_overdue: bool


class Desk:
    """Private to one office and one country; everything starts at the rows of the reader."""

    def __init__(self, sighted: Sighted, reader: object) -> None:
        self.sighted = sighted
        self.reader = reader
        self.office = office_of(reader)

    @property
    def may_arrange(self) -> bool:
        return may(self.reader, Capability.ARRANGE_WORK)

    @cached_property
    def _assignments(self) -> list[Assignment]:
        return assignments.assignments_of(self.sighted, self.reader)

    @property
    def assignment(self) -> Assignment | None:
        return next((row for row in self._assignments if row.ended_at is None), None)

    @property
    def earlier(self) -> list[Assignment]:
        return [row for row in self._assignments if row.ended_at is not None]

    @cached_property
    def tasks(self) -> list[TaskLine]:
        return [
            TaskLine(task, task.is_overdue(todo.today_at(task.office)))
            for task in todo.tasks_of(self.sighted, self.reader)
        ]

    @property
    def open_tasks(self) -> list[TaskLine]:
        return [line for line in self.tasks if not line.task.is_done]

    @property
    def done_tasks(self) -> list[TaskLine]:
        return [line for line in self.tasks if line.task.is_done]

    @cached_property
    def flags(self) -> list[Flag]:
        return flags.flags_of(self.sighted, self.reader)

    @cached_property
    def tags(self) -> list[Tag]:
        return tags.tags_of(self.sighted, self.reader)

    @cached_property
    def is_watched(self) -> bool:
        return watching.is_watching(self.sighted.case, self.reader)
