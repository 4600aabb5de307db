"""Tasks of the cases: sweeping out what has had its time."""

from celery import shared_task

from cases import drafts


@shared_task(name="cases.tidy")
def tidy() -> None:
    """Forms that were begun, never sent and never opened again."""
    drafts.drop_outlived()
