"""Two officers change one case: what each changed alone is joined, what both changed is asked.

A form carries the marks of the content it began with, one short digest per field and per row of
a list. With them three contents can be told apart later (what it began with, what stands now,
what was typed) without keeping the first one anywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model

from agencies.models import Code
from cases.content import PLAIN, CaseContent, SeizureContent, SubjectContent, timed, untimed
from cases.problems import StaleVersion

# By name of the field (`title`), or of a row of a list (`subjects:<its public id>`).
Marks = Mapping[str, str]
NOTHING: Marks = {}
# Nothing has this mark.
NO_MARK = ""
Listed = SubjectContent | SeizureContent
# The fields of a record that are one question, by the name of the question.
Units = Mapping[str, tuple[str, ...]]
T = TypeVar("T")
Said = TypeVar("Said")

# Lists whose rows keep an identity are joined row by row; the route is one thing.
ROWS = ("subjects", "seizures")
WHOLE = (*PLAIN, "offences", "route")


@dataclass(frozen=True)
class Merged(Generic[Said]):
    """`both` names what two officers changed differently: the content holds what was typed."""

    content: Said
    both: tuple[str, ...] = ()


class Overtaken(StaleVersion):
    """Both changed the same: nothing is saved before the officer chooses."""

    def __init__(self, current: int, merged: Merged[Any]) -> None:
        super().__init__(current)
        self.merged = merged


def marks_of(content: CaseContent) -> Marks:
    marks = {name: _mark(_value(content, name)) for name in WHOLE}
    for name in ROWS:
        rows: tuple[Listed, ...] = getattr(content, name)
        marks |= {f"{name}:{row.public_id}": _mark(row) for row in rows if row.public_id}
    return marks


def written(marks: Marks) -> str:
    """As a hidden field of the form."""
    return " ".join(f"{name}={mark}" for name, mark in marks.items())


def read(text: str) -> Marks:
    """What is no mark is left out: a field without one counts as changed by both."""
    pairs = (part.partition("=") for part in text.split(" "))
    return {name: mark for name, equals, mark in pairs if name and equals}


def merge(
    began: Marks, now: CaseContent, typed: CaseContent, *, theirs: Marks = NOTHING
) -> Merged[CaseContent]:
    """The content that stands now with everything this officer changed. `theirs` names what he
    decided to leave as the others have it, with the mark of what he had typed then, if known."""
    both: list[str] = []
    values: dict[str, object] = {}
    for name in WHOLE:
        sides = _Sides(began.get(name), _value(now, name), _value(typed, name), theirs.get(name))
        values[name] = sides.joined
        if sides.differ_from_both:
            both.append(name)
    for name in ROWS:
        rows, contested = _rows(name, began, now, typed, theirs)
        values[name] = rows
        both += contested
    joined = replace(typed, **values)  # type: ignore[arg-type]
    return Merged(replace(joined, route=timed(joined.route, joined.happened_at)), tuple(both))


def marks_of_record(record: object, units: Units) -> Marks:
    return {name: _mark(_answer(record, names)) for name, names in units.items()}


def merge_records(
    units: Units, began: Marks, now: Said, typed: Said, *, theirs: Marks = NOTHING
) -> Merged[Said]:
    """The same for a record of one part (`cases.keeping`), question by question."""
    both: list[str] = []
    values: dict[str, object] = {}
    for name, names in units.items():
        sides = _Sides(
            began.get(name), _answer(now, names), _answer(typed, names), theirs.get(name)
        )
        values |= dict(zip(names, sides.joined, strict=True))
        if sides.differ_from_both:
            both.append(name)
    return Merged(replace(typed, **values), tuple(both))  # type: ignore[type-var]


def differing(units: Units, now: object, typed: object) -> tuple[str, ...]:
    """The questions that the two answer differently."""
    return tuple(
        name
        for name, names in units.items()
        if _mark(_answer(now, names)) != _mark(_answer(typed, names))
    )


def mark_of_unit(content: CaseContent, unit: str) -> str:
    return _mark(row_of(content, unit) if ":" in unit else _value(content, unit))


def mark_of_answer(record: object, names: tuple[str, ...]) -> str:
    return _mark(_answer(record, names))


def _answer(record: object, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in names)


def _value(content: CaseContent, name: str) -> object:
    return untimed(content) if name == "route" else getattr(content, name)


def row_of(content: CaseContent, key: str) -> Listed | None:
    """The row that a mark `subjects:<id>` is of, unless it is gone."""
    name, _colon, public_id = key.partition(":")
    return _by_id(getattr(content, name)).get(public_id)


@dataclass(frozen=True)
class _Sides(Generic[T]):
    """One field, or one row (None: it is not in the list), of the three contents. `left` is the
    mark of what was typed when the officer left it to the others (None: he did not)."""

    began: str | None
    now: T
    typed: T
    left: str | None = None

    @property
    def joined(self) -> T:
        return self.now if self._says(self.typed) or self._is_left else self.typed

    @property
    def differ_from_both(self) -> bool:
        """Both changed it, and not to the same; or what was left to the others was typed anew."""
        if self._is_left or _mark(self.now) == _mark(self.typed):
            return False
        return self.left is not None or not (self._says(self.now) or self._says(self.typed))

    @property
    def _is_left(self) -> bool:
        return self.left in (NO_MARK, _mark(self.typed))

    def _says(self, value: T) -> bool:
        return self.began is not None and _mark(value) == self.began


def _rows(
    name: str, began: Marks, now: CaseContent, typed: CaseContent, theirs: Marks
) -> tuple[tuple[Listed, ...], list[str]]:
    """In the order that stands now, then what this officer added."""
    stand, said = _by_id(getattr(now, name)), _by_id(getattr(typed, name))
    kept: list[Listed | None] = []
    both: list[str] = []
    for public_id in dict.fromkeys((*stand, *said)):
        key = f"{name}:{public_id}"
        row, other = said.get(public_id), stand.get(public_id)
        sides = _Sides(began.get(key, _GONE), other, row, theirs.get(key))
        kept.append(sides.joined)
        if sides.differ_from_both:
            both.append(key)
    fresh = [row for row in getattr(typed, name) if not row.public_id]
    return (*(row for row in kept if row is not None), *fresh), both


def _by_id(rows: Iterable[Listed]) -> dict[str, Listed]:
    return {str(row.public_id): row for row in rows if row.public_id}


def _mark(value: object) -> str:
    return blake2b(repr(_plain(value)).encode(), digest_size=6).hexdigest()


def _plain(value: object) -> object:
    """Equal values have one way of writing: 5 and 5.000, one moment in two zones."""
    if is_dataclass(value):
        return [_plain(getattr(value, f.name)) for f in fields(value) if f.compare]
    if isinstance(value, tuple):
        rows = [_plain(one) for one in value]
        return sorted(rows, key=str) if value and isinstance(value[0], Code) else rows
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, datetime):  # as a form shows it: no officer types parts of a second
        return value.astimezone(UTC).replace(microsecond=0).isoformat()
    return str(value) if isinstance(value, UUID | str) else value


_GONE = _mark(None)
