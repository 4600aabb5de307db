"""How often one caller may ask: counted per account in the shared cache.

Every answer says what is left (`RateLimit-*` as in draft-ietf-httpapi-ratelimit-headers-07). When
the cache is away nobody is refused: a limit is a courtesy between machines, no lock.
"""

import time
from typing import Any

import structlog
from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

log = structlog.get_logger(__name__)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class _PerAccount(SimpleRateThrottle):
    scope: str
    num_requests: int
    duration: int

    def get_rate(self) -> str | None:
        return str(settings.API_RATES[self.scope])

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        account = getattr(request.user, "pk", None)
        return None if account is None else f"api-rate:{self.scope}:{account}"

    def allow_request(self, request: Request, view: Any) -> bool:
        if (request.method in READING) != (self.scope == "read"):
            return True
        try:
            allowed = bool(super().allow_request(request, view))
        except Exception as error:  # the cache is away
            log.warning("cache_away", fault=type(error).__name__)
            return True
        request.rate = self  # type: ignore[attr-defined]
        return allowed

    def headers(self) -> dict[str, str]:
        """`Reset`: seconds until the oldest request that counts is forgotten."""
        history = getattr(self, "history", [])
        limit, span = self.num_requests, self.duration
        reset = int(span - (time.time() - history[-1])) + 1 if history else span
        return {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - len(history))),
            "RateLimit-Reset": str(max(0, reset)),
        }


class Reads(_PerAccount):
    scope = "read"


class Writes(_PerAccount):
    scope = "write"


def with_rate(request: Any, response: Response) -> Response:
    rate = getattr(request, "rate", None)
    for name, value in rate.headers().items() if rate is not None else ():
        response[name] = value
    return response
