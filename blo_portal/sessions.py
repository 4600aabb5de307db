"""Sessions: kept in the database, remembered in the cache, ended after the idle limit."""

import time
from collections.abc import Callable

from django.contrib.sessions.backends import cached_db
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

SEEN = "seen"
TOUCH_SECONDS = 60


class SessionStore(cached_db.SessionStore):
    """A cache that is away makes sessions slower, it signs nobody out."""

    def load(self) -> dict[str, object]:
        try:
            return super().load()
        except RedisError:
            stored = self._get_session_from_db()  # type: ignore[attr-defined]
            return self.decode(stored.session_data) if isinstance(stored, Session) else {}

    def delete(self, session_key: str | None = None) -> None:
        try:
            super().delete(session_key)
        except RedisError:  # the row is gone already: the database decides
            return


class IdleTimeout:
    """Middleware: use moves the end of the session on, one write a minute at most.

    A view that a page calls by itself (a badge that refreshes) carries `background = True` and
    does not count as use.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        if getattr(view, "background", False) or not request.session.session_key:
            return
        now = int(time.time())
        if now - request.session.get(SEEN, 0) >= TOUCH_SECONDS:
            request.session[SEEN] = now
