"""The API as a Postman collection (format 2.1, which Bruno reads too), from its schema.

The token is asked for by the collection itself, with the variables `address`, `client_id` and
`client_secret`. Requests stand in folders by tag, each with an example of its body.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

FORMAT = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
METHODS = ("get", "post", "put", "patch", "delete")
VARIABLES = {
    "address": "http://127.0.0.1:8000",
    "client_id": "",
    "client_secret": "",
}
# Given by every request of the collection, or of no use in one.
LEFT_OUT = {"If-None-Match"}
# What a name of a field says best. Invented, as everything in the demonstration.
BY_NAME: dict[str, Any] = {
    "crossing": "TH-MM:mae-sai-1",
    "border": "TH-MM",
    "borders": ["TH-MM"],
    "country": "MM",
    "to_country": "MM",
    "office": "TH-MSI",
    "to_office": "MM-TCL",
    "offences": ["060121"],
    "substance": "METH_TAB",
    "unit": "tablet",
    "quantity": 400000,
    "nationality": "LA",
    "language": "en",
    "url": "https://partner.example.org/webhook",
    "references": ["BLO-TH-2026-000001"],
    "reason": "Why, in words",
}
BY_FORMAT = {
    "date-time": "2026-11-21T19:10:00Z",
    "date": "2026-11-21",
    "uuid": "01937f00-0000-7000-8000-000000000000",
    "email": "officer@example.org",
    "uri": "https://partner.example.org/",
}
# Where more than the least says more. Each is judged by the schema in the tests.
BY_OPERATION: dict[str, Any] = {
    "cases_create": {
        "title": "Lorry with tablets",
        "offences": ["060121"],
        "urgency": "flash",
        "handling_code": "H1",
        "evaluation": {"source": "B", "information": "2"},
        "route": [
            {"role": "incident", "crossing": "TH-MM:mae-sai-1", "at": "2026-11-21T19:10:00Z"}
        ],
        "subjects": [{"kind": "vehicle", "role": "suspect", "plate": "3C-1234"}],
        "seizures": [{"substance": "METH_TAB", "quantity": 400000, "unit": "tablet"}],
    },
    "cases_submit_create": {"levels": {"MM": "full"}},
    "cases_search_create": {"identifier": "3C-1234"},
    "cases_grants_create": {"country": "MM", "level": "full", "purpose": "Joint work"},
    "requests_create": {
        "office": "TH-MSI",
        "to_office": "MM-TCL",
        "urgency": "urgent",
        "question": "Who owns the lorry 3C-1234?",
        "purpose": "Ownership of a lorry that carried tablets",
        "legal_basis": "Memorandum on border liaison offices",
    },
    "messages_create": {
        "case": "TH-MSI-2026-000001",
        "office": "TH-MSI",
        "language": "en",
        "text": "We meet at the bridge.",
    },
    "exports_create": {"format": "jsonl", "purpose": "statistics"},
    "webhooks_create": {
        "url": "https://partner.example.org/webhook",
        "events": ["case_submitted"],
        "filter": {"borders": ["TH-MM"]},
    },
}
# The first that fits the pattern of a field.
SAMPLES = ("TH", "en", "A1", "07:30", "2026-11", "USD", "METH_TAB")
Schema = dict[str, Any]


def collection_of(schema: Schema) -> Schema:
    info = schema["info"]
    return {
        "info": {
            "_postman_id": str(_identity(info["title"])),
            "name": info["title"],
            "description": info["description"],
            "schema": FORMAT,
        },
        "auth": _sign_in(),
        "variable": [
            {"key": name, "value": value, "type": "string"} for name, value in VARIABLES.items()
        ],
        "item": [_token(), *_folders(schema)],
    }


def _sign_in() -> Schema:
    """Client credentials: the collection gets the token, and another when it ends."""
    said = {
        "grant_type": "client_credentials",
        "accessTokenUrl": "{{address}}/api/v1/token/",
        "clientId": "{{client_id}}",
        "clientSecret": "{{client_secret}}",
        "client_authentication": "header",
        "addTokenTo": "header",
        "tokenName": "partner",
    }
    pairs = [{"key": name, "value": value, "type": "string"} for name, value in said.items()]
    return {"type": "oauth2", "oauth2": pairs}


def _token() -> Schema:
    """For those who want to see it: the request that the sign-in above sends."""
    form = {
        "grant_type": "client_credentials",
        "client_id": "{{client_id}}",
        "client_secret": "{{client_secret}}",
    }
    request = {
        "method": "POST",
        "auth": {"type": "noauth"},
        "header": [{"key": "Accept", "value": "application/json"}],
        "url": _url("/api/v1/token/", []),
        "body": {
            "mode": "urlencoded",
            "urlencoded": [
                {"key": name, "value": value, "type": "text"} for name, value in form.items()
            ],
        },
        "description": "OAuth 2.0 client credentials. Not among the operations of the schema: "
        "it is its security scheme.",
    }
    return {"id": str(_identity("token")), "name": "Get a token", "request": request}


def _folders(schema: Schema) -> list[Schema]:
    """By tag, in the order of the schema."""
    found: dict[str, list[Schema]] = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                item = _item(schema, path, method, operations[method])
                found.setdefault(operations[method]["tags"][0], []).append(item)
    return [{"name": tag, "item": items} for tag, items in found.items()]


def _item(schema: Schema, path: str, method: str, operation: Schema) -> Schema:
    parameters = operation.get("parameters", [])
    body = _body(schema, operation)
    request: Schema = {
        "method": method.upper(),
        "header": [*_headers(parameters), *_content_type(operation, body)],
        "url": _url(path, parameters),
        "description": operation.get("description", ""),
    }
    if body is not None:
        request["body"] = body
    name = operation.get("summary") or operation["operationId"]
    return {"id": str(_identity(operation["operationId"])), "name": name, "request": request}


def _headers(parameters: list[Schema]) -> list[Schema]:
    known = {"Idempotency-Key": "{{$guid}}", "If-Match": "*", "Tus-Resumable": "1.0.0"}
    return [
        {
            "key": one["name"],
            "value": known.get(one["name"], ""),
            "description": one.get("description", ""),
        }
        for one in parameters
        if one["in"] == "header" and one["name"] not in LEFT_OUT
    ]


def _content_type(operation: Schema, body: Schema | None) -> list[Schema]:
    """A form says its own."""
    if body is None or body["mode"] == "formdata":
        return []
    kinds = list(operation["requestBody"]["content"])
    return [{"key": "Content-Type", "value": kinds[0]}]


def _url(path: str, parameters: list[Schema]) -> Schema:
    """`{reference}` is a variable of the path; one inside a segment is one of the collection."""
    segments = [_segment(one) for one in path.strip("/").split("/")]
    address = "/".join(["{{address}}", *segments, ""])
    query = [
        {"key": one["name"], "value": "", "disabled": True, "description": _about(one)}
        for one in parameters
        if one["in"] == "query"
    ]
    whole = re.compile(r"^:(\w+)$")
    variables = [{"key": found[1], "value": ""} for one in segments if (found := whole.match(one))]
    url: Schema = {"raw": address, "host": ["{{address}}"], "path": [*segments, ""]}
    return (
        url | ({"query": query} if query else {}) | ({"variable": variables} if variables else {})
    )


def _segment(text: str) -> str:
    if re.fullmatch(r"\{\w+\}", text):
        return f":{text[1:-1]}"
    return re.sub(r"\{(\w+)\}", r"{{\1}}", text)


def _about(parameter: Schema) -> str:
    codes = parameter["schema"].get("enum", [])
    allowed = f"One of: {', '.join(str(code) for code in codes)}." if codes else ""
    return str(parameter.get("description") or allowed)


# -- Examples ------------------------------------------------------------------------------------


def _body(schema: Schema, operation: Schema) -> Schema | None:
    content = operation.get("requestBody", {}).get("content", {})
    for kind, said in content.items():
        if kind == "application/json":
            chosen = BY_OPERATION.get(operation["operationId"])
            sent = example(schema, said["schema"]) if chosen is None else chosen
            text = json.dumps(sent, ensure_ascii=False, indent=2)
            return {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}
        if kind == "multipart/form-data":
            return {"mode": "formdata", "formdata": list(_form(schema, said["schema"]))}
        return {"mode": "file", "file": {}}
    return None


def _form(schema: Schema, shape: Schema) -> Iterator[Schema]:
    shape = _meant(schema, shape)
    for name, inner in shape["properties"].items():
        if inner.get("format") == "binary":
            yield {"key": name, "type": "file", "src": []}
        else:
            value = _value(schema, name, inner)
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield {"key": name, "type": "text", "value": text}


def _meant(schema: Schema, shape: Schema) -> Schema:
    while "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return shape


def example(schema: Schema, shape: Schema) -> Any:
    """What must be there; when nothing must, what may be."""
    shape = _meant(schema, shape)
    fields = shape.get("properties", {})
    required = set(shape.get("required", ())) or set(fields)
    return {name: _value(schema, name, inner) for name, inner in fields.items() if name in required}


def _value(schema: Schema, name: str, shape: Schema) -> Any:
    shape = _meant(schema, shape)
    if "example" in shape:
        return shape["example"]
    if "default" in shape:
        return shape["default"]
    if shape.get("enum"):
        return shape["enum"][0]
    if name in BY_NAME and _fits(BY_NAME[name], shape):
        return BY_NAME[name]
    for part in shape.get("oneOf") or shape.get("anyOf") or shape.get("allOf") or ():
        return _value(schema, name, part)
    return _by_type(schema, name, shape)


def _fits(sample: Any, shape: Schema) -> bool:
    if isinstance(sample, str):
        return bool(re.search(shape.get("pattern", ""), sample))
    return isinstance(sample, list) == (shape.get("type") == "array")


def _by_type(schema: Schema, name: str, shape: Schema) -> Any:
    kinds = shape.get("type", "object")
    kind = next(one for one in kinds if one != "null") if isinstance(kinds, list) else kinds
    if kind == "array":
        return [_value(schema, name, shape["items"])]
    if kind == "object":
        return example(schema, shape)
    if kind == "boolean":
        return False
    if kind in ("integer", "number"):
        return max(1, shape.get("minimum", 1))
    return _text(name, shape)


def _text(name: str, shape: Schema) -> str:
    if pattern := shape.get("pattern"):
        return next(sample for sample in SAMPLES if re.search(pattern, sample))
    usual = name.replace("_", " ").capitalize()[: shape.get("maxLength", 100)]
    return BY_FORMAT.get(shape.get("format", ""), usual)


def _identity(text: str) -> uuid.UUID:
    """The same at each writing."""
    return uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4)
