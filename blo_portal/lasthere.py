"""Who was signed in on this browser last, so that what is sent after the session has ended can be
kept for that officer. The cookie is signed, opens nothing, and goes when somebody signs out."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from agencies.access import officer
from agencies.models import Officer
from cases import lefttyping
from cases.forms.raw import TooMuch, stored
from cases.models import LeftTyping

KNOWN_FOR = timedelta(hours=12)
SALT = "last-here"
PARAMETER = "kept"
_SECRET = ("password", "code", "secret", "token")


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie where it is not right already."""
    who = officer(request.user)
    if who is not None and _named(request) != who.pk:
        response.set_signed_cookie(
            settings.LAST_HERE_COOKIE_NAME,
            str(who.pk),
            salt=SALT,
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(settings.LAST_HERE_COOKIE_NAME, samesite="Lax")


def keep_what_was_typed(request: HttpRequest) -> uuid.UUID | None:
    """Of a form that a stranger sends, for who was signed in last; None when nothing is kept."""
    pk = _named(request)
    who = Officer.objects.active().filter(pk=pk).first() if pk is not None else None
    fields = _typed(request)
    return lefttyping.keep(who, request.path, fields) if who is not None and fields else None


def left(request: HttpRequest) -> LeftTyping | None:
    """What the page to which the sign-in led back shows again."""
    who, key = officer(request.user), request.GET.get(PARAMETER, "")
    if who is None or not key:
        return None
    try:
        return lefttyping.find(who, uuid.UUID(key))
    except ValueError:
        return None


def _named(request: HttpRequest) -> int | None:
    cookie: Any = settings.LAST_HERE_COOKIE_NAME
    try:
        return int(request.get_signed_cookie(cookie, salt=SALT, max_age=KNOWN_FOR) or "")
    except (KeyError, signing.BadSignature, ValueError):
        return None


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    try:
        fields = stored(request.POST)
    except TooMuch:
        return {}
    return {
        name: values
        for name, values in fields.items()
        if any(values) and not any(word in name.lower() for word in _SECRET)
    }
