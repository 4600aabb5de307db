"""Handing a case over: offered, then accepted or declined; what is national stays at home."""

from dataclasses import replace

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, handling, handover, notes, restricted, workflow
from cases.content import content_of
from cases.models import HandOver
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from notices.models import Notice
from tests.api import Caller
from tests.factories import delivered, draft, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    """Tachileik reads the headline, Laos the full case."""
    case = submitted(world, cast.somchai)
    disclosure.share(case, world.hxy.country, Level.FULL, officer=cast.somchai)
    return delivered(case)


@pytest.fixture
def offered(world, case, cast):
    return handover.offer(case, world.tcl, officer=cast.somchai, reason="Planted-reason")


def level(browser, case):
    answer = Caller(browser).get(f"cases/{case}/")
    return answer.json()["level"] if answer.status_code == 200 else answer.status_code


def levels(case, cast, signed_in):
    names = ("somchai", "anong", "preecha", "thida", "coordinator_mm", "bounmy", "sokha")
    return {name: level(signed_in(getattr(cast, name)), case) for name in names}


def test_nothing_moves_before_it_is_accepted(case, offered, cast, signed_in):
    found = levels(case, cast, signed_in)
    assert (found["somchai"], found["thida"], found["bounmy"]) == ("originator", "headline", "full")
    assert Notice.objects.get(kind=Notice.Kind.HAND_OVER_OFFERED).office.code == "MM-TCL"


def test_accepted_it_is_led_by_the_new_office(case, offered, cast, signed_in):
    reference = case.reference
    case = handover.accept(offered, officer=cast.thida)
    assert (case.reference, case.office.code, case.country_id) == (reference, "MM-TCL", "MM")
    assert levels(case, cast, signed_in) == {
        "somchai": "full",
        "anong": "full",
        "preecha": "full",
        "thida": "originator",
        "coordinator_mm": "full",
        "bounmy": "full",
        "sokha": 404,
    }
    told = Notice.objects.filter(kind=Notice.Kind.HAND_OVER_SETTLED)
    assert [notice.office.code for notice in told] == ["TH-MSI"]


def test_the_new_office_may_do_what_an_originator_may_and_the_former_not(
    case, offered, world, cast
):
    case = handover.accept(offered, officer=cast.thida)
    disclosure.share(case, world.ppt.country, Level.HEADLINE, officer=cast.thida)
    with pytest.raises(NotAllowed):
        disclosure.share(case, world.ppt.country, Level.FULL, officer=cast.somchai)
    content = type(content_of(case))(**{**vars(content_of(case)), "title": "Another"})
    workflow.revise(case, content, officer=cast.kyaw, version=case.version)
    disclosure.share(case, world.msi.country, Level.CONTRIBUTE, officer=cast.thida)
    workflow.close(case, officer=cast.thida, outcome="result")


def test_what_is_national_stays_at_home(case, offered, cast, signed_in):
    notes.write_note(case, "Planted-note", officer=cast.somchai)
    file = arrived(case, cast.somchai, "Planted-file.jpg", reach="national", caption="Planted-own")
    shared = arrived(case, cast.somchai, "Planted-open.jpg")
    handover.accept(offered, officer=cast.thida)
    browser = signed_in(cast.thida)
    caller, base = Caller(browser), f"cases/{case}/"
    paths = ("", "files/", "notes/", "events/", "copies/")
    answers = [caller.get(base + path) for path in paths] + [browser.get(case.link)]
    text = "".join(answer.content.decode() for answer in answers)
    for word in ("Planted-note", "Planted-file", "Planted-own", str(file.public_id)):
        assert word not in text
    assert "Planted-open.jpg" in text
    content = reverse("case-file-content", args=[case.reference, file.public_id])
    assert browser.get(content).status_code == 404
    assert (
        browser.get(content.replace(str(file.public_id), str(shared.public_id))).status_code == 200
    )
    home = signed_in(cast.preecha)
    assert home.get(content).status_code == 200
    assert "Planted-note" in home.get(case.link).content.decode()


def test_victims_stay_hidden_from_who_led_it_before(case, offered, cast, signed_in):
    assert "Planted-victim" in signed_in(cast.somchai).get(case.link).content.decode()
    handover.accept(offered, officer=cast.thida)
    assert "Planted-victim" not in signed_in(cast.somchai).get(case.link).content.decode()
    assert "Planted-victim" in signed_in(cast.thida).get(case.link).content.decode()


def test_inside_one_country(case, world, cast, signed_in):
    row = handover.offer(case, world.ckg, officer=cast.somchai, reason="nearer")
    handover.accept(row, officer=cast.preecha)
    found = levels(case, cast, signed_in)
    assert (found["preecha"], found["somchai"], found["thida"]) == (
        "originator",
        "full",
        "headline",
    )


def test_who_led_a_case_does_not_confirm_its_own_restriction(world, cast, signed_in):
    case = submitted(
        world, cast.somchai, levels={"MM": Level.FULL}, handling_code="H3", handling_text="ask"
    )
    handling.confirm(case, officer=cast.thida, version=case.handling_version)
    row = handover.offer(case, world.tcl, officer=cast.somchai, reason="x")
    case = handover.accept(row, officer=cast.thida)
    found = levels(case, cast, signed_in)
    assert (found["thida"], found["somchai"], found["anong"]) == ("originator", "full", "full")
    assert found["preecha"] == "headline"  # another office has it still to read
    content = replace(content_of(case), handling_text="ask, and wait")
    workflow.revise(case, content, officer=cast.thida, version=case.version)
    assert level(signed_in(cast.somchai), case) == "headline"


def test_a_restricted_case_goes_from_office_to_office(world, cast, signed_in):
    case = draft(world, cast.somchai)
    restricted.restrict(case, officer=cast.somchai, reason="an informant")
    case = workflow.submit(case, officer=cast.somchai)
    with pytest.raises(CaseProblem) as problem:
        handover.offer(case, world.mwd, officer=cast.somchai, reason="x")
    assert problem.value.field == "office"
    row = handover.offer(case, world.tcl, officer=cast.somchai, reason="x")
    handover.accept(row, officer=cast.thida)
    found = levels(case, cast, signed_in)
    assert (found["thida"], found["somchai"]) == ("originator", "full")
    assert (found["preecha"], found["coordinator_mm"]) == (404, 404)


def test_declined_with_a_reason_everything_stays(case, offered, cast, signed_in):
    with pytest.raises(CaseProblem):
        handover.decline(offered, officer=cast.thida, reason=" ")
    handover.decline(offered, officer=cast.thida, reason="not ours")
    assert level(signed_in(cast.somchai), case) == "originator"
    with pytest.raises(WrongState):
        handover.accept(offered, officer=cast.thida)


def test_taken_back_it_cannot_be_accepted(case, offered, cast):
    handover.cancel(offered, officer=cast.anong)
    with pytest.raises(WrongState):
        handover.accept(offered, officer=cast.thida)
    handover.offer(case, offered.to_office, officer=cast.somchai, reason="after all")


def test_after_a_recall_it_cannot_be_accepted(case, offered, world, cast):
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(NotAllowed):
        handover.accept(offered, officer=cast.thida)


def test_who_cannot_offer_or_answer(case, offered, world, cast):
    for other in (cast.thida, cast.preecha):
        with pytest.raises(NotAllowed):
            handover.offer(case, world.hxy, officer=other, reason="x")
        with pytest.raises(NotAllowed):
            handover.cancel(offered, officer=other)
    for other in (cast.somchai, cast.bounmy, cast.coordinator_mm, cast.partner_mm):
        with pytest.raises(NotAllowed):
            handover.accept(offered, officer=other)
    with pytest.raises(WrongState):
        handover.offer(case, world.hxy, officer=cast.somchai, reason="two at once")


@pytest.mark.parametrize("where", ["own", "unseen"])
def test_to_whom_it_cannot_be_offered(case, world, cast, where):
    office = {"own": world.msi, "unseen": world.ppt}[where]
    with pytest.raises(CaseProblem) as problem:
        handover.offer(case, office, officer=cast.somchai, reason="x")
    assert problem.value.field == "office"


def test_no_other_country_knows_of_the_offer(case, offered, cast, signed_in):
    for person in (cast.bounmy, cast.preecha, cast.coordinator_mm):
        browser = signed_in(person)
        caller = Caller(browser)
        text = "".join(
            caller.get(f"cases/{case}/{path}").content.decode()
            for path in ("", "hand-over/", "events/")
        )
        if person.country_id != "MM":
            assert "Planted-reason" not in text and "hand_offered" not in text
        assert caller.get(f"cases/{case}/hand-over/").json() == []


def test_on_the_pages(case, world, cast, signed_in):
    somchai, thida = signed_in(cast.somchai), signed_in(cast.thida)
    address = reverse("case-hand-over", args=[case.reference])
    assert address in somchai.get(case.link).content.decode()
    form = somchai.get(address).content.decode()
    assert "MM-TCL" in form and "KH-PPT" not in form
    assert somchai.post(address, {"office": "MM-TCL", "reason": "theirs"}).status_code == 302
    assert "Take the offer back" in somchai.get(case.link).content.decode()
    answer = reverse("case-hand-over-answer", args=[case.reference])
    assert answer in thida.get(case.link).content.decode()
    refused = thida.post(answer, {"answer": "declined", "reason": ""})
    assert "Say why." in refused.content.decode()
    assert thida.post(answer, {"answer": "accepted", "reason": ""}).status_code == 302
    assert level(thida, case) == "originator"
    assert "BLO Tachileik leads the case now" in somchai.get(case.link).content.decode()


def test_over_the_api(case, world, cast, signed_in):
    somchai, thida = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.thida))
    path = f"cases/{case}/hand-over/"
    made = somchai.post(path, {"office": "MM-TCL", "reason": "theirs"})
    assert (made.status_code, made.json()["to_office"]) == (201, "MM-TCL")
    assert somchai.post(path, {"office": "LA-HXY", "reason": "x"}).status_code == 409
    assert thida.post(path + "decline/").json()["errors"][0]["field"] == "reason"
    taken = thida.post(path + "accept/").json()
    assert (taken["level"], taken["office"]["code"]) == ("originator", "MM-TCL")
    assert thida.post(path + "accept/").status_code == 404
    assert somchai.get(path).json()[0]["answer"] == "accepted"


def test_it_is_on_record(case, offered, cast):
    handover.accept(offered, officer=cast.thida)
    rows = Entry.objects.filter(action__endswith="hand_over").order_by("pk")
    assert [(r.action, r.actor_name, r.recipients) for r in rows] == [
        ("offer_hand_over", "somchai", ["MM-TCL", "TH-MSI"]),
        ("accept_hand_over", "thida", ["MM-TCL", "TH-MSI"]),
    ]
    assert list(case.events.values_list("kind", flat=True))[-2:] == ["hand_offered", "handed_over"]
    assert HandOver.objects.get().answered_by == cast.thida
