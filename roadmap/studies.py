"""Studies and their recommendations, kept by the lead shepherd; each member state says where it
stands on a recommendation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Country, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion
from audit.models import Entry
from audit.trail import record
from cases.forms.days import latest_day
from roadmap.editions import must_be_when
from roadmap.keepers import must_keep, must_lead
from roadmap.models import (
    ActionItem,
    Body,
    Position,
    Recommendation,
    RecommendationChange,
    Study,
    StudyChange,
)
from roadmap.rows import changed_fields, put_down

COLLECTION = Entry.Operation.COLLECTION
FIELD_OF = {
    "study_once": "title",
    "study_has_a_day_or_month": "at",
    "study_names_its_document": "document",
    "recommendation_number_once": "number",
    "recommendation_numbers_start_at_one": "number",
    "recommendation_has_one_addressee": "addressee",
    "recommendation_status_says_why": "reason",
    "position_version_once": "stance",
}


@dataclass(frozen=True)
class StudyContent:
    title: str
    made_by: str
    document: str
    at: str = ""
    note: str = ""


@dataclass(frozen=True)
class RecommendationContent:
    """One addressee: a body, or another in words."""

    number: int
    text: str
    body: Body | None = None
    addressee: str = ""
    items: tuple[ActionItem, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a recommendation stands, since when and why."""

    status: str
    status_on: date
    reason: str = ""


WORDS = ("number", "text", "body", "addressee")
STANDING = ("status", "status_on", "reason")


def content_of(study: Study) -> StudyContent:
    return StudyContent(study.title, study.made_by, study.document, study.at, study.note)


def recommended(row: Recommendation) -> RecommendationContent:
    items = tuple(row.items.select_related("edition"))
    return RecommendationContent(row.number, row.text, row.body, row.addressee, items)


def standing_of(row: Recommendation) -> Standing:
    return Standing(row.status, row.status_on, row.reason)


def find_study(public_id: UUID, user: object) -> Study:
    study = Study.objects.visible_to(user).filter(public_id=public_id).first()
    if study is None:
        raise Http404
    return study


def find_recommendation(public_id: UUID, user: object) -> Recommendation:
    rows = Recommendation.objects.visible_to(user).to_show()
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def next_number(study: Study) -> int:
    last = study.recommendations.aggregate(last=models.Max("number"))["last"]
    return (last or 0) + 1


# -- Studies -------------------------------------------------------------------------------------


@transaction.atomic
def add_study(content: StudyContent, *, officer: Officer) -> Study:
    must_lead(officer)
    _must_be_sound(content)
    row = Study(**vars(content))
    put_down(row, fields=FIELD_OF)
    StudyChange.objects.create(study=row, by=officer, **vars(content))
    _note("add study", officer, row.public_id, vars(content), kind="study", doing=COLLECTION)
    return row


@transaction.atomic
def change_study(study: Study, content: StudyContent, *, officer: Officer, version: int) -> Study:
    """Raises StaleVersion when a colleague was faster."""
    must_lead(officer)
    row = Study.objects.select_for_update().get(pk=study.pk)
    if row.version != version:
        raise StaleVersion(row.version)
    changed = changed_fields(row, vars(content))
    if changed:
        _must_be_sound(content)
        for name, value in vars(content).items():
            setattr(row, name, value)
        row.version += 1
        put_down(row, fields=FIELD_OF)
        StudyChange.objects.create(study=row, by=officer, **vars(content))
        _note("change study", officer, row.public_id, changed, kind="study")
    return row


def _must_be_sound(content: StudyContent) -> None:
    for name in ("title", "made_by", "document"):
        if not getattr(content, name).strip():
            raise Problem(_("This is needed."), field=name)
    if content.at:
        must_be_when(content.at)


# -- Recommendations -----------------------------------------------------------------------------


@transaction.atomic
def add_recommendation(
    study: Study, content: RecommendationContent, *, officer: Officer
) -> Recommendation:
    """It begins as proposed, today."""
    must_lead(officer)
    _must_have_text(content)
    row = Recommendation(study=study, status_on=latest_day(), **_words(content))
    put_down(row, fields=FIELD_OF)
    row.items.set(content.items)
    _written(row, officer)
    _note("add recommendation", officer, row.public_id, vars(content), doing=COLLECTION)
    return row


@transaction.atomic
def change_recommendation(
    row: Recommendation, content: RecommendationContent, *, officer: Officer, version: int
) -> Recommendation:
    """Its words, addressee and items; the positions stand as they were stated."""
    must_lead(officer)
    row = _locked(row, version)
    changed = changed_fields(row, _words(content))
    if set(content.items) != set(row.items.all()):
        changed.append("items")
    if changed:
        _must_have_text(content)
        row.items.set(content.items)
        _put(row, _words(content), officer)
        _note("change recommendation", officer, row.public_id, changed)
    return row


@transaction.atomic
def put_standing(
    row: Recommendation, said: Standing, *, officer: Officer, version: int
) -> Recommendation:
    """A status holds from a day that has come, not before the one that stands."""
    must_lead(officer)
    row = _locked(row, version)
    if said.status_on > latest_day():
        raise Problem(_("This day lies ahead."), field="status_on")
    # The first day is that of its entry, which tells nothing of when it was proposed.
    if said.status_on < row.status_on and said.status != row.status and row.version > 1:
        raise Problem(_("The status before it is of a later day."), field="status_on")
    changed = changed_fields(row, vars(said))
    if changed:
        _put(row, vars(said), officer)
        _note("put status of recommendation", officer, row.public_id, changed)
    return row


def _locked(row: Recommendation, version: int) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("study", "body")
    found = rows.get(pk=row.pk)
    if found.version != version:
        raise StaleVersion(found.version)
    return found


def _put(row: Recommendation, values: dict[str, object], officer: Officer) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    put_down(row, fields=FIELD_OF)
    _written(row, officer)


def _words(content: RecommendationContent) -> dict[str, object]:
    return {name: getattr(content, name) for name in WORDS}


def _must_have_text(content: RecommendationContent) -> None:
    if not content.text.strip():
        raise Problem(_("Give the text of the recommendation."), field="text")


def _written(row: Recommendation, officer: Officer) -> None:
    items = " ".join(item.reference for item in row.items.select_related("edition"))
    RecommendationChange.objects.create(
        recommendation=row,
        number=row.number,
        text=row.text,
        addressed_to=row.addressed_to,
        items=items,
        by=officer,
        **{name: getattr(row, name) for name in STANDING},
    )


# -- Positions of the member states --------------------------------------------------------------


def standing_position(row: Recommendation, country: str) -> Position | None:
    return row.positions.standing().filter(country=country).first()


def version_of_position(row: Recommendation, country: str) -> int:
    """0 before the first."""
    stands = standing_position(row, country)
    return stands.version if stands is not None else 0


@transaction.atomic
def state_position(
    row: Recommendation,
    country: Country,
    *,
    stance: str,
    note: str = "",
    officer: Officer,
    version: int,
) -> Position:
    """By the country's own coordinators. What it said before stays."""
    must_keep(officer, country.pk)
    if not country.is_member:
        raise NotAllowed(_("Coordinators of the member states state a position."))
    Recommendation.objects.select_for_update().get(pk=row.pk)
    stands = standing_position(row, country.pk)
    current = stands.version if stands is not None else 0
    if current != version:
        raise StaleVersion(current)
    if stands is not None and (stands.stance, stands.note) == (stance, note):
        return stands
    position = Position(recommendation=row, country=country, stance=stance, note=note, by=officer)
    position.version = current + 1
    put_down(position, fields=FIELD_OF)
    fields = ("stance", "note")
    _note(
        "state position",
        officer,
        position.public_id,
        fields,
        kind="position",
        doing=COLLECTION,
    )
    return position


def _note(
    action: str,
    officer: Officer,
    public_id: UUID,
    fields: Iterable[str],
    *,
    kind: str = "recommendation",
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(officer), kind=kind, ids=[str(public_id)], fields=fields)
