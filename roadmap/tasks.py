"""Tasks of the Roadmap."""

from celery import shared_task

from audit.context import acting
from roadmap import indicators


@shared_task(name="roadmap.snapshot")
def snapshot() -> None:
    """The figures of the day, once after midnight (UTC). A run that finds nothing due does
    nothing, so it comes every quarter of an hour."""
    with acting("worker"):
        indicators.compute_due()
