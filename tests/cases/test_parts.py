"""Subjects and seizures keep their identity through edits; what is removed stays in the record."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cases import workflow
from cases.content import SeizureContent, SubjectContent, content_of
from cases.models import Seizure, Subject
from tests.factories import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return draft(world, somchai)


def revised(case, somchai, **changes):
    content = replace(content_of(case), **changes)
    return workflow.revise(case, content, officer=somchai, version=case.version)


def ids(case):
    return [subject.public_id for subject in case.subjects.all()]


def test_a_named_part_changes_and_stays_itself(case, somchai):
    first, second = content_of(case).subjects
    case = revised(case, somchai, subjects=(replace(first, name="ສົມໄຈ"), second))
    assert ids(case) == [first.public_id, second.public_id]
    assert case.subjects.first().name == "ສົມໄຈ"


def test_a_part_that_says_the_same_is_the_same(case, somchai):
    """A partner system that sends its list again without ids makes no new records."""
    before = ids(case)
    nameless = tuple(replace(s, public_id=None) for s in content_of(case).subjects)
    new = SubjectContent(name="Planted-third")
    case = revised(case, somchai, subjects=(*nameless, new))
    assert ids(case)[:2] == before


def test_the_order_of_the_list_is_kept(case, somchai):
    first, second = content_of(case).subjects
    case = revised(case, somchai, subjects=(second, first))
    assert ids(case) == [second.public_id, first.public_id]
    assert content_of(case).subjects == (second, first)


def test_what_is_taken_off_is_marked_not_deleted(case, somchai):
    first, second = content_of(case).subjects
    case = revised(case, somchai, subjects=(second,), seizures=())
    assert ids(case) == [second.public_id]
    gone = Subject.everything.get(public_id=first.public_id)
    assert (gone.removed_by, gone.removed_at is not None) == (somchai, True)
    assert Seizure.everything.exclude(removed_at=None).count() == 1
    assert "Planted-suspect" not in str(case.subjects.values_list("name_latin"))


def test_an_id_of_another_case_is_nobodys(world, case, somchai):
    other = content_of(draft(world, somchai)).seizures[0]
    mine = content_of(case).seizures[0].public_id
    unit = other.unit
    case = revised(
        case,
        somchai,
        seizures=(SeizureContent(Decimal(7), unit, goods="bags", public_id=other.public_id),),
    )
    assert case.seizures.get().public_id not in (other.public_id, mine)
    assert Seizure.objects.get(public_id=other.public_id).quantity == 400_000


def test_discarding_a_draft_takes_what_was_removed_with_it(case, somchai):
    case = revised(case, somchai, subjects=(), seizures=())
    workflow.discard(case, officer=somchai)
    assert not Subject.everything.exists()
    assert not Seizure.everything.exists()
