"""Milestones of a commitment: a day, an owner, a history; what is overdue is seen."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Partner
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit import clock
from roadmap import commitments, milestones, reference
from roadmap.commitments import Statement, begin, find_item
from roadmap.milestones import MilestoneContent
from roadmap.models import Milestone, MilestoneChange
from tests.api import system

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 31)
CONTENT = MilestoneContent("Decree", DUE, body="Cabinet")


@pytest.fixture
def commitment(cast):
    reference.load()
    return begin(find_item(2021, 4), Statement("planned"), officer=cast.coordinator_th)


@pytest.fixture
def milestone(cast, commitment):
    return milestones.add_milestone(commitment, CONTENT, officer=cast.coordinator_th)


def changed(**more):
    return MilestoneContent(**{**vars(CONTENT), **more})


def change(row, content, officer, version=1):
    return milestones.change_milestone(row, content, officer=officer, version=version)


def test_a_change_keeps_what_was_there_and_needs_what_was_read(cast, milestone):
    row = change(milestone, changed(done_on=date(2026, 3, 2)), cast.coordinator_th)
    assert (row.version, row.done_on) == (2, date(2026, 3, 2))
    assert [one.done_on for one in row.changes.all()] == [date(2026, 3, 2), None]
    with pytest.raises(StaleVersion):
        change(milestone, CONTENT, cast.coordinator_th)
    with pytest.raises(InternalError), transaction.atomic():
        MilestoneChange.objects.update(title="other")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"done_on": date(2999, 1, 1)}, "done_on"),
    ],
)
def test_what_is_wrong_is_named(cast, commitment, more, field):
    with pytest.raises(Problem) as problem:
        milestones.add_milestone(commitment, changed(**more), officer=cast.coordinator_th)
    assert problem.value.field == field
    assert not Milestone.objects.exists()


def test_one_owner_and_of_the_own_country(cast, milestone):
    by = cast.coordinator_th
    with pytest.raises(Problem):
        change(milestone, changed(officer=cast.somchai), by)
    with pytest.raises(Problem):
        change(milestone, changed(officer=cast.thida, body=""), by)
    with pytest.raises(Problem):
        milestones.owner_named("thida", by)
    assert change(milestone, changed(officer=cast.somchai, body=""), by).officer == cast.somchai
    with pytest.raises(Conflict):
        milestones.add_milestone(milestone.commitment, CONTENT, officer=by)


def test_others_do_not_keep_a_countrys_milestones(cast, milestone):
    with pytest.raises(NotAllowed):
        change(milestone, changed(note="theirs"), cast.coordinator_mm)
    with pytest.raises(NotAllowed):
        milestones.add_milestone(milestone.commitment, CONTENT, officer=cast.coordinator_mm)


@pytest.mark.parametrize(("day", "late"), [(31, 0), (1, 1)])
def test_overdue_from_the_day_after(milestone, day, late):
    with clock.at(datetime(2026, 3 if day == 31 else 4, day, 12, tzinfo=UTC)):
        assert Milestone.objects.overdue().count() == late
        assert milestone.is_overdue == bool(late)


def test_pages_from_the_commitment_to_what_is_overdue(cast, signed_in, commitment):
    thai, other = signed_in(cast.coordinator_th), signed_in(cast.coordinator_mm)
    new = reverse("roadmap-milestone-new", args=[commitment.public_id])
    assert new in thai.get(commitment.link).content.decode()
    assert new not in other.get(commitment.link).content.decode()
    form = {"title": "Decree", "due_on": "31/3/2026", "officer": "thida", "note": "kept note"}
    refused = thai.post(new, form).content.decode()
    assert "no officer with this user name" in refused
    assert "kept note" in refused
    assert thai.post(new, {**form, "officer": "somchai"}).status_code == 302
    row = Milestone.objects.get()
    assert "Somchai" in thai.get(commitment.link).content.decode()
    text = other.get(f"{reverse('roadmap-milestones')}?country=TH&item=4&overdue=on")
    assert "Decree" in text.content.decode()
    assert "Somchai" not in text.content.decode()
    assert "1 milestone overdue" in other.get(commitment.item.link).content.decode()
    done = {**form, "officer": "", "body": "Cabinet", "done_on": "1/4/2026", "version": "1"}
    assert thai.post(row.link, done).status_code == 302
    assert "overdue" not in other.get(commitment.item.link).content.decode()
    stale = thai.post(row.link, done).content.decode()
    assert "It now says: Decree, 31/03/2026, Cabinet, kept note" in stale


def test_over_the_api(cast, commitment):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    said = {
        "commitment": str(commitment.public_id),
        "title": "Decree",
        "due_on": "2026-03-31",
        "officer": "somchai",
    }
    assert other.post("roadmap/milestones/", said).status_code == 403
    made = thai.post("roadmap/milestones/", said)
    assert made.status_code == 201, made.content
    address = made["Location"]
    assert "Somchai" in thai.get(address).json()["owner"]
    assert "Somchai" not in str(other.get(address).json())
    assert other.patch(address, {"note": "x"}, if_match="*").status_code == 403
    assert thai.patch(address, {"note": "x"}, if_match='"9"').status_code == 412
    body = thai.patch(address, {"done_on": "2026-04-01"}, if_match=made["ETag"]).json()
    assert [one["done_on"] for one in body["changes"]] == ["2026-04-01", None]

    def found(query):
        return len(thai.get(f"roadmap/milestones/?{query}").json()["results"])

    assert (found("country=TH&item=4&overdue=false"), found("overdue=true")) == (1, 0)
    assert thai.get("roadmap/milestones/?colour=red").status_code == 400


def test_nobody_verifies_while_a_milestone_is_overdue(cast, commitment, signed_in):
    by = cast.coordinator_th
    with clock.at(datetime(2026, 3, 1, tzinfo=UTC)):
        row = milestones.add_milestone(commitment, CONTENT, officer=by)
    stated = commitments.state(
        commitment, Statement("done", "all of it", "Annex 2"), officer=by, version=1
    )
    with pytest.raises(WrongState, match="overdue"), transaction.atomic():
        commitments.verify(stated, officer=cast.coordinator_mm, version=2)
    page = signed_in(cast.coordinator_mm).get(stated.link).content.decode()
    assert "A milestone is overdue" in page
    assert ">Verify<" not in page
    change(row, changed(done_on=DUE), by)
    assert ">Verify<" in signed_in(cast.coordinator_mm).get(stated.link).content.decode()
    verified = commitments.verify(stated, officer=cast.coordinator_mm, version=2)
    assert verified.status == "verified"


def test_the_history_says_which_words_changed(cast, commitment, signed_in):
    by = cast.coordinator_th
    row = commitments.state(commitment, Statement("planned", "later"), officer=by, version=1)
    page = signed_in(by).get(row.link).content.decode()
    assert "Planned; changed: Note" in page
    assert "Planned → Planned" not in page
