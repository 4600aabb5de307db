"""Exhibits put right and taken off until somebody signed, and the office that has to sign; who is
told of proposals; who really sees a protected person; what is asked instead of guessed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from cases import disclosure, exhibits, joint, proposals, workflow
from cases.content import content_of
from cases.exhibits import ExhibitContent, Handover
from cases.models import Exhibit
from cases.models.levels import Level
from cases.problems import WrongState
from notices.models import Notice
from tests.api import Caller, lorry
from tests.cases.typed import Shown
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai, cast):
    """Laos reads the full case, Myanmar contributes."""
    case = submitted(world, somchai, levels={"MM": Level.CONTRIBUTE})
    disclosure.share(case, world.hxy.country, Level.FULL, officer=somchai)
    case.refresh_from_db()
    return case


@pytest.fixture
def bag(case, somchai):
    return exhibits.add_exhibit(case, ExhibitContent("Planted-bag", "S-1"), officer=somchai)


def handed(bag, office, officer):
    moment = now() - timedelta(hours=2)
    handover = Handover(moment, "the driver", "Bounmy", "the bridge", "to the laboratory", office)
    return exhibits.hand_over(bag, handover, officer=officer)


def at(name, bag):
    return reverse(name, args=[bag.case.reference, bag.public_id])


def test_put_right_taken_off_and_brought_back_in_the_browser(signed_in, somchai, bag):
    browser = signed_in(somchai)
    form = Shown(browser.get(at("exhibit-edit", bag))).values
    sent = form | {"description": "Two bags", "seal_number": "S-2"}
    assert browser.post(at("exhibit-edit", bag), sent).status_code == 302
    bag.refresh_from_db()
    assert (bag.description, bag.seal_number, bag.version) == ("Two bags", "S-2", 2)
    late = Shown(browser.post(at("exhibit-edit", bag), form | {"description": "One"}))
    assert late.values["description"] == ["One"]
    page = browser.post(at("exhibit-remove", bag), follow=True).content.decode()
    assert at("exhibit-restore", bag) in page
    assert browser.get(at("exhibit-detail", bag)).status_code == 404
    new = exhibits.add_exhibit(bag.case, ExhibitContent("another"), officer=somchai)
    assert new.number == 2
    browser.post(at("exhibit-restore", bag))
    assert Exhibit.objects.get(pk=bag.pk).number == 1


def test_after_a_receiver_has_signed_it_stays_as_it_is(signed_in, world, cast, bag):
    step = handed(bag, world.hxy, cast.somchai)
    browser = signed_in(cast.somchai)
    assert at("exhibit-edit", bag) in browser.get(at("exhibit-detail", bag)).content.decode()
    exhibits.sign(step, officer=cast.bounmy)
    assert at("exhibit-edit", bag) not in browser.get(at("exhibit-detail", bag)).content.decode()
    for change in (
        lambda: exhibits.remove_exhibit(bag, officer=cast.somchai),
        lambda: exhibits.change_exhibit(
            bag, ExhibitContent("other"), officer=cast.somchai, version=1
        ),
    ):
        with pytest.raises(WrongState):
            change()


def test_the_receiving_office_is_told_by_reference_and_the_case_shows_it(
    signed_in, world, cast, bag
):
    step = handed(bag, world.hxy, cast.somchai)
    delivered(bag.case)
    notice = Notice.objects.get(kind=Notice.Kind.CUSTODY_TO_SIGN)
    assert (notice.office, notice.link) == (world.hxy, bag.case.link)
    browser = signed_in(cast.bounmy)
    assert "handed to your office" in browser.get(reverse("inbox")).content.decode()
    page = browser.get(bag.case.link).content.decode()
    assert 'id="to-sign"' in page
    assert 'id="to-sign"' not in signed_in(cast.somchai).get(bag.case.link).content.decode()
    exhibits.sign(step, officer=cast.bounmy)
    assert 'id="to-sign"' not in browser.get(bag.case.link).content.decode()


def test_a_signature_is_taken_on_a_withdrawn_case_too(world, cast, bag):
    """Somebody has the evidence, whatever became of the case."""
    step = handed(bag, world.hxy, cast.somchai)
    workflow.withdraw(bag.case, officer=cast.somchai, reason="an error")
    assert exhibits.sign(step, officer=cast.bounmy).officer == cast.bounmy
    with pytest.raises(WrongState):
        handed(bag, world.hxy, cast.somchai)


def test_what_was_taken_off_is_not_signed_for(world, cast, bag):
    step = handed(bag, world.hxy, cast.somchai)
    exhibits.remove_exhibit(bag, officer=cast.somchai)
    with pytest.raises(WrongState):
        exhibits.sign(step, officer=cast.bounmy)


def test_over_the_api_an_exhibit_is_changed_under_its_version(signed_in, somchai, case, bag):
    own = Caller(signed_in(somchai))
    one = f"cases/{case.reference}/exhibits/{bag.public_id}/"
    assert own.patch(one, {"seal_number": "S-3"}).status_code == 428
    tag = own.get(one)["ETag"]
    done = own.patch(one, {"seal_number": "S-3"}, If_Match=tag)
    assert (done.json()["seal_number"], done.json()["version"]) == ("S-3", 2)
    assert done.json()["description"] == "Planted-bag"
    assert own.patch(one, {"seal_number": "S-4"}, If_Match=tag).status_code == 412
    assert own.delete(one).status_code == 204
    assert own.get(one).status_code == 404
    assert own.post(f"{one}restore/").json()["number"] == 1


# -- proposals -----------------------------------------------------------------------------------


def test_the_page_says_what_stood_there_when_it_was_proposed(signed_in, case, cast):
    now_stands = content_of(case)
    wanted = replace(now_stands, title="Planted-wanted")
    proposal = proposals.propose(case, wanted, officer=cast.thida, reason="we saw it")
    address = reverse("proposal-detail", args=[case.reference, proposal.public_id])
    browser = signed_in(cast.somchai)
    assert "When it was proposed" not in browser.get(address).content.decode()
    case.refresh_from_db()
    workflow.revise(
        case, replace(now_stands, title="Planted-newer"), officer=cast.anong, version=case.version
    )
    page = Shown(browser.get(address)).text
    for words in ("Planted-wanted", "Planted-newer", now_stands.title, "When it was proposed"):
        assert words in page
    one = f"cases/{case.reference}/proposals/{proposal.public_id}/"
    told = Caller(browser).get(one).json()
    assert told["changes"] == {"title": "Planted-wanted"}
    assert told["now"] == {"title": "Planted-newer"}
    assert told["stood"] == {"title": now_stands.title}


def test_both_originators_are_told_of_a_proposal(world, cast, somchai):
    case = submitted(world, somchai)
    joint.invite(case, world.tcl, reason="one gang", officer=somchai)
    joint.accept(case, officer=cast.thida)
    disclosure.share(case, world.hxy.country, Level.CONTRIBUTE, officer=somchai)
    case.refresh_from_db()
    wanted = replace(content_of(case), title="Planted-wanted")
    proposals.propose(case, wanted, officer=cast.bounmy, reason="we saw it")
    told = Notice.objects.filter(kind=Notice.Kind.CHANGE_PROPOSED)
    assert set(told.values_list("office", flat=True)) == {world.msi.pk, world.tcl.pk}


def test_who_sees_a_protected_person_is_named(signed_in, world, cast, somchai):
    case = submitted(world, somchai)
    page = Shown(signed_in(somchai).get(case.link)).text
    assert f"Protected: seen only by {world.msi.title}." in page
    joint.invite(case, world.tcl, reason="one gang", officer=somchai)
    joint.accept(case, officer=cast.thida)
    page = Shown(signed_in(somchai).get(case.link)).text
    assert f"{world.msi.title}, {world.tcl.title}" in page
    assert "(TH)" in page or "(LA)" in page


# -- asked, not guessed --------------------------------------------------------------------------


def test_the_evaluation_has_no_default(signed_in, somchai, world):
    browser = signed_in(somchai)
    form = Shown(browser.get(reverse("case-new"))).values
    assert form["source_evaluation"] in ([""], [])
    page = Shown(browser.post(reverse("case-new"), form | {"do": "save"}))
    assert "Choose how reliable the source is." in page.text
    body = lorry()
    body.pop("evaluation")
    refused = Caller(browser).post("cases/", body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "evaluation"


def test_a_laboratory_does_not_report_before_the_incident(signed_in, somchai, case):
    seizure = case.seizures.get()
    address = reverse("seizure-lab", args=[case.reference, seizure.public_id])
    browser = signed_in(somchai)
    form = Shown(browser.get(address)).values | {"laboratory": "Forensic"}
    page = Shown(browser.post(address, form | {"on": "1/10/2569"}))
    assert "The report is dated before the incident of" in page.text
    assert "This day lies ahead" in Shown(browser.post(address, form | {"on": "1/1/2580"})).text


def test_two_officers_put_one_exhibit_right(signed_in, cast, bag):
    address = at("exhibit-edit", bag)
    own, other = signed_in(cast.somchai), signed_in(cast.anong)
    begun = Shown(own.get(address)).values
    own.post(address, begun | {"seal_number": "S-2"})
    joined = other.post(address, begun | {"description": "two bags"}, follow=True)
    assert "Joined with what was changed meanwhile" in joined.content.decode()
    bag.refresh_from_db()
    assert (bag.description, bag.seal_number) == ("two bags", "S-2")
    late = Shown(other.post(address, begun | {"seal_number": "S-3"}))
    assert "You typed: S-3 In the case now: S-2" in late.text
    assert late.values["description"] == ["two bags"]
    chosen = late.values | {"do": "save", "keep-seal_number": "theirs"}
    assert other.post(address, chosen).status_code == 302
    bag.refresh_from_db()
    assert (bag.description, bag.seal_number) == ("two bags", "S-2")
