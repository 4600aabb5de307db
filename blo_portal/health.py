"""`/healthz`: this process answers. `/readyz`: the portal can do its work.

The heartbeat goes the whole way (beat, broker, worker, cache), so it is missing when any part of
the way is broken.
"""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache import cache
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from notices.models import Delivery

log = structlog.get_logger(__name__)

HEARTBEAT = "worker-heartbeat"
# Three missed beats of 15 seconds each.
SILENT_AFTER_SECONDS = 50
# The sweeper comes every 5 seconds; a row that waits this long past its time is stuck.
STUCK_AFTER_SECONDS = 120


def beat() -> None:
    cache.set(HEARTBEAT, time.time(), timeout=10 * SILENT_AFTER_SECONDS)


@requires(Capability.PUBLIC)
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@requires(Capability.PUBLIC)
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    checks = {name: _answer(check) for name, check in CHECKS.items()}
    ready = all(answer["ok"] for answer in checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": checks}
    return JsonResponse(body, status=200 if ready else 503)


def _answer(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A part that fails is named; its error text stays in the log, this page is public."""
    try:
        return check()
    except Exception as error:  # whatever is broken, the answer is "not ready"
        log.warning("not_ready", check=check.__name__, fault=type(error).__name__)
        return {"ok": False}


def database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def redis() -> dict[str, Any]:
    """The broker; the cache is asked by `worker`."""
    from blo_portal.celery import app

    with app.connection_for_write() as broker:
        broker.default_channel.client.ping()  # type: ignore[attr-defined]
    return {"ok": True}


def worker() -> dict[str, Any]:
    seen = cache.get(HEARTBEAT)
    if seen is None:
        return {"ok": False, "seconds_since_heartbeat": None}
    age = max(0, round(time.time() - seen))
    return {"ok": age <= SILENT_AFTER_SECONDS, "seconds_since_heartbeat": age}


def outbox() -> dict[str, Any]:
    """How long the oldest row has been waiting past its time. Rows that wait for their next
    try (a mail relay that is down) are not late."""
    oldest = Delivery.objects.claimable().aggregate(oldest=Min("next_at"))["oldest"]
    age = round((timezone.now() - oldest).total_seconds()) if oldest else 0
    return {"ok": age <= STUCK_AFTER_SECONDS, "oldest_due_seconds": max(0, age)}


CHECKS = {"database": database, "redis": redis, "worker": worker, "outbox": outbox}
