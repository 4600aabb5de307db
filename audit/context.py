"""What is known about the request or task that acts: filled once, read by the trail."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Origin:
    request_id: str = ""
    component: str = "cli"
    source: str = ""
    agent_hash: str = ""
    session_hash: str = ""
    # Who acts behind a system, as the system names the person.
    on_behalf_of: str = ""


_NOBODY = Origin()
_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


def origin() -> Origin:
    return _origin.get() or _NOBODY


def act_for(person: str) -> None:
    """For the rest of the request: `RequestContext` ends it."""
    _origin.set(replace(origin(), on_behalf_of=person))


@contextmanager
def acting(component: str, *, request_id: str = "") -> Iterator[None]:
    """Name the component (web, worker, demo …) for the operations inside the block."""
    token = _origin.set(
        replace(origin(), component=component, request_id=request_id or uuid.uuid4().hex)
    )
    try:
        yield
    finally:
        _origin.reset(token)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


def _origin_of(request: HttpRequest) -> Origin:
    session = getattr(request, "session", None)
    return Origin(
        request_id=uuid.uuid4().hex,
        component="api" if request.path.startswith("/api/") else "web",
        source=request.META.get("REMOTE_ADDR", ""),
        agent_hash=_digest(request.META.get("HTTP_USER_AGENT", "")),
        session_hash=_digest(getattr(session, "session_key", None) or ""),
    )


class RequestContext:
    """Middleware: gives every request an id and answers with it as `X-Request-ID`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        described = _origin_of(request)
        token = _origin.set(described)
        try:
            response = self.get_response(request)
        finally:
            _origin.reset(token)
        response["X-Request-ID"] = described.request_id
        return response
