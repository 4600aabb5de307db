"""The figures of who answers whom, as a page shows them: named, in tables, hidden ones said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.durations import in_words
from agencies.models import Country, Office
from cases.reciprocity import BORDER, FEWEST, Figures, Row

COLUMNS = {
    "asked": gettext_lazy("Asked"),
    "answered": gettext_lazy("Answered"),
    "late": gettext_lazy("Late"),
    "refused": gettext_lazy("Refused"),
    "unanswered": gettext_lazy("Overdue"),
    "waiting": gettext_lazy("Waiting in time"),
}
# The same columns for cases that an office was told of.
_OF_CASES = {
    "asked": gettext_lazy("Told"),
    "answered": gettext_lazy("Acknowledged"),
    "refused": gettext_lazy("Not for us"),
}


@dataclass(frozen=True)
class Cell:
    label: str
    text: str


@dataclass(frozen=True)
class Line:
    label: str
    border: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    title: str
    columns: list[str]
    lines: list[Line]


def tables(rows: Iterable[Row], by: str) -> list[Table]:
    """One for requests, one for cases; a line without a single one asked is left out."""
    found = list(rows)
    names = _names(found, by)
    pairs = [(row, _label(row, names)) for row in found]
    return [
        _table(_("Requests"), COLUMNS, [(row, label, row.requests) for row, label in pairs]),
        _table(
            _("Cases told"), COLUMNS | _OF_CASES, [(row, label, row.cases) for row, label in pairs]
        ),
    ]


def _table(
    title: str, columns: Mapping[str, str | Promise], given: list[tuple[Row, str, Figures]]
) -> Table:
    named = {name: str(label) for name, label in columns.items()}
    lines = [
        Line(label, row.border or "", _cells(figures, named))
        for row, label, figures in given
        if figures.asked != 0
    ]
    return Table(title, [*named.values(), _("Half within"), _("9 of 10 within")], lines)


def _cells(figures: Figures, named: dict[str, str]) -> list[Cell]:
    counts = [Cell(label, _count(getattr(figures, name))) for name, label in named.items()]
    return [
        *counts,
        Cell(_("Half within"), _length(figures.median)),
        Cell(_("9 of 10 within"), _length(figures.p90)),
    ]


def _count(number: int | None) -> str:
    return _("hidden: some are fewer than %(n)s") % {"n": FEWEST} if number is None else str(number)


def _length(length: timedelta | None) -> str:
    return "–" if length is None else in_words(length)


def _label(row: Row, names: dict[str, str]) -> str:
    if row.asks is None:
        return _("%(office)s answers all others") % {"office": names[row.answers or ""]}
    if row.answers is None:
        return _("%(office)s asks all others") % {"office": names[row.asks]}
    sides = {"asks": names[row.asks], "answers": names[row.answers]}
    return _("%(asks)s asks %(answers)s") % sides


def _names(rows: list[Row], by: str) -> dict[str, str]:
    codes = {code for row in rows for code in (row.asks, row.answers) if code}
    if by == BORDER:
        return {country.pk: str(country) for country in Country.objects.filter(pk__in=codes)}
    offices = Office.objects.filter(code__in=codes)
    return {office.code: f"{office.title} ({office.country_id})" for office in offices}
