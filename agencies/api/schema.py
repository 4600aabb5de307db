"""The API described: what drf-spectacular cannot see for itself.

Every operation says which scope a partner's token needs, and which refusals to expect, all of
them in the one form of `refusals.py`.
"""

from typing import Any

from django.urls import reverse_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from oauth2_provider.settings import oauth2_settings
from rest_framework.serializers import ChoiceField

from agencies.access import SCOPES, Capability
from agencies.api.increments import EXPAND, FIELDS, SINCE
from agencies.api.schema_refusals import PROBLEM, REFUSES, components, refusals_of

HOLDER, SESSION = "partnerToken", "officerSession"


class PartnerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "agencies.authentication.PartnerAuthentication"
    name = HOLDER

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        scopes: dict[str, Any] = oauth2_settings.SCOPES
        return {
            "type": "oauth2",
            "description": "A partner system signs in with its client id and secret.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": str(reverse_lazy("api:token")),
                    "scopes": {name: str(words) for name, words in scopes.items()},
                }
            },
        }


class OfficerSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
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

    def _get_request_body(self, direction: Any = "request") -> Any:
        """A DELETE that asks for a reason has it in its body; drf-spectacular looks for none."""
        described: Any = super()._get_request_body
        if self.method != "DELETE" or not self._is_said_in_body():
            return described(direction)
        self.method = "POST"
        try:
            return described(direction)
        finally:
            self.method = "DELETE"

    def _is_said_in_body(self) -> bool:
        return getattr(self.get_request_serializer(), "said_in_body", False)

    def _get_serializer(self) -> Any:
        """A DELETE that says nothing needs none."""
        if self.method == "DELETE" and getattr(self.view, "serializer_class", None) is None:
            return None
        return super()._get_serializer()  # type: ignore[no-untyped-call]

    def _get_serializer_name(
        self, serializer: Any, direction: str, *more: Any, **named: Any
    ) -> str:
        """`NewCaseIn` is described as NewCaseRequest, `NoticeOut` as Notice."""
        name = str(super()._get_serializer_name(serializer, direction, *more, **named))
        if direction == "response":
            return name.removesuffix("Out")
        return f"{name.removesuffix('Request').removesuffix('In')}Request"

    def _map_serializer_field(self, field: Any, direction: Any, *more: Any, **named: Any) -> Any:
        """A choice that need not be made is "" in an answer; what is only read forgets that."""
        if direction == "response" and _may_be_blank(field):
            field.allow_blank = True
        return super()._map_serializer_field(field, direction, *more, **named)  # type: ignore[no-untyped-call]

    def get_override_parameters(self) -> list[Any]:
        described: list[Any] = super().get_override_parameters()
        view: Any = self.view
        offered = view.expansions() if view.action == "list" else {}
        if not offered:
            return described
        words = "What is to come along under `expanded`; null where it is out of reach."
        return [*described, OpenApiParameter(EXPAND, str, enum=sorted(offered), description=words)]

    def get_auth(self) -> list[dict[str, list[str]]]:
        super().get_auth()  # which describes the ways themselves
        view: Any = self.view
        capability = view.capabilities[view.action]
        if capability is Capability.PUBLIC:
            return [{}, {HOLDER: []}, {SESSION: []}]
        if capability is Capability.WHO_AM_I:
            return [{HOLDER: []}, {SESSION: []}]
        scope = SCOPES.get(capability)
        return [{HOLDER: [scope]}, {SESSION: []}] if scope else [{SESSION: []}]


def _may_be_blank(field: Any) -> bool:
    """Whether a model's field behind a choice of an answer may be empty."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    if not isinstance(field, ChoiceField) or model is None:
        return False
    behind = next((one for one in model._meta.fields if one.name == field.source), None)
    return behind is not None and bool(behind.blank)


# Stands at an operation whose answer is kept nowhere, so that it takes no key.
NOT_KEPT = "x-answer-not-kept"
# `extend_schema(extensions=GUARDED)`: an action besides PATCH and PUT that must have an If-Match.
GUARDED = {"x-guarded": True}
UNGUARDED = {"x-guarded": False}  # a PATCH or PUT that takes none


def refuses(*statuses: str) -> dict[str, Any]:
    """`extend_schema(extensions=refuses("412"))`: a refusal that cannot be seen from outside."""
    return {REFUSES: statuses}


UPDATED_SINCE = {
    "in": "query",
    "name": SINCE,
    "schema": {"type": "string", "format": "date-time"},
    "description": "What came or changed since this moment, given with its zone.",
}
ONLY_FIELDS = {
    "in": "query",
    "name": FIELDS,
    "schema": {"type": "string", "minLength": 1},
    "description": "Keys with commas between them, such as `id,reference`: the answer has these "
    "alone, whatever the schema says is always there.",
}
ON_BEHALF_OF = {
    "in": "header",
    "name": "On-Behalf-Of",
    "schema": {"type": "string", "maxLength": 150, "pattern": "^[ -~]*$"},
    "description": "Of a system: the person behind it, as the system finds him. It stands in the "
    "audit trail of the own country.",
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
    "description": "The ETag of what was read. `*` changes whatever stands now, unread.",
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of what was read: 304 when nothing changed.",
}


ABOUT = """Every time is UTC with Z; a time that is sent needs its zone. Texts for people come in
the language asked for by Accept-Language; codes never change with it.

A partner system gets a token at `token/` by OAuth 2.0 client credentials (form-encoded, client
id and secret as HTTP Basic or in the form) and sends it as `Authorization: Bearer`. It sees what
its country sees, and in full what it logged itself.

Lists are pages `{next, previous, results}`, newest first: follow `next` as it is. A parameter or
a field that is not known is refused, never ignored. `ETag` comes with everything that changes,
`If-Match` with it guards a change. A POST with an `Idempotency-Key` happens once. Every refusal
is RFC 9457 problem details with a `code` for programs. Every answer to somebody known says what
is left of the own limit: `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset` (seconds)."""


METHODS = ("get", "post", "put", "patch", "delete")


def describe_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: what every operation refuses, and the headers it reads."""
    result["info"]["description"] = ABOUT
    result["components"]["schemas"]["Problem"] = PROBLEM
    result["components"]["responses"] = components()
    for path, unordered in result["paths"].items():
        operations = {method: unordered[method] for method in METHODS if method in unordered}
        result["paths"][path] = operations
        for method, operation in operations.items():
            _describe(path, method, operation)
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Request"):
            schema["additionalProperties"] = False
    _strip(result)
    return result


def _asked_of_any(method: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Parameters that no operation names itself."""
    found = [ON_BEHALF_OF] if any(HOLDER in way for way in operation.get("security", [])) else []
    if method == "get" and "application/json" in operation["responses"]["200"].get("content", {}):
        is_paged = any(one["name"] == "cursor" for one in operation["parameters"])
        found += [UPDATED_SINCE, ONLY_FIELDS] if is_paged else [ONLY_FIELDS]
    return found


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "query" and parameter["schema"]["type"] == "string":
            parameter["schema"]["minLength"] = 1
    parameters += _asked_of_any(method, operation)
    if method == "post" and "search" not in path and NOT_KEPT not in operation:
        parameters.append(IDEMPOTENCY_KEY)
    if operation.pop("x-guarded", method in {"patch", "put"}):
        parameters.append(IF_MATCH)
    if operation["operationId"].endswith("_retrieve"):
        parameters.append(IF_NONE_MATCH)
        operation["responses"]["304"] = {"description": "Nothing changed since it was read."}
    for status in refusals_of(path, method, operation):
        operation["responses"][status] = {"$ref": f"#/components/responses/Refusal{status}"}


def _strip(node: Any) -> None:
    """Marks that drf-spectacular leaves, and that a schema split in requests and answers needs no
    more."""
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
        node.pop("readOnly", None)
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            _strip(inner)
