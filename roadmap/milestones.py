"""Keeping the milestones of a commitment; every change of one stays in its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Officer
from agencies.problems import Problem, StaleVersion
from audit.models import Entry
from audit.trail import record
from cases.forms.days import latest_day
from roadmap.keepers import kept_by, must_keep
from roadmap.models import Commitment, Milestone, MilestoneChange
from roadmap.rows import changed_fields, put_down

KIND = "milestone"
FIELD_OF = {"milestone_once": "title", "milestone_has_one_owner": "body"}


@dataclass(frozen=True)
class MilestoneContent:
    title: str
    due_on: date
    officer: Officer | None = None
    body: str = ""
    done_on: date | None = None
    note: str = ""


FIELDS = ("title", "due_on", "officer", "body", "done_on", "note")


def content_of(milestone: Milestone | MilestoneChange) -> MilestoneContent:
    return MilestoneContent(**{name: getattr(milestone, name) for name in FIELDS})


def find_milestone(public_id: UUID, user: object) -> Milestone:
    rows = Milestone.objects.visible_to(user).to_show()
    milestone = rows.filter(public_id=public_id).first()
    if milestone is None:
        raise Http404
    return milestone


def owner_named(username: str, user: object) -> Officer | None:
    """An officer of the own country by the user name; none without one."""
    typed = username.strip()
    if not typed:
        return None
    own = Officer.objects.active().people().filter(country=kept_by(user))
    found = own.filter(username=typed).first()
    if found is None:
        raise Problem(_("Your country has no officer with this user name."), field="officer")
    return found


@transaction.atomic
def add_milestone(
    commitment: Commitment, content: MilestoneContent, *, officer: Officer
) -> Milestone:
    must_keep(officer, commitment.country_id)
    _must_be_sound(content, commitment)
    row = Milestone(commitment=commitment, **vars(content))
    put_down(row, fields=FIELD_OF)
    _written(row, officer)
    _note(row, "add milestone", officer, FIELDS, Entry.Operation.COLLECTION)
    return row


@transaction.atomic
def change_milestone(
    milestone: Milestone, content: MilestoneContent, *, officer: Officer, version: int
) -> Milestone:
    """Raises StaleVersion when a colleague was faster."""
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("commitment")
    row = rows.get(pk=milestone.pk)
    must_keep(officer, row.commitment.country_id)
    if row.version != version:
        raise StaleVersion(row.version)
    changed = changed_fields(row, vars(content))
    if changed:
        _must_be_sound(content, row.commitment)
        for name, value in vars(content).items():
            setattr(row, name, value)
        row.version += 1
        put_down(row, fields=FIELD_OF)
        _written(row, officer)
        _note(row, "change milestone", officer, changed)
    return row


def _must_be_sound(content: MilestoneContent, commitment: Commitment) -> None:
    if not content.title.strip():
        raise Problem(_("Name the milestone."), field="title")
    owner = content.officer
    if owner is not None and owner.country_id != commitment.country_id:
        raise Problem(_("Choose an officer of the own country."), field="officer")
    if content.done_on is not None and content.done_on > latest_day():
        raise Problem(_("This day lies ahead."), field="done_on")


def _written(row: Milestone, officer: Officer) -> None:
    MilestoneChange.objects.create(milestone=row, by=officer, **vars(content_of(row)))


def _note(
    row: Milestone,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(officer), kind=KIND, ids=[str(row.public_id)], fields=fields)
