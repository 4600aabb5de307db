"""Exhibits and their chain of custody: written once, confirmed by who received, read in full."""

from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.urls import reverse

from audit.clock import now
from audit.models import Entry
from cases import disclosure, exhibits, workflow
from cases.content import StopContent
from cases.exhibits import ExhibitContent, Handover
from cases.models import CustodySignature, CustodyStep, Exhibit
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import content, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    route = (*content(world).route, StopContent("destination", crossing=world.chiang_khong))
    levels = {"MM": Level.CONTRIBUTE, "LA": Level.FULL}
    return submitted(world, somchai, levels=levels, route=route)


@pytest.fixture
def bag(case, somchai):
    content = ExhibitContent("Planted-bag with tablets", "S-1", case.seizures.get())
    return exhibits.add_exhibit(case, content, officer=somchai)


def handed(office=None, **more):
    said = {"at": now() - timedelta(days=2), "handed_by": "the driver", "received_by": "Somchai",
            "place": "Mae Sai bridge", "reason": "taken as evidence"}  # fmt: skip
    return Handover(**{**said, "receiving_office": office, **more})


def at(name, case, exhibit, *more):
    return reverse(name, args=[case.reference, exhibit.public_id, *more])


def test_an_exhibit_in_the_browser_from_hand_to_hand(signed_in, somchai, cast, world, case):
    browser = signed_in(somchai)
    seizure = case.seizures.get()
    sent = {"description": "One bag", "seal_number": "S-9", "seizure": str(seizure.public_id)}
    assert browser.post(reverse("exhibit-new", args=[case.reference]), sent).status_code == 302
    exhibit = case.exhibits.get()
    assert (exhibit.number, exhibit.seizure, exhibit.created_by) == (1, seizure, somchai)
    sent = {"at": "1/10/2569 02:10", "handed_by": "Somchai, Mae Sai", "received_by": "Thida",
            "receiving_office": "MM-TCL", "place": "the bridge", "reason": "joint work"}  # fmt: skip
    assert browser.post(at("custody-new", case, exhibit), sent).status_code == 302
    step = exhibit.steps.get()
    assert (step.at.year, step.recorded_at > step.at) == (2026, True)
    page = browser.get(at("exhibit-detail", case, exhibit)).content.decode()
    assert "Waits until the office that received it confirms" in page
    assert "custody-sign" not in page and "Our office received it" not in page

    other = signed_in(cast.thida)
    page = other.get(at("exhibit-detail", case, exhibit)).content.decode()
    assert "Our office received it" in page
    sign = at("custody-sign", case, exhibit, step.public_id)
    assert other.post(sign).status_code == 302
    assert other.post(sign).status_code == 302
    signature = CustodySignature.objects.get()
    assert signature.officer == cast.thida
    page = signed_in(somchai).get(at("exhibit-detail", case, exhibit)).content.decode()
    assert f"Confirmed in the portal by {cast.thida.full_title}" in page
    assert "1 exhibit" in browser.get(case.link).content.decode()


def test_what_is_missing_is_asked_and_kept(signed_in, somchai, case, bag):
    sent = {"at": "soon", "handed_by": "Somchai", "received_by": "", "place": "x", "reason": "y"}
    answer = signed_in(somchai).post(at("custody-new", case, bag), sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"at", "received_by"}
    assert 'value="Somchai"' in answer.content.decode()
    assert not bag.steps.exists()


def test_an_outsider_is_not_confirmed_and_a_wrong_row_is_corrected_by_a_new_one(
    signed_in, somchai, case, bag
):
    wrong = exhibits.hand_over(bag, handed(received_by="Dr Suda, laboratory"), officer=somchai)
    right = handed(received_by="Dr Malee, laboratory", corrects=wrong)
    exhibits.hand_over(bag, right, officer=somchai)
    page = signed_in(somchai).get(at("exhibit-detail", case, bag)).content.decode()
    assert page.count("Not confirmed in the portal.") == 2
    assert "Corrects the row: the driver → Dr Suda, laboratory" in page
    holder = exhibits.last_of(exhibits.steps_of(bag))
    assert holder.received_by == "Dr Malee, laboratory"


def test_no_row_is_ever_changed(world, somchai, case, bag):
    step = exhibits.hand_over(bag, handed(world.msi), officer=somchai)
    exhibits.sign(step, officer=somchai)
    for change in (
        lambda: CustodyStep.objects.update(place="elsewhere"),
        lambda: CustodyStep.objects.all()._raw_delete("default"),
        lambda: CustodySignature.objects.update(signed_at=now()),
        lambda: CustodySignature.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            change()


def test_a_draft_can_still_be_thrown_away(world, somchai):
    case = draft(world, somchai)
    bag = exhibits.add_exhibit(case, ExhibitContent("a bag"), officer=somchai)
    exhibits.sign(exhibits.hand_over(bag, handed(world.msi), officer=somchai), officer=somchai)
    workflow.discard(case, officer=somchai)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Exhibit.objects.exists()


def test_who_may_add_and_who_may_read(signed_in, cast, case, bag):
    contributor, reader = signed_in(cast.thida), signed_in(cast.bounmy)
    new = reverse("exhibit-new", args=[case.reference])
    assert contributor.post(new, {"description": "From Myanmar"}).status_code == 302
    added = case.exhibits.last()
    assert (added.number, added.country_id) == (2, "MM")
    assert reader.get(at("exhibit-detail", case, bag)).status_code == 200
    assert reader.post(new, {"description": "x"}).status_code == 403
    assert reader.post(at("custody-new", case, bag), {}).status_code == 403


def test_a_headline_reader_finds_nothing_of_it(signed_in, cast, case, bag):
    exhibits.hand_over(
        bag, handed(reason="Planted-why", seal_number="Planted-seal"), officer=cast.somchai
    )
    door = signed_in(cast.bounmy)
    assert door.get(reverse("case-list"), {"q": "Planted-seal"}).context["rows"]
    disclosure.share(
        case, cast.bounmy.country, Level.HEADLINE, officer=cast.somchai, purpose="less"
    )
    api = f"/api/v1/cases/{case.reference}/"
    places = [case.link, api, f"{api}exhibits/", f"{api}events/", at("exhibit-detail", case, bag),
              reverse("exhibit-list", args=[case.reference]),
              f"{api}exhibits/{bag.public_id}/custody/"]  # fmt: skip
    for place in places:
        text = door.get(place).content.decode()
        assert "Planted-bag" not in text, place
        assert "Planted-why" not in text, place
    assert "exhibit" not in door.get(case.link).content.decode()
    for word in ("Planted-bag", "Planted-seal"):
        assert not door.get(reverse("case-list"), {"q": word}).context["rows"]


def test_over_the_api(signed_in, cast, case, bag, world):
    door = Caller(signed_in(cast.somchai))
    there = f"cases/{case.reference}/exhibits/"
    made = door.post(
        there, {"description": "A phone", "seizure": str(case.seizures.get().public_id)}
    )
    assert made.status_code == 201, made.content
    assert made.json()["number"] == 2
    chain = f"{there}{made.json()['id']}/custody/"
    said = {"at": "2026-10-01T02:10:00Z", "handed_by": "A", "received_by": "B", "place": "C",
            "reason": "D", "receiving_office": "TH-MSI"}  # fmt: skip
    step = door.post(chain, said, idempotency_key="k1").json()
    assert door.post(chain, said, idempotency_key="k1").json() == step
    assert (step["signed_at"], step["signed_by"]) == (None, None)
    signed = door.post(f"{chain}{step['id']}/sign/").json()
    assert signed["signed_by"] == cast.somchai.full_title
    faults = {
        "at": {"at": "2099-01-01T00:00:00Z"},
        "corrects": {"corrects": "00000000-0000-0000-0000-000000000000"},
        "receiving_office": {"receiving_office": "XX"},
        "place": {"place": ""},
    }
    for field, wrong in faults.items():
        answer = door.post(chain, said | wrong)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert [row["id"] for row in door.get(chain).json()] == [step["id"]]
    assert door.get(there).json()[1] == made.json()


def test_it_goes_on_after_the_case_is_closed_and_leaves_its_trace(somchai, case, bag):
    workflow.close(case, officer=somchai, outcome="result")
    exhibits.hand_over(bag, handed(), officer=somchai)
    entry = Entry.objects.filter(action="hand over exhibit").get()
    assert "reason" in entry.fields
    assert "taken as evidence" not in str(vars(entry))
    assert case.events.last().fields == ["exhibits"]


@pytest.mark.parametrize("end", [workflow.close, workflow.withdraw])
def test_no_exhibit_is_added_after_the_end(signed_in, somchai, cast, case, bag, end):
    more = {"outcome": "result"} if end is workflow.close else {"reason": "a mistake"}
    end(case, officer=somchai, **more)
    for person in (somchai, cast.thida):
        door = signed_in(person)
        answer = Caller(door).post(f"cases/{case.reference}/exhibits/", {"description": "late"})
        assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
        new = reverse("exhibit-new", args=[case.reference])
        assert door.post(new, {"description": "late"}).status_code == 403
        assert new not in door.get(reverse("exhibit-list", args=[case.reference])).content.decode()
    assert case.exhibits.count() == 1


def test_a_contributing_country_hands_over_after_the_case_is_closed(signed_in, somchai, cast, case):
    added = exhibits.add_exhibit(case, ExhibitContent("theirs"), officer=cast.thida)
    workflow.close(case, officer=somchai, outcome="result")
    door = signed_in(cast.thida)
    assert (
        at("custody-new", case, added)
        in door.get(at("exhibit-detail", case, added)).content.decode()
    )
    said = {"at": "2026-10-01T02:10:00Z", "handed_by": "A", "received_by": "B", "place": "C",
            "reason": "D", "receiving_office": "TH-MSI"}  # fmt: skip
    chain = f"cases/{case.reference}/exhibits/{added.public_id}/custody/"
    step = Caller(door).post(chain, said).json()
    assert Caller(signed_in(somchai)).post(f"{chain}{step['id']}/sign/").status_code == 200


def test_who_wrote_it_down_is_no_independent_receiver(signed_in, world, somchai, cast, case, bag):
    words = "Signed by the one who recorded it."
    step = exhibits.hand_over(bag, handed(world.tcl), officer=somchai)
    exhibits.sign(step, officer=cast.thida)
    door = signed_in(somchai)
    assert words not in door.get(at("exhibit-detail", case, bag)).content.decode()
    exhibits.sign(exhibits.hand_over(bag, handed(world.msi), officer=somchai), officer=somchai)
    exhibits.hand_over(bag, handed(world.msi), officer=somchai)
    assert door.get(at("exhibit-detail", case, bag)).content.decode().count(words) == 1
    chain = Caller(door).get(f"cases/{case.reference}/exhibits/{bag.public_id}/custody/").json()
    assert [row["signed_by_recorder"] for row in chain] == [False, True, False]


def test_an_office_that_does_not_see_the_case_in_full_receives_nothing(
    signed_in, world, somchai, case, bag
):
    disclosure.share(case, world.hxy.country, Level.HEADLINE, officer=somchai, purpose="less")
    said = {"at": "2026-10-01T02:10:00Z", "handed_by": "A", "received_by": "B", "place": "C",
            "reason": "D", "receiving_office": world.hxy.code}  # fmt: skip
    door = signed_in(somchai)
    chain = f"cases/{case.reference}/exhibits/{bag.public_id}/custody/"
    answer = Caller(door).post(chain, said)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["receiving_office"]
    page = door.post(at("custody-new", case, bag), said | {"at": "1/10/2569 02:10"})
    assert set(page.context["form"].errors) == {"receiving_office"}
    assert not bag.steps.exists()
