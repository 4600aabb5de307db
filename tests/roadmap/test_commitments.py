"""Countries state progress on an item; a second coordinator verifies it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Partner
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit.models import Entry
from roadmap import commitments, reference
from roadmap.commitments import Statement
from roadmap.models import Commitment, Edition
from tests.api import system

pytestmark = pytest.mark.django_db

DONE = Statement("done", note="all of it", evidence_at="Decree 12", reported_to="SOMTC")


@pytest.fixture
def item(cast):
    reference.load()
    return commitments.find_item(2021, 4)


@pytest.fixture
def done(cast, item):
    return commitments.begin(item, DONE, officer=cast.coordinator_th)


def test_a_statement_is_of_the_own_country_with_its_history(cast, item, done):
    assert (done.country_id, done.status, done.version) == ("TH", "done", 1)
    row = commitments.state(done, Statement("planned"), officer=cast.coordinator_th, version=1)
    assert [(c.from_status, c.to_status) for c in row.changes.all()] == [
        ("done", "planned"),
        ("", "done"),
    ]
    entry = Entry.objects.filter(action="state commitment").latest("pk")
    assert set(entry.fields) == {"status", "note", "evidence_at", "reported_to"}


def test_one_per_item_and_country(cast, item, done):
    with pytest.raises(Conflict):
        commitments.begin(item, DONE, officer=cast.coordinator_th)
    assert commitments.begin(item, DONE, officer=cast.coordinator_mm).country_id == "MM"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Statement("blocked", note=" "), "note"),
        (Statement("done"), "evidence_at"),
        (Statement("verified", evidence_at="here"), "status"),
    ],
)
def test_a_statement_says_what_its_status_needs(cast, item, said, field):
    with pytest.raises(Problem) as problem:
        commitments.begin(item, said, officer=cast.coordinator_th)
    assert problem.value.field == field
    assert not Commitment.objects.exists()


def test_a_second_coordinator_verifies_and_never_who_stated_it(cast, done):
    for person in (cast.coordinator_th, cast.partner_th, cast.somchai):
        with pytest.raises(NotAllowed):
            commitments.verify(done, officer=person, version=1)
    row = commitments.verify(done, officer=cast.coordinator_mm, version=1)
    assert (row.status, row.verified_by) == ("verified", cast.coordinator_mm)


def test_the_database_refuses_one_verified_by_who_stated_it(cast, done):
    with pytest.raises(IntegrityError, match="commitment_verified_by_second"), transaction.atomic():
        Commitment.objects.update(status="verified", verified_by=cast.coordinator_th)


def test_only_what_is_done_and_was_read_is_verified(cast, item):
    row = commitments.begin(item, Statement("planned"), officer=cast.coordinator_th)
    with pytest.raises(WrongState):
        commitments.verify(row, officer=cast.coordinator_mm, version=1)
    commitments.state(row, DONE, officer=cast.coordinator_th, version=1)
    with pytest.raises(StaleVersion):
        commitments.verify(row, officer=cast.coordinator_mm, version=1)


def test_what_its_owner_changes_is_verified_no_more(cast, done):
    commitments.verify(done, officer=cast.coordinator_mm, version=1)
    same = commitments.state(done, DONE, officer=cast.coordinator_th, version=2)
    assert same.status == "verified"
    said = Statement(**{**vars(DONE), "note": "more of it"})
    row = commitments.state(done, said, officer=cast.coordinator_th, version=2)
    assert (row.status, row.verified_by, row.verified_at) == ("done", None, None)
    assert row.changes.first().from_status == "verified"


def test_others_do_not_state_for_a_country(cast, done):
    with pytest.raises(NotAllowed):
        commitments.state(done, DONE, officer=cast.coordinator_mm, version=1)


def test_the_scale_is_in_order():
    ranks = [one.rank for one in Commitment.Status]
    assert ranks == [0, 1, 2, 3, 4, None]


def test_the_grid_of_an_edition_is_one_query(cast, done, django_assert_num_queries):
    rows = Commitment.objects.visible_to(cast.observer).of_edition(Edition.objects.get(year=2021))
    with django_assert_num_queries(1):
        assert [(r.item.number, r.country_id) for r in rows.to_show()] == [(4, "TH")]


def test_pages_from_the_list_to_the_verification(cast, signed_in, item):
    thai, other = signed_in(cast.coordinator_th), signed_in(cast.coordinator_mm)
    assert item.link in thai.get(reverse("roadmap")).content.decode()
    new = reverse("roadmap-commitment-new", args=[2021, 4])
    assert new in thai.get(item.link).content.decode()
    refused = thai.post(new, {"status": "blocked", "reported_to": "AMMTC"}).content.decode()
    assert "Say what blocks it." in refused
    assert "AMMTC" in refused
    assert thai.post(new, vars(DONE)).status_code == 302
    row = Commitment.objects.get()
    verify = reverse("roadmap-commitment-verify", args=[row.public_id])
    assert verify not in thai.get(row.link).content.decode()
    assert verify in other.get(row.link).content.decode()
    assert other.post(verify, {"version": "1"}).status_code == 302
    text = thai.get(row.link).content.decode()
    assert "Done and verified" in text
    assert "Decree 12" in text


def test_a_page_opened_before_a_colleague_saved_says_so(cast, signed_in, done):
    commitments.state(done, Statement("planned"), officer=cast.coordinator_th, version=1)
    form = {"status": "under_way", "note": "mine", "version": "1"}
    address = reverse("roadmap-commitment-state", args=[done.public_id])
    text = signed_in(cast.coordinator_th).post(address, form).content.decode()
    assert "It now says: Planned" in text
    assert 'value="2"' in text
    assert "mine" in text


def test_an_edition_or_item_unknown_is_not_found(cast, signed_in, item):
    browser = signed_in(cast.coordinator_th)
    assert browser.get("/roadmap/items/2021-77/").status_code == 404


def test_a_system_states_over_the_api_and_a_coordinator_verifies(cast, item):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    said = {"edition": 2021, "item": 4, **vars(DONE)}
    made = thai.post("roadmap/commitments/", said)
    assert made.status_code == 201, made.content
    address = made["Location"]
    assert other.post(f"{address}state/", {"status": "planned"}, if_match="*").status_code == 403
    assert other.post(f"{address}verify/", if_match="*").status_code == 403
    stale = thai.post(f"{address}state/", {"status": "planned"}, if_match='"7"')
    assert stale.status_code == 412
    commitments.verify(Commitment.objects.get(), officer=cast.coordinator_mm, version=1)
    body = thai.get(address).json()
    assert [change["to_status"] for change in body["changes"]] == ["verified", "done"]
    again = thai.post(
        f"{address}state/", {"status": "under_way"}, if_match=thai.get(address)["ETag"]
    )
    assert (again.json()["status"], again.json()["note"]) == ("under_way", "")
    said = {"status": "under_way", "note": "half of it"}
    kept = thai.post(f"{address}state/", said, if_match=again["ETag"]).json()
    assert (kept["status"], kept["note"]) == ("under_way", "half of it")
    blocked = thai.post(
        f"{address}state/", {"status": "blocked"}, if_match=thai.get(address)["ETag"]
    )
    assert blocked.json()["errors"][0]["field"] == "note"


def test_the_list_is_filtered_and_refuses_what_it_does_not_know(cast, item, done):
    Partner.objects.update(scopes=["roadmap:read"])
    caller = system("MM", scope="roadmap:read")
    found = lambda query: len(caller.get(f"roadmap/commitments/?{query}").json()["results"])  # noqa: E731
    assert (found("item=4&country=TH&status=done&edition=2021"), found("country=MM")) == (1, 0)
    assert caller.get("roadmap/commitments/?colour=red").status_code == 400
