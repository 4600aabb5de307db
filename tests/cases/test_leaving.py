"""An officer leaves: everything open goes to one successor, at once, and nothing else does."""

import pytest
import uuid6
from django.urls import reverse

from agencies.models import Officer
from agencies.postings import post
from audit.models import Entry
from cases import assignments, disclosure, leaving, todo
from cases.leaving import Work
from cases.models import Assignment, FormDraft, Task
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed
from cases.todo import TaskContent
from notices.models import Notice
from tests.api import Caller
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(world, cast):
    """Thida of Tachileik: a case, a task, a draft, a form, a notice; and a recalled case."""
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    lost = submitted(world, cast.somchai)
    delivered(case)
    thida, office = cast.thida, cast.thida.office
    for one in (case, lost):
        assignments.assign(one, thida, officer=thida, office=office)
        todo.add_task(one, TaskContent("call", None, thida), officer=thida, office=office)
    disclosure.recall(lost, office.country, officer=cast.somchai, reason="an error")
    own = draft(world, thida)
    FormDraft.objects.create(officer=thida, key=uuid6.uuid7(), data={"title": ["half"]})
    Notice.objects.filter(office=office, subject_reference=case.reference).update(taken_by=thida)
    return case, lost, own


def test_all_of_it_goes_at_once(busy, cast):
    case, lost, own = busy
    office = cast.thida.office
    parcel = leaving.hand_over(cast.thida, cast.kyaw, office=office, officer=cast.kyaw)
    assert parcel.assignments == parcel.tasks == parcel.notices == [case.reference]
    assert (parcel.drafts, parcel.forms, parcel.total) == ([own.reference], 1, 5)
    assert Work(cast.thida, office).parcel.total == 0
    after = Work(cast.kyaw, office).parcel
    assert sorted(after.assignments) == sorted([case.reference, own.reference])
    assert (after.tasks, after.notices, after.forms) == ([case.reference], [case.reference], 1)
    assert Task.objects.get(case=lost).assignee == cast.thida  # recalled: it stays where it is
    assert Assignment.objects.standing().get(case=lost).officer == cast.thida
    own.refresh_from_db()
    assert own.created_by == cast.thida


def test_it_is_on_record_once(busy, cast):
    case, _lost, own = busy
    leaving.hand_over(cast.thida, cast.kyaw, office=cast.thida.office, officer=cast.kyaw)
    row = Entry.objects.get(action="hand over posting")
    assert set(row.object_ids) == {case.reference, own.reference}
    assert (row.actor_name, row.recipients) == ("kyaw", ["kyaw", "thida"])
    assert row.purpose == "thida → kyaw"


def test_the_successor_finds_drafts_among_his_own(busy, cast, signed_in):
    _case, _lost, own = busy
    browser = signed_in(cast.kyaw)
    assert own.reference not in browser.get("/cases/").content.decode()
    leaving.hand_over(cast.thida, cast.kyaw, office=cast.thida.office, officer=cast.kyaw)
    assert own.reference in browser.get("/cases/").content.decode()


def test_who_has_left_already_is_found_too(busy, world, cast):
    office = cast.thida.office
    post(cast.thida, office=world.mwd, role=Officer.Role.OFFICER)
    cast.thida.refresh_from_db()
    assert cast.thida in leaving.officers_with_work(office)
    parcel = leaving.hand_over(cast.thida, cast.kyaw, office=office, officer=cast.kyaw)
    assert (len(parcel.assignments), len(parcel.drafts), parcel.forms) == (1, 1, 0)


@pytest.mark.parametrize("name", ["thida", "anong", "coordinator_th"])
def test_only_the_own_head_or_coordinator(busy, cast, name):
    with pytest.raises(NotAllowed):
        leaving.hand_over(
            cast.thida, cast.kyaw, office=cast.thida.office, officer=getattr(cast, name)
        )


def test_only_to_somebody_of_the_same_office(busy, world, cast):
    for to in (cast.somchai, cast.coordinator_mm, cast.thida):
        with pytest.raises(CaseProblem):
            leaving.hand_over(cast.thida, to, office=cast.thida.office, officer=cast.kyaw)
    assert Work(cast.thida, cast.thida.office).parcel.total == 5


def test_on_the_page_with_a_preview(busy, cast, signed_in):
    case, lost, own = busy
    browser = signed_in(cast.kyaw)
    text = browser.get(reverse("posting-list", args=["MM-TCL"])).content.decode()
    assert cast.thida.full_title in text
    address = reverse("posting-hand-over", args=["MM-TCL", "thida"])
    text = browser.get(address).content.decode()
    assert case.reference in text and own.reference in text and lost.reference not in text
    assert "There is a problem" in browser.post(address, {"to": ""}).content.decode()
    text = browser.post(address, {"to": "kyaw"}, follow=True).content.decode()
    assert "has handed over to" in text and "5 in all" in text
    assert "Nothing to hand over" in browser.get(address).content.decode()


def test_a_coordinator_counts_drafts_and_does_not_read_them(busy, cast, signed_in):
    _case, _lost, own = busy
    browser = signed_in(cast.coordinator_mm)
    address = reverse("posting-hand-over", args=["MM-TCL", "thida"])
    assert own.reference not in browser.get(address).content.decode()
    caller = Caller(browser)
    shown = caller.get("offices/MM-TCL/postings/thida/").json()
    assert (shown["drafts"], shown["total"]) == ([], 5)
    done = caller.post("offices/MM-TCL/postings/thida/hand-over/", {"to": "kyaw"})
    assert done.json()["total"] == 5
    assert caller.get("offices/MM-TCL/postings/nobody/").status_code == 404
    wrong = caller.post("offices/MM-TCL/postings/thida/hand-over/", {"to": "somchai"})
    assert wrong.json()["errors"][0]["field"] == "to"
