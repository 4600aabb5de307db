"""Keeping the network's data right: the people whose data it is change it here.

Each verb is one transaction that locks the row, refuses an outdated form (StaleVersion), marks
what was changed or confirmed as coming from its owner, and writes an audit row. The reference
loader leaves rows alone that were edited here (`edited_at`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, TypeVar

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor, may_edit_office, side_to_edit
from agencies.models import Crossing, DutyShift, Office, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion
from audit.clock import now
from audit.models import Entry
from audit.trail import record

OFFICE_FIELDS = (
    "name_local",
    "phone",
    "email",
    "connection",
    "languages",
    "working_days",
    "opens",
    "closes",
    "lat",
    "lon",
    "status",
    "status_reason",
    "approval",
)
STATUS_FIELDS = frozenset({"status", "status_reason", "status_note"})
COORDINATE_FIELDS = frozenset({"lat", "lon"})
# What an owner may confirm without changing it.
CONFIRMABLE = frozenset({"status", "coordinates"})

Row = TypeVar("Row", Office, Crossing)


@transaction.atomic
def edit_office(
    office: Office,
    *,
    changes: Mapping[str, Any],
    confirms: Iterable[str] = (),
    version: int,
    officer: Officer,
) -> Office:
    """Change `OFFICE_FIELDS` of an office, and confirm its status or coordinates."""
    office = _locked(Office, office, version)
    if not may_edit_office(officer, office):
        raise NotAllowed(_("Only its head and the national coordinator can change this office."))
    _only_known(changes, OFFICE_FIELDS)
    changed = _apply(office, changes)
    _own(office, changed | _confirmed(confirms))
    _save(office, officer, "edit_office", changed | set(confirms))
    return office


@transaction.atomic
def edit_crossing(
    crossing: Crossing,
    *,
    changes: Mapping[str, Any],
    confirms: Iterable[str] = (),
    version: int,
    officer: Officer,
) -> Crossing:
    """Change the status (both sides share it) and the own side's `lat` and `lon`."""
    crossing = _locked(Crossing, crossing, version)
    side = side_to_edit(officer, crossing)
    if not side:
        raise NotAllowed(
            _("Only the offices beside this crossing and the coordinators can change it.")
        )
    _only_known(changes, ("status", "status_note", "lat", "lon"))
    changed = _apply(crossing, _on_side(crossing, side, changes))
    plain = {name.removesuffix("_a").removesuffix("_b") for name in changed}
    _own(crossing, plain | _confirmed(confirms))
    if plain & STATUS_FIELDS or "status" in confirms:
        crossing.status_at = now().date()
    _save(crossing, officer, "edit_crossing", changed | set(confirms))
    return crossing


@dataclass(frozen=True)
class Shift:
    """One weekly shift, in the office's wall time; it may end after midnight."""

    officer: Officer
    weekday: int
    starts: time
    ends: time


@transaction.atomic
def set_roster(
    office: Office, *, shifts: Iterable[Shift], version: int, officer: Officer
) -> Office:
    """Replace the weekly roster of an office by these shifts."""
    office = _locked(Office, office, version)
    if not may_edit_office(officer, office):
        raise NotAllowed(_("Only its head and the national coordinator can change this roster."))
    wanted = list(dict.fromkeys(shifts))
    if any(shift.officer.office_id != office.pk for shift in wanted):
        raise Problem(_("The roster names only officers posted to the office."))
    if len({(shift.officer, shift.weekday, shift.starts) for shift in wanted}) < len(wanted):
        raise Problem(_("An officer cannot start two shifts at the same time."))
    office.shifts.all().delete()
    DutyShift.objects.bulk_create(DutyShift(office=office, **vars(shift)) for shift in wanted)
    office.version += 1
    office.save(update_fields=["version"])
    _trace(office, officer, "set_roster", {"shifts"})
    return office


# -- steps -----------------------------------------------------------------------------------


def _locked(model: type[Row], row: Row, version: int) -> Row:
    locked = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.version != version:
        raise StaleVersion(locked.version)
    return locked


def _only_known(changes: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = set(changes) - set(known)
    if unknown:
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")


def _on_side(crossing: Crossing, side: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """`lat` and `lon` are those of the editor's own side."""
    suffix = "_a" if side == crossing.country_a_id else "_b"
    return {
        f"{name}{suffix}" if name in COORDINATE_FIELDS else name: value
        for name, value in changes.items()
    }


def _apply(row: Office | Crossing, changes: Mapping[str, Any]) -> set[str]:
    """Set the values; the names of those that differ."""
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, changes[name])
    return changed


def _confirmed(confirms: Iterable[str]) -> set[str]:
    names = {"status": STATUS_FIELDS, "coordinates": COORDINATE_FIELDS}
    return {field for name in confirms for field in names[name]}


def _own(row: Office | Crossing, fields: set[str]) -> None:
    """What its owner changed or confirmed no longer rests on a source or an estimate."""
    if fields & STATUS_FIELDS:
        row.status_ground = Crossing.Ground.OWNER
    if fields & COORDINATE_FIELDS:
        row.coordinates_ground = Crossing.Ground.OWNER


def _save(row: Office | Crossing, officer: Officer, action: str, names: set[str]) -> None:
    row.version += 1
    row.edited_at = now()
    row.full_clean(validate_unique=False)
    with pghistory.context(by=officer.full_title):
        row.save()
    _trace(row, officer, action, names)


def _trace(row: Office | Crossing, officer: Officer, action: str, names: set[str]) -> None:
    record(
        Entry.Operation.ADMINISTRATION,
        action,
        actor=actor(officer),
        kind=row._meta.model_name or "",
        ids=[row.code],
        fields=names,
    )
