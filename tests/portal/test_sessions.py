"""Sessions end after the idle limit, and not because the cache is away."""

import time

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisAway

from blo_portal.sessions import SEEN, TOUCH_SECONDS, IdleTimeout, SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    session = SessionStore()
    session["who"] = "somchai"
    session.create()
    return session


def test_a_cache_that_is_away_signs_nobody_out(stored, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(type(caches["default"]), name, away)
    assert SessionStore(stored.session_key)["who"] == "somchai"
    SessionStore(stored.session_key).delete()
    assert "who" not in SessionStore(stored.session_key)


class Request:
    def __init__(self, session):
        self.session = session


def page(request):
    """A page that an officer opened."""


def badge(request):
    """A part that the page itself asks for."""


badge.background = True


def visit(session, view=page):
    session.modified = False
    IdleTimeout(lambda request: None).process_view(Request(session), view, (), {})
    return session.modified


def test_use_moves_the_end_on_once_a_minute(stored):
    assert visit(stored)
    assert not visit(stored)
    stored[SEEN] = int(time.time()) - TOUCH_SECONDS
    assert visit(stored)


def test_a_page_that_refreshes_itself_is_not_use(stored):
    assert not visit(stored, badge)


def test_visitors_without_a_session_get_none():
    assert not visit(SessionStore())
