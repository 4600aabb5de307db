"""The API describes itself, the same to programs, to people and in the repository."""

import pytest
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator

from agencies.access import Capability
from agencies.api.base import Api
from blo_portal import api
from cases.api.bycode import Acknowledgements
from tests.api import Caller, system


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(public=True)


def operations(schema):
    return [
        (path, method, one)
        for path, ways in schema["paths"].items()
        for method, one in ways.items()
    ]


def viewsets():
    return [
        (pattern, pattern.callback.cls, pattern.callback.actions)
        for pattern in api.urlpatterns
        if hasattr(pattern.callback, "cls")
    ]


def test_every_action_of_the_map_stands_in_its_table_and_no_other():
    assert all(issubclass(viewset, Api) for _, viewset, _ in viewsets())
    mapped = {}
    for _, viewset, actions in viewsets():
        mapped.setdefault(viewset, set()).update(actions.values())
    for viewset, actions in mapped.items():
        assert actions == set(viewset.capabilities), viewset
        is_open = Capability.PUBLIC in viewset.capabilities.values()
        assert is_open == (viewset is Acknowledgements)  # there the code is the right


def test_nothing_of_the_token_toolkit_is_mounted_but_the_token():
    found = [str(p.pattern) for p in get_resolver().url_patterns if "oauth" in str(p.pattern)]
    assert found == []


def test_every_operation_is_described(schema):
    assert schema["openapi"].startswith("3.1")
    for path, method, one in operations(schema):
        assert one["summary"], (method, path)
        assert one["description"], (method, path)
        refused = {"400", "401", "429"} | ({"403", "406"} if one["tags"] != ["token"] else set())
        assert refused <= set(one["responses"]), (method, path)
        assert one["security"], (method, path)


def test_every_way_to_sign_in_is_described(schema):
    ways = schema["components"]["securitySchemes"]
    named = {name for _, _, one in operations(schema) for way in one["security"] for name in way}
    assert named == set(ways)
    assert ways["partnerToken"]["flows"]["clientCredentials"]["tokenUrl"] == "/api/v1/token/"


def test_a_choice_that_need_not_be_made_is_empty_in_an_answer(schema):
    sex = schema["components"]["schemas"]["SubjectRecord"]["properties"]["sex"]
    assert "" in sex["enum"]


def test_nothing_is_described_in_words_of_openapi_3_0(schema):
    """`nullable` is no word of OpenAPI 3.1: a reader of it takes null for a fault."""
    assert "nullable" not in str(schema)
    page = schema["components"]["schemas"]["PaginatedCaseRowList"]["properties"]
    assert page["next"]["type"] == ["string", "null"]


def test_bodies_are_named_by_what_they_say(schema):
    components = schema["components"]["schemas"]
    assert "InviteRequest" in components
    assert [name for name in components if name[0].islower()] == []
    assert components["ProposalRequest"]["required"] == ["reason"]


def test_a_delete_that_asks_for_a_reason_says_so(schema):
    for path in ("disclosures/{disclosure}/", "grants/{country}/"):
        found = [key for key in schema["paths"] if key.endswith(path)]
        assert found, path
        for key in found:
            body = schema["paths"][key]["delete"]["requestBody"]
            shape = body["content"]["application/json"]["schema"]
            assert shape == {"$ref": "#/components/schemas/ReasonRequest"}
    assert "requestBody" not in schema["paths"]["/api/v1/cases/{reference}/"]["delete"]


def test_a_request_body_takes_no_other_keys(schema):
    bodies = {
        name: one
        for name, one in schema["components"]["schemas"].items()
        if name.endswith("Request")
    }
    assert bodies
    assert all(body["additionalProperties"] is False for body in bodies.values())


def test_programs_get_it_with_a_token_or_a_session(cast, signed_in, client):
    for caller in (system("TH"), Caller(signed_in(cast.thida))):
        answer = caller.get("openapi.json")
        assert answer.status_code == 200
        assert answer.json()["info"]["title"] == "Border Liaison Office portal"
        assert caller.get("openapi.json", if_none_match=answer["ETag"]).status_code == 304
    assert client.get("/api/v1/openapi.json").status_code == 401


def test_people_read_it_as_a_page_with_every_operation(schema, cast, signed_in, client):
    page = signed_in(cast.thida).get("/api/v1/docs/").content.decode()
    for _, _method, one in operations(schema):
        assert f'id="{one["operationId"]}"' in page
    assert "<script>" not in page
    assert " style=" not in page
    assert client.get("/api/v1/docs/").status_code == 302


@pytest.mark.parametrize("path", ["nothing/", "cases", "cases/%00/", "cases/x/y/z/", "CASES/", ""])
def test_an_address_that_is_none_answers_in_the_form_of_all_refusals(cast, client, path):
    answer = system("TH").get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer["Content-Type"] == "application/problem+json"
    assert client.get(f"/api/v1/{path}").status_code == 401


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE"])
def test_a_method_that_an_address_does_not_know_is_refused(cast, method):
    answer = system("TH").ask(method, "cases/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_answers_are_kept_by_nobody_on_the_way(cast):
    th = system("TH")
    assert th.get("cases/")["Cache-Control"] == "no-store"
    assert th.get("me/")["Cache-Control"] == "private, no-cache"


def test_how_to_sign_in_is_described_where_the_operations_name_it(schema):
    """A generator of clients stops at a name that leads nowhere."""
    named = {name for _, _, one in operations(schema) for ways in one["security"] for name in ways}
    schemes = schema["components"]["securitySchemes"]
    assert named == set(schemes) == {"partnerToken", "officerSession", "partnerSecret"}
    flow = schemes["partnerToken"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == "/api/v1/token/"
    asked = {
        scope
        for _, _, one in operations(schema)
        for ways in one["security"]
        for scope in ways.get("partnerToken", [])
    }
    assert asked <= set(flow["scopes"])
