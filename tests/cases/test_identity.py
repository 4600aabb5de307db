"""A person is shown as that person: who writes somebody else over the record shows nobody."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import protection, subjects, workflow
from cases.content import content_of
from cases.models import Event
from cases.models.levels import Level
from cases.subjects import DocumentRecord, record_of
from notices.models import Notice
from tests.api import Caller
from tests.cases.test_protection import PEOPLE
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return delivered(submitted(world, somchai, levels={"MM": Level.FULL}, subjects=PEOPLE))


@pytest.fixture
def victim(case):
    return case.subjects.get(role="victim")


@pytest.fixture
def shown(victim, world, somchai):
    return protection.disclose(victim, world.tcl.country, officer=somchai, purpose="interview")


def change(subject, officer, **said):
    record = replace(record_of(subject), **said)
    return subjects.change_subject(subject, record, officer=officer, version=subject.version)


def stands(disclosure):
    disclosure.refresh_from_db()
    return disclosure.ended_at is None


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Somebody else"},
        {"name_latin": "Somebody"},
        {"birth_date": date(1990, 1, 2)},
        {"birth_year": 1990},
        {"documents": (DocumentRecord(type="passport", number="X1", issuer="THA"),)},
    ],
    ids=lambda said: next(iter(said)),
)
def test_somebody_else_is_hidden_again(case, victim, shown, signed_in, cast, said):
    change(victim, cast.somchai, **said)
    assert not stands(shown)
    text = signed_in(cast.thida).get(reverse("case-detail", args=[case.reference]))
    assert "Somebody" not in text.content.decode()
    assert case.events.filter(kind=Event.Kind.PERSON_HIDDEN, about_country="MM").count() == 1
    assert Entry.objects.filter(action="hide_person").get().recipients == ["MM", "MM-TCL"]
    told = Notice.objects.filter(event_key__contains="person-hidden")
    assert set(told.values_list("office__code", flat=True)) == {"MM-TCL"}


def test_what_leaves_the_person_the_same_leaves_the_showing(victim, shown, cast):
    change(victim, cast.somchai, description="wears a red shirt", sex="F")
    assert stands(shown)


def test_over_the_case_form_as_well(case, victim, shown, cast):
    content = content_of(case)
    people = [
        replace(one, name="Somebody else") if one.public_id == victim.public_id else one
        for one in content.subjects
    ]
    content = replace(content, subjects=tuple(people))
    workflow.revise(case, content, officer=cast.somchai, version=case.version)
    assert not stands(shown)


def test_another_person_changed_leaves_it(case, shown, cast):
    change(case.subjects.get(role="witness"), cast.somchai, name="Another witness")
    assert stands(shown)


def test_over_the_api(case, victim, shown, signed_in, cast):
    caller = Caller(signed_in(cast.somchai))
    path = f"cases/{case.reference}/subjects/{victim.public_id}/"
    tag = caller.get(path)["ETag"]
    answer = caller.patch(path, {"name": "Somebody else"}, if_match=tag)
    assert answer.status_code == 200
    assert not stands(shown)


def test_it_is_said_before_it_is_saved(case, victim, shown, signed_in, cast):
    browser = signed_in(cast.somchai)
    sentence = "nobody there sees"
    pages = (
        reverse("subject-edit", args=[case.reference, victim.public_id]),
        reverse("case-edit", args=[case.reference]),
    )
    for page in pages:
        text = browser.get(page).content.decode()
        assert sentence in text and "shown to: Myanmar" in text
    witness = case.subjects.get(role="witness")
    page = reverse("subject-edit", args=[case.reference, witness.public_id])
    assert sentence not in browser.get(page).content.decode()
