"""Characters that are no letters of anybody: they hide in a name, or turn a sentence around.

Taken out where text comes in: control characters (but line breaks and tabs), direction overrides
and isolates, and blanks without width. Joiners stay: Burmese, Khmer and others are written
with them.
"""

import re

from django.http import QueryDict

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WIDTHLESS = "\u200b\u2060\ufeff"
_HIDDEN = re.compile(f"[{_CONTROL}{_DIRECTION}{_WIDTHLESS}]")
# The same without NUL, which the API refuses by name instead of dropping it.
_HIDDEN_BUT_NUL = re.compile(_HIDDEN.pattern.replace("\x00", "\x01"))


def visible(text: str, *, keep_nul: bool = False) -> str:
    """The text without what cannot be seen."""
    return (_HIDDEN_BUT_NUL if keep_nul else _HIDDEN).sub("", text)


def hides_something(fields: QueryDict) -> bool:
    return any(_HIDDEN.search(text) for name, values in fields.lists() for text in (name, *values))


def all_visible(fields: QueryDict) -> QueryDict:
    """The same fields; secrets stay as they were typed."""
    cleaned = QueryDict(mutable=True)
    for name, values in fields.lists():
        keep = "password" in name
        cleaned.setlist(visible(name), values if keep else [visible(value) for value in values])
    return cleaned
