"""Requests for information as a program asks, answers and follows them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.clock import now
from cases.models import Request
from tests import factories
from tests.api import Caller, system
from tests.cases.asking import ground, phrase

pytestmark = pytest.mark.django_db
REPLY = {
    "text": "He is known to us.",
    "handling_code": "H1",
    "source_evaluation": "B",
    "information_evaluation": "2",
}


@pytest.fixture
def asker(signed_in, somchai):
    return Caller(signed_in(somchai))


@pytest.fixture
def answerer(signed_in, thida):
    return Caller(signed_in(thida))


def asking(world, **more):
    return {
        "to_office": world.tcl.code,
        "urgency": "priority",
        "question": "Planted-question",
        "purpose": "an arrest",
        "legal_basis": "the MoU of 1999",
        **more,
    }


@pytest.fixture
def there(asker, world):
    answer = asker.post("requests/", asking(world))
    assert answer.status_code == 201, answer.content
    return answer["Location"]


def problem(answer, status):
    """The fields that are named, of a refusal in the one shape of refusals."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    told = answer.json()
    assert told["status"] == status and told["code"]
    return {error["field"] for error in told["errors"]}


def test_from_the_question_to_the_result(asker, answerer, there):
    def did(caller, verb, body=None, **expected):
        answer = caller.post(f"{there}{verb}/", body)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert answer["ETag"]
        assert {name: told[name] for name in expected} == expected
        return told

    first = asker.get(there).json()
    assert (first["status"], first["clock"]["paused"]) == ("sent", False)
    assert (first["clock"]["zone"], first["clock"]["working_day"]) == ("Asia/Yangon", 1)
    did(answerer, "acknowledge", status="acknowledged")
    paused = did(answerer, "clarify", {"text": "Which one?"}, status="clarifying")
    assert paused["clock"]["paused"] is True
    did(asker, "clarified", {"text": "The tall one."}, status="acknowledged")
    did(answerer, "answer", {**REPLY, "is_part": True}, status="partly")
    did(answerer, "answer", REPLY, status="answered")
    did(asker, "reopen", {"reason": "another name came up"}, status="sent")
    due = (now() + timedelta(days=4)).isoformat()
    longer = did(answerer, "extend", {"reason": "archive", "due_at": due})
    assert longer["extensions"] == 1
    did(answerer, "answer", REPLY, status="answered")
    done = did(asker, "result", {"text": "He was arrested."}, result="He was arrested.")
    assert answerer.get(there).json()["result"] == done["result"]
    assert [step["kind"] for step in done["steps"]] == [
        *("asked", "acknowledged", "clarify", "clarified", "partly", "answered"),
        *("reopened", "extended", "answered", "result"),
    ]


def test_sent_twice_it_is_asked_once(asker, world):
    said = asking(world)
    first, again = (asker.post("requests/", said, idempotency_key="r1") for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert Request.objects.count() == 1
    problem(asker.post("requests/", {**said, "question": "other"}, idempotency_key="r1"), 409)


def test_an_answer_sent_twice_is_one_answer(answerer, there):
    for _ in range(2):
        done = answerer.post(f"{there}answer/", REPLY, idempotency_key="a1")
        assert done.status_code == 200, done.content
    assert [step["kind"] for step in done.json()["steps"]].count("answered") == 1
    problem(answerer.post(f"{there}answer/", REPLY), 409)


def test_nothing_new_is_not_sent_again(asker, answerer, there):
    read = asker.get(there)
    assert asker.get(there, if_none_match=read["ETag"]).status_code == 304
    answerer.post(f"{there}acknowledge/")
    assert asker.get(there, if_none_match=read["ETag"]).status_code == 200


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"purpose": ""}, {"purpose"}),
        ({"legal_basis": None}, {"legal_basis"}),
        ({"urgency": "soon"}, {"urgency"}),
        ({"to_office": "XX-NOT"}, {"to_office"}),
        ({"to_country": "MM"}, {"to_office"}),
        ({"question": ""}, {"question"}),
        ({"case": "TH-MSI-2026-999999"}, {"case"}),
        ({"follows": "0190d3a0-0000-7000-8000-000000000000"}, {"follows"}),
        ({"planted": 1}, {"planted"}),
        ({"questions": [{"code": "NO_SUCH"}]}, {"questions.0.code"}),
    ],
)
def test_what_is_wrong_with_a_question_is_named(asker, world, change, fields):
    said = {name: value for name, value in asking(world, **change).items() if value is not None}
    assert problem(asker.post("requests/", said), 400) == fields
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("verb", "body", "fields"),
    [
        ("answer", {**REPLY, "handling_code": "H9"}, {"handling_code"}),
        ("answer", {"text": "known"}, {"handling_code", "source_evaluation", "information_evaluation"}),
        ("clarify", {"text": ""}, {"text"}),
        ("extend", {"reason": "archive"}, {"due_at"}),
        ("extend", {"reason": "archive", "due_at": "2026-11-30T10:00:00"}, {"due_at"}),
        ("refuse", {"ground": "NO_SUCH"}, {"ground"}),
        ("forward", {"office": "XX-NOT", "reason": "theirs"}, {"office"}),
        ("acknowledge", {"planted": 1}, {"planted"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_verb_is_named(answerer, there, verb, body, fields):
    assert problem(answerer.post(f"{there}{verb}/", body), 400) == fields
    assert answerer.get(there).json()["status"] == "sent"


VERBS = {
    "acknowledge": {},
    "clarify": {"text": "Which?"},
    "answer": REPLY,
    "refuse": {"ground": "NOINFO"},
    "clarified": {"text": "That one"},
    "withdraw": {"reason": "found"},
    "reopen": {"reason": "again"},
    "result": {"text": "arrested"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_for_its_side_and_hidden_from_others(signed_in, cast, there, verb):
    ground()
    theirs = verb in ("acknowledge", "clarify", "answer", "refuse")
    wrong = cast.somchai if theirs else cast.thida
    problem(Caller(signed_in(wrong)).post(f"{there}{verb}/", VERBS[verb]), 403)
    problem(Caller(signed_in(cast.bounmy)).post(f"{there}{verb}/", VERBS[verb]), 404)


def test_the_lists_of_a_desk(asker, answerer, there, world):
    phrase()
    body = asking(world, question="", questions=[{"code": "VEHICLE_OWNER", "about": "X 1"}])
    second = asker.post("requests/", body).json()
    answerer.post(f"{there}acknowledge/")

    def listed(caller, **query):
        return {row["id"] for row in caller.get("requests/", query=query).json()["results"]}

    both = {second["id"], asker.get(there).json()["id"]}
    assert listed(asker) == listed(answerer) == both
    assert listed(asker, state="waiting") == listed(answerer, state="mine") == both
    assert listed(asker, state="mine") == listed(answerer, state="overdue") == set()
    problem(asker.get("requests/", query={"state": "planted"}), 400)


def test_a_board_costs_the_same_however_long_it_is(signed_in, somchai, asker, world):
    browser = signed_in(somchai)

    def queries(address):
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    addresses = ("/requests/", "/api/v1/requests/")
    asker.post("requests/", asking(world))
    before = [queries(one) for one in addresses]
    for n in range(12):
        asker.post("requests/", asking(world, question=f"number {n}"))
    assert [queries(one) for one in addresses] == before


def test_a_partner_system_asks_for_an_office_of_its_country(world, cast):
    th, mm = system("TH"), system("MM")
    refused = th.post("requests/", asking(world))
    assert problem(refused, 400) == {"office"}
    made = th.post("requests/", asking(world, office="TH-MSI"))
    assert made.status_code == 201, made.content
    assert made["Location"].endswith(f"{made.json()['id']}/")
    assert mm.get(made["Location"]).json()["question"] == "Planted-question"
    factories.partner("LA")
    problem(system("LA").get(made["Location"]), 404)
