"""The lists of a case, rewritten without losing anything: rows that stay keep their identity,
rows that go are marked removed and can be brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Protocol, TypeVar
from uuid import UUID

from agencies.models import Officer
from audit.clock import now
from cases.models import Case, Seizure, Subject

Row = Subject | Seizure
Kind = TypeVar("Kind", bound=Row)


class Described(Protocol):
    """A part as it is said (cases.content), with the row that it was before, if any."""

    @property
    def public_id(self) -> UUID | None: ...


def values_of(part: object) -> dict[str, object]:
    """The columns of a part; its identity is not one of them."""
    return {f.name: getattr(part, f.name) for f in fields(part) if f.compare}  # type: ignore[arg-type]


def settle(case: Case, model: type[Row], wanted: Sequence[Described], *, by: Officer) -> None:
    """Make the list what is wanted, in this order. Caller holds the transaction."""
    standing = {
        row.public_id: row for row in model.objects.filter(case=case) if _is_of_the_list(row)
    }
    kept = _matched(standing, wanted)
    gone = [row.pk for row in standing.values() if row not in kept]
    model.objects.filter(pk__in=gone).update(removed_at=now(), removed_by=by)
    fresh, changed = [], []
    for position, (part, row) in enumerate(zip(wanted, kept, strict=True), start=1):
        values = {**values_of(part), "position": position}
        if row is None:
            fresh.append(new_row(model, case, values))
        elif _takes(row, values):
            row.next_version(by)
            changed.append(row)
    model.objects.bulk_create(fresh)
    if changed:
        model.objects.bulk_update(changed, [*values, *_FOLLOWING[model]])


# What else a row changes with its values: it counts its versions, a seizure is of some kind.
_FOLLOWING: dict[type[Row], tuple[str, ...]] = {
    Subject: ("version", "changed_at", "changed_by"),
    Seizure: ("version", "changed_at", "changed_by", "kind"),
}


def _is_of_the_list(row: Row) -> bool:
    """What the list cannot say (a telephone, a car known by its VIN, a pistol) is left alone."""
    return row.is_listed


def new_row(model: type[Kind], case: Case, values: dict[str, object]) -> Kind:
    """A part that is not saved yet."""
    row = model(case=case, **values)
    if isinstance(row, Seizure):
        row.settle_kind()
    return row


def _matched(standing: dict[UUID, Row], wanted: Iterable[Described]) -> list[Row | None]:
    """For each part the row that it was: named by its id, else one that says the same."""
    left = dict(standing)
    named = [left.pop(part.public_id, None) if part.public_id else None for part in wanted]
    return [
        row if row is not None else _twin(left, part)
        for row, part in zip(named, wanted, strict=True)
    ]


def _twin(left: dict[UUID, Row], part: Described) -> Row | None:
    values = values_of(part)
    for public_id, row in left.items():
        if all(getattr(row, name) == value for name, value in values.items()):
            return left.pop(public_id)
    return None


def _takes(row: Row, values: dict[str, object]) -> bool:
    """Set the values; whether any of them was another one."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing and isinstance(row, Seizure):
        row.settle_kind()
    return bool(differing)
