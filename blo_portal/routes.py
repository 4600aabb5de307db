"""How a route of the API is written: the codes in it, and which method does what."""

from typing import Any

from django.urls import register_converter

from agencies.api.base import Api


class Code:
    """References and codes: `TH-CKG-2026-000123`, `TH-MM:mae-sai-1`."""

    regex = "[A-Za-z0-9._:-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")


def to(viewset: type[Api], **actions: str) -> Any:
    """`to(Cases, get="list", post="create")`: what each method does here."""
    table: dict[str, Any] = dict(actions)
    return viewset.as_view(table)
