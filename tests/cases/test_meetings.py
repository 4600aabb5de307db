"""Meetings of paired offices and the log of joint patrols: what one side writes, the other agrees."""

import pytest

from cases import decisions, meetings, patrols
from cases.models import Meeting, Patrol
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from notices.models import Notice
from tests.api import Caller
from tests.factories import submitted
from tests.operations import meeting, minuted, patrol

pytestmark = pytest.mark.django_db


def kinds(reference, office):
    rows = Notice.objects.filter(subject_reference=reference, office=office).order_by("pk")
    return [notice.kind for notice in rows]


def test_minutes_are_agreed_by_the_other_side(world, cast):
    made = minuted(world, cast)
    assert made.reference.startswith("MT-TH-MSI-")
    with pytest.raises(NotAllowed):
        meetings.agree(made, officer=cast.anong, version=made.version)
    theirs = meetings.write_minutes(made, "Planted-other", officer=cast.thida, version=made.version)
    with pytest.raises(NotAllowed):  # the wording is theirs now
        meetings.agree(theirs, officer=cast.thida, version=theirs.version)
    with pytest.raises(StaleVersion):
        meetings.agree(theirs, officer=cast.somchai, version=made.version)
    agreed = meetings.agree(theirs, officer=cast.somchai, version=theirs.version)
    assert agreed.status == Meeting.Status.AGREED
    for verb in (
        lambda: meetings.write_minutes(agreed, "x", officer=cast.thida, version=agreed.version),
        lambda: decisions.decide(agreed, "x", doer=world.msi, officer=cast.somchai),
        lambda: meetings.cancel(agreed, reason="x", officer=cast.somchai),
    ):
        with pytest.raises(WrongState):
            verb()
    assert kinds(made.reference, world.tcl) == [
        "meeting_called",
        "minutes_written",
        "minutes_agreed",
    ]
    assert kinds(made.reference, world.msi) == ["minutes_written"]


def test_a_decision_is_a_task_of_one_office_once_agreed(signed_in, world, cast):
    made = minuted(world, cast)
    mine = made.decisions.get(office=world.msi)
    with pytest.raises(WrongState):
        decisions.finish(mine, officer=cast.somchai)
    assert "Decided for TH-MSI" not in signed_in(cast.somchai).get("/").content.decode()
    meetings.agree(made, officer=cast.thida, version=made.version)
    inbox = signed_in(cast.somchai).get("/").content.decode()
    assert "Decided for TH-MSI" in inbox
    assert "Decided for MM-TCL" not in inbox
    with pytest.raises(NotAllowed):
        decisions.finish(mine, officer=cast.thida)
    with pytest.raises(CaseProblem):
        decisions.assign(mine, cast.thida, officer=cast.somchai)
    decisions.assign(mine, cast.anong, officer=cast.somchai)
    assert "Decided for TH-MSI" not in signed_in(cast.somchai).get("/").content.decode()
    assert "Anong" in signed_in(cast.somchai).get(made.link).content.decode()
    assert "Anong" not in signed_in(cast.thida).get(made.link).content.decode()
    assert "Anong" not in signed_in(cast.thida).get(made.api_link).content.decode()
    decisions.finish(mine, officer=cast.anong)
    assert "Decided for TH-MSI" not in signed_in(cast.anong).get("/").content.decode()


def test_a_meeting_over_the_api_and_its_paper(signed_in, world, cast):
    door, other = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.thida))
    call = {"title": "Quarterly", "place": "bridge", "at": "2026-01-05T03:00:00Z"}
    said = door.post("meetings/", {**call, "other": "MM-TCL", "agenda": ["One", "Two"]})
    assert said.status_code == 201, said.content
    assert (
        door.post("meetings/", {**call, "other": "VN-NCD"}).json()["errors"][0]["field"] == "other"
    )
    assert door.post("meetings/", {**call, "other": "TH-CKG"}).json()["errors"][0]["field"]
    there = said.json()["url"]
    assert other.put(f"{there}attendance/", {"names": ["Thida"]}).status_code == 200
    assert other.put(f"{there}minutes/", {"minutes": "Two things."}).status_code == 428
    now = other.get(there)
    written = other.put(f"{there}minutes/", {"minutes": "Two things."}, if_match=now["ETag"])
    assert written.json()["present"] == {"TH-MSI": [], "MM-TCL": ["Thida"]}
    agreed = door.post(f"{there}agree/", if_match=written["ETag"])
    assert agreed.json()["status"] == "agreed"
    paper = door.get(f"{there}file/")
    assert paper.content.startswith(b"%PDF")
    page = signed_in(cast.thida).get(there.removeprefix("/api/v1")).content.decode()
    assert "(UTC+07:00)" in page
    assert "(UTC+06:30)" in page


def test_others_do_not_meet(signed_in, world, cast):
    held, walked = meeting(world, cast), patrol(world, cast)
    for person, status in ((cast.preecha, 404), (cast.bounmy, 404), (cast.observer, 403)):
        door = signed_in(person)
        assert door.get(held.link).status_code == status
        assert door.get(walked.link).status_code == status
    assert signed_in(cast.coordinator_th).get(held.link).status_code == 200
    assert not Meeting.objects.visible_to(cast.observer).exists()
    assert not Patrol.objects.visible_to(cast.unposted).exists()


def test_a_patrol_is_signed_by_both_and_a_change_takes_it_off(world, cast):
    made = patrol(world, cast)
    signed = patrols.sign(made, officer=cast.somchai, version=made.version)
    patrols.add_incident(signed, "a boat", officer=cast.thida)
    made.refresh_from_db()
    assert made.signed_own_at is None
    with pytest.raises(StaleVersion):
        patrols.sign(made, officer=cast.somchai, version=signed.version)
    patrols.sign(made, officer=cast.somchai, version=made.version)
    both = patrols.sign(made, officer=cast.kyaw, version=made.version)
    assert both.is_signed
    with pytest.raises(WrongState):
        patrols.add_incident(both, "late", officer=cast.thida)


def test_a_case_named_in_a_patrol_is_read_by_who_sees_it(signed_in, world, cast):
    made = patrol(world, cast)
    case = submitted(world, cast.somchai, route=())
    patrols.add_incident(made, "a boat", officer=cast.somchai, reference=case.reference)
    assert case.reference in signed_in(cast.somchai).get(made.link).content.decode()
    for there in (made.link, made.api_link):
        text = signed_in(cast.thida).get(there).content.decode()
        assert "a boat" in text
        assert case.reference not in text.replace(made.reference, "")
    with pytest.raises(CaseProblem):
        patrols.add_incident(made, "x", officer=cast.thida, reference=case.reference)


def test_offices_meet_across_a_border_that_both_work_on(world):
    meetings.must_be_across(world.msi, world.tcl)
    for other in (world.desks["VN"], world.msi):
        with pytest.raises(CaseProblem, match="across a border"):
            meetings.must_be_across(world.msi, other)
