"""What every viewset of the API keeps, so that no viewset has to remember it.

A viewset states its policy at its top: `capabilities`, one per action. An action that is not in
the table is refused. Unknown parameters are refused, a POST with an `Idempotency-Key` happens
once, and nothing is left in the caches between here and the reader.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.access import Capability, officer
from agencies.api.deprecation import Deprecated
from agencies.api.increments import (
    EXPAND,
    FIELDS,
    SINCE,
    Expansion,
    changed,
    expanded,
    moment_named,
    moments_of,
    sparse,
)
from agencies.api.throttling import with_rate
from agencies.idempotency import once
from agencies.models import Officer

log = structlog.get_logger(__name__)

NUL = "\x00"
PAGE_PARAMETERS = frozenset({"cursor", "page_size"})


class Api(GenericViewSet):
    capabilities: ClassVar[dict[str, Capability]] = {}
    filterset_class: type[FilterSet] | None = None
    # Parameters that callers expect here, with where they belong.
    said_elsewhere: ClassVar[dict[str, Promise]] = {}
    # Parameters of a list that no filter takes.
    own_parameters: ClassVar[frozenset[str]] = frozenset()
    # When a row changed, where its own moments do not say it.
    own_moments: ClassVar[tuple[str, ...]] = ()
    # Actions that will go away.
    deprecated: ClassVar[dict[str, Deprecated]] = {}
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if leaving := self.deprecated.get(self.action or ""):
            leaving.must_still_answer()
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.longest_body():
            raise RequestDataTooBig
        refuse_unknown(request.query_params, self._parameters(), self.said_elsewhere)
        method = (request.method or "").lower()
        if {FIELDS, EXPAND} & request.query_params.keys():
            # `dispatch` looks the handler up after this.
            setattr(self, method, partial(self._no_more_than_asked, getattr(self, method)))
        if method in {"post", "put", "patch", "delete"} and self.action != "search":
            # `dispatch` looks the handler up after this, and finds the one that is all or nothing.
            setattr(self, method, partial(self._all_or_nothing, getattr(self, method)))

    def _no_more_than_asked(
        self, handler: Any, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        response: Response = handler(request, *args, **kwargs)
        if asked := request.query_params.get(EXPAND):
            response = expanded(response, asked, self.expansions())
        if asked := request.query_params.get(FIELDS):
            response = sparse(response, asked)
        return response

    def _all_or_nothing(
        self, handler: Any, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        """The effects, the answer and the Idempotency-Key of a POST are one transaction."""
        respond = partial(handler, request, *args, **kwargs)
        if request.method != "POST":
            with transaction.atomic():
                response: Response = respond()
                return response
        return once(request, respond, check_reach=self.check_reach)

    def longest_body(self) -> int:
        """In bytes. A body is read into memory whole, unless a viewset reads it in pieces."""
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def check_reach(self, body: Any) -> None:
        """Raise 404 when the object of an answer that is to be repeated is out of reach now."""

    def _parameters(self) -> frozenset[str]:
        named = self.filterset_class.base_filters if self.filterset_class else {}
        pages = PAGE_PARAMETERS if self.paginator else frozenset()
        known = {"list": frozenset(named) | pages | self.own_parameters, "search": pages}
        return known.get(self.action, frozenset()) | self._asked_of_any()

    def _asked_of_any(self) -> frozenset[str]:
        """Of whatever is read; `updated_since` and `expand` of lists."""
        if (self.request.method or "") not in {"GET", "HEAD"}:
            return frozenset()
        is_list = self.action == "list"
        since = {SINCE} if is_list and self.paginator else set()
        return frozenset({FIELDS} | since | ({EXPAND} if is_list and self.expansions() else set()))

    def expansions(self) -> dict[str, Expansion]:
        """By the key of a row that holds a reference."""
        return {}

    def moments(self, rows: Any) -> tuple[str, ...]:
        """By which `updated_since` judges."""
        return self.own_moments or moments_of(rows)

    def changed_since(self, rows: Any, since: datetime) -> Any:
        near = rows.model.objects.filter(changed(self.moments(rows), since))
        return rows.filter(pk__in=near.values("pk"))

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        asked = self.request.query_params.get(SINCE) if self.action == "list" else None
        return self.changed_since(rows, moment_named(asked)) if asked else rows

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = with_rate(self.request, super().finalize_response(*args, **kwargs))
        if leaving := self.deprecated.get(self.action or ""):
            leaving.mark(response)
            log.info("api_deprecated_call", action=f"{type(self).__name__}.{self.action}")
        response.setdefault(
            "Cache-Control", "private, no-cache" if "ETag" in response else "no-store"
        )
        return response

    # -- for the actions ---------------------------------------------------------------------

    @property
    def me(self) -> Officer:
        """Who calls. Permissions were checked, so there is somebody."""
        who = officer(self.request.user)
        if who is None:
            raise NotAuthenticated
        return who

    def said(self, serializer: type[serializers.Serializer], **more: Any) -> dict[str, Any]:
        """The body of the request, understood by `serializer`, or a 400 that names each fault."""
        body = serializer(data=self.request.data, context=self.get_serializer_context(), **more)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def page_of(self, queryset: Any) -> list[Any]:
        """The filtered rows of the asked page."""
        return self.paginate_queryset(self.filter_queryset(queryset)) or []


def refuse_unknown(
    given: QueryDict, known: frozenset[str], elsewhere: Mapping[str, Promise]
) -> None:
    """A parameter that would be ignored is a mistake: 400, naming it. So is one given twice, and
    one without a value: it would leave the list unfiltered."""
    unknown = _("There is no such parameter here.")
    faults = {name: str(elsewhere.get(name, unknown)) for name in given if name not in known}
    twice = [name for name in given if len(given.getlist(name)) > 1]
    faults |= {name: _("Give this parameter once.") for name in twice}
    faults |= {name: _("Give a value, or leave it out.") for name in given if not given[name]}
    faults |= {name: _("Null characters are not allowed.") for name in given if NUL in given[name]}
    if faults:
        raise ValidationError(faults, code="unknown_parameter")
