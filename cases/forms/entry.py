"""The whole case form: its questions and its lists, what is wrong with them, what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agencies.models import Code, Officer
from cases.content import PLAIN, CaseContent
from cases.digits import small_number
from cases.forms.case_form import CaseForm
from cases.forms.catalogue import Catalogue
from cases.forms.kept import KeptForm
from cases.forms.raw import Raw
from cases.forms.rows import MOST_ROWS, ROW_SETS, RowSet, stop_at
from cases.models import RouteStop
from cases.origin import on_own_side

# The questions above the lists; all others stand below them.
FIRST_QUESTIONS = ("where", "place", "happened_at", "offences", "urgency")
HANDLING = ("handling_code", "handling_text")

ROW_NAMES = {
    "seizures": gettext_lazy("Item"),
    "people": gettext_lazy("Person"),
    "vehicles": gettext_lazy("Vehicle"),
    "before": gettext_lazy("Stop before"),
    "after": gettext_lazy("Stop after"),
}


TOO_LONG = gettext_lazy("A list holds at most 50 rows. Log the rest as another case.")


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is wrong, and the id of where it is put right."""

    target: str
    label: str
    message: str


class Entry:
    """What an officer entered. It is judged only when `checked`."""

    def __init__(
        self,
        fields: Raw,
        *,
        officer: Officer,
        side: str = "",
        in_use: tuple[Code, ...] = (),
        checked: bool = False,
    ) -> None:
        """`side`: the country whose case it is, else the officer's own."""
        self.raw = fields
        self.officer = officer
        self.side = side or officer.country_id or ""
        self.checked = checked
        known: dict[str, Any] = {
            "officer": officer,
            "catalogue": Catalogue(in_use),
            "checked": checked,
        }
        self.questions = CaseForm(fields, side=self.side, **known)
        self.rows: dict[str, RowSet] = {
            prefix: kind(fields, prefix=prefix, form_kwargs=known)
            for prefix, kind in ROW_SETS.items()
        }

    def is_valid(self) -> bool:
        return self.checked and not self.problems

    @cached_property
    def problems(self) -> list[Problem]:
        """In the order of the page."""
        asked = list(problems_of(self.questions))
        first = [(name, problem) for name, problem in asked if name in FIRST_QUESTIONS]
        last = [(name, problem) for name, problem in asked if name not in FIRST_QUESTIONS]
        return [problem for _name, problem in (*first, *self._in_rows(), *last)]

    def _in_rows(self) -> Iterator[tuple[str, Problem]]:
        for prefix, rows in self.rows.items():
            if rows.is_too_long:
                fault = Problem(f"id_{prefix}-{MOST_ROWS}", str(ROW_NAMES[prefix]), str(TOO_LONG))
                yield prefix, fault
            for number, row in enumerate(rows.forms, start=1):
                yield from problems_of(row, f"{ROW_NAMES[prefix]} {number}, ")

    def go_to(self, row: str) -> None:
        """The first field of a row that was just added (`people-1`) takes the focus."""
        prefix, _dash, number = row.rpartition("-")
        forms_of = self.rows[prefix].forms if prefix in self.rows else []
        index = small_number(number)
        if index is not None and index < len(forms_of):
            first = next(field for field in forms_of[index] if not field.is_hidden)
            first.field.widget.attrs["autofocus"] = True

    @property
    def opens_handling(self) -> bool:
        """The folded part must not hide an error, nor a restriction."""
        refused = any(name in self.questions.errors for name in HANDLING)
        return refused or self.raw.get("handling_code") not in ("", "H0", None)

    def content(self) -> CaseContent:
        """What was entered, in the words of the verbs. Only after `is_valid`."""
        answers = self.questions.cleaned_data
        incident = stop_at(answers["spot"], RouteStop.Role.INCIDENT, answers["happened_at"])
        lists = {prefix: tuple(rows.contents()) for prefix, rows in self.rows.items()}
        route = (*lists["before"], incident, *lists["after"])
        return CaseContent(
            **{name: answers[name] for name in PLAIN},
            offences=self.questions.offence_codes,
            route=on_own_side(route, self.side),
            subjects=(*lists["people"], *lists["vehicles"]),
            seizures=lists["seizures"],
        )


def problems_of(form: KeptForm, of: str = "") -> Iterator[tuple[str, Problem]]:
    for name in (name for name in form.fields if name in form.errors):
        field = form[name]
        grouped = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        target = f"{field.auto_id}_0" if grouped else field.auto_id
        for message in form.errors[name]:
            yield name, Problem(target, f"{of}{str(field.label).rstrip('?')}", str(message))
