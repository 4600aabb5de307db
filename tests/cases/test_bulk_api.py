"""Several cases at once over the API."""

import pytest

from cases import disclosure
from cases.models import CaseTag
from cases.models.levels import Level
from tests.api import Caller, system
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(world, cast):
    return [delivered(submitted(world, cast.somchai, levels={"MM": Level.FULL})) for _ in "ab"]


def asked(pair, action="tag", **more):
    more = {"tags": ["Lorries"]} | more if action in ("tag", "untag") else more
    return {"action": action, "references": [case.reference for case in pair], **more}


@pytest.fixture
def thida(cast, signed_in):
    return Caller(signed_in(cast.thida))


def test_a_row_for_each(pair, thida):
    body = asked(pair)
    body["references"].insert(1, "TH-MSI-2026-999999")
    answer = thida.post("cases/bulk/", body)
    assert answer.status_code == 200
    said = answer.json()
    assert (said["action"], said["done"]) == ("tag", 2)
    assert [row["outcome"] for row in said["rows"]] == ["done", "not_found", "done"]
    assert [row["reference"] for row in said["rows"]] == body["references"]


def test_a_system_acts_for_its_country(pair, cast):
    mm = system("MM")
    body = asked(pair, "assign", officer="kyaw", office="MM-TCL")
    assert mm.post("cases/bulk/", body).json()["done"] == 2
    refused = mm.post("cases/bulk/", asked(pair, "watch")).json()
    assert {row["code"] for row in refused["rows"]} == {"not_allowed"}
    assert mm.post("cases/bulk/", asked(pair, "acknowledge")).json()["done"] == 2


@pytest.mark.parametrize(
    ("action", "scope"),
    [("tag", "cases:write"), ("close", "cases:share"), ("acknowledge", "notices:write")],
)
def test_a_token_needs_what_the_action_needs(pair, cast, action, scope):
    mm = system("MM", scope="cases:read")
    more = {"outcome": "no_result"} if action == "close" else {}
    answer = mm.post("cases/bulk/", asked(pair, action, **more))
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert scope in answer.json()["detail"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tags": ["x"]}, "tags"),
        ({"action": "close"}, "outcome"),
        ({"action": "shred"}, "action"),
        ({"references": []}, "references"),
        ({"references": [f"TH-MSI-2026-{n:06}" for n in range(101)]}, "references"),
    ],
)
def test_what_is_not_understood_names_the_field(pair, thida, change, field):
    answer = thida.post("cases/bulk/", asked(pair, "watch") | change)
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert [error["field"] for error in errors] == [field]
    if len(change.get("references", "")) > 100:
        assert errors[0]["detail"] == "At most 100 cases at once."


def test_sent_twice_with_one_key_it_happens_once(world, pair, cast, thida):
    first = thida.post("cases/bulk/", asked(pair, "acknowledge"), idempotency_key="k1")
    again = thida.post("cases/bulk/", asked(pair, "acknowledge"), idempotency_key="k1")
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    disclosure.recall(pair[0], world.tcl.country, officer=cast.somchai, reason="an error")
    gone = thida.post("cases/bulk/", asked(pair, "acknowledge"), idempotency_key="k1")
    assert gone.status_code == 404


def test_it_costs_the_country_nothing_of_another(pair, cast, thida, signed_in):
    thida.post("cases/bulk/", asked(pair))
    assert {row.country_id for row in CaseTag.objects.all()} == {"MM"}
    page = signed_in(cast.somchai).get("/cases/").content.decode()
    assert "Lorries" not in page
