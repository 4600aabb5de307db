"""What a list is filtered by, each to be taken away with one touch."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format

from cases.filters import NEWEST, CaseFilter

# Where in the list one is: it means nothing once the list is another one.
PLACE = ("before", "after", "page")


@dataclass(frozen=True)
class Chip:
    """`address` is the same list without it."""

    label: str
    value: str
    address: str


def chips_of(asked: CaseFilter, query: QueryDict) -> list[Chip]:
    """None while a filter is not understood: then the form says what is wrong."""
    if not asked.form.is_valid():
        return []
    said = asked.form.cleaned_data
    names = [name for name in asked.form.fields if said.get(name) and name in query]
    return [
        Chip(
            str(asked.form.fields[name].label),
            _shown(asked, name, said[name]),
            _without(query, name),
        )
        for name in names
        if not (name == "sort" and said[name] == NEWEST)
    ]


def _shown(asked: CaseFilter, name: str, value: Any) -> str:
    if isinstance(value, str):
        # Choices made on the spot have no length, so they are not asked whether there are any.
        choices = getattr(asked.form.fields[name], "choices", ())
        return str(dict(_flat(choices)).get(value, value))
    return date_format(value, "j M Y") if hasattr(value, "year") else str(value)


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Groups of choices opened."""
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += list(label) if isinstance(label, list | tuple) else [(value, label)]
    return found


def _without(query: QueryDict, name: str) -> str:
    left = query.copy()
    for gone in (name, *PLACE):
        left.pop(gone, None)
    return f"?{left.urlencode()}" if left else "?"
