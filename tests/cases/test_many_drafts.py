"""Drafts made together are the drafts that `workflow.create_draft` makes one by one."""

import pytest
from django.apps import apps
from django.db import models

from audit.models import Entry
from cases import workflow
from cases.manydrafts import New, create_drafts
from cases.models import Case
from tests.factories import content

pytestmark = pytest.mark.django_db

# What differs between any two drafts.
OWN = {"id", "public_id", "reference", "draft_key", "created_at", "at", "granted_at", "entered_at",
       "changed_at", "updated_at", "case_id", "content_object_id", "object_ids", "request_id"}  # fmt: skip


def plain(row, reference):
    """The columns of a row, with the case's own reference taken out of its search text."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    text = {name: str(value).replace(reference.lower(), "") for name, value in values.items()}
    return {name: value for name, value in text.items() if name not in OWN}


def everything_of(case):
    """By model, each row that belongs to the case."""
    found = {"Case": [plain(Case.objects.get(pk=case.pk), case.reference)]}
    for model in apps.get_app_config("cases").get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Case:
                rows = model._meta.base_manager.filter(**{field.name: case}).order_by("pk")
                if rows:
                    found[model.__name__] = [plain(row, case.reference) for row in rows]
    entries = Entry.objects.filter(object_ids=[case.reference])
    found["Entry"] = [plain(row, case.reference) for row in entries]
    return found


@pytest.mark.parametrize("account", ["somchai", "partner_th"])
def test_they_are_the_same_in_every_table(world, cast, account):
    officer = getattr(cast, account)
    said = content(world)
    one = workflow.create_draft(said, officer=officer, office=world.msi)
    first, second = create_drafts([New(said, world.msi)] * 2, officer=officer)
    wanted = everything_of(one)
    assert {"RouteStop", "Subject", "Seizure", "Grant", "SearchText", "Event"} <= set(wanted)
    assert everything_of(first) == wanted
    assert everything_of(second) == wanted


def test_their_numbers_follow_each_other(world, cast):
    said = content(world)
    before = workflow.create_draft(said, officer=cast.somchai, office=world.msi)
    made = create_drafts([New(said, world.msi)] * 3, officer=cast.somchai)
    after = workflow.create_draft(said, officer=cast.somchai, office=world.msi)
    numbers = [int(case.reference[-6:]) for case in (before, *made, after)]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
