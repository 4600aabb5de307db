"""What stood in an office's or a crossing's row before, change by change."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from agencies.models import Crossing, Office

MOST = 20


@dataclass(frozen=True)
class Change:
    """One field of one change. The values are shown as they stood."""

    at: datetime
    by: str
    field: str
    before: str
    after: str


def changes_of(row: Office | Crossing) -> list[Change]:
    """The latest changes, newest first. Each kept row holds what stood before its change, so a
    change lies between it and the next one, the last between it and today."""
    past: QuerySet[Any] = row.past  # type: ignore[union-attr]  # made by pghistory
    kept = list(past.select_related("pgh_context").order_by("-pgh_id")[:MOST])
    found = []
    for after, before in pairwise([row, *kept]):
        found += [
            Change(
                at=before.pgh_created_at,
                by=_by(before),
                field=_label(row, name),
                before=_shown(before, name),
                after=_shown(after, name),
            )
            for name in _tracked(before)
            if getattr(before, name) != getattr(after, name)
        ]
    return found


def _label(row: Office | Crossing, name: str) -> str:
    field = row._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _tracked(kept: Any) -> list[str]:
    return [f.name for f in kept._meta.fields if not f.name.startswith("pgh_")]


def _by(kept: Any) -> str:
    return str(kept.pgh_context.metadata.get("by", "")) if kept.pgh_context else ""


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display is not None else getattr(row, name)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
