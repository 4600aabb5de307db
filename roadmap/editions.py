"""The Roadmap's editions, the bodies that adopt them, and what became of their items: kept by the
lead shepherd."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Officer
from agencies.problems import Problem, WrongState
from audit.models import Entry
from audit.trail import record
from cases.forms.days import latest_day
from roadmap.keepers import must_lead
from roadmap.models import ActionItem, Adoption, Body, Commitment, Edition, ItemMapping
from roadmap.models.adoption import ADDRESS, NOT_AN_ADDRESS, NOT_WHEN
from roadmap.rows import put_down

KIND = "edition"
MOST_ITEMS = 99
COLLECTION = Entry.Operation.COLLECTION
FIELD_OF = {
    "adoption_once": "body",
    "adoption_has_a_day_or_month": "at",
    "adoption_document_is_an_address": "document",
    "item_mapped_once": "new",
    "item_dropped_has_no_new_one": "new",
    "body_code_is_capitals": "code",
}


@dataclass(frozen=True)
class EditionContent:
    year: int
    title: str
    adopted_by: str
    adopted_on: str = ""
    note: str = ""


@dataclass(frozen=True)
class AdoptionContent:
    body: Body
    at: str
    what: str
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class MappingContent:
    old: ActionItem
    kind: str
    new: ActionItem | None = None
    note: str = ""


def find_edition(year: int) -> Edition:
    edition = Edition.objects.filter(year=year).first()
    if edition is None:
        raise Http404
    return edition


def find_mapping(edition: Edition, public_id: UUID) -> ItemMapping:
    found = edition.mappings.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def add_edition(content: EditionContent, titles: Sequence[str], *, officer: Officer) -> Edition:
    """With the official titles of its items, in their order."""
    must_lead(officer)
    if Edition.objects.filter(year=content.year).exists():
        raise Problem(_("There is an edition of this year."), field="year")
    for name in ("title", "adopted_by"):
        if not getattr(content, name).strip():
            raise Problem(_("This is needed."), field=name)
    edition = Edition.objects.create(**vars(content), entered_by=officer)
    _note(edition, "add edition", officer, list(vars(content)))
    add_items(edition, titles, officer=officer)
    return edition


@transaction.atomic
def add_items(edition: Edition, titles: Sequence[str], *, officer: Officer) -> list[ActionItem]:
    """After those that it has."""
    must_lead(officer)
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    if Commitment.objects.filter(item__edition=row).exists():
        raise WrongState(_("Countries state progress on this edition: its items stand."))
    stands = row.items.aggregate(last=models.Max("number"))["last"] or 0
    wanted = [title.strip() for title in titles if title.strip()]
    if stands + len(wanted) > MOST_ITEMS:
        raise Problem(_("An edition has 99 items at most."), field="items")
    if any(len(title) > 300 for title in wanted):
        raise Problem(_("A title has 300 characters at most."), field="items")
    made = [
        ActionItem(edition=row, number=number, title=title, is_working_title=False)
        for number, title in enumerate(wanted, stands + 1)
    ]
    ActionItem.objects.bulk_create(made)
    if made:
        _note(row, "add items", officer, ["items"])
    return made


@transaction.atomic
def remove_edition(edition: Edition, *, officer: Officer) -> None:
    """One that was entered by mistake: as soon as anything rests on it, it stays."""
    must_lead(officer)
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    try:
        row.mappings.all().delete()
        row.items.all().delete()
        row.delete()
    except models.ProtectedError as error:
        raise WrongState(_("Something rests on this edition already: it stays.")) from error
    _note(edition, "remove edition", officer, ["edition"], Entry.Operation.ERASURE)


@transaction.atomic
def add_body(code: str, name: str, what: str = "", document: str = "", *, officer: Officer) -> Body:
    must_lead(officer)
    _must_be_address(document)
    if Body.objects.filter(code=code).exists():
        raise Problem(_("There is a body with this code."), field="code")
    body = Body(code=code, name=name, what=what, document=document)
    put_down(body, fields=FIELD_OF)
    record(COLLECTION, "add body", actor=actor(officer), kind="body", ids=[code], fields=["name"])
    return body


@transaction.atomic
def add_adoption(edition: Edition, content: AdoptionContent, *, officer: Officer) -> Adoption:
    """What a body said of it; it stands for good."""
    must_lead(officer)
    must_be_when(content.at)
    if content.at > f"{latest_day():%Y-%m-%d}":
        raise Problem(_("This day lies ahead."), field="at")
    _must_be_address(content.document)
    row = Adoption(edition=edition, by=officer, **vars(content))
    put_down(row, fields=FIELD_OF)
    _note(edition, "add adoption", officer, list(vars(content)))
    return row


@transaction.atomic
def map_item(edition: Edition, content: MappingContent, *, officer: Officer) -> ItemMapping:
    """What became of an earlier edition's item in this one."""
    must_lead(officer)
    if content.old.edition.year >= edition.year:
        raise Problem(_("Choose an item of an earlier edition."), field="old")
    if content.new is not None and content.new.edition_id != edition.pk:
        raise Problem(_("Choose an item of this edition."), field="new")
    _must_agree(edition, content)
    row = ItemMapping(edition=edition, **vars(content))
    put_down(row, fields=FIELD_OF)
    _note(edition, "map item", officer, list(vars(content)))
    return row


def _must_agree(edition: Edition, content: MappingContent) -> None:
    """What is dropped lives on in no other item."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    others = edition.mappings.filter(old=content.old)
    if content.kind == ItemMapping.Kind.DROPPED and others.exists():
        raise Problem(_("This item lives on in the edition: it is not dropped."), field="kind")
    if others.filter(kind=ItemMapping.Kind.DROPPED).exists():
        raise Problem(_("This item is dropped in the edition already."), field="kind")


@transaction.atomic
def unmap_item(mapping: ItemMapping, *, officer: Officer) -> None:
    must_lead(officer)
    edition = mapping.edition
    mapping.delete()
    _note(edition, "unmap item", officer, ["mapping"], Entry.Operation.ERASURE)


def must_be_when(text: str) -> None:
    """A year, a month or a day that exists."""
    parts = text if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII) else ""
    try:
        date.fromisoformat((parts + "-01-01")[:10])
    except ValueError as error:
        raise Problem(str(NOT_WHEN), field="at") from error


def _must_be_address(text: str) -> None:
    if text and re.fullmatch(ADDRESS, text) is None:
        raise Problem(str(NOT_AN_ADDRESS), field="document")


def _note(
    edition: Edition,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = COLLECTION,
) -> None:
    ids = [str(edition.year)]
    record(doing, action, actor=actor(officer), kind=KIND, ids=ids, fields=fields)
