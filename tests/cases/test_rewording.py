"""A label that an administrator changes finds the cases that use it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from agencies import codekeeping
from agencies.codekeeping import Wording
from cases import rewording
from cases.models import Case, SearchText
from cases.tasks import find_reworded, index_cases
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(world, cast):
    return [submitted(world, cast.somchai) for _ in range(3)]


def reword(code, label, cast):
    code.refresh_from_db()
    code.list.refresh_from_db()
    codekeeping.change_code(
        code, Wording(label), version=code.list.version, officer=cast.admin, reason="clearer"
    )


def found(word, user):
    return set(Case.objects.visible_to(user).matching(word, user).values_list("pk", flat=True))


@pytest.mark.parametrize("name", ["meth", "trafficking"])
def test_cases_are_found_by_the_new_words(world, cast, cases, monkeypatch, name):
    reword(getattr(world, name), "Planted wording", cast)
    assert found("planted wording", cast.thida) == set()
    monkeypatch.setattr(rewording, "STEP", 2)
    steps = rewording.stale()
    assert [len(ids) for ids in steps] == [2, 1]
    for ids in steps:
        index_cases(ids)
    assert found("planted wording", cast.thida) == {case.pk for case in cases}
    assert rewording.stale() == []


def test_the_sweeper_hands_out_steps_until_nothing_is_left(world, cast, cases, monkeypatch):
    reword(world.meth, "Planted wording", cast)
    given = []
    monkeypatch.setattr(index_cases, "delay", given.append)
    find_reworded()
    assert given == [sorted((case.pk for case in cases), reverse=True)]
    index_cases([*given[0], 999_999_999])
    find_reworded()
    assert len(given) == 1


def test_old_words_find_it_no_longer(world, cast, cases):
    reword(world.meth, "Planted wording", cast)
    index_cases([case.pk for case in cases])
    assert found("methamphetamine", cast.thida) == set()


def test_what_was_not_edited_or_long_ago_is_left_alone(world, cast, cases):
    SearchText.objects.update(text="")
    assert rewording.stale() == []
    reword(world.meth, "Planted wording", cast)
    type(world.meth).objects.update(edited_at=timezone.now() - rewording.LOOKED_AT_FOR)
    assert rewording.stale() == []


def test_all_cases_are_indexed_anew_after_an_upgrade(world, cast, cases, monkeypatch, capsys):
    SearchText.objects.update(text="words of an older release")
    assert found("methamphetamine", cast.thida) == set()
    monkeypatch.setattr(rewording, "STEP", 2)
    call_command("reindex_cases")
    assert "3 cases are indexed anew." in capsys.readouterr().out
    assert found("methamphetamine", cast.thida) == {case.pk for case in cases}
