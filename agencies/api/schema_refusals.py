"""The refusals of the API described: one component for each status, with an example, and which of
them an operation may answer with."""

from http import HTTPStatus
from typing import Any

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "code", "detail", "errors", "documentation"],
    "properties": {
        "type": {"type": "string", "example": "urn:blo:problem:stale_version"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "For programs; it does not change."},
        "detail": {"type": "string", "description": "For people, in their language."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {
                    "field": {"type": "string", "example": "route.0.crossing"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "documentation": {
            "type": "string",
            "format": "uri-reference",
            "example": "/api/v1/docs/#refusal-412",
            "description": "Where the portal itself says what this status means.",
        },
    },
}

# Stands at an operation beside the refusals that its shape tells.
REFUSES = "x-refuses"

REFUSALS = {
    "400": "Not valid; `errors` names each field or parameter.",
    "401": "Not signed in, or the token is not valid.",
    "403": "In reach, but not allowed; or the token lacks the scope.",
    "404": "Does not exist, or is out of reach: there is no difference.",
    "406": "The answer has no form that `Accept` asks for.",
    "409": "Not possible in this state, or the Idempotency-Key was used for another request.",
    "412": "Somebody changed it since it was read (If-Match).",
    "413": "The request is too large.",
    "415": "The body is not in a form that is taken here.",
    "416": "The file has no such part (Range).",
    "428": "If-Match is missing.",
    "429": "Too often. `Retry-After` says in how many seconds it may be asked again.",
}

# (name of the example, code, words), as the portal says them.
EXAMPLES: dict[str, list[tuple[str, str, str]]] = {
    "400": [("field", "invalid", "The request is not valid.")],
    "401": [("token", "invalid_token", "The token is not valid.")],
    "403": [
        ("permission", "permission_denied", "You do not have permission to perform this action.")
    ],
    "404": [("unknown", "not_found", "Not found.")],
    "406": [
        ("form", "not_acceptable", "Could not satisfy the request Accept header."),
    ],
    "409": [
        ("state", "wrong_state", "That is not possible in the present state."),
        (
            "key",
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request.",
        ),
    ],
    "412": [("stale", "stale_version", "Somebody changed this while you were working on it.")],
    "413": [("large", "too_large", "The request is too large.")],
    "415": [
        ("form", "unsupported_media_type", 'Unsupported media type "text/plain" in request.'),
    ],
    "416": [("part", "range_not_satisfiable", "The file is not so long.")],
    "428": [("unread", "version_missing", "Send the ETag you have read as If-Match.")],
    "429": [("often", "throttled", "Request was throttled. Expected available in 12 seconds.")],
}

# What is wrong with which field; only a refusal of what was sent names fields.
FAULTS = {
    "400": [
        {
            "field": "colour",
            "code": "unknown_parameter",
            "detail": "There is no such parameter here.",
        }
    ],
}

HEADERS = {
    "401": {
        "WWW-Authenticate": {
            "description": "Bearer, with what is wrong with the token.",
            "required": True,
            "schema": {"type": "string"},
        }
    },
    "429": {
        "Retry-After": {
            "description": "Seconds.",
            "required": True,
            "schema": {"type": "integer", "minimum": 0},
        }
    },
}


def components() -> dict[str, Any]:
    """The shared answers, `Refusal400` to `Refusal429`."""
    return {f"Refusal{status}": _refusal(status, said) for status, said in REFUSALS.items()}


def _refusal(status: str, sentence: str) -> dict[str, Any]:
    described: dict[str, Any] = {"description": sentence}
    if status in HEADERS:
        described["headers"] = HEADERS[status]
    shown = {
        name: {"value": example(status, code, detail)} for name, code, detail in EXAMPLES[status]
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema, "examples": shown}}
    return described | {"content": content}


def example(status: str, code: str, detail: str) -> dict[str, Any]:
    return {
        "type": f"urn:blo:problem:{code}",
        "title": HTTPStatus(int(status)).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        "errors": FAULTS.get(status, []),
        "documentation": documentation_of(int(status)),
    }


def documentation_of(status: int) -> str:
    """Below the page of the API; also of what no operation describes (405, 500)."""
    return f"/api/v1/docs/#refusal{f'-{status}' if str(status) in REFUSALS else 's'}"


def refusals_of(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """The statuses with which an operation may refuse."""
    statuses = ["400", "401", "403", "406", "429", *operation.pop(REFUSES, ())]
    if "{" in path or "requestBody" in operation:  # or what the body names
        statuses.append("404")
    if method != "get":  # a body that is not asked for is judged too
        statuses += ["409", "413", "415"]
    statuses += _guards(path, operation)
    if "206" in operation["responses"]:
        statuses.append("416")
    return sorted(set(statuses))


def _guards(path: str, operation: dict[str, Any]) -> list[str]:
    """What stands between an edit and one that was not read: If-Match, if it must be sent."""
    guard = [one for one in operation["parameters"] if one["name"] == "If-Match"]
    if guard and guard[0].get("required"):
        return ["412", "428"]
    may_say = guard or path.endswith("/approvals/{public_id}/approve/")
    return ["412"] if may_say else []
