"""Sending what is due to one webhook, one after the other, by one worker at a time.

A webhook is leased as a whole, so that a slow address holds up nobody else: at most one worker
waits for it. A delivery that its receiver refuses is tried again later while others go on; when
the address itself is away or asks for a pause, all of them wait. Both for three days, then a
delivery is given up: its partner sees it, and may have it sent again. The feed has it anyway.
"""

import random
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException

import structlog
from django.db.models import F
from django.db.models.functions import Now

from audit.clock import now
from notices.models import Webhook, WebhookDelivery, WebhookQuerySet
from notices.webhooks import payload, signing
from notices.webhooks.addresses import RefusedAddressError, looked_up
from notices.webhooks.posting import Reply, post

LEASE = timedelta(seconds=60)
TURN_SECONDS = 20.0
GIVEN_UP_AFTER = timedelta(days=3)
LONGEST_PAUSE = timedelta(hours=24)
# Waits after the first, second … failure; the last one repeats. An address that comes back after
# an outage has its events within the hour.
WAITS = [timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600)]
BUSY = frozenset({429, 502, 503, 504})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended. `pause`: the address itself is away or wants rest."""

    is_delivered: bool
    fault: str = ""
    status: int | None = None
    pause: timedelta | None = None
    is_gone: bool = False
    is_away: bool = False


def send_due(pk: int) -> int:
    """Returns how many were delivered. Nothing is done when somebody else is at it."""
    webhook = _leased(pk)
    if webhook is None:
        return 0
    delivered, deadline = 0, time.monotonic() + TURN_SECONDS
    try:
        while time.monotonic() < deadline:
            row = _next(webhook)
            if row is None:
                break
            outcome = attempt(webhook, row)
            delivered += outcome.is_delivered
            if not _goes_on(webhook, row, outcome):
                break
    finally:
        _release(webhook)
    return delivered


def _leased(pk: int) -> Webhook | None:
    """The token is the fence: whoever lost the lease changes nothing of the webhook any more."""
    token = uuid.uuid4()
    free = Webhook.objects.to_send().filter(pk=pk)
    if not Webhook.objects.filter(pk__in=free).update(
        sending_token=token, sending_until=Now() + LEASE
    ):
        return None
    return Webhook.objects.select_related("partner").filter(pk=pk, sending_token=token).first()


def _held(webhook: Webhook) -> WebhookQuerySet:
    """The row, as long as nobody else took the lease over."""
    return Webhook.objects.filter(pk=webhook.pk, sending_token=webhook.sending_token)


def _release(webhook: Webhook) -> None:
    _held(webhook).update(sending_token=None, sending_until=None)


def _next(webhook: Webhook) -> WebhookDelivery | None:
    """The attempt is counted, and the lease prolonged, before the work starts."""
    held = _held(webhook).filter(state=Webhook.State.ACTIVE)
    if not held.update(sending_until=Now() + LEASE, last_tried_at=now()):
        return None
    due = WebhookDelivery.objects.due().filter(webhook=webhook).order_by("sequence")
    for row in due.select_related("event__office")[:100]:
        if now() - row.since >= GIVEN_UP_AFTER:
            _give_up(row)
            continue
        WebhookDelivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, tried_at=now())
        row.attempts += 1
        return row
    return None


def attempt(webhook: Webhook, row: WebhookDelivery) -> Outcome:
    """One POST. Whatever the outside world does ends in the outcome."""
    body = payload.body_of(row)
    try:
        target = looked_up(webhook.url)
        signed = signing.headers(webhook, str(row.public_id), body, now())
        reply = post(target, body, {**payload.HEADERS, **signed})
    except RefusedAddressError as refusal:
        return Outcome(False, str(refusal), is_away=True)
    except (OSError, HTTPException, ValueError) as fault:
        return Outcome(False, payload.fault_of(fault), is_away=True)
    return judged(reply)


def judged(reply: Reply) -> Outcome:
    """2xx is delivered, 410 is gone for good, a redirect is never followed."""
    if 200 <= reply.status < 300:
        return Outcome(True, status=reply.status)
    fault = f"HTTP {reply.status}"
    if reply.status == 410:
        return Outcome(False, fault, reply.status, is_gone=True)
    pause = pause_of(reply.retry_after, now())
    if reply.status in BUSY or pause is not None:
        return Outcome(False, fault, reply.status, pause, is_away=True)
    return Outcome(False, fault, reply.status)


def pause_of(text: str, moment: datetime) -> timedelta | None:
    """`Retry-After`: seconds or a date (RFC 9110, 10.2.3), at most a day."""
    if text.isascii() and text.isdigit():
        wanted = timedelta(seconds=min(int(text[:9]), 10**6))
    else:
        try:
            wanted = parsedate_to_datetime(text) - moment
        except (TypeError, ValueError):
            return None
    return min(max(wanted, timedelta(0)), LONGEST_PAUSE)


def wait_after(failures: int) -> timedelta:
    """With a fifth of jitter, so that what failed together does not come back together."""
    wait = WAITS[min(failures, len(WAITS)) - 1]
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)


def _goes_on(webhook: Webhook, row: WebhookDelivery, outcome: Outcome) -> bool:
    """Write down how it ended. False: the address rests, is gone, or the lease was lost."""
    if outcome.is_delivered:
        return _settle(webhook, row, outcome)
    log.info("webhook_failed", webhook=webhook.pk, fault=outcome.fault, attempts=row.attempts)
    if outcome.is_gone:
        _later(row, outcome, WAITS[-1])
        state, because = Webhook.State.STOPPED, Webhook.Stopped.GONE
        _held(webhook).update(state=state, stopped_because=because, last_fault=outcome.fault)
        return False
    if outcome.is_away:
        _later(row, outcome, timedelta(0))
        _rest(webhook, outcome)
        return False
    _later(row, outcome, wait_after(row.attempts))
    return bool(_held(webhook).update(last_fault=outcome.fault))


def _settle(webhook: Webhook, row: WebhookDelivery, outcome: Outcome) -> bool:
    WebhookDelivery.objects.filter(pk=row.pk).update(
        state=WebhookDelivery.State.DELIVERED, delivered_at=now(), status=outcome.status, fault=""
    )
    webhook.failures = 0
    good = {"failures": 0, "rests_until": None, "last_delivered_at": now(), "last_fault": ""}
    return bool(_held(webhook).update(**good))


def _rest(webhook: Webhook, outcome: Outcome) -> None:
    """As long as the address asked for, and longer with each failure in a row."""
    webhook.failures += 1
    rest = max(wait_after(webhook.failures), outcome.pause or timedelta(0))
    until = Now() + rest
    rows = _held(webhook)
    rows.update(failures=webhook.failures, rests_until=until, last_fault=outcome.fault)


def _later(row: WebhookDelivery, outcome: Outcome, wait: timedelta) -> None:
    WebhookDelivery.objects.filter(pk=row.pk, state=WebhookDelivery.State.DUE).update(
        next_at=Now() + wait, status=outcome.status, fault=outcome.fault[:200]
    )


def _give_up(row: WebhookDelivery) -> None:
    WebhookDelivery.objects.filter(pk=row.pk).update(
        state=WebhookDelivery.State.DEAD, fault=row.fault or "not tried in three days"
    )
    log.error("webhook_delivery_dead", delivery=row.pk, webhook=row.webhook_id)
