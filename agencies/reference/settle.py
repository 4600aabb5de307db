"""Making a table agree with the reference: create what is missing, change what moved, delete
nothing."""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db.models import Model

Key = TypeVar("Key", bound=Hashable)
Values = dict[str, Any]


@dataclass
class Settled:
    """What became of one table's rows. `kept` were edited by their owners and stay so,
    although the reference has moved on since."""

    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def touched(self) -> list[Any]:
        return self.created + self.changed

    def __str__(self) -> str:
        counts = (
            f"{len(self.created)} created, {len(self.changed)} changed, {self.unchanged} unchanged"
        )
        return f"{counts}, {len(self.kept)} kept as edited" if self.kept else counts


def settle(
    model: type[Model],
    wanted: Mapping[Key, Values],
    key: Callable[[Any], Key],
    *,
    compare: Iterable[str] | None = None,
) -> Settled:
    """`compare` names the fields that tell whether a row has moved; without it, all of them."""
    result = Settled()
    found = {key(row): row for row in model._default_manager.all()}
    for name, values in wanted.items():
        row = found.get(name)
        if row is None:
            result.created.append(model(**values))
        elif all(getattr(row, f) == values[f] for f in compare or values):
            result.unchanged += 1
        elif getattr(row, "edited_at", None):
            result.kept.append(str(name))
        else:
            result.changed.append(_changed(row, values))
    model._default_manager.bulk_create(result.created)
    _save(model, result.changed, wanted)
    return result


def _changed(row: Any, values: Values) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
    return row


def _save(model: type[Model], rows: list[Any], wanted: Mapping[Key, Values]) -> None:
    if rows:
        fields = set(next(iter(wanted.values()))) - {model._meta.pk.attname}
        fields |= {"version"} if hasattr(rows[0], "version") else set()
        model._default_manager.bulk_update(rows, sorted(fields), batch_size=200)


def fingerprint(*rows: Any) -> str:
    """What a file said about a row when it was loaded, so that a later load sees it move."""
    said = [asdict(row) for row in rows]
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def link(
    through: type[Model], left: str, right: str, wanted: Mapping[int, Iterable[Any]]
) -> set[int]:
    """Make the pairs of a many-to-many table those wanted; answers whose pairs moved."""
    rows = through._default_manager.filter(**{f"{left}__in": list(wanted)})
    found = {(getattr(row, left), getattr(row, right)): row.pk for row in rows}
    pairs = {(a, b) for a, others in wanted.items() for b in others}
    through._default_manager.filter(pk__in=[found[p] for p in found.keys() - pairs]).delete()
    through._default_manager.bulk_create(
        [through(**{left: a, right: b}) for a, b in sorted(pairs - found.keys())]
    )
    return {a for a, _b in found.keys() ^ pairs}


def groups_named(names: Iterable[str]) -> dict[str, int]:
    """The groups that carry object permissions, such as `country:TH` and `office:TH-MSI`."""
    wanted = list(names)
    Group.objects.bulk_create([Group(name=name) for name in wanted], ignore_conflicts=True)
    return dict(Group.objects.filter(name__in=wanted).values_list("name", "pk"))
