"""A POST that is sent twice happens once, whatever happens between the two."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from agencies import tasks
from agencies.models import IdempotencyKey
from agencies.models.office import Office
from cases import workflow
from cases.models import Case
from notices.models import Notice
from tests.api import Caller, lorry, system


@pytest.fixture
def th(cast):
    return system("TH")


def test_the_same_request_again_is_answered_the_same(th):
    first = th.post("cases/", lorry(), idempotency_key="a")
    again = th.post("cases/", lorry(), idempotency_key="a")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first) == ("true", False)
    assert Case.objects.count() == 1


def test_the_order_of_the_keys_in_the_body_does_not_matter(th):
    body = lorry()
    turned = dict(reversed(body.items()))
    th.post("cases/", body, idempotency_key="a")
    assert th.post("cases/", turned, idempotency_key="a").status_code == 201
    assert Case.objects.count() == 1


def test_the_same_key_for_another_request_is_409(th):
    reference = th.post("cases/", lorry(), idempotency_key="a").json()["reference"]
    for path, body in (("cases/", lorry(title="Another")), (f"cases/{reference}/submit/", {})):
        answer = th.post(path, body, idempotency_key="a")
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert Case.objects.get().is_draft


def test_without_a_key_or_with_another_it_is_another_request(th):
    for headers in ({}, {}, {"idempotency_key": "a"}, {"idempotency_key": "b"}):
        th.post("cases/", lorry(), **headers)
    assert Case.objects.count() == 4


def test_a_key_belongs_to_one_account(th, signed_in, somchai):
    th.post("cases/", lorry(), idempotency_key="a")
    assert (
        Caller(signed_in(somchai)).post("cases/", lorry(), idempotency_key="a").status_code == 201
    )
    assert Case.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\t", "ä"])
def test_a_key_that_cannot_be_one_is_400(th, key):
    answer = th.post("cases/", lorry(), idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


def test_what_was_refused_may_be_tried_again_with_the_same_key(th):
    assert th.post("cases/", lorry(offences=["x"]), idempotency_key="a").status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert th.post("cases/", lorry(), idempotency_key="a").status_code == 201


def test_what_broke_in_the_middle_left_nothing(th, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("cut")

    with monkeypatch.context() as patch:
        patch.setattr("cases.workflow.trace", broken)
        answer = th.post("cases/", lorry(), idempotency_key="a")
        assert (answer.status_code, answer.json()["code"]) == (500, "error")
        assert "cut" not in answer.content.decode()
    assert (Case.objects.count(), IdempotencyKey.objects.count()) == (0, 0)
    assert th.post("cases/", lorry(), idempotency_key="a").status_code == 201


def test_every_post_honours_it(th):
    reference = th.post("cases/", lorry()).json()["reference"]
    posts = [
        (f"cases/{reference}/submit/", {}),
        (f"cases/{reference}/grants/", {"country": "LA", "level": "full"}),
        (f"cases/{reference}/close/", {"outcome": "result"}),
    ]
    for path, body in posts:
        first, again = (th.post(path, body, idempotency_key=path) for _ in range(2))
        assert (first.json(), again["Idempotent-Replayed"]) == (again.json(), "true")
    assert Case.objects.get().events.filter(kind="closed").count() == 1


def test_an_answer_is_not_repeated_when_its_case_is_out_of_reach_by_now(th, cast):
    reference = th.post("cases/", lorry(), idempotency_key="a").json()["reference"]
    workflow.discard(Case.objects.get(reference=reference), officer=cast.partner_th)
    assert th.post("cases/", lorry(), idempotency_key="a").status_code == 404


def test_answers_are_kept_for_72_hours(th):
    th.post("cases/", lorry(), idempotency_key="old")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=73))
    th.post("cases/", lorry(), idempotency_key="new")
    tasks.tidy()
    assert [row.key for row in IdempotencyKey.objects.all()] == ["new"]


# -- At the same time -------------------------------------------------------------------------


def at_once(count, ask):
    """Run `ask(number)` in threads that start together."""
    answers, gate = [None] * count, threading.Barrier(count)

    def run(number):
        try:
            gate.wait()
            answers[number] = ask(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_six_twins_at_once_are_one_case_and_one_answer(cast):
    callers = [system("TH") for _ in range(6)]
    answers = at_once(6, lambda n: callers[n].post("cases/", lorry(), idempotency_key="twin"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 5
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twins_with_another_body_are_refused_all_but_one(cast):
    callers = [system("TH") for _ in range(4)]
    answers = at_once(
        4, lambda n: callers[n].post("cases/", lorry(title=f"T{n}"), idempotency_key="twin")
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_submitting_at_once_with_and_without_a_key_tells_once(cast):
    callers = [system("TH") for _ in range(4)]
    reference = callers[0].post("cases/", lorry()).json()["reference"]
    keys = [{"idempotency_key": "s"}, {"idempotency_key": "s"}, {"idempotency_key": "t"}, {}]
    answers = at_once(4, lambda n: callers[n].post(f"cases/{reference}/submit/", **keys[n]))
    assert {answer.status_code for answer in answers} == {200}
    assert Notice.objects.count() == 1
    assert Office.objects.get(notices__isnull=False).code == "MM-TCL"
