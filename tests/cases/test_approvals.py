"""Where the rule of the office asks it, its head approves what officers disclose; nothing before."""

import pytest
from django.urls import reverse

from agencies import upkeep
from audit.models import Entry
from cases import approvals, askmore, consents, disclosure, protection, workflow
from cases.models import Approval, Case
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from notices.models import Notice
from tests.api import Caller
from tests.factories import draft, submitted

pytestmark = pytest.mark.django_db


def rule(office, value):
    type(office).objects.filter(pk=office.pk).update(approval=value)
    office.refresh_from_db()


@pytest.fixture
def case(world, cast):
    """Submitted before the rule was set; Myanmar reads the headline."""
    case = submitted(world, cast.somchai)
    rule(world.msi, "full")
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def proposed(case, world, cast):
    return approvals.share(
        case, world.tcl.country, Level.FULL, officer=cast.somchai, purpose="Planted-why"
    )


def level(browser, case):
    answer = Caller(browser).get(f"cases/{case}/")
    return answer.json()["level"] if answer.status_code == 200 else answer.status_code


def test_nothing_is_shared_before_the_head_approves(case, proposed, cast, signed_in):
    assert isinstance(proposed, Approval)
    assert level(signed_in(cast.thida), case) == "headline"
    assert Notice.objects.get(kind=Notice.Kind.APPROVAL_ASKED).office == case.office
    assert not Notice.objects.filter(kind=Notice.Kind.CASE_SHARED).exists()
    approvals.approve(proposed, officer=cast.anong)
    assert level(signed_in(cast.thida), case) == "full"
    grant = case.grants.current().get(country="MM")
    assert (grant.granted_by, grant.purpose) == (cast.anong, "Planted-why")


def test_declined_with_a_reason_nothing_is_shared(case, proposed, cast, signed_in):
    with pytest.raises(CaseProblem):
        approvals.decline(proposed, officer=cast.anong, reason=" ")
    approvals.decline(proposed, officer=cast.anong, reason="not yet")
    assert level(signed_in(cast.thida), case) == "headline"
    with pytest.raises(WrongState):
        approvals.approve(proposed, officer=cast.anong)


def test_only_the_head_of_that_office_answers(proposed, cast):
    for other in (cast.somchai, cast.preecha, cast.kyaw, cast.coordinator_th):
        with pytest.raises(NotAllowed):
            approvals.approve(proposed, officer=other)
        with pytest.raises(NotAllowed):
            approvals.decline(proposed, officer=other, reason="x")


def test_rights_are_asked_again(case, proposed, world, cast):
    """Restricted meanwhile: a share with the whole country cannot be done any more."""
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    with pytest.raises(CaseProblem):
        approvals.approve(proposed, officer=cast.anong)
    proposed.refresh_from_db()
    assert proposed.answer == ""


@pytest.mark.parametrize(
    ("value", "asked", "waits"),
    [
        ("none", Level.CONTRIBUTE, False),
        ("full", Level.HEADLINE, False),
        ("full", Level.CONTRIBUTE, True),
        ("all", Level.HEADLINE, True),
    ],
)
def test_what_each_rule_asks(case, world, cast, value, asked, waits):
    rule(world.msi, value)
    case = Case.objects.get(pk=case.pk)
    done = approvals.share(case, world.hxy.country, asked, officer=cast.somchai)
    assert isinstance(done, Approval) is waits
    assert not isinstance(
        approvals.share(case, world.ppt.country, asked, officer=cast.anong), Approval
    )


def test_a_submission_waits_too(world, cast, signed_in):
    rule(world.msi, "full")
    case = Case.objects.get(pk=draft(world, cast.somchai).pk)
    row = approvals.submit(case, officer=cast.somchai, levels={"MM": Level.FULL})
    assert isinstance(row, Approval)
    assert level(signed_in(cast.thida), case) == 404
    approvals.approve(row, officer=cast.anong)
    assert level(signed_in(cast.thida), case) == "full"
    headline = Case.objects.get(pk=draft(world, cast.somchai).pk)
    assert not isinstance(approvals.submit(headline, officer=cast.somchai), Approval)


def test_no_verb_leads_around_it(case, world, cast):
    victim = case.subjects.get(role="victim")
    with pytest.raises(WrongState):
        disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai)
    with pytest.raises(WrongState):
        protection.disclose(victim, world.tcl.country, officer=cast.somchai, purpose="x")
    ask = askmore.ask_for_more(case, Level.FULL, officer=cast.thida, purpose="x")
    with pytest.raises(WrongState):
        consents.agree(ask, officer=cast.somchai)
    consents.agree(ask, officer=cast.anong)
    other = Case.objects.get(pk=draft(world, cast.somchai).pk)
    with pytest.raises(WrongState):
        workflow.submit(other, officer=cast.somchai, levels={"MM": Level.FULL})


def test_the_same_waits_once(case, proposed, world, cast):
    with pytest.raises(WrongState):
        approvals.share(case, world.tcl.country, Level.FULL, officer=cast.somchai)


def test_the_head_sets_the_rule_and_an_officer_does_not(world, cast):
    for person, may in ((cast.anong, True), (cast.coordinator_th, True), (cast.somchai, False)):
        world.msi.refresh_from_db()
        change = {"approval": "all" if world.msi.approval != "all" else "full"}
        if may:
            upkeep.edit_office(world.msi, changes=change, version=world.msi.version, officer=person)
        else:
            with pytest.raises(NotAllowed):
                upkeep.edit_office(
                    world.msi, changes=change, version=world.msi.version, officer=person
                )


def test_nobody_else_reads_of_it(case, proposed, cast, signed_in):
    for person in (cast.preecha, cast.thida, cast.coordinator_th):
        browser = signed_in(person)
        assert Caller(browser).get(f"cases/{case}/approvals/").json() == []
        assert "Planted-why" not in browser.get(case.link).content.decode()


def test_on_the_pages(case, world, cast, signed_in):
    somchai, anong = signed_in(cast.somchai), signed_in(cast.anong)
    address = reverse("case-share", args=[case.reference, "MM"])
    done = somchai.post(address, {"level": "full", "purpose": "Planted-why"}, follow=True)
    text = done.content.decode()
    assert "The head of your office is asked first" in text and "Myanmar was told." not in text
    row = Approval.objects.get()
    page = reverse("case-approval", args=[case.reference, row.public_id])
    assert page not in text and page in anong.get(case.link).content.decode()
    assert "Planted-why" in anong.get(page).content.decode()
    assert "Say why not." in anong.post(page, {"answer": "declined"}).content.decode()
    assert anong.post(page, {"answer": "approved", "reason": ""}).status_code == 302
    assert level(signed_in(cast.thida), case) == "full"


def test_a_submission_on_the_page(world, cast, signed_in):
    rule(world.msi, "all")
    case = draft(world, cast.somchai)
    done = signed_in(cast.somchai).post(
        reverse("case-submit", args=[case.reference]), {}, follow=True
    )
    assert "The head of your office is asked first" in done.content.decode()
    assert Case.objects.get(pk=case.pk).is_draft


def test_over_the_api(case, cast, signed_in):
    somchai, anong = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.anong))
    asked = somchai.post(f"cases/{case}/grants/", {"country": "MM", "level": "full"})
    assert (asked.status_code, asked.json()["verb"]) == (202, "share")
    path = f"cases/{case}/approvals/{asked.json()['id']}/"
    assert somchai.post(path + "approve/").status_code == 403
    assert anong.post(path + "approve/").json()["level"] == "originator"
    assert level(signed_in(cast.thida), case) == "full"
    assert anong.post(path + "decline/", {"reason": "late"}).status_code == 409
    assert somchai.get(f"cases/{case}/approvals/").json()[0]["answer"] == "approved"


def test_the_rule_of_an_office_over_the_api(world, cast, signed_in):
    anong = Caller(signed_in(cast.anong))
    path = "offices/TH-MSI/"
    changed = anong.patch(path, {"approval": "all"}, if_match=anong.get(path)["ETag"])
    assert (changed.status_code, changed.json()["approval"]) == (200, "all")


def test_it_is_on_record(proposed, cast):
    approvals.approve(proposed, officer=cast.anong)
    rows = Entry.objects.filter(action__in=["ask_approval", "approve"]).order_by("pk")
    assert [(r.action, r.actor_name, r.fields) for r in rows] == [
        ("ask_approval", "somchai", ["share"]),
        ("approve", "anong", ["share"]),
    ]
