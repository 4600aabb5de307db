"""What the office that logged a case decides on its page: share, recall, close, reopen,
withdraw. What cannot be done is said on the page, with what was typed kept."""

import pytest
from django.urls import reverse

from cases.models import Case, Grant
from cases.models.levels import Level
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return delivered(submitted(world, somchai))


def address(name, case, *more):
    return reverse(f"case-{name}", args=[case.reference, *more])


def level_of(country):
    return Grant.objects.standing().get(country=country).level


def test_sharing_more_starts_from_what_they_see_now(case, signed_in, somchai):
    form = signed_in(somchai).get(address("share", case, "MM")).context["form"]
    assert form["level"].value() == Level.HEADLINE


def test_sharing_more_and_less(case, signed_in, somchai):
    browser = signed_in(somchai)
    for level in (Level.FULL, Level.HEADLINE):
        answer = browser.post(
            address("share", case, "MM"), {"level": level, "purpose": "joint work"}, follow=True
        )
        assert "Myanmar was told." in answer.content.decode()
        assert level_of("MM") == level


def test_a_country_that_knew_nothing_can_be_told(case, signed_in, cast):
    browser = signed_in(cast.somchai)
    browser.post(address("share", case, "KH"), {"level": "headline", "purpose": "he fled there"})
    assert signed_in(cast.sokha).get(address("detail", case)).status_code == 200


def test_sharing_asks_what_for_and_keeps_what_was_chosen(case, signed_in, somchai):
    answer = signed_in(somchai).post(address("share", case, "MM"), {"level": "full"})
    text = answer.content.decode()
    assert "There is a problem" in text
    assert answer.context["form"]["level"].value() == "full"
    assert level_of("MM") == Level.HEADLINE


def test_a_draft_is_not_shared_and_says_so(world, signed_in, somchai):
    case = draft(world, somchai)
    answer = signed_in(somchai).post(
        address("share", case, "MM"), {"level": "full", "purpose": "joint work"}
    )
    text = answer.content.decode()
    assert "Submit the case first" in text
    assert "joint work" in text


@pytest.mark.parametrize("country", ["XX", "mm", "MMR"])
def test_an_unknown_country_is_not_there(case, signed_in, somchai, country):
    path = f"/cases/{case.reference}/share/{country}/"
    assert signed_in(somchai).get(path).status_code == 404


def test_recall_ends_the_sight_at_once(case, signed_in, cast):
    browser = signed_in(cast.somchai)
    answer = browser.post(address("recall", case, "MM"), {"reason": "sent in error"}, follow=True)
    assert "Myanmar no longer sees the case." in answer.content.decode()
    assert signed_in(cast.thida).get(address("detail", case)).status_code == 404
    answer = browser.post(address("recall", case, "MM"), {"reason": "again"})
    assert "That country does not see the case." in answer.content.decode()


def test_closing_says_how_it_ended(case, signed_in, somchai):
    browser = signed_in(somchai)
    answer = browser.post(address("close", case), {"result": "Two arrests"})
    assert "There is a problem" in answer.content.decode()
    assert "Two arrests" in answer.content.decode()
    browser.post(address("close", case), {"outcome": "result", "result": "Two arrests"})
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.CLOSED, Case.Outcome.RESULT)


def test_a_closed_case_is_reopened_with_a_reason(case, signed_in, somchai):
    browser = signed_in(somchai)
    browser.post(address("close", case), {"outcome": "no_result"})
    browser.post(address("reopen", case), {"reason": "new traces"})
    case.refresh_from_db()
    assert case.is_open


def test_what_cannot_be_done_now_is_said_with_what_was_typed(case, signed_in, somchai):
    text = signed_in(somchai).post(address("reopen", case), {"reason": "typed"}).content.decode()
    assert "The case is Open, so this cannot be done." in text
    assert "typed" in text


def test_withdrawing(case, signed_in, somchai):
    signed_in(somchai).post(address("withdraw", case), {"reason": "a test"})
    case.refresh_from_db()
    assert case.status == Case.Status.WITHDRAWN


@pytest.mark.parametrize("name", ["share", "recall", "close", "reopen", "withdraw"])
def test_only_the_office_that_logged_it_decides(case, signed_in, cast, name):
    more = ["MM"] if name in ("share", "recall") else []
    for person in (cast.preecha, cast.thida, cast.coordinator_th):
        assert signed_in(person).get(address(name, case, *more)).status_code == 403
        assert signed_in(person).post(address(name, case, *more)).status_code == 403
    assert signed_in(cast.sokha).get(address(name, case, *more)).status_code == 404
    assert signed_in(cast.anong).get(address(name, case, *more)).status_code == 200
