"""Pages of the API: `{next, previous, results}`, walked by an opaque cursor.

A cursor is encrypted: the key it stands on is a running number, and the distance between two of
them would tell how many rows lie between that the reader may not see.
"""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param


class NewestFirst(CursorPagination):
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    page_size_query_description = "How many results a page holds: 1 to 200."
    ordering = "-pk"

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        described[1]["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return described

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """REST framework says `nullable`, which OpenAPI 3.1 does not know."""
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        described["required"] = list(described["properties"])
        for way in ("next", "previous"):
            described["properties"][way] = {"type": ["string", "null"], "format": "uri"}
        return described

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any] | None:
        self.path = request.path
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get("page_size", str(self.page_size))
        if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= self.max_page_size:
            raise ValidationError({"page_size": _("Give a whole number from 1 to 200.")})
        return int(asked)

    def bounds(self, request: Request) -> tuple[int | None, int | None]:
        """The keys that the asked page lies before, or after when it is read backwards."""
        cursor = self.decode_cursor(request)
        if cursor is None or cursor.position is None:
            return None, None
        return (None, int(cursor.position)) if cursor.reverse else (int(cursor.position), None)

    def encode_cursor(self, cursor: Cursor) -> str:
        clear = json.dumps([self.path, *cursor])
        text = _cipher().encrypt(clear.encode()).decode().rstrip("=")
        return str(replace_query_param(self.base_url or "", self.cursor_query_param, text))

    def decode_cursor(self, request: Request) -> Cursor | None:
        text = request.query_params.get(self.cursor_query_param)
        if text is None:
            return None
        try:
            clear = _cipher().decrypt(text + "=" * (-len(text) % 4))
        except (InvalidToken, ValueError) as error:
            raise _not_ours() from error
        path, *cursor = json.loads(clear)
        if path != request.path:
            raise _not_ours()
        return Cursor(*cursor)


class ByCode(NewestFirst):
    """Reference data, in the order of its codes."""

    ordering = "code"


def _cipher() -> Fernet:
    key = hashlib.sha256(b"cursor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _not_ours() -> ValidationError:
    return ValidationError({"cursor": _("Take the address of a page from `next` or `previous`.")})
