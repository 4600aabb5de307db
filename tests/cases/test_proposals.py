"""What a contributing country proposes, and what the originator makes of it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, proposals, workflow
from cases.content import StopContent, content_of
from cases.models import Case, Proposal
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from notices.models import Notice
from tests.api import Caller
from tests.cases.typed import Shown
from tests.factories import submitted

pytestmark = pytest.mark.django_db

WORDS = ("Planted-title", "Planted-why")


@pytest.fixture
def case(world, cast):
    """Myanmar contributes, Laos reads the full case."""
    case = submitted(world, cast.somchai, levels={"MM": Level.CONTRIBUTE})
    disclosure.share(case, world.hxy.country, Level.FULL, officer=cast.somchai)
    case.refresh_from_db()
    return case


@pytest.fixture
def proposal(case, thida):
    wanted = replace(content_of(case), title="Planted-title", urgency="routine")
    return proposals.propose(case, wanted, officer=thida, reason="Planted-why")


def page(case, name="proposal-detail", proposal=None):
    arguments = [case.reference] + ([proposal.public_id] if proposal is not None else [])
    return reverse(name, args=arguments)


def test_an_officer_proposes_in_the_browser_and_the_case_stays(signed_in, case, cast, world):
    browser = signed_in(cast.thida)
    assert "Propose a change" in Shown(browser.get(case.link)).text
    form = Shown(browser.get(page(case, "case-propose"))).values
    assert not [name for name in form if name.startswith("people-")]
    typed = form | {"do": "save", "title": "Two lorries", "reason": "we saw both",
                    "after-TOTAL_FORMS": "1", "after-0-place": "Chiang Khong",
                    "after-0-role": "destination"}  # fmt: skip
    shown = Shown(browser.post(page(case, "case-propose"), typed, follow=True))
    assert "Two lorries" in shown.text
    proposal = Proposal.objects.get()
    assert sorted(proposal.changes) == ["route", "title"]
    case.refresh_from_db()
    assert case.title == "Lorry with tablets"
    told = Notice.objects.get(kind=Notice.Kind.CHANGE_PROPOSED)
    assert told.office == world.msi


def test_sent_unchanged_it_proposes_nothing_and_says_so(signed_in, case, cast):
    browser = signed_in(cast.thida)
    form = Shown(browser.get(page(case, "case-propose"))).values
    answer = Shown(browser.post(page(case, "case-propose"), form | {"do": "save", "reason": "x"}))
    assert "Nothing differs" in answer.text
    assert not Proposal.objects.exists()


def test_without_a_reason_what_was_typed_stays(signed_in, case, cast):
    browser = signed_in(cast.thida)
    form = Shown(browser.get(page(case, "case-propose"))).values
    typed = form | {"do": "save", "title": "Two lorries", "reason": ""}
    answer = Shown(browser.post(page(case, "case-propose"), typed))
    assert "Why you propose it: This field is required." in answer.text
    assert answer.values["title"] == ["Two lorries"]


def test_what_is_ticked_is_taken_over_and_new_offices_are_told(signed_in, case, cast, world):
    route = (*content_of(case).route, StopContent("destination", crossing=world.chiang_khong))
    wanted = replace(content_of(case), title="Two lorries", urgency="routine", route=route)
    proposal = proposals.propose(case, wanted, officer=cast.thida, reason="we saw both")
    browser = signed_in(cast.somchai)
    shown = Shown(browser.get(page(case, proposal=proposal)))
    assert "Lorry with tablets" in shown.text
    assert "Two lorries" in shown.text
    browser.post(page(case, "proposal-accept", proposal), {"fields": ["title", "route"]})
    case.refresh_from_db()
    proposal.refresh_from_db()
    assert (case.title, case.urgency) == ("Two lorries", "flash")
    assert (proposal.state, proposal.taken) == ("accepted", ["title", "route"])
    assert "LA-HXY" in {i.office.code for i in case.involvements.all()}
    settled = Notice.objects.get(kind=Notice.Kind.PROPOSAL_SETTLED)
    assert settled.office == world.tcl


def test_what_was_changed_since_stays_but_for_the_proposed_field(case, proposal, cast):
    now = replace(content_of(case), narrative="Written later", title="Renamed")
    workflow.revise(case, now, officer=cast.somchai, version=case.version)
    proposals.accept(proposal, officer=cast.anong, names=["title"])
    case.refresh_from_db()
    assert (case.title, case.narrative) == ("Planted-title", "Written later")


def test_declined_with_a_reason_that_the_proposer_reads(signed_in, case, proposal, cast):
    browser = signed_in(cast.somchai)
    browser.post(page(case, "proposal-decline", proposal), {"reason": "it was one lorry"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.settle_reason) == ("declined", "it was one lorry")
    shown = Shown(signed_in(cast.thida).get(page(case, proposal=proposal)))
    assert "it was one lorry" in shown.text
    with pytest.raises(WrongState):
        proposals.accept(proposal, officer=cast.somchai)


def test_taken_back_by_its_own_country_alone(case, proposal, cast):
    for other in (cast.somchai, cast.bounmy):
        with pytest.raises(NotAllowed):
            proposals.take_back(proposal, officer=other)
    assert proposals.take_back(proposal, officer=cast.kyaw).state == "withdrawn"


def test_only_a_country_that_contributes_proposes(case, cast):
    wanted = replace(content_of(case), title="x")
    for other in (cast.somchai, cast.bounmy, cast.sokha):
        with pytest.raises(NotAllowed):
            proposals.propose(case, wanted, officer=other, reason="x")


def test_a_recalled_country_reaches_none_of_it(signed_in, case, proposal, cast):
    disclosure.recall(case, cast.thida.country, officer=cast.somchai, reason="x")
    assert signed_in(cast.thida).get(page(case, proposal=proposal)).status_code == 404
    with pytest.raises(NotAllowed):
        proposals.take_back(proposal, officer=cast.thida)


def test_no_third_country_reads_of_it(signed_in, case, proposal, cast):
    browser = signed_in(cast.bounmy)
    caller = Caller(browser)
    base = f"cases/{case.reference}/"
    answers = [caller.get(base + path) for path in ("", "events/", "proposals/", "access/")]
    answers += [browser.get(case.link), browser.get("/"), caller.get("cases/")]
    text = "".join(answer.content.decode() for answer in answers)
    assert not [word for word in (*WORDS, "proposed") if word in text]
    assert signed_in(cast.somchai).get(case.link).content.decode().count("Planted-why") == 1


def test_over_the_api_from_proposing_to_taking_over(signed_in, case, cast):
    theirs, own = Caller(signed_in(cast.thida)), Caller(signed_in(cast.somchai))
    base = f"cases/{case.reference}/proposals/"
    said = {"title": "Two lorries", "evaluation": "B2", "reason": "we saw both"}
    made = theirs.post(base, said)
    assert made.status_code == 201, made.content
    changes = {"title": "Two lorries", "source_evaluation": "B", "information_evaluation": "2"}
    assert made.json()["changes"] == changes
    one = f"{base}{made.json()['id']}/"
    assert own.get(base).json()[0]["id"] == made.json()["id"]
    take = f"{one}accept/"
    assert own.post(take, {"take": ["title"]}).status_code == 428
    tag = own.get(one)["ETag"]
    assert own.post(take, {"take": ["nothing"]}, If_Match=tag).status_code == 400
    assert own.post(take, {"take": ["title"]}, If_Match='"99"').status_code == 412
    done = own.post(take, {"take": ["title"]}, If_Match=tag)
    assert (done.json()["state"], done.json()["taken"]) == ("accepted", ["title"])
    assert own.post(f"{one}decline/", {"reason": "x"}).status_code == 409
    case.refresh_from_db()
    assert (case.title, case.source_evaluation) == ("Two lorries", "A")


@pytest.mark.parametrize("body", [{"reason": "x"}, {"title": "x"}, {"subjects": [], "reason": "x"}])
def test_a_proposal_needs_a_change_and_a_reason(signed_in, case, cast, body):
    answer = Caller(signed_in(cast.thida)).post(f"cases/{case.reference}/proposals/", body)
    assert answer.status_code == 400


def test_each_step_stands_in_the_audit_without_values(case, proposal, cast):
    proposals.decline(proposal, officer=cast.somchai, reason="no")
    rows = Entry.objects.filter(action__in=["propose", "proposal_refused"]).order_by("pk")
    assert [row.action for row in rows] == ["propose", "proposal_refused"]
    assert rows[0].fields == ["title", "urgency"]
    assert "Planted-title" not in str([vars(row) for row in rows])


def test_a_closed_case_takes_no_proposals(case, cast):
    wanted = replace(content_of(case), title="x")
    workflow.close(case, officer=cast.somchai, outcome=Case.Outcome.RESULT)
    with pytest.raises(WrongState):
        proposals.propose(case, wanted, officer=cast.thida, reason="x")
    with pytest.raises(CaseProblem):
        proposals.propose(case, wanted, officer=cast.thida, reason="x")


def test_over_the_api_only_the_reason_must_be_said(signed_in, case, cast):
    door = Caller(signed_in(cast.thida))
    there = f"cases/{case.reference}/proposals/"
    assert door.post(there, {"title": "Two", "reason": "seen"}).status_code == 201
    answer = door.post(there, {"title": "Three"})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["reason"]


# -- what changed while the page was open --------------------------------------------------------


def test_a_colleagues_newer_text_is_not_overwritten_unseen(signed_in, case, proposal, cast):
    browser = signed_in(cast.somchai)
    form = Shown(browser.get(page(case, "proposal-detail", proposal))).values
    newer = replace(content_of(case), title="Planted-newer")
    workflow.revise(case, newer, officer=cast.anong, version=case.version)
    accept = page(case, "proposal-accept", proposal)
    again = browser.post(accept, form | {"fields": ["title"]})
    text = again.content.decode()
    assert "Nothing was taken over" in text and cast.anong.full_title in text
    assert "Planted-newer" in text and "Planted-title" in text
    ticked = [one in text for one in ('id="take-title" checked', 'id="take-urgency" checked')]
    assert ticked == [True, False]
    case.refresh_from_db()
    assert case.title == "Planted-newer"
    form = Shown(again).values
    assert browser.post(accept, form | {"fields": ["title"]}).status_code == 302
    case.refresh_from_db()
    assert case.title == "Planted-title"


def test_what_is_not_proposed_may_change_meanwhile(signed_in, case, proposal, cast):
    browser = signed_in(cast.somchai)
    form = Shown(browser.get(page(case, "proposal-detail", proposal))).values
    newer = replace(content_of(case), narrative="Planted-newer")
    workflow.revise(case, newer, officer=cast.anong, version=case.version)
    accept = page(case, "proposal-accept", proposal)
    assert browser.post(accept, form | {"fields": ["title"]}).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.narrative) == ("Planted-title", "Planted-newer")


def in_fractions(case):
    """As a partner system logs it: the moment has parts of a second."""
    at = case.happened_at.replace(second=24, microsecond=345678)
    Case.objects.filter(pk=case.pk).update(happened_at=at)
    case.route.filter(role="incident").update(at=at)
    return at


def test_parts_of_a_second_are_no_change(signed_in, case, cast):
    at = in_fractions(case)
    browser = signed_in(cast.thida)
    form = Shown(browser.get(page(case, "case-propose"))).values
    typed = form | {"do": "save", "title": "Two lorries", "reason": "x"}
    browser.post(page(case, "case-propose"), typed)
    assert list(Proposal.objects.get().changes) == ["title"]
    browser = signed_in(cast.somchai)
    form = Shown(browser.get(page(case, "case-edit"))).values
    browser.post(page(case, "case-edit"), form | {"do": "save", "title": "Three"})
    case.refresh_from_db()
    assert (case.title, case.happened_at) == ("Three", at)
    assert case.events.last().fields == ["title"]
