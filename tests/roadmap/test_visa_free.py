"""Days without a visa: the host states them, a second person verifies, nothing is overwritten."""

import csv
import io
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from agencies.models import Country, Officer, Partner
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit.models import Entry
from roadmap import reference, visafree
from roadmap.demo import studies as demo
from roadmap.models import Recommendation, VisaStatement
from roadmap.visafree import VisaContent
from roadmap.visamatrix import matrix_of
from tests import factories
from tests.api import system

pytestmark = pytest.mark.django_db

FIRST, LATER = date(2024, 1, 1), date(2026, 1, 1)
CONTENT = VisaContent("ordinary", 30, FIRST, "Agreement of 2023", "Gazette 12")


@pytest.fixture
def states(world, cast):
    return {one.pk: one for one in visafree.members()}


@pytest.fixture
def stay(states, cast):
    return stated(states, cast.coordinator_th)


def stated(states, officer, host="TH", nationality="LA", **more):
    content = VisaContent(**{**vars(CONTENT), **more})
    return visafree.state(states[host], states[nationality], content, officer=officer)


def verified(row, officer, version=1):
    return visafree.verify(row, officer=officer, version=version)


def held(user, day, host="TH", nationality="LA", paper="ordinary"):
    return matrix_of(user, day=day, paper=paper).cells[host, nationality].shape


def test_the_host_states_and_a_second_person_verifies(cast, states, stay):
    for person in (cast.coordinator_mm, cast.somchai, cast.observer):
        with pytest.raises(NotAllowed):
            stated(states, person, nationality="VN")
    for person in (cast.coordinator_th, cast.partner_th, cast.observer, cast.somchai):
        with pytest.raises(NotAllowed):
            verified(stay, person)
    with pytest.raises(StaleVersion):
        verified(stay, cast.coordinator_mm, version=7)
    assert held(cast.observer, LATER) == "30?"
    assert verified(stay, cast.coordinator_mm).verified_by == cast.coordinator_mm
    assert held(cast.observer, LATER) == "30"
    with pytest.raises(WrongState):
        verified(stay, cast.coordinator_mm, version=2)
    actions = Entry.objects.filter(object_kind="visa statement").order_by("pk")
    assert [one.action for one in actions] == ["state visa-free days", "verify visa-free days"]


def test_the_database_wants_a_second_person(stay):
    with pytest.raises(IntegrityError, match="verified_by_second"), transaction.atomic():
        VisaStatement.objects.update(verified_by=stay.stated_by)


def test_a_new_statement_ends_the_one_before(cast, states, stay):
    stated(states, cast.coordinator_th, days=0, valid_from=LATER)
    stay.refresh_from_db()
    assert (stay.valid_to, stay.version) == (date(2025, 12, 31), 2)
    shown = [held(cast.observer, day) for day in (date(2023, 12, 31), FIRST, stay.valid_to, LATER)]
    assert shown == ["·", "30?", "30?", "0?"]
    assert held(cast.observer, LATER, paper="official") == "·"
    assert held(cast.observer, LATER, "LA", "TH") == "·"
    assert held(cast.observer, LATER, "TH", "TH") == "—"


@pytest.mark.parametrize(
    "more",
    [
        {"valid_from": FIRST},
        {"valid_from": date(2023, 1, 1)},
        {"valid_from": date(2023, 1, 1), "valid_to": FIRST},
    ],
)
def test_statements_do_not_overlap(cast, states, stay, more):
    with pytest.raises(Conflict) as problem:
        stated(states, cast.coordinator_th, **more)
    assert problem.value.field == "valid_from"
    assert VisaStatement.objects.get().valid_to is None


def test_the_database_refuses_an_overlap(cast, states, stay):
    same = {**vars(CONTENT), "valid_to": FIRST}
    row = VisaStatement(host=states["TH"], nationality=states["LA"], stated_by=cast.somchai, **same)
    with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
        row.save()
    stated(states, cast.coordinator_th, valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
    stated(states, cast.coordinator_th, paper="official")
    stated(states, cast.coordinator_mm, host="MM")
    assert VisaStatement.objects.count() == 4


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"days": 367}, "days"),
        ({"ground": " "}, "ground"),
        ({"document": ""}, "document"),
        ({"valid_to": date(2023, 1, 1)}, "valid_to"),
        ({"nationality": "TH"}, "nationality"),
    ],
)
def test_what_is_wrong_is_named(cast, states, more, field):
    with pytest.raises(Problem) as problem:
        stated(states, cast.coordinator_th, **more)
    assert problem.value.field == field
    assert not VisaStatement.objects.exists()


def test_member_states_only(cast, states):
    Country.objects.filter(pk="LA").update(is_member=False)
    states["LA"].refresh_from_db()
    with pytest.raises(Problem):
        stated(states, cast.coordinator_th)
    assert "LA" not in [one.pk for one in matrix_of(cast.observer, day=LATER, paper="").countries]


def test_a_mistake_is_struck_and_stays_to_be_read(cast, states, stay):
    def strike(officer=cast.coordinator_th, reason="Typed wrongly", version=1):
        return visafree.strike(stay, reason=reason, officer=officer, version=version)

    with pytest.raises(NotAllowed):
        strike(cast.coordinator_mm)
    with pytest.raises(Problem) as problem:
        strike(reason=" ")
    assert problem.value.field == "reason"
    assert strike().struck_by == cast.coordinator_th
    assert held(cast.observer, LATER) == "·"
    with pytest.raises(WrongState):
        strike(version=2)
    with pytest.raises(WrongState):
        verified(stay, cast.coordinator_mm, version=2)
    stated(states, cast.coordinator_th, days=15)
    assert held(cast.observer, LATER) == "15?"
    assert VisaStatement.objects.count() == 2


def test_the_database_keeps_what_was_stated(cast, stay):
    changes = [
        lambda rows: rows.update(days=90),
        lambda rows: rows.update(valid_from=LATER),
        lambda rows: rows.update(ground="other"),
        lambda rows: rows.delete(),
    ]
    for change in changes:
        with pytest.raises(InternalError), transaction.atomic():
            change(VisaStatement.objects.all())


def test_the_matrix_its_list_and_its_file(cast, signed_in, states, stay):
    stated(states, cast.coordinator_mm, host="MM", nationality="TH", days=0, ground="=1+1")
    door, where = signed_in(cast.observer), reverse("roadmap-visa-free")
    page = door.get(where, {"on": "1/2/2024"})
    members = len(states)
    assert page.content.decode().count("<th scope=") == 2 * members + 1
    assert f"stated for 2 of {members * (members - 1)} pairs" in page.content.decode()
    assert f"{states['LA']}: 30 days, not verified yet" in page.content.decode()
    thai = door.get(where, {"on": "1/2/2024", "host": "TH"}).content.decode()
    assert "30 days" in thai
    assert "visa needed" in thai
    assert "<table" not in thai
    assert "1 of" not in door.get(where, {"on": "1/2/2020"}).content.decode()
    wrong = door.get(where, {"on": "31/2/2024", "host": "TH"})
    assert wrong.status_code == 400
    assert "There is no such day" in wrong.content.decode()
    file = door.get(reverse("roadmap-visa-free-csv"), {"on": "1/2/2024"}).content
    head, _empty, _titles, *lines = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    assert head[1] == "2024-02-01"
    assert len(lines) == members * (members - 1)
    told = {(line[0], line[1]): line[3:] for line in lines}
    assert told["TH", "LA"] == ["30", "2024-01-01", "", "Agreement of 2023", "Gazette 12", "no"]
    assert told["LA", "TH"] == [""] * 6
    assert told["MM", "TH"][3] == "'=1+1"
    assert door.get(reverse("roadmap-visa-free-csv"), {"on": "x"}).status_code == 400


def test_pages_of_a_pair_state_verify_and_strike(cast, signed_in, states):
    own, other = signed_in(cast.coordinator_th), signed_in(cast.coordinator_mm)
    pair = reverse("roadmap-visa-pair", args=["TH", "LA"])
    new = reverse("roadmap-visa-new", args=["TH", "LA"])
    assert "the portal does not know" in other.get(pair).content.decode()
    assert new not in other.get(pair).content.decode()
    for missing in (("TH", "TH"), ("TH", "US"), ("th", "LA")):
        assert other.get(reverse("roadmap-visa-pair", args=missing)).status_code == 404
    form = {"paper": "ordinary", "days": "30", "valid_from": "1/1/2024", "document": "Gazette"}
    assert "Gazette" in own.post(new, form).content.decode()
    assert own.post(new, {**form, "ground": "Agreement"}).status_code == 302
    row = VisaStatement.objects.get()
    verify = reverse("roadmap-visa-verify", args=[row.public_id])
    assert verify not in own.get(pair).content.decode()
    assert verify in other.get(pair).content.decode()
    assert other.post(verify, {"version": "1"}).status_code == 302
    assert "not verified yet" not in own.get(pair).content.decode()
    strike = reverse("roadmap-visa-strike", args=[row.public_id])
    assert strike not in other.get(pair).content.decode()
    stale = own.post(strike, {"reason": "Wrong", "version": "1"}).content.decode()
    assert "It now says: 30, 01/01/2024" in stale
    assert own.post(strike, {"reason": "Wrong", "version": "2"}).status_code == 302
    assert "Why it is struck" in other.get(pair).content.decode()


def test_the_demonstration_says_that_it_is_one(world, cast):
    for code in ("LA", "VN"):
        factories.officer(f"coordinator-{code}", world.desks[code], Officer.Role.COORDINATOR)
    reference.load()
    assert demo.load() > 0
    assert demo.load() == 0
    said = [row.ground for row in VisaStatement.objects.all()]
    said += [row.text for row in Recommendation.objects.all()]
    assert len(said) > 5
    assert all(text.startswith("Demonstration") for text in said)


def test_over_the_api(cast, states):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    said = {
        "host": "TH",
        "nationality": "LA",
        "paper": "ordinary",
        "days": 30,
        "valid_from": "2024-01-01",
        "ground": "Agreement",
        "document": "Gazette",
    }
    assert other.post("roadmap/visa-free/", said).status_code == 403
    assert thai.post("roadmap/visa-free/", {**said, "extra": 1}).status_code == 400
    made = thai.post("roadmap/visa-free/", said)
    assert made.status_code == 201, made.content
    assert thai.post("roadmap/visa-free/", said).status_code == 409
    later = thai.post("roadmap/visa-free/", {**said, "days": 0, "valid_from": "2026-01-01"})
    assert later.status_code == 201

    def found(query):
        rows = other.get(f"roadmap/visa-free/?{query}").json()["results"]
        return [row["days"] for row in rows]

    assert found("host=TH&nationality=LA") == [0, 30]
    assert found("host=TH&on=2025-12-31") == [30]
    assert found("on=2026-01-01") == [0]
    assert found("on=2023-12-31") == []
    assert found("host=MM") == []
    assert other.get("roadmap/visa-free/?host=XX").status_code == 400
    first = thai.get(made["Location"])
    assert first.json()["valid_to"] == "2025-12-31"
    assert other.post(f"{made['Location']}verify/", if_match="*").status_code == 403
    struck = thai.post(f"{made['Location']}strike/", {"reason": "Wrong"}, if_match=first["ETag"])
    assert struck.json()["struck_reason"] == "Wrong"
    assert found("on=2025-12-31") == []
