"""Tasks take an id and hold no logic."""

from celery import shared_task

from audit.context import acting
from notices import escalation, outbox, tries


@shared_task(name="notices.deliver")
def deliver(pk: int) -> None:
    with acting("worker"):
        outbox.deliver(pk)


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
