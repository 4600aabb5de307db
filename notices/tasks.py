"""Tasks take an id and hold no logic."""

from typing import Any

import structlog
from celery import shared_task

from audit.context import acting
from notices import escalation, feed, outbox, tries
from notices.models import Webhook
from notices.webhooks import registering, sending

log = structlog.get_logger(__name__)


@shared_task(name="notices.deliver")
def deliver(pk: int) -> None:
    with acting("worker"):
        outbox.deliver(pk)
        feed.number_all()


@shared_task(name="notices.sweep")
def sweep() -> None:
    with acting("worker"):
        outbox.sweep()


@shared_task(name="notices.climb")
def climb() -> None:
    with acting("worker"):
        escalation.climb()


@shared_task(name="notices.tidy")
def tidy() -> None:
    """Counters of wrong codes that have had their time."""
    tries.drop_outlived()


@shared_task(name="webhooks.send")
def send_webhook(pk: int) -> None:
    """In a queue of its own: waiting for somebody else's server delays no inbox."""
    with acting("worker"):
        sending.send_due(pk)


@shared_task(name="webhooks.prove")
def prove_webhook(pk: int) -> None:
    with acting("worker"):
        registering.prove(pk)


@shared_task(name="webhooks.sweep")
def sweep_webhooks() -> None:
    """What nobody was woken for: events without a position, deliveries that are due again."""
    with acting("worker"):
        feed.number_all()
        for pk in Webhook.objects.to_send().values_list("pk", flat=True):
            wake_webhook(pk)


def wake_webhook(pk: int) -> None:
    """A broker that is away delays, never fails: the sweep comes."""
    _publish(send_webhook, pk)


def wake_proof(pk: int) -> None:
    _publish(prove_webhook, pk)


def _publish(task: Any, pk: int) -> None:
    try:
        task.apply_async(args=(pk,), retry=False)
    except Exception as error:  # any broker fault; the rows are safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)
