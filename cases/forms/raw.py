"""What was typed, exactly: the posted fields, kept whether they can be understood or not.

A new form, an edit, a restored draft and a refused form are all the same thing: raw fields.
"""

from collections.abc import Iterable, Mapping

from django.utils.datastructures import MultiValueDict

from cases.digits import small_number
from cases.forms.rows import MOST_ROWS, ROW_SETS, ROWS_SHOWN

Raw = MultiValueDict[str, str]
Stored = dict[str, list[str]]

MOST_CHARACTERS = 200_000
# Lists that always show a first row, if an empty one.
ALWAYS_ASKED = frozenset({"seizures", "people"})
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "officer_token", "do"})


class TooMuch(ValueError):  # noqa: N818  said to people
    """More than a case form can hold."""


def raw(values: Mapping[str, str | Iterable[str]]) -> Raw:
    return MultiValueDict(
        {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
    )


def stored(posted: Raw) -> Stored:
    """The fields of a posted form in a shape that can be kept."""
    fields = {name: values for name, values in posted.lists() if name not in NOT_KEPT}
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST_CHARACTERS:
        raise TooMuch
    return fields


def restored(fields: Stored) -> Raw:
    return MultiValueDict(fields)


def rows_of(fields: Raw, prefix: str) -> int:
    """How many rows of this kind the form shows; never more than the portal accepts."""
    return min(small_number(fields.get(f"{prefix}-TOTAL_FORMS", "0")) or 0, ROWS_SHOWN)


def is_full(fields: Raw, prefix: str) -> bool:
    return rows_of(fields, prefix) >= MOST_ROWS


def with_row(fields: Raw, prefix: str) -> Raw:
    """The same with one more empty row."""
    changed = fields.copy()
    _count(changed, prefix, rows_of(fields, prefix) + 1)
    return changed


def without_row(fields: Raw, prefix: str, number: int) -> Raw:
    """The same without one row; the rows behind it move up."""
    changed: Raw = MultiValueDict()
    for name, values in fields.lists():
        kept = _renumbered(name, prefix, number)
        if kept:
            changed.setlist(kept, list(values))
    if 0 <= number < rows_of(fields, prefix):
        least = 1 if prefix in ALWAYS_ASKED else 0
        _count(changed, prefix, max(least, rows_of(fields, prefix) - 1))
    return changed


def _renumbered(name: str, prefix: str, gone: int) -> str:
    """The name a field has after row `gone` went; empty for the fields of that row."""
    head, _dash, rest = name.partition("-")
    index, _dash, field = rest.partition("-")
    number = small_number(index)
    if head != prefix or number is None or not field:
        return name
    if number == gone:
        return ""
    return f"{prefix}-{number - 1}-{field}" if number > gone else name


def rows_changed(fields: Raw, do: str) -> tuple[Raw, str] | None:
    """What the buttons beside the lists do: `add:people`, `remove:people:0`. The second value
    is the id of the row to go on with; None when another button was pressed."""
    verb, _colon, rest = do.partition(":")
    prefix, _colon, number = rest.partition(":")
    if prefix not in ROW_SETS:
        return None
    if verb == "add" and is_full(fields, prefix):
        return fields, prefix
    if verb == "add":
        return with_row(fields, prefix), f"{prefix}-{rows_of(fields, prefix)}"
    row = small_number(number)
    if verb == "remove" and row is not None:
        return without_row(fields, prefix, row), prefix
    return None


def _count(fields: Raw, prefix: str, rows: int) -> None:
    fields[f"{prefix}-TOTAL_FORMS"] = str(rows)
    fields[f"{prefix}-INITIAL_FORMS"] = "0"


def with_counts(fields: Raw, counts: Mapping[str, int]) -> Raw:
    """The same with the number of rows of every kind written down."""
    changed = fields.copy()
    for prefix in ROW_SETS:
        _count(changed, prefix, counts.get(prefix, rows_of(fields, prefix)))
    return changed
