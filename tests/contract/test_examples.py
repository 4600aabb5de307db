"""The examples of the description are true: the portal takes what they send and answers so."""

import jsonschema_rs
import pytest
from django.db import transaction

from blo_portal.api_docs import schema
from blo_portal.api_examples import TOKEN, TOKEN_PATH, examples
from tests.access_bodies import body_of
from tests.contract.asking import CHECKS, Asker, operations

pytestmark = pytest.mark.django_db

# Their examples were made by this person; the others by Thailand's system.
PEOPLE = ("pawr", "orig", "full", "cdTH")
MAIN = ("cases_", "requests_", "webhooks_", "imports_", "events_", "notices_", "me_")


def shape(value):
    """The keys of an answer, as deep as objects go; what a list holds differs by world."""
    return {key: shape(inner) for key, inner in value.items()} if isinstance(value, dict) else None


def test_the_main_operations_have_examples():
    assert {"cases_create", "cases_grants_create", "requests_create"} <= set(examples())
    assert {"webhooks_create", "imports_create", "requests_retrieve"} <= set(examples())
    assert all(any(name.startswith(noun) for name in examples()) for noun in MAIN)
    known = {one.definition.raw["operationId"] for one in operations()}
    assert set(examples()) <= known


def test_every_example_is_taken_and_answered_so(ground, open_portal):
    world, doors = ground
    askers = {column: Asker(world, doors[column], column) for column in PEOPLE}
    for operation in operations():
        example = examples().get(operation.definition.raw["operationId"])
        if example is None:
            continue
        answer, faults = asked(askers, operation, example)
        assert str(answer.status_code) == example["status"], (operation.label, answer.text)
        assert faults == {}, faults
        if example["response"] is not None and operation.method.upper() != "PATCH":
            assert shape(answer.json()) == shape(example["response"]), operation.label


def asked(askers, operation, example):
    """The answer to the one of the people who may, and what is wrong with it."""
    column, line, place = next(
        (column, line, place)
        for column, asker in askers.items()
        for line, place in asker.places(operation)
        if dict(line.cells)[column][0] == "2"
    )
    asker = askers[column]
    more = {"body": example["request"], "media_type": "application/json"}
    case = operation.Case(
        path_parameters=place,
        headers=body_of(asker.world, line)[1],
        **(more if example["request"] is not None else {}),
    )
    with transaction.atomic():
        answer = asker.answered(case)
        transaction.set_rollback(True)
    asker.judge(operation, case, answer, CHECKS)
    return answer, asker.found.faults


def fits(value, described):
    """Whether a value is what a schema of the description says."""
    whole = {**described, "components": schema()["components"]}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(value)


def test_every_example_fits_its_own_description():
    for operation in operations():
        raw = operation.definition.raw
        example = examples().get(raw["operationId"])
        if example is None:
            continue
        if example["request"] is not None:
            sent = raw["requestBody"]["content"]["application/json"]
            assert fits(example["request"], sent["schema"]), operation.label
        if example["response"] is not None:
            answer = raw["responses"][example["status"]]["content"]["application/json"]
            assert fits(example["response"], answer["schema"]), operation.label
            assert not fits(None, answer["schema"])


def test_a_token_is_got_and_refused_as_described(ground, client):
    form = {"grant_type": "client_credentials", "client_id": "client-TH"}
    for secret, status in (("secret-of-TH", "200"), ("wrong", "401")):
        answer = client.post(TOKEN_PATH, {**form, "client_secret": secret})
        described = TOKEN["responses"][status]["content"]["application/json"]["schema"]
        assert str(answer.status_code) == status
        assert fits(answer.json(), described)
    assert client.post(TOKEN_PATH, {"grant_type": "password"}).status_code in {400, 401}
