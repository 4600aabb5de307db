"""What a reader of the situation asks, and the answer: rows added up from what may be shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from agencies.models import Border, Country
from agencies.problems import Problem
from cases.situation import Situation, What, situation_of
from cases.smallcells import Cell
from roadmap.figurefilters import month_of
from roadmap.figures.measured import month_after

ASKED = ("count", "by", "border", "country", "type", "first", "last")


E = TypeVar("E", bound=StrEnum)


class By(StrEnum):
    BORDER = "border"
    TYPE = "type"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}


@dataclass(frozen=True)
class Question:
    """Whole months, borders and countries only. Empty: all of them."""

    what: What
    by: By
    first: date
    last: date
    border: str = ""
    country: str = ""
    type: str = ""


@dataclass(frozen=True)
class Row:
    """`key` is the code of a border or a type, or the first day of a time."""

    key: str
    cases: int
    amount: Decimal


@dataclass(frozen=True)
class Answer:
    """`wider` is what is shown of the same choice, but belongs to no single row."""

    question: Question
    rows: list[Row]
    wider: Row | None
    types: list[str]

    @property
    def has_amounts(self) -> bool:
        return self.question.what in (What.SEIZURES, What.PEOPLE)


def answer_to(asked: Mapping[str, str]) -> Answer:
    """Raises Problem, naming the field."""
    what = _one_of(What, asked.get("count", ""), What.CASES, "count")
    situation = situation_of(what)
    question = _question(asked, situation)
    _must_add_up(question)
    return _answer(question, situation)


def _question(asked: Mapping[str, str], situation: Situation) -> Question:
    what = situation.what
    usual = By.BORDER if what is What.CASES else By.TYPE
    latest = month_after(situation.before, -1)
    first = _month(asked.get("first", ""), "first") or date(latest.year - 1, 1, 1)
    last = _month(asked.get("last", ""), "last") or max(latest, first)
    if last < first:
        raise Problem(_("The last month is before the first."), field="last")
    return Question(
        what,
        _one_of(By, asked.get("by", ""), usual, "by"),
        first,
        last,
        _known(asked.get("border", ""), _borders(), "border"),
        _known(asked.get("country", ""), _countries(), "country"),
        _known(asked.get("type", ""), types_of(what), "type"),
    )


def _one_of(kinds: type[E], said: str, usual: E, field: str) -> E:
    if said and said not in [kind.value for kind in kinds]:
        raise Problem(_("Choose one that is offered."), field=field)
    return kinds(said) if said else usual


def _known(said: str, known: Iterable[str], field: str) -> str:
    if said and said not in known:
        raise Problem(_("Choose one that is offered."), field=field)
    return said


def _month(text: str, field: str) -> date | None:
    month = month_of(text) if text else None
    if text and month is None:
        raise Problem(_("Write the month as 2026-11."), field=field)
    return month


def _borders() -> list[str]:
    return list(Border.objects.values_list("pk", flat=True))


def _countries() -> list[str]:
    return list(Country.objects.values_list("pk", flat=True))


def types_of(what: What) -> list[str]:
    """Of what is shown: the choice tells of nothing else."""
    return sorted({cell.kind for cell in situation_of(what).cells if cell.kind})


def fitting(asked: dict[str, str]) -> dict[str, str]:
    """Flows have no border: who chose them on the page did not choose the rows again."""
    is_flow = asked.get("count") == What.FLOWS
    return {**asked, "by": ""} if is_flow and asked.get("by") == By.BORDER else asked


def _must_add_up(question: Question) -> None:
    if question.what is What.FLOWS and (question.border or question.by is By.BORDER):
        field = "border" if question.border else "by"
        raise Problem(_("Flows lead from country to country and have no border."), field=field)
    apart = question.what in (What.SEIZURES, What.PEOPLE) and question.by is not By.TYPE
    if apart and not question.type:
        raise Problem(_("Choose a type first: different ones are not added up."), field="type")


def _answer(question: Question, situation: Situation) -> Answer:
    sums: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in situation.cells:
        if _is_asked(cell, question):
            sums[_row_of(cell, question.by)].append(cell)
    wider = sums.pop(None, [])
    rows = [_row(key, cells) for key, cells in sums.items() if key is not None]
    in_order = sorted(rows, key=lambda row: (_rank(row, question.by), row.key))
    told = _row("", wider) if wider else None
    return Answer(question, in_order, told, types_of(question.what))


def _is_asked(cell: Cell, question: Question) -> bool:
    """Wholly inside the choice."""
    last = month_after(cell.month, cell.months - 1)
    return (
        question.first <= cell.month
        and last <= question.last
        and (not question.type or cell.kind == question.type)
        and (not question.border or cell.place == question.border)
        and (not question.country or _concerns(cell, question))
    )


def _concerns(cell: Cell, question: Question) -> bool:
    """A border of the country, or a flow from or to it."""
    is_flow = question.what is What.FLOWS
    ends = (cell.kind or "").split(">") if is_flow else (cell.place or "").split("-")
    return question.country in ends


def _row_of(cell: Cell, by: By) -> str | None:
    """None: it belongs to several rows."""
    if by is By.BORDER:
        return cell.place
    if by is By.TYPE:
        return cell.kind
    months = MONTHS[by]
    if cell.months > months:
        return None
    start = (cell.month.month - 1) // months * months + 1
    return cell.month.replace(month=start).isoformat()


def _row(key: str, cells: list[Cell]) -> Row:
    return Row(key, sum(c.cases for c in cells), sum((c.amount for c in cells), Decimal(0)))


def _rank(row: Row, by: By) -> int:
    """Times in their order, all else with the most cases first."""
    return 0 if by in MONTHS else -row.cases
