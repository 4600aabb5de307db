"""The collection for Postman and Bruno: it can be imported, holds every operation, and its
examples are what the schema asks for."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from collection import BY_OPERATION, METHODS, collection_of
from tests.house import ROOT

TEXT = {"type": "string"}
PAIR = {
    "type": "object",
    "required": ["key", "value"],
    "properties": {"key": {"type": "string", "minLength": 1}, "value": TEXT},
}
PAIRS = {"type": "array", "items": PAIR}
URL = {
    "type": "object",
    "required": ["raw", "host", "path"],
    "properties": {
        "raw": {"type": "string", "pattern": r"^\{\{address\}\}/api/v1/"},
        "host": {"const": ["{{address}}"]},
        "path": {"type": "array", "items": TEXT},
        "query": PAIRS,
        "variable": PAIRS,
    },
    "additionalProperties": False,
}
BODY = {
    "type": "object",
    "required": ["mode"],
    "properties": {
        "mode": {"enum": ["raw", "urlencoded", "formdata", "file"]},
        "raw": TEXT,
        "urlencoded": PAIRS,
        "formdata": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "type"],
                "oneOf": [
                    {"properties": {"type": {"const": "text"}}, "required": ["value"]},
                    {"properties": {"type": {"const": "file"}}, "required": ["src"]},
                ],
            },
        },
        "file": {"type": "object"},
        "options": {"type": "object"},
    },
    "additionalProperties": False,
}
REQUEST = {
    "type": "object",
    "required": ["method", "header", "url", "description"],
    "properties": {
        "method": {"enum": ["GET", "POST", "PUT", "PATCH", "DELETE"]},
        "header": PAIRS,
        "url": URL,
        "body": BODY,
        "description": TEXT,
        "auth": {"type": "object", "required": ["type"]},
    },
    "additionalProperties": False,
}
NAMED = {"type": "string", "minLength": 1}
ITEM = {
    "type": "object",
    "required": ["id", "name", "request"],
    "properties": {"id": TEXT, "name": NAMED, "request": REQUEST},
    "additionalProperties": False,
}
# What format 2.1 asks for, as far as it is used here.
FORMAT = {
    "type": "object",
    "required": ["info", "item"],
    "properties": {
        "info": {
            "type": "object",
            "required": ["name", "schema"],
            "properties": {
                "name": NAMED,
                "schema": {
                    "const": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
                },
            },
        },
        "auth": {
            "type": "object",
            "required": ["type", "oauth2"],
            "properties": {"type": {"const": "oauth2"}, "oauth2": PAIRS},
        },
        "variable": PAIRS,
        "item": {
            "type": "array",
            "items": {
                "if": {"required": ["item"]},
                "then": {
                    "required": ["name", "item"],
                    "properties": {"name": NAMED, "item": {"type": "array", "items": ITEM}},
                    "additionalProperties": False,
                },
                "else": ITEM,
            },
        },
    },
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def schema():
    text = (ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)


@pytest.fixture(scope="module")
def collection():
    path = ROOT / "docs" / "blo-portal.postman_collection.json"
    return json.loads(path.read_text(encoding="utf-8"))


def requests_of(collection):
    for entry in collection["item"]:
        for item in entry.get("item", [entry]):
            yield entry["name"], item


def operations_of(schema):
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                yield method.upper(), path, operations[method]


def path_of(item):
    """As the schema writes it."""
    raw = item["request"]["url"]["raw"].removeprefix("{{address}}").partition("?")[0]
    return re.sub(r"\{\{(\w+)\}\}", r"{\1}", re.sub(r":(\w+)", r"{\1}", raw))


def test_it_can_be_imported(collection):
    Draft202012Validator(FORMAT).validate(collection)
    identities = [item["id"] for _folder, item in requests_of(collection)]
    assert len(set(identities)) == len(identities)


def test_every_operation_is_there_in_the_folder_of_its_tag(collection, schema):
    here = {
        (item["request"]["method"], path_of(item), folder)
        for folder, item in requests_of(collection)
        if folder != "Get a token"
    }
    there = {(method, path, said["tags"][0]) for method, path, said in operations_of(schema)}
    assert here == there


def test_the_token_is_asked_for_with_the_variables(collection):
    assert [one["key"] for one in collection["variable"]] == [
        "address",
        "client_id",
        "client_secret",
    ]
    assert all(one["value"] == "" for one in collection["variable"] if one["key"] != "address")
    said = {one["key"]: one["value"] for one in collection["auth"]["oauth2"]}
    assert said["accessTokenUrl"] == "{{address}}/api/v1/token/"
    assert (said["clientId"], said["clientSecret"]) == ("{{client_id}}", "{{client_secret}}")
    assert said["grant_type"] == "client_credentials"


def test_the_parts_of_an_address_can_be_filled_in(collection):
    for _folder, item in requests_of(collection):
        url = item["request"]["url"]
        named = {one["key"] for one in url.get("variable", [])}
        assert named == set(re.findall(r"/:(\w+)", url["raw"])), url["raw"]


def test_a_post_has_its_key_and_a_change_says_what_it_read(collection):
    found = {item["name"]: item["request"] for _folder, item in requests_of(collection)}
    for method, header in (("POST", "Idempotency-Key"), ("PATCH", "If-Match"), ("PUT", "If-Match")):
        having = [
            one
            for one in found.values()
            if one["method"] == method and header in str(one["header"])
        ]
        assert having, (method, header)


def bodies(schema):
    for method, path, operation in operations_of(schema):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            yield f"{method} {path}", content["application/json"]["schema"]


def test_each_example_is_what_its_operation_takes(collection, schema):
    """The schema of OpenAPI 3.1 is JSON Schema: its own words judge the examples."""
    sent = {
        f"{item['request']['method']} {path_of(item)}": item["request"]["body"]
        for _folder, item in requests_of(collection)
        if "body" in item["request"]
    }
    faults, seen = [], 0
    for name, shape in bodies(schema):
        if sent[name]["mode"] != "raw":
            continue
        validator = Draft202012Validator({**shape, "components": schema["components"]})
        seen += 1
        said = json.loads(sent[name]["raw"])
        faults += [f"{name}: {list(one.path)} {one.message}" for one in validator.iter_errors(said)]
    assert faults == []
    assert seen > 100


def test_it_is_written_the_same_each_time(schema):
    assert collection_of(schema) == collection_of(schema)


def test_the_operations_with_an_example_of_their_own_exist(schema):
    known = {operation["operationId"] for _method, _path, operation in operations_of(schema)}
    assert set(BY_OPERATION) <= known
