"""Tasks of the agencies: sweeping out what has had its time."""

from celery import shared_task
from oauth2_provider.models import clear_expired

from agencies.models import IdempotencyKey


@shared_task(name="agencies.tidy")
def tidy() -> None:
    """Answers kept for repeated requests, and tokens that have expired."""
    IdempotencyKey.objects.outlived().delete()
    clear_expired()
