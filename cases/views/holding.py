"""A session that has ended loses nothing that was typed.

A form posted while signed out is kept as a draft of the officer it was given to. A signed token
in the form says who that was: without it nothing is kept, and only the same officer, signed in
again, finds it.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.core import signing
from django.http import HttpRequest

from agencies.access import Capability, may
from agencies.models import Officer
from cases import drafts
from cases.forms.raw import TooMuch, stored
from cases.models import Case

SALT = "case-form"
LONGEST = timedelta(days=7)

View = TypeVar("View", bound=Callable[..., Any])


def keeps_typing(view: View) -> View:
    """Mark a view whose form is kept when it is posted without a session."""
    view.hold = hold  # type: ignore[attr-defined]
    return view


def token_for(officer: Officer) -> str:
    return signing.dumps(officer.pk, salt=SALT)


def hold(request: HttpRequest) -> None:
    """Called by the first fence before it asks a stranger to sign in."""
    who = _given_to(request.POST.get("officer_token", ""))
    key = key_of(request.POST.get("key", ""))
    if who is None or key is None:
        return
    try:
        fields = stored(request.POST)
    except TooMuch:
        return
    drafts.keep(who, key, fields, case=case_of(request.POST.get("reference", ""), who))


def _given_to(token: str) -> Officer | None:
    """The officer whom the portal gave the form to, if he may still log cases."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    who = Officer.objects.active().filter(pk=pk).first()
    return who if may(who, Capability.LOG_CASE) else None


def key_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def case_of(reference: str, officer: Officer) -> Case | None:
    """The case that a form changes, when the officer may change it."""
    if not reference:
        return None
    return Case.objects.originated_by(officer).filter(reference=reference).first()
