"""Standard procedures: one country drafts, another agrees, offices acknowledge, nothing changes."""

import pytest
from django.db import Error, IntegrityError, transaction

from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit.models import Entry
from notices.models import Notice
from roadmap import procedures
from roadmap.models import Acknowledgement, Procedure, ProcedureVersion
from tests import factories
from tests.access_roadmap_training import TEXT, agreed, drafted, in_force, offered
from tests.api import Caller, system

pytestmark = pytest.mark.django_db


def told(reference):
    rows = Notice.objects.filter(subject_reference=reference).order_by("office__code")
    return [(one.office.code, one.kind) for one in rows]


def test_the_way_of_a_version(cast):
    made = drafted(cast)
    row = made.versions.get()
    assert (made.reference, made.agreeing_id, row.status) == ("SOP-TH-0001", "MM", "draft")
    with pytest.raises(WrongState):
        procedures.put_in_force(row, officer=cast.coordinator_th, version=1)
    with pytest.raises(NotAllowed):
        procedures.offer(row, officer=cast.coordinator_mm, version=1)
    row = procedures.offer(row, officer=cast.coordinator_th, version=1)
    with pytest.raises(NotAllowed):
        procedures.agree(row, officer=cast.coordinator_th, version=2)
    with pytest.raises(StaleVersion):
        procedures.agree(row, officer=cast.coordinator_mm, version=1)
    row = procedures.agree(row, officer=cast.coordinator_mm, version=2)
    with pytest.raises(NotAllowed):
        procedures.put_in_force(row, officer=cast.coordinator_mm, version=3)
    row = procedures.put_in_force(row, officer=cast.coordinator_th, version=3)
    assert (row.status, procedures.current_of(made)) == ("in_force", row)
    assert told(made.reference) == [
        ("MM-MWD", "procedure_in_force"),
        ("MM-NCD", "procedure_offered"),
        ("MM-TCL", "procedure_in_force"),
        ("TH-MSI", "procedure_in_force"),
        ("TH-MST", "procedure_in_force"),
    ]
    rows = Entry.objects.filter(object_kind="procedure").order_by("pk")
    assert [(one.action, one.object_ids) for one in rows][-3:] == [
        (action, [made.reference]) for action in ("offer version", "agree version", "put in force")
    ]


def test_a_new_wording_is_agreed_again(cast):
    row = agreed(cast)
    row = procedures.redraft(row, "other", "", officer=cast.coordinator_th, version=3)
    assert row.status == "draft"
    with pytest.raises(WrongState):
        procedures.put_in_force(row, officer=cast.coordinator_th, version=row.version)


def test_what_is_in_force_is_never_changed(cast):
    row = in_force(cast).versions.get()
    with pytest.raises(WrongState):
        procedures.redraft(row, "other", "", officer=cast.coordinator_th, version=row.version)
    for change in (
        lambda: ProcedureVersion.objects.filter(pk=row.pk).update(text="other"),
        row.delete,
    ):
        with pytest.raises(Error, match="never changed"), transaction.atomic():
            change()
    row.refresh_from_db()
    assert row.text == TEXT


def test_the_database_wants_a_second_person(cast):
    row = offered(cast)
    with pytest.raises(IntegrityError, match="procedure_agreed_by_another"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=row.pk).update(agreed_by=cast.coordinator_th)
    with pytest.raises(IntegrityError, match="in_force_is_agreed"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=row.pk).update(in_force_at=row.drafted_at)


def test_the_whole_region_is_agreed_by_the_lead(world, cast):
    role = factories.Officer.Role.COORDINATOR
    second = factories.officer("coordinator-th-2", world.desks["TH"], role)
    made = procedures.begin("Region", None, "text", officer=cast.coordinator_mm)
    assert made.agreeing_id == "TH"
    own = procedures.begin("Region too", None, "text", officer=cast.coordinator_th)
    row = procedures.offer(own.versions.get(), officer=cast.coordinator_th, version=1)
    with pytest.raises(NotAllowed):
        procedures.agree(row, officer=cast.coordinator_th, version=2)
    assert procedures.agree(row, officer=second, version=2).status == "agreed"
    concerned = {office.code for office in procedures.offices_concerned(own)}
    assert {"TH-MSI", "LA-HXY", "TH-CKG"} <= concerned


def test_a_border_of_others_is_refused(cast):
    border = procedures.Border.objects.get(pk="LA-MM")
    with pytest.raises(Problem) as refused:
        procedures.begin("Theirs", border, "text", officer=cast.coordinator_th)
    assert refused.value.field == "border"


def test_each_office_acknowledges_once(world, cast):
    made = in_force(cast)
    row = made.versions.get()
    assert list(ProcedureVersion.objects.waiting_for(cast.somchai)) == [row]
    assert procedures.acknowledged_share("TH") == procedures.Share(0, 2)
    procedures.acknowledge(row, officer=cast.somchai)
    procedures.acknowledge(row, officer=cast.anong)
    assert Acknowledgement.objects.get().officer == cast.somchai
    assert not ProcedureVersion.objects.waiting_for(cast.anong).exists()
    assert procedures.acknowledged_share("TH") == procedures.Share(1, 2)
    with pytest.raises(NotAllowed):
        procedures.acknowledge(row, officer=cast.preecha)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.create(
            version=row, office=world.msi, officer=cast.anong, at=row.in_force_at
        )
    later = procedures.draft(made, "second", "more", officer=cast.coordinator_th)
    assert procedures.current_of(made) == row
    for verb, by in (
        (procedures.offer, cast.coordinator_th),
        (procedures.agree, cast.coordinator_mm),
        (procedures.put_in_force, cast.coordinator_th),
    ):
        later = verb(later, officer=by, version=later.version)
    assert list(ProcedureVersion.objects.waiting_for(cast.somchai)) == [later]
    assert procedures.acknowledged_share("TH") == procedures.Share(0, 2)


def test_a_draft_is_read_by_its_country_and_an_offer_by_the_other(cast):
    made, shown = drafted(cast), offered(cast).procedure
    reach = {
        person.username: set(Procedure.objects.visible_to(person))
        for person in (cast.coordinator_th, cast.coordinator_mm, cast.somchai, cast.observer)
    }
    assert reach == {
        "coordinator-th": {made, shown},
        "coordinator-mm": {shown},
        "somchai": set(),
        "observer": set(),
    }
    assert not Procedure.objects.visible_to(None).exists()


def test_the_pages(signed_in, cast):
    thai, other, desk = map(signed_in, (cast.coordinator_th, cast.coordinator_mm, cast.somchai))
    said = thai.post(
        "/roadmap/procedures/new/", {"title": "Planted-title", "border": "TH-MM", "text": "Planted"}
    )
    link = said["Location"]
    assert link == "/roadmap/procedures/SOP-TH-0001/"
    one = f"{link}versions/1/"
    assert "Offer it to Myanmar" in thai.get(link).content.decode()
    thai.post(f"{one}offer/", {"version": "1"})
    assert "Agree to this version" in other.get(link).content.decode()
    other.post(f"{one}agree/", {"version": "2"})
    assert "Put it in force now" in thai.get(link).content.decode()
    thai.post(f"{one}in-force/", {"version": "3"})
    assert "Waits for your office" in desk.get("/roadmap/procedures/").content.decode()
    assert "0 of 4 have acknowledged it." in desk.get(link).content.decode()
    desk.post(f"{one}acknowledge/")
    page = desk.get(link).content.decode()
    assert "1 of 4 have acknowledged it." in page
    assert "Acknowledge for our office" not in page
    stale = thai.post(f"{link}title/", {"title": "Typed", "version": "7"}).content.decode()
    assert "Somebody changed this" in stale
    assert 'value="Typed"' in stale


def test_over_the_api(signed_in, cast):
    thai, other, desk = (
        system("TH", scope="roadmap:read roadmap:write"),
        Caller(signed_in(cast.coordinator_mm)),
        Caller(signed_in(cast.thida)),
    )
    made = thai.post("roadmap/procedures/", {"title": "A", "text": "B", "border": "TH-MM"})
    assert made.status_code == 201, made.content
    one = f"{made.json()['url']}versions/1/"
    assert thai.post(f"{one}offer/").status_code == 428
    thai.post(f"{one}offer/", if_match=thai.get(one)["ETag"])
    said = other.post(f"{one}agree/", if_match=other.get(one)["ETag"])
    assert said.json()["status"] == "agreed", said.content
    thai.post(f"{one}in-force/", if_match="*")
    waiting = desk.get("roadmap/procedures/", query={"waiting": "true"}).json()["results"]
    assert [row["reference"] for row in waiting] == ["SOP-TH-0001"]
    said = desk.post(f"{one}acknowledge/").json()
    assert [row["office"] for row in said["offices"] if row["at"]] == ["MM-TCL"]
    assert desk.get("roadmap/procedures/", query={"waiting": "true"}).json()["results"] == []
    assert desk.get("roadmap/procedures/", query={"kind": "x"}).status_code == 400
    changed = thai.put(one, {"text": "C"}, if_match="*")
    assert (changed.status_code, changed.json()["code"]) == (409, "wrong_state")
