"""Tasks of the Roadmap."""

from celery import shared_task

from audit.context import acting
from roadmap import evidence, evidencecheck, indicators, reportdeadlines


@shared_task(name="roadmap.snapshot")
def snapshot() -> None:
    """The figures of the day, once after midnight (UTC). A run that finds nothing due does
    nothing, so it comes every quarter of an hour."""
    with acting("worker"):
        indicators.compute_due()


@shared_task(name="roadmap.remind_reports")
def remind_reports() -> None:
    """Who has not handed in a report that is due is told, once for each step."""
    with acting("worker"):
        reportdeadlines.remind()


@shared_task(name="roadmap.check_evidence")
def check_evidence(pk: int) -> None:
    """A file that has just arrived."""
    with acting("worker"):
        evidencecheck.check(pk)


@shared_task(name="roadmap.check_evidences")
def check_evidences() -> None:
    """Files that are due and nobody was woken for, and rooms that were never filled."""
    with acting("worker"):
        evidencecheck.sweep()
        evidence.drop_abandoned()
