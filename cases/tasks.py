"""Tasks of the cases: what has had its time."""

from celery import shared_task

from cases import drafts, expiry


@shared_task(name="cases.tidy")
def tidy() -> None:
    """Forms that were begun, never sent and never opened again."""
    drafts.drop_outlived()


@shared_task(name="cases.expire")
def expire() -> None:
    """Shares whose time is over."""
    expiry.end_due()
