"""The refusals in the description are those that the portal gives, word for word."""

import pytest
from django.db import transaction
from django.test import Client

from agencies.api.schema_refusals import EXAMPLES, FAULTS, example
from tests.access_bodies import body_of
from tests.access_table import API, lines
from tests.access_world import AccessWorld
from tests.api import Caller, lorry, system
from tests.contract.asking import operations
from tests.factories import draft
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db


def shown(status, name):
    return next(example(status, *said) for key, *said in EXAMPLES[status] if key == name)


def check(answer, status, name, *, same_words=True):
    given, described = answer.json(), shown(status, name)
    assert str(answer.status_code) == status
    assert answer["Content-Type"] == "application/problem+json"
    if not same_words:  # the words say more than the example can
        given, described = ({**one, "detail": "", "errors": []} for one in (given, described))
    assert given == described


@pytest.fixture
def th(cast):
    return system("TH")


@pytest.fixture
def case(world, cast):
    return draft(world, cast.somchai)


def test_every_refusal_has_an_example():
    assert set(FAULTS) <= set(EXAMPLES)
    assert all(EXAMPLES[status] for status in EXAMPLES)


def test_400_names_the_parameter(th):
    check(th.get("cases/", query={"colour": "red"}), "400", "field")


def test_401_says_what_is_wrong_with_the_token(cast):
    answer = Caller(Client(headers={"Authorization": "Bearer none"})).get("cases/")
    check(answer, "401", "token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_403(cast, signed_in):
    check(Caller(signed_in(cast.observer)).get("cases/"), "403", "permission")


def test_404(th):
    check(th.get("cases/TH-MSI-2026-999999/"), "404", "unknown")


def test_406(th):
    check(th.get("cases/", accept="text/html"), "406", "form")


def test_409_of_the_state_and_of_the_key(th, cast, signed_in, case):
    somchai = Caller(signed_in(cast.somchai))
    answer = somchai.post(f"cases/{case.reference}/close/", {"outcome": "result"})
    check(answer, "409", "state", same_words=False)
    assert th.post("cases/", lorry(), idempotency_key="k").status_code == 201
    check(th.post("cases/", lorry(title="Another"), idempotency_key="k"), "409", "key")


def test_412_and_428(cast, signed_in, case):
    somchai, address = Caller(signed_in(cast.somchai)), f"cases/{case.reference}/"
    check(somchai.patch(address, {"title": "B"}, if_match='"999"'), "412", "stale")
    check(somchai.patch(address, {"title": "B"}), "428", "unread")


def test_413(th, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    check(th.post("cases/", lorry()), "413", "large")


def test_415(th):
    answer = th.client.generic("POST", "/api/v1/cases/", "title", content_type="text/plain")
    check(answer, "415", "form")


def test_416(cast, signed_in, world):
    case = draft(world, cast.somchai)
    file = arrived(case, cast.somchai)
    address = f"cases/{case.reference}/files/{file.public_id}/content/"
    answer = Caller(signed_in(cast.somchai)).get(address, range="bytes=99999999-")
    check(answer, "416", "part", same_words=False)


def test_429_says_when_to_come_back(th, settings):
    settings.API_RATES = {**settings.API_RATES, "read": "1/hour"}
    assert th.get("cases/").status_code == 200
    answer = th.get("cases/")
    check(answer, "429", "often", same_words=False)
    assert int(answer["Retry-After"]) > 0


# -- If-Match -----------------------------------------------------------------------------------


def test_where_if_match_must_be_sent_the_description_says_so(db):
    """Every line of the access table without its If-Match: 428 stands in the description."""
    world = AccessWorld()
    doors = world.doors()
    wrong = []
    by_place = {(one.method.upper(), one.path): one.definition.raw for one in operations()}
    for line in lines(API):
        if line.method == "GET" or "If-Match" not in body_of(world, line)[1]:
            continue
        operation = by_place[line.method, f"/api/v1/{line.route}"]
        named = {one["name"]: one for one in operation["parameters"]}
        column = next((who for who, cell in line.cells if cell[0] == "2"), None)
        if column is None:
            continue
        address, body = line.route.format(**world.arguments(line.target)), body_of(world, line)[0]
        with transaction.atomic():
            answer = Caller(doors[column]).ask(line.method, address, body)
            transaction.set_rollback(True)
        is_missed = answer.status_code == 428
        is_described = named.get("If-Match", {}).get("required", False)
        if not is_missed == is_described == ("428" in operation["responses"]):
            wrong.append(f"{line}: 428 {is_missed}, described {is_described}")
    assert wrong == []


# -- What was not refused -----------------------------------------------------------------------


@pytest.mark.parametrize("title", [5, 1.5, True, ["Lorry"], {"th": "Lorry"}, None])
def test_what_is_no_text_is_not_taken_as_text(th, title):
    answer = th.post("cases/", lorry(title=title))
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"title"}


@pytest.mark.parametrize("field", ["title", "urgency", "no-such-field"])
def test_half_of_a_surrogate_pair_is_refused(th, field):
    """An answer that repeats it could not be written: it was a 500."""
    body = f'{{"{field}": "\\ud800"}}'
    answer = th.client.generic("POST", "/api/v1/cases/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


@pytest.mark.parametrize("hidden", ["\N{RIGHT-TO-LEFT OVERRIDE}", " \N{ZERO WIDTH SPACE} "])
def test_a_text_of_which_nothing_can_be_seen_is_blank(cast, signed_in, case, hidden):
    """It reached the database as an empty one: a 500 where a rule forbids that."""
    address = f"cases/{case.reference}/withdraw/"
    answer = Caller(signed_in(cast.somchai)).post(address, {"reason": hidden})
    assert answer.status_code == 400
    assert [one["code"] for one in answer.json()["errors"]] == ["blank"]


@pytest.mark.parametrize("address", ["messages/?case=", "roadmap/network/?border=", "cases/?q="])
def test_a_parameter_with_a_null_character_is_refused(cast, signed_in, address):
    """PostgreSQL takes none: it was a 500 where the parameter is asked of a table."""
    answer = Caller(signed_in(cast.somchai)).get(f"{address}%00")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
