"""Joint cases: two originators with equal rights, and one private pane each."""

from dataclasses import replace

import pytest
from django.urls import reverse

from cases import disclosure, joint, notes, workflow
from cases.content import content_of
from cases.models import Case, Event, JointInvite
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find
from notices.models import Notice
from tests.api import Caller
from tests.factories import content, delivered, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    """Somchai of Mae Sai logged it; Tachileik and Houay Xay were told the headline."""
    stop = content(world).route[0]
    route = (stop, replace(stop, role="destination", crossing=world.chiang_khong))
    return delivered(submitted(world, cast.somchai, route=route))


@pytest.fixture
def both(case, world, cast):
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    joint.accept(case, officer=cast.thida)
    return delivered(case)


def test_asked_and_accepted_both_have_all_rights(both, world, cast):
    seen = find(both.reference, cast.thida)
    assert seen.level is Level.ORIGINATOR
    assert find(both.reference, cast.coordinator_mm).level is Level.FULL
    before = content_of(seen.case)
    workflow.revise(
        both, replace(before, title="Two gangs"), officer=cast.thida, version=seen.case.version
    )
    disclosure.share(both, world.bvt.country, Level.FULL, officer=cast.thida)
    disclosure.recall(both, world.hxy.country, officer=cast.thida, reason="an error")
    workflow.close(both, officer=cast.kyaw, outcome=Case.Outcome.RESULT)
    workflow.reopen(both, officer=cast.somchai, reason="more came")
    assert not Case.objects.visible_to(cast.bounmy).exists()


@pytest.mark.parametrize(("name", "other"), [("thida", "TH"), ("somchai", "MM")])
def test_neither_takes_the_case_from_the_other(both, world, cast, name, other):
    country, officer = world.desks[other].country, getattr(cast, name)
    with pytest.raises(CaseProblem):
        disclosure.recall(both, country, officer=officer, reason="an error")
    with pytest.raises(CaseProblem):
        disclosure.share(both, country, Level.HEADLINE, officer=officer)


def test_the_other_originator_is_told_what_one_does(both, cast):
    workflow.close(both, officer=cast.thida, outcome=Case.Outcome.RESULT)
    told = Notice.objects.filter(subject_reference=both.reference, kind=Notice.Kind.CASE_CLOSED)
    assert set(told.values_list("office__code", flat=True)) == {"TH-MSI", "LA-HXY"}


def test_each_country_keeps_its_pane(both, cast, signed_in):
    for person, word in ((cast.somchai, "Planted-th"), (cast.thida, "Planted-mm")):
        notes.write_note(both, word, officer=person)
        arrived(both, person, f"{word}.jpg", reach="national", caption=word)
    for person, own, others in (
        (cast.somchai, "Planted-th", "Planted-mm"),
        (cast.thida, "Planted-mm", "Planted-th"),
    ):
        browser = signed_in(person)
        base = f"cases/{both.reference}/"
        answers = [Caller(browser).get(base + path) for path in ("files/", "notes/", "events/")]
        answers += [browser.get(reverse("case-detail", args=[both.reference]))]
        text = "".join(answer.content.decode() for answer in answers)
        assert own in text and others not in text


def test_the_result_is_both_originators(both, cast):
    workflow.close(
        both, officer=cast.thida, outcome=Case.Outcome.RESULT, result="Planted", report_to=[]
    )
    assert find(both.reference, cast.somchai).result == "Planted"
    assert find(both.reference, cast.coordinator_mm).result == "Planted"
    assert find(both.reference, cast.bounmy).result == ""


def test_declined_taken_back_and_asked_again(case, world, cast):
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    joint.decline(case, reason="no people", officer=cast.thida)
    assert find(case.reference, cast.thida).level is Level.HEADLINE
    joint.invite(case, world.hxy, reason="one gang", officer=cast.somchai)
    joint.take_back(case, officer=cast.somchai)
    with pytest.raises(NotAllowed):
        joint.accept(case, officer=cast.bounmy)
    joint.invite(case, world.hxy, reason="one gang", officer=cast.somchai)
    with pytest.raises(WrongState):
        joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    answers = list(JointInvite.objects.values_list("answer", flat=True))
    assert answers == ["declined", "withdrawn", ""]


def test_only_an_office_over_the_border_that_was_told(case, world, cast):
    for office in (world.ckg, world.ppt, world.msi):
        with pytest.raises(CaseProblem):
            joint.invite(case, office, reason="one gang", officer=cast.somchai)
    with pytest.raises(NotAllowed):
        joint.invite(case, world.tcl, reason="one gang", officer=cast.thida)


def test_a_recall_ends_the_question(case, world, cast):
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(NotAllowed):
        joint.accept(case, officer=cast.thida)


def test_stepping_back_is_the_second_ones_alone(both, cast):
    with pytest.raises(NotAllowed):
        joint.step_back(both, reason="x", officer=cast.somchai)
    joint.step_back(both, reason="done our part", officer=cast.thida)
    assert find(both.reference, cast.thida).level is Level.FULL
    assert Event.objects.filter(case=both, kind=Event.Kind.JOINT_LEFT).exists()


def test_on_the_page(case, world, cast, signed_in):
    browser, told = signed_in(cast.somchai), signed_in(cast.thida)
    address = reverse("joint-invite", args=[case.reference])
    assert "There is a problem" in browser.post(address, {"office": "TH-CKG"}).content.decode()
    text = browser.post(address, {"office": "MM-TCL", "reason": "one gang"}, follow=True)
    assert "BLO Tachileik is asked to be originator too." in text.content.decode()
    page = reverse("case-detail", args=[case.reference])
    assert "Become originator" in told.get(page).content.decode()
    assert "asked to be originator" not in signed_in(cast.bounmy).get(page).content.decode()
    answer = told.post(reverse("joint-accept", args=[case.reference]), follow=True)
    text = answer.content.decode()
    assert "BLO Mae Sai and BLO Tachileik are its originators" in text
    assert reverse("case-recall", args=[case.reference, "TH"]) not in text
    assert reverse("case-recall", args=[case.reference, "LA"]) in text


def test_over_the_api(case, cast, signed_in):
    caller, told = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.thida))
    path = f"cases/{case.reference}/joint/"
    fault = caller.post(path, {"office": "KH-PPT", "reason": "x"})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "office")
    assert caller.post(path, {"reason": "x"}).status_code == 400
    made = caller.post(path, {"office": "MM-TCL", "reason": "one gang"})
    assert made.json()["invite"]["office"] == "MM-TCL"
    assert Caller(signed_in(cast.bounmy)).get(path).json() == {"other": None, "invite": None}
    assert told.post(f"{path}accept/").json() == {"other": "MM-TCL", "invite": None}
    assert told.get(f"cases/{case.reference}/").json()["level"] == "originator"
    assert told.post(f"{path}step-back/", {"reason": "done"}).json()["other"] is None
