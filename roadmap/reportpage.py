"""What the pages of reports show to one reader."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agencies.models import Country
from roadmap.commitmentpage import name_for
from roadmap.keepers import keeps, kept_by
from roadmap.models import Report, ReportChange, ReportSending
from roadmap.reportcontent import content_of, holds, lines_of, says_something, titles_of
from roadmap.reportdeadlines import Due, due_reports
from roadmap.reportperiods import today
from roadmap.reports import may_approve

SHOWN = 200
DENSE = 6


@dataclass(frozen=True)
class DueLine:
    """What is due, who has handed it in, and what the reader's own country owes."""

    due: Due
    done: list[Country]
    missing: list[Country]
    is_own_missing: bool

    @property
    def is_late(self) -> bool:
        return bool(self.missing) and self.due.on < today()


def due_lines(user: object) -> list[DueLine]:
    own = kept_by(user)
    return [_line(due, own) for due in due_reports()]


def _line(due: Due, own: str) -> DueLine:
    codes = due.handed_in()
    done = [one for one in due.countries if one.pk in codes]
    missing = [one for one in due.countries if one.pk not in codes]
    return DueLine(due, done, missing, any(one.pk == own for one in missing))


@dataclass(frozen=True)
class Leaf:
    """A table of a section, ready to be drawn."""

    title: str
    titles: list[str]
    lines: list[list[tuple[str, Any]]]

    @property
    def is_dense(self) -> bool:
        """Many short cells: on a phone they stand in rows."""
        return len(self.titles) >= DENSE


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    text: str
    notes: list[str]
    leaves: list[Leaf]


class ReportPage:
    def __init__(self, report: Report, user: object) -> None:
        self.report = report
        self.user = user
        self.content = content_of(report)

    @property
    def parts(self) -> list[Part]:
        sections = [one for one in self.content["sections"] if says_something(one)]
        return [
            Part(one["key"], one["title"], one["text"], one["notes"], _leaves(one))
            for one in sections
        ]

    @property
    def seal_holds(self) -> bool:
        return self.report.is_frozen and holds(self.report)

    @cached_property
    def is_keeper(self) -> bool:
        return keeps(self.user, self.report.country_id)

    @property
    def may_write(self) -> bool:
        return self.is_keeper and self.report.state == Report.State.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.is_keeper and self.report.state == Report.State.SUBMITTED

    @property
    def may_approve(self) -> bool:
        return self.is_waiting and may_approve(self.report, self.user)

    @property
    def may_mark(self) -> bool:
        report = self.report
        return self.is_keeper and report.is_frozen and not report.is_national

    @cached_property
    def next_edition(self) -> Report | None:
        """As far as this reader may know of it."""
        rows = Report.objects.visible_to(self.user).filter(replaces=self.report)
        return rows.first()

    @property
    def may_correct(self) -> bool:
        return self.is_keeper and self.report.is_frozen and self.next_edition is None

    @property
    def sendings(self) -> list[ReportSending]:
        return list(self.report.sendings.all())

    @property
    def changes(self) -> list[tuple[ReportChange, str, str]]:
        """Each with who made it and the title of the section that it is about."""
        titles = {one["key"]: one["title"] for one in self.content["sections"]}
        rows = ReportChange.objects.visible_to(self.user).filter(report=self.report)
        rows = rows.select_related("by__country", "by__office")
        return [(row, name_for(row.by, self.user), titles.get(row.section, "")) for row in rows]


def _leaves(section: dict[str, Any]) -> list[Leaf]:
    return [
        Leaf(
            table.get("title", ""),
            titles_of(table),
            [list(zip(titles_of(table), line, strict=True)) for line in lines_of(table)],
        )
        for table in section["tables"]
    ]
