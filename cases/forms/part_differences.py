"""Two records of one part side by side, in words: what stands now and what was typed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code
from cases.forms.begun import Difference
from cases.headline import grouped
from cases.merging import Units, mark_of_answer
from cases.models import Seizure, Subject
from cases.subjects import DocumentRecord
from cases.territories import territory

Questions = Mapping[str, Callable[[], forms.Field]]


def questions_of(form: type[forms.Form]) -> Questions:
    """Of a form whose fields are the record's."""
    return {name: partial(form.base_fields.__getitem__, name) for name in form.base_fields}


# What a record calls otherwise than the form that asks for it.
_LABELS = {
    "kind": gettext_lazy("What kind of thing"),
    "birth": gettext_lazy("Date of birth"),
    "nationalities": gettext_lazy("Nationality"),
    "documents": gettext_lazy("Documents"),
    "amount": gettext_lazy("How much"),
    "price": gettext_lazy("Value"),
}


def differences(
    names: Iterable[str], units: Units, questions: Questions, *, theirs: object, yours: object
) -> list[Difference]:
    return [
        Difference(
            name,
            _label(name, questions),
            _said(theirs, units[name]),
            _said(yours, units[name]),
            mark_of_answer(yours, units[name]),
        )
        for name in names
    ]


def _label(name: str, questions: Questions) -> str:
    label: Any = _LABELS.get(name) or questions[name]().label
    return str(label)


def _said(record: object, names: tuple[str, ...]) -> str:
    words = (_in_words(name, getattr(record, name)) for name in names)
    return " ".join(word for word in words if word) or _("nothing")


def _in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name in _CHOICES:
        return str(_CHOICES[name](value))
    say = next((say for kind, say in _WORDS.items() if isinstance(value, kind)), str)
    return str(say(value))


def _kind(value: str) -> Any:
    return Seizure.Kind(value).label if value in Seizure.Kind else Subject.Kind(value).label


_WORDS: dict[type, Callable[[Any], str]] = {
    tuple: lambda rows: "; ".join(_in_words("", row) for row in rows),
    DocumentRecord: lambda one: f"{one.type} {one.number} {territory(one.issuer)}".strip(),
    Decimal: grouped,
    date: lambda day: date_format(day, "j F Y"),
    Code: lambda code: f"{code.code} · {code}",
}
_CHOICES: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "role": lambda value: Subject.Role(value).label,
    "sex": lambda value: Subject.Sex(value).label,
    "plate_country": territory,
    "flag": territory,
    "address_country": territory,
    "nationalities": lambda codes: ", ".join(map(territory, codes)),
}
