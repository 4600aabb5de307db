"""The milestones of the country's commitments, as a sheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Officer
from agencies.problems import Problem
from roadmap import milestones
from roadmap.keepers import kept_by
from roadmap.milestones import MilestoneContent, content_of, owner_named
from roadmap.models import ActionItem, Commitment, Milestone
from roadmap.workbook import cells
from roadmap.workbook.cells import Row, written_day
from roadmap.workbook.sheet import Outcome, Sheet, must_be_as_taken, must_be_gone_nowhere


def item_of(row: Row) -> ActionItem:
    written = cells.text(row, "item", most=20, needed=True)
    year, _dash, number = written.partition("-")
    found = None
    if year.isdecimal() and number.isdecimal() and len(written) < 10:
        rows = ActionItem.objects.filter(edition__year=int(year), number=int(number))
        found = rows.select_related("edition").first()
    if found is None:
        raise Problem(_("There is no such item. Write it as 2021-4."), field="item")
    return found


def milestone_rows(country: str) -> Iterable[dict[str, str]]:
    rows = Milestone.objects.filter(commitment__country=country).to_show()
    for one in rows.order_by("commitment__item__number", "due_on", "pk"):
        yield {
            "item": one.commitment.item.reference,
            "title": one.title,
            "id": str(one.public_id),
            "due_on": written_day(one.due_on),
            "officer": one.officer.username if one.officer is not None else "",
            "body": one.body,
            "done_on": written_day(one.done_on),
            "note": one.note,
            "version": str(one.version),
        }


def take_milestone(row: Row, officer: Officer) -> Outcome:
    commitment = _commitment(row, officer)
    content = MilestoneContent(
        title=cells.text(row, "title", most=200, needed=True),
        due_on=cells.needed_day(row, "due_on"),
        officer=owner_named(cells.text(row, "officer", most=60), officer),
        body=cells.text(row, "body", most=120),
        done_on=cells.day(row, "done_on"),
        note=cells.text(row, "note", most=Milestone.LONGEST),
    )
    stands = _standing(row, commitment)
    if stands is None:
        must_be_gone_nowhere(row)
        milestones.add_milestone(commitment, content, officer=officer)
        return Outcome.NEW
    if content_of(stands) == content:
        return Outcome.UNCHANGED
    must_be_as_taken(row, stands.version)
    milestones.change_milestone(stands, content, officer=officer, version=stands.version)
    return Outcome.CHANGED


def _commitment(row: Row, officer: Officer) -> Commitment:
    item = item_of(row)
    found = Commitment.objects.filter(item=item, country=kept_by(officer)).first()
    if found is None:
        raise Problem(_("State the progress of this item first."), field="item")
    return found


def _standing(row: Row, commitment: Commitment) -> Milestone | None:
    written = cells.text(row, "id", most=40)
    if not written:
        return None
    rows = commitment.milestones.select_related("officer")
    found = next((one for one in rows if str(one.public_id) == written.lower()), None)
    if found is None:
        message = _("Leave the id as it was taken; a new milestone has none.")
        raise Problem(message, field="id")
    return found


def _items(_country: str) -> dict[str, list[str]]:
    items = ActionItem.objects.select_related("edition").order_by("edition__year", "number")
    return {"item": [item.reference for item in items]}


MILESTONES = Sheet(
    "milestones",
    gettext_lazy("Milestones of the country's commitments."),
    ("item", "title", "id", "due_on", "officer", "body", "done_on", "note", "version"),
    3,
    milestone_rows,
    take_milestone,
    _items,
)
