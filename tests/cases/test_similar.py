"""The warning before submitting: a case that may be the same one, within what the officer reads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.content import StopContent, SubjectContent
from cases.models import Subject
from cases.models.levels import Level
from cases.reading import find
from cases.similar import similar_to
from tests.api import Caller
from tests.factories import HAPPENED, draft, submitted

pytestmark = pytest.mark.django_db

LATER = HAPPENED + timedelta(days=30)


def at_tachileik(world):
    return (StopContent("incident", crossing=world.mae_sai, country=world.tcl.country),)


def seen(case, officer):
    found = similar_to(find(case.reference, officer), officer)
    return {one.case.reference: one.reasons for one in found}


def test_the_same_crossing_within_hours(world, cast):
    told = submitted(world, cast.somchai)
    own = draft(world, cast.thida, route=at_tachileik(world), subjects=())
    assert seen(own, cast.thida) == {
        told.reference: ["same crossing, less than 6 hours apart"],
    }
    later = draft(world, cast.thida, route=at_tachileik(world), subjects=(), happened_at=LATER)
    assert seen(later, cast.thida) == {}


def test_the_same_document_only_where_the_case_is_read_in_full(world, cast):
    headline = submitted(world, cast.somchai)
    person = (SubjectContent(name="Planted-other", document_number="pa1234567"),)
    mine = draft(world, cast.thida, happened_at=LATER, subjects=person)
    assert seen(mine, cast.thida) == {}
    full = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    assert seen(mine, cast.thida) == {full.reference: ["same document number"]}
    colleagues = draft(world, cast.somchai, happened_at=LATER, subjects=person)
    assert set(seen(colleagues, cast.somchai)) == {headline.reference, full.reference}


def test_a_victims_document_is_compared_in_the_own_office_only(world, cast):
    victim = SubjectContent(role=Subject.Role.VICTIM, name="x", document_number="V1")
    told = submitted(world, cast.somchai, subjects=(victim,), levels={"MM": Level.FULL})
    same = (SubjectContent(name="y", document_number="V1"),)
    theirs = draft(world, cast.thida, happened_at=LATER, subjects=same)
    own = draft(world, cast.somchai, happened_at=LATER, subjects=same)
    assert seen(theirs, cast.thida) == {}
    assert seen(own, cast.somchai) == {told.reference: ["same document number"]}


def test_out_of_reach_and_drafts_are_never_named(world, cast):
    submitted(world, cast.somchai)
    draft(world, cast.somchai)
    assert seen(draft(world, cast.sokha), cast.sokha) == {}


def test_the_preview_asks_and_leaves_a_trace(world, cast, signed_in):
    told = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    own = draft(world, cast.thida, route=at_tachileik(world))
    page = signed_in(cast.thida).get(reverse("case-preview", args=[own.reference]))
    text = page.content.decode()
    assert "Is it the same as this case?" in text
    assert told.reference in text
    assert "Planted-narrative" not in text.replace(own.narrative, "")
    assert Entry.objects.get(action="similar").object_ids == [told.reference]


def test_over_the_api(world, cast, signed_in):
    told = submitted(world, cast.somchai)
    own = draft(world, cast.thida, route=at_tachileik(world), subjects=())
    [row] = Caller(signed_in(cast.thida)).get(f"cases/{own.reference}/similar/").json()
    assert (row["reference"], row["level"]) == (told.reference, "headline")
    assert row["reasons"] == ["same crossing, less than 6 hours apart"]
    assert "subjects" not in row
