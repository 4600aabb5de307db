"""Examples in the API's description, and the one operation that REST framework does not know.

The examples stand in `api_examples.json`, by operation: what is sent, and the answer that the
portal gave to it. The names in them are invented. `tests/contract/test_examples.py` sends each of
them again and holds the answers against the description.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

Node = dict[str, Any]
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def add_examples(result: Node, **_: Any) -> Node:
    """drf-spectacular hook."""
    result["paths"] = {TOKEN_PATH: {"post": TOKEN}, **result["paths"]}
    result["components"]["securitySchemes"]["partnerSecret"] = {
        "type": "http",
        "scheme": "basic",
        "description": "Client id and secret of a partner system, for `token/` alone.",
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            example = examples().get(operation["operationId"])
            if example is not None:
                _add(operation, example)
    return result


@lru_cache(maxsize=1)
def examples() -> dict[str, Node]:
    """By operation: `request`, `status` and `response`; what is not sent or answered is null."""
    place = Path(__file__).with_name("api_examples.json")
    return dict(json.loads(place.read_text(encoding="utf-8")))


def _add(operation: Node, example: Node) -> None:
    if example["request"] is not None:
        operation["requestBody"]["content"][JSON]["example"] = example["request"]
    if example["response"] is not None:
        answer = operation["responses"][example["status"]]["content"][JSON]
        answer.pop("examples", None)
        answer["example"] = example["response"]


def _refusal(sentence: str, code: str) -> Node:
    """The form of RFC 6749, section 5.2, which OAuth clients read."""
    shape = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
    }
    return {
        "description": sentence,
        "content": {JSON: {"schema": shape, "example": {"error": code}}},
    }


TOKEN_PATH = "/api/v1/token/"  # noqa: S105
_GIVEN = {
    "access_token": "c9mD3sCq0Yx0wF8pD6Xn2q7b1T5vKz",
    "expires_in": 3600,
    "token_type": "Bearer",
    "scope": "cases:read cases:write",
}
TOKEN: Node = {
    "operationId": "token_create",
    "summary": "Get a token",
    "description": "Get a token.\n\nOAuth 2.0 client credentials (RFC 6749, section 4.4). Without "
    "`scope` the token holds every scope that the partner system may have.",
    "tags": ["token"],
    "security": [{}, {"partnerSecret": []}],
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": {"type": "string", "description": "Or as HTTP Basic."},
                        "client_secret": {"type": "string", "format": "password"},
                        "scope": {"type": "string", "description": "Scopes, with a space between."},
                    },
                },
                "example": {
                    "grant_type": "client_credentials",
                    "client_id": "police-system",
                    "client_secret": "as-it-was-told-once",
                    "scope": "cases:read cases:write",
                },
            }
        },
    },
    "responses": {
        "200": {
            "description": "The token, for so many seconds.",
            "content": {
                JSON: {
                    "schema": {
                        "type": "object",
                        "required": list(_GIVEN),
                        "properties": {
                            "access_token": {"type": "string"},
                            "expires_in": {"type": "integer"},
                            "token_type": {"type": "string"},
                            "scope": {"type": "string"},
                        },
                    },
                    "example": _GIVEN,
                }
            },
        },
        "400": _refusal("Not valid, or a scope that is not the system's.", "invalid_scope"),
        "401": _refusal("Id and secret do not fit, or the system is stopped.", "invalid_client"),
        "429": {
            **_refusal("Too many wrong secrets.", "temporarily_unavailable"),
            "headers": {
                "Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 0}}
            },
        },
    },
}
