"""Tasks of the portal itself."""

from celery import shared_task

from blo_portal import health


@shared_task(name="portal.heartbeat")
def heartbeat() -> None:
    health.beat()
