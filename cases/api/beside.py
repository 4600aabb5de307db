"""What is written beside a case or a request says which: one of both, never neither."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request

from agencies.access import Capability, holds
from cases import reading, requestreading
from cases.threads import Place

BESIDE = frozenset({"case", "request"})


def one_of_both(named: dict[str, Any]) -> dict[str, Any]:
    if ("case" in named) == ("request" in named):
        raise ValidationError({"case": _("Give a case or a request.")}, code="case_or_request")
    return named


def named_in(request: Request) -> dict[str, Any]:
    """Which one the address of a list names."""
    named: dict[str, Any] = {
        name: request.query_params[name] for name in BESIDE if name in request.query_params
    }
    one_of_both(named)
    if "request" in named:
        named["request"] = _identity(named["request"])
    return named


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ValidationError({"request": _("Give the id of a request.")}) from error


def place_named(named: dict[str, Any], reader: object) -> Place:
    """As the reader may see it, or 404."""
    if "case" in named:
        return reading.find(named["case"], reader)
    return requestreading.find_by_id(named["request"], reader)


def must_hold(request: Request, capability: Capability) -> None:
    """Beside what the action asks for: a token that may not read requests reads nothing on one."""
    if not holds(request, capability):
        raise PermissionDenied
