"""Several cases at once: each through its own verb, each with its own answer."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import bulk, disclosure, tags, workflow
from cases.bulk import Action, Order, Outcome
from cases.models import Assignment, Case, Watch
from cases.models.levels import Level
from cases.problems import CaseProblem
from cases.reading import find
from notices.models import Notice
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(world, cast):
    return [delivered(submitted(world, cast.somchai, levels={"MM": Level.FULL})) for _ in "ab"]


def names(cases):
    return [case.reference for case in cases]


def outcomes(rows):
    return [(row.reference, str(row.outcome), row.code) for row in rows]


def act(by, action, cases, **more):
    return bulk.carry_out(Order(action, office=by.office, **more), names(cases), officer=by)


def address(cases, action=None):
    query = "&".join(f"case={name}" for name in names(cases))
    return f"{reverse('bulk')}?{query}" + (f"&action={action}" if action else "")


def test_tags_on_and_off(pair, cast):
    assert {row.outcome for row in act(cast.thida, Action.TAG, pair, tags=("Lorries",))} == {
        Outcome.DONE
    }
    on_them = [tags.tags_of(find(c.reference, cast.kyaw), cast.kyaw) for c in pair]
    assert [[tag.name for tag in one] for one in on_them] == [["Lorries"], ["Lorries"]]
    act(cast.thida, Action.UNTAG, pair, tags=("lorries", "never there"))
    assert not any(tags.tags_of(find(c.reference, cast.kyaw), cast.kyaw) for c in pair)


def test_watching_and_not(pair, cast):
    act(cast.thida, Action.WATCH, pair)
    assert Watch.objects.filter(officer=cast.thida).count() == 2
    act(cast.thida, Action.UNWATCH, pair)
    assert not Watch.objects.exists()


def test_assigning_is_for_colleagues(pair, cast):
    assert {row.outcome for row in act(cast.thida, Action.ASSIGN, pair, officer=cast.kyaw)} == {
        Outcome.DONE
    }
    assert Assignment.objects.filter(officer=cast.kyaw, office=cast.thida.office).count() == 2
    refused = act(cast.thida, Action.ASSIGN, pair, officer=cast.somchai)
    assert {row.outcome for row in refused} == {Outcome.REFUSED}


def test_acknowledging_settles_what_waits_for_the_own_office_alone(pair, cast):
    rows = act(cast.thida, Action.ACKNOWLEDGE, pair)
    assert {row.outcome for row in rows} == {Outcome.DONE}
    assert not Notice.objects.for_office(cast.thida.office).waiting().exists()
    again = act(cast.thida, Action.ACKNOWLEDGE, pair)
    assert {(row.outcome, row.code) for row in again} == {(Outcome.REFUSED, "wrong_state")}


def test_each_case_is_answered_for_itself(world, pair, cast):
    """The others are closed although one is closed already, one is another office's, and one
    does not exist."""
    workflow.close(pair[0], officer=cast.somchai, outcome=Case.Outcome.NO_RESULT)
    theirs = submitted(world, cast.preecha)
    asked = [pair[0].reference, theirs.reference, "TH-MSI-2026-999999", pair[1].reference]
    order = Order(Action.CLOSE, outcome=Case.Outcome.NO_RESULT, result="Planted-result")
    rows = bulk.carry_out(order, asked, officer=cast.somchai)
    assert outcomes(rows) == [
        (asked[0], "refused", "wrong_state"),
        (asked[1], "refused", "not_allowed"),
        (asked[2], "not_found", "not_found"),
        (asked[3], "done", ""),
    ]
    pair[1].refresh_from_db()
    assert (pair[1].status, pair[1].result) == ("closed", "Planted-result")
    refused = Entry.objects.get(action="refused")
    assert (refused.object_ids, refused.reason_code) == ([theirs.reference], "not_allowed")


def test_out_of_reach_is_as_if_it_did_not_exist(world, pair, cast):
    disclosure.recall(pair[0], world.tcl.country, officer=cast.somchai, reason="an error")
    for action in (Action.TAG, Action.WATCH, Action.ACKNOWLEDGE):
        rows = bulk.carry_out(
            Order(action, tags=("x",)),
            [pair[0].reference, "TH-MSI-2026-999999"],
            officer=cast.thida,
        )
        first, second = rows
        assert (first.outcome, first.code, first.detail) == (
            second.outcome, second.code, second.detail,
        )  # fmt: skip
        assert rows[0].outcome is Outcome.NOT_FOUND


def test_a_hundred_at_most(cast):
    asked = [f"TH-MSI-2026-{number:06}" for number in range(bulk.MOST + 1)]
    with pytest.raises(CaseProblem, match="At most 100"):
        bulk.carry_out(Order(Action.WATCH), asked, officer=cast.somchai)
    assert len(bulk.carry_out(Order(Action.WATCH), asked[1:], officer=cast.somchai)) == 100


def test_in_the_browser(pair, cast, signed_in):
    browser = signed_in(cast.somchai)
    text = browser.get(address(pair)).content.decode()
    assert "Close them" in text and "2 cases are chosen" in text
    page = browser.get(address(pair, "close"))
    assert page.status_code == 200
    assert not Case.objects.filter(status="closed").exists()
    kept = browser.post(address(pair, "close"), {"result": "Planted-typed"})
    assert "Planted-typed" in kept.content.decode()
    answer = browser.post(address(pair, "close"), {"outcome": "no_result", "result": "none"})
    assert (answer.status_code, answer.url) == (302, reverse("bulk-done"))
    text = browser.get(answer.url).content.decode()
    assert "2 of 2 cases" in text
    assert Case.objects.filter(status="closed").count() == 2


def test_the_page_says_beforehand_what_cannot_be_done(world, pair, cast, signed_in):
    theirs = submitted(world, cast.preecha)
    text = signed_in(cast.somchai).get(address([*pair, theirs], "close")).content.decode()
    assert text.count("Only the office that logged this case can do that.") == 1
    text = signed_in(cast.thida).get(address(pair, "acknowledge")).content.decode()
    assert "Nothing about this case waits" not in text


def test_too_many_in_the_browser_is_said(cast, signed_in):
    query = "&".join(f"case=TH-MSI-2026-{number:06}" for number in range(101))
    text = signed_in(cast.somchai).get(f"{reverse('bulk')}?action=watch&{query}").content.decode()
    assert "these are 101" in text


def test_what_a_role_may_not_do_is_not_offered(pair, cast, signed_in):
    browser = signed_in(cast.coordinator_th)
    assert "Close them" not in browser.get(address(pair)).content.decode()
    assert browser.post(address(pair, "close"), {"outcome": "no_result"}).status_code == 403
