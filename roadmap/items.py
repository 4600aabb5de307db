"""The words of the action items: the lead shepherd puts the official ones in the place of ours."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Officer
from agencies.problems import Problem, StaleVersion
from audit.models import Entry
from audit.trail import record
from roadmap.keepers import must_lead
from roadmap.models import ActionItem, ItemWording
from roadmap.rows import changed_fields

KIND = "action item"


@dataclass(frozen=True)
class Wording:
    title: str
    text: str = ""


def wording_of(item: ActionItem) -> Wording:
    return Wording(item.title, item.text)


def item_named(reference: str) -> ActionItem | None:
    """By its reference, such as 2021-4."""
    year, _dash, number = reference.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        return None
    rows = ActionItem.objects.select_related("edition")
    return rows.filter(edition__year=int(year), number=int(number)).first()


@transaction.atomic
def put_wording(
    item: ActionItem, wording: Wording, *, officer: Officer, version: int
) -> ActionItem:
    """The official words, or a correction of them. What stood before stays in the history."""
    must_lead(officer)
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related("edition")
    row = rows.get(pk=item.pk)
    if row.version != version:
        raise StaleVersion(row.version)
    if not wording.title.strip():
        raise Problem(_("Give the official title."), field="title")
    changed = changed_fields(row, {**vars(wording), "is_working_title": False})
    if changed:
        _put(row, wording, officer)
        record(
            Entry.Operation.ALTERATION,
            "put wording of item",
            actor=actor(officer),
            kind=KIND,
            ids=[row.reference],
            fields=changed,
        )
    return row


def _put(row: ActionItem, wording: Wording, officer: Officer) -> None:
    ItemWording.objects.create(
        item=row,
        **vars(wording),
        title_before=row.title,
        text_before=row.text,
        by=officer,
    )
    row.title, row.text, row.is_working_title = wording.title, wording.text, False
    row.version += 1
    row.save()
