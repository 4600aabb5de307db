"""Guessing the secret of a partner system ends soon.

Counted in the shared cache by client and by the address it comes from: somebody elsewhere who
guesses does not lock the system itself out. Without the cache nobody is refused.
"""

import hashlib
import time
from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.http import HttpRequest

MOST, SPAN = 10, 300

log = structlog.get_logger(__name__)


def wait(client: str, request: HttpRequest) -> int:
    """Seconds until the next try; 0 when one may try now."""
    found = _asked(lambda: cache.get(_key(client, request)))
    number, since = found if isinstance(found, tuple | list) else (0, 0.0)
    return 0 if number < MOST else max(1, int(since + SPAN - time.time()) + 1)


def count(client: str, request: HttpRequest, *, is_right: bool) -> None:
    key = _key(client, request)
    if is_right:
        _asked(lambda: cache.delete(key))
        return
    found = _asked(lambda: cache.get(key))
    number, since = found if isinstance(found, tuple | list) else (0, time.time())
    left = max(1, int(since + SPAN - time.time()))
    _asked(lambda: cache.set(key, (number + 1, since), timeout=left))


def _key(client: str, request: HttpRequest) -> str:
    told = f"{client}|{request.META.get('REMOTE_ADDR', '')}"
    return f"wrong-secret:{hashlib.sha256(told.encode()).hexdigest()}"


def _asked(question: Callable[[], object]) -> object:
    try:
        return question()
    except Exception as error:  # the cache is away
        log.warning("cache_away", fault=type(error).__name__)
        return None
