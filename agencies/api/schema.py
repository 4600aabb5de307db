"""The API described: what drf-spectacular cannot see for itself.

Every operation says which scope a partner's token needs, and which refusals to expect, all of
them in the one form of `refusals.py`.
"""

from typing import Any

from django.urls import reverse_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from agencies.access import SCOPES

HOLDER, SESSION = "partnerToken", "officerSession"


class PartnerTokenScheme(OpenApiAuthenticationExtension):
    target_class = "agencies.authentication.PartnerAuthentication"
    name = HOLDER

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        from django.conf import settings

        return {
            "type": "oauth2",
            "description": "A partner system signs in with its client id and secret.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": str(reverse_lazy("api:token")),
                    "scopes": {k: str(v) for k, v in settings.OAUTH2_PROVIDER["SCOPES"].items()},
                }
            },
        }


class OfficerSessionScheme(OpenApiAuthenticationExtension):
    target_class = "agencies.authentication.OfficerSession"
    name = SESSION

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "session",
            "description": "A signed-in officer's browser. Writing needs X-CSRFToken as well.",
        }


class Described(AutoSchema):
    """The first sentence of an action's docstring is its title; the scope comes from the table."""

    def get_summary(self) -> str:
        return self.get_description().partition("\n")[0].partition(". ")[0].rstrip(".")

    def get_auth(self) -> list[dict[str, list[str]]]:
        capability = self.view.capabilities.get(getattr(self.view, "action", None))
        scope = SCOPES.get(capability) if capability is not None else None
        return [{HOLDER: [scope]}, {SESSION: []}] if scope else [{SESSION: []}]


PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "code", "detail", "errors"],
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
    },
}

REFUSALS = {
    "400": "Not valid; `errors` names each field or parameter.",
    "401": "Not signed in, or the token is not valid.",
    "403": "In reach, but not allowed; or the token lacks the scope.",
    "404": "Does not exist, or is out of reach: there is no difference.",
    "409": "Not possible in this state, or the Idempotency-Key was used for another request.",
    "412": "Somebody changed it since it was read (If-Match).",
    "413": "The request is too large.",
    "415": "The body is not JSON.",
    "428": "If-Match is missing.",
}

IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Sent twice within 72 hours, the request happens once and is answered the same.",
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of what was read.",
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of what was read: 304 when nothing changed.",
}


def describe_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: the refusals and headers of every operation."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _describe(path, method, operation)
    return result


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    has_body = method in {"post", "patch"} or "requestBody" in operation
    statuses = ["400", "401", "403"]
    if "{" in path:
        statuses.append("404")
    if has_body:
        statuses += ["413", "415"]
    if method != "get":
        statuses.append("409")
    if method == "post":
        parameters.append(IDEMPOTENCY_KEY)
    if method == "patch":
        statuses += ["412", "428"]
        parameters.append(IF_MATCH)
    if operation["operationId"].endswith("_retrieve"):
        parameters.append(IF_NONE_MATCH)
        operation["responses"]["304"] = {"description": "Nothing changed since it was read."}
    operation["responses"] |= {status: _refusal(status) for status in statuses}


def _refusal(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": REFUSALS[status],
        "content": {"application/problem+json": {"schema": schema}},
    }
