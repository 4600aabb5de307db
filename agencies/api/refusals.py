"""Every refusal of the API in one form: RFC 9457 problem details.

Whatever goes wrong in a request ends here, once. Nothing of the object is ever in a refusal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.response import Response
from rest_framework.views import set_rollback

from agencies.access import actor, officer
from agencies.api.schema_refusals import documentation_of
from agencies.problems import Problem, violated
from audit.models import Entry
from audit.trail import record

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class FieldError:
    """`field` is a path into the body (`route.0.crossing`), or the name of a parameter."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True)
class Refusal:
    status: int
    code: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        return {
            "type": f"urn:blo:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "errors": [vars(error) for error in self.errors],
            "documentation": documentation_of(self.status),
        }


def problem_response(error: Exception, context: dict[str, Any]) -> Response:
    """REST framework's exception handler. What nobody expected answers 500 and is logged."""
    set_rollback()
    refusal = _of_framework(error) or _of_portal(error) or _unexpected(error)
    if refusal.status == HTTPStatus.FORBIDDEN:
        _record_refusal(context, refusal)
    return Response(
        refusal.body(),
        status=refusal.status,
        headers=refusal.headers,
        content_type=CONTENT_TYPE,
    )


def _of_portal(error: Exception) -> Refusal | None:
    if isinstance(error, IntegrityError):
        return _of_portal(violated(error) or Exception())
    if not isinstance(error, Problem):
        return None
    errors = (FieldError(error.field, error.code, error.message),) if error.field else ()
    return Refusal(error.status, error.code, error.message, errors, dict(error.headers))


# Exceptions of Django and Python that REST framework leaves to others.
_PLAIN: list[tuple[type[Exception], type[exceptions.APIException]]] = [
    (Http404, exceptions.NotFound),
    (PermissionDenied, exceptions.PermissionDenied),
    (SuspiciousOperation, exceptions.ParseError),
    (RecursionError, exceptions.ParseError),  # a body nested without end
]


def _of_framework(error: Exception) -> Refusal | None:
    if isinstance(error, RequestDataTooBig):
        return Refusal(413, "too_large", _("The request is too large."))
    for plain, known in _PLAIN:
        if isinstance(error, plain):
            error = known()
    if isinstance(error, ValidationError):  # a model's own rules
        error = exceptions.ValidationError(get_error_detail(error))
    if isinstance(error, exceptions.ValidationError):
        errors = tuple(flat(error.detail))
        return Refusal(400, "invalid", _("The request is not valid."), errors)
    if isinstance(error, exceptions.APIException):
        detail = error.detail
        code = detail.code if isinstance(detail, exceptions.ErrorDetail) else error.default_code
        return Refusal(error.status_code, str(code), str(detail), headers=_headers(error))
    return None


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def flat(detail: Any, path: str = "") -> Iterator[FieldError]:
    """REST framework's nested errors as one list."""
    if isinstance(detail, exceptions.ErrorDetail):
        yield FieldError(path, str(detail.code), str(detail))
    elif isinstance(detail, dict):
        for name, inner in detail.items():
            yield from flat(inner, path if name in _OF_ALL else _below(path, name))
    else:
        for number, inner in enumerate(detail):
            is_text = isinstance(inner, exceptions.ErrorDetail)
            yield from flat(inner, path if is_text else _below(path, number))


_OF_ALL = {"non_field_errors", "__all__"}


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _unexpected(error: Exception) -> Refusal:
    log.error("api_fault", fault=type(error).__name__, exc_info=error)
    return Refusal(500, "error", _("Something went wrong here. Nothing was changed."))


def _record_refusal(context: dict[str, Any], refusal: Refusal) -> None:
    user = getattr(context.get("request"), "user", None)
    if officer(user) is not None:
        record(
            Entry.Operation.ACCESS,
            "refused",
            actor=actor(user),
            outcome=Entry.Outcome.DENIED,
            reason_code=refusal.code,
        )
