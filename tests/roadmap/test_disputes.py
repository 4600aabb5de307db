"""Another member state disputes that something is done; nobody verifies it meanwhile."""

from datetime import date

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Officer, Partner
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit.models import Entry
from roadmap import commitments, disputes, reference
from roadmap.commitments import Statement, begin, find_item
from roadmap.grid import grid_of
from roadmap.models import Dispute, DisputeStep
from tests import factories
from tests.api import system

pytestmark = pytest.mark.django_db

DONE = Statement("done", evidence_at="Decree 12")


@pytest.fixture
def lao(world, cast):
    return factories.officer("coordinator-la", world.desks["LA"], Officer.Role.COORDINATOR)


@pytest.fixture
def done(cast, lao):
    """Stated by Laos, disputed by Myanmar, led by Thailand."""
    reference.load()
    return begin(find_item(2021, 4), DONE, officer=lao)


@pytest.fixture
def dispute(cast, done):
    return raised(done, cast.coordinator_mm)


def raised(commitment, officer, reason="Not yet", version=1):
    return disputes.raise_dispute(commitment, reason=reason, officer=officer, version=version)


def said(verb, dispute, officer, version=1, text="Well"):
    return verb(dispute, text=text, officer=officer, version=version)


def test_nobody_verifies_while_it_is_disputed(cast, done, dispute):
    with pytest.raises(WrongState):
        commitments.verify(done, officer=cast.coordinator_th, version=1)
    said(disputes.withdraw, dispute, cast.coordinator_mm)
    row = commitments.verify(done, officer=cast.coordinator_th, version=1)
    assert row.status == "verified"
    assert raised(row, cast.coordinator_mm, version=2).is_open


def test_a_person_of_another_member_state_disputes_what_is_done(cast, lao, done):
    for person in (lao, cast.partner_th, cast.observer, cast.somchai):
        with pytest.raises(NotAllowed):
            raised(done, person)
    with pytest.raises(Problem) as problem:
        raised(done, cast.coordinator_mm, reason="  ")
    assert problem.value.field == "text"
    with pytest.raises(StaleVersion):
        raised(done, cast.coordinator_mm, version=7)
    planned = begin(find_item(2021, 5), Statement("planned"), officer=lao)
    with pytest.raises(WrongState):
        raised(planned, cast.coordinator_mm)
    assert not Dispute.objects.exists()


def test_one_open_dispute_from_each_country(cast, done, dispute):
    with pytest.raises(Conflict):
        raised(done, cast.coordinator_mm)
    assert raised(done, cast.coordinator_th).country_id == "TH"


def test_the_owner_answers_and_the_disputer_withdraws(cast, lao, dispute):
    with pytest.raises(NotAllowed):
        said(disputes.answer, dispute, cast.coordinator_mm)
    said(disputes.answer, dispute, lao)
    with pytest.raises(StaleVersion):
        said(disputes.withdraw, dispute, cast.coordinator_mm)
    with pytest.raises(NotAllowed):
        said(disputes.withdraw, dispute, lao, 2)
    row = said(disputes.withdraw, dispute, cast.coordinator_mm, 2)
    assert [step.kind for step in row.steps.all()] == ["raised", "answered", "withdrawn"]
    with pytest.raises(WrongState):
        said(disputes.answer, dispute, lao, 3)
    actions = Entry.objects.filter(object_kind="dispute").order_by("pk")
    assert [one.action for one in actions] == [
        "raised dispute",
        "answered dispute",
        "withdrawn dispute",
    ]


def test_the_lead_shepherd_settles_what_it_is_no_party_to(cast, lao, done, dispute):
    with pytest.raises(NotAllowed):
        said(disputes.settle, dispute, cast.coordinator_mm)
    assert not said(disputes.settle, dispute, cast.coordinator_th).is_open
    of_lead = begin(find_item(2021, 5), DONE, officer=cast.coordinator_th)
    for one in (raised(of_lead, cast.coordinator_mm), raised(done, cast.coordinator_th)):
        with pytest.raises(NotAllowed):
            said(disputes.settle, one, cast.coordinator_th)


def test_the_database_refuses_to_change_what_was_said(dispute):
    for change in (lambda rows: rows.update(text="x"), lambda rows: rows.delete()):
        with pytest.raises(InternalError), transaction.atomic():
            change(DisputeStep.objects.all())


def test_the_grid_shows_what_was_disputed_then(cast, done, dispute):
    this = done.stated_at.date().replace(day=1)
    edition = done.item.edition

    def disputed(at):
        grid = grid_of(edition, cast.observer, at=at, since=at)
        return [cell.country.code for cell in grid.cells if cell.is_disputed]

    assert disputed(this) == ["LA"]
    assert disputed(date(2020, 1, 1)) == []
    said(disputes.withdraw, dispute, cast.coordinator_mm)
    assert disputed(this) == []


def test_pages_dispute_answer_and_settle(cast, lao, signed_in, done):
    other, own, lead = map(signed_in, (cast.coordinator_mm, lao, cast.coordinator_th))
    new = reverse("roadmap-dispute-new", args=[done.public_id])
    assert new in other.get(done.link).content.decode()
    assert new not in own.get(done.link).content.decode()
    assert own.get(new).status_code == 403
    assert other.post(new, {"text": "Not yet", "version": "1"}).status_code == 302
    row = Dispute.objects.get()
    page = other.get(done.link).content.decode()
    assert "Not yet" in page
    assert new not in page
    assert "disputed" in own.get(done.item.link).content.decode()
    verify = reverse("roadmap-commitment-verify", args=[done.public_id])
    assert verify not in lead.get(done.link).content.decode()
    answer = reverse("roadmap-dispute-answer", args=[row.public_id])
    assert answer in own.get(done.link).content.decode()
    assert own.post(answer, {"text": "It is open", "version": "1"}).status_code == 302
    settle = reverse("roadmap-dispute-settle", args=[row.public_id])
    stale = lead.post(settle, {"text": "Agreed", "version": "1"}).content.decode()
    assert "It now says: It is open" in stale
    assert lead.post(settle, {"text": "Agreed", "version": "2"}).status_code == 302
    assert verify in lead.get(done.link).content.decode()
    assert "⚑" not in lead.get(reverse("roadmap")).content.decode().split("</table>")[0]


def test_over_the_api(cast, signed_in, done):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    system_mm = system("MM", **scopes)
    address = f"{done.api_link}disputes/"
    assert system_mm.post(address, {"text": "Not yet"}, if_match="*").status_code == 403
    raised(done, cast.coordinator_mm)
    found = system_mm.get(address).json()["results"]
    assert [(one["country"], one["is_open"]) for one in found] == [("MM", True)]
    one = found[0]["url"]
    assert system_mm.post(f"{one}withdraw/", {"text": "x"}, if_match="*").status_code == 403
    assert system_mm.get(one).json()["steps"][0]["text"] == "Not yet"
