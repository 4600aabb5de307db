"""Keeping the expansion plan: each country's coordinators keep the row of each of their places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Office, Officer
from agencies.problems import Problem, StaleVersion
from audit.models import Entry
from audit.trail import record
from cases.forms.days import latest_day
from roadmap.keepers import kept_by, must_keep
from roadmap.models import Place, Step
from roadmap.models.expansion import STEPS
from roadmap.rows import changed_fields, put_down

KIND = "expansion"
Days = Mapping[str, date | None]
NO_DAYS: Days = MappingProxyType({})
FIELD_OF = {"place_once_per_country": "name", "place_once_per_office": "office"}


@dataclass(frozen=True)
class PlaceContent:
    name: str
    office: Office | None = None
    owner: str = ""
    note: str = ""


def content_of(place: Place) -> PlaceContent:
    return PlaceContent(place.name, place.office, place.owner, place.note)


def find_place(public_id: UUID, user: object) -> Place:
    """Out of reach does not exist."""
    rows = Place.objects.visible_to(user).filter(public_id=public_id)
    place = rows.select_related("country", "office").first()
    if place is None:
        raise Http404
    return place


@transaction.atomic
def add_place(content: PlaceContent, *, by: Officer, days: Days = NO_DAYS) -> Place:
    """`days`: those of all its steps, by name (`survey_planned`, `survey_done` …)."""
    country = kept_by(by)
    must_keep(by, country)
    place = Place(country_id=country)
    _take(place, content)
    _take_days(place, days)
    put_down(place, fields=FIELD_OF)
    _note(place, "add place", by, list(vars(content)), Entry.Operation.COLLECTION)
    return place


@transaction.atomic
def change_place(
    place: Place, content: PlaceContent, *, by: Officer, version: int, days: Days = NO_DAYS
) -> Place:
    """`days` as in `add_place`. Raises StaleVersion when a colleague was faster."""
    place = _locked(place, by, version)
    changed = changed_fields(place, {**vars(content), **days})
    if changed:
        _take(place, content)
        _take_days(place, days)
        _save(place, "change place", by, changed)
    return place


@transaction.atomic
def write_step(
    place: Place,
    step: Step,
    *,
    planned: date | None,
    done: date | None,
    by: Officer,
    version: int,
) -> Place:
    """When it is planned and when it was done. Without a day it is not done (any more)."""
    place = _locked(place, by, version)
    values = {f"{step}_planned": planned, f"{step}_done": done}
    changed = changed_fields(place, values)
    if changed:
        for name, value in values.items():
            setattr(place, name, value)
        if done is not None and done > latest_day():
            raise Problem(_("This day lies ahead."), field="done")
        _must_be_in_order(place, step)
        _save(place, "write step of place", by, changed)
    return place


def _must_be_in_order(place: Place, step: Step, *, of_many: bool = False) -> None:
    """Says which step stands in the way; the rules of the data refuse the same."""
    for before, after in pairwise(STEPS):
        first, then = getattr(place, f"{before}_done"), getattr(place, f"{after}_done")
        if then is None or step not in (before, after):
            continue
        names = {"first": before.label, "then": after.label}
        if first is None:
            message = _("“%(then)s” cannot be done while “%(first)s” is not done.")
            raise Problem(message % names, field=f"{after}_done" if of_many else "done")
        if then < first:
            message = _("“%(then)s” cannot be done on an earlier day than “%(first)s”.")
            raise Problem(message % names, field=f"{after}_done" if of_many else "done")


def _take(place: Place, content: PlaceContent) -> None:
    office = content.office
    if not content.name.strip():
        raise Problem(_("Name the place."), field="name")
    if office is not None and office.country_id != place.country_id:
        raise Problem(_("Choose an office of your own country."), field="office")
    for name, value in vars(content).items():
        setattr(place, name, value)


def _take_days(place: Place, days: Days) -> None:
    """Of several steps at once: what refuses names the step's own field."""
    for name, day in days.items():
        setattr(place, name, day)
        if name.endswith("_done") and day is not None and day > latest_day():
            raise Problem(_("This day lies ahead."), field=name)
    if days:
        for step in STEPS:
            _must_be_in_order(place, step, of_many=True)


def _locked(place: Place, by: Officer, version: int) -> Place:
    rows = Place.objects.select_for_update(of=("self",)).select_related("country", "office")
    locked = rows.get(pk=place.pk)
    must_keep(by, locked.country_id)
    if locked.version != version:
        raise StaleVersion(locked.version)
    return locked


def _save(place: Place, action: str, by: Officer, changed: Iterable[str]) -> None:
    place.version += 1
    put_down(place, fields=FIELD_OF)
    _note(place, action, by, changed)


def _note(
    place: Place,
    action: str,
    by: Officer,
    changed: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(by), kind=KIND, ids=[str(place.public_id)], fields=changed)
