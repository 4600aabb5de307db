from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from agencies.models.officer import Officer


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def outlived(self) -> "IdempotencyKeyQuerySet":
        return self.filter(created_at__lt=timezone.now() - IdempotencyKey.KEPT)


class IdempotencyKey(models.Model):
    """A POST that succeeded, and its answer, so that the same POST again is answered the same.

    Written in the transaction of the POST's own effects: both are there or neither is.
    """

    KEPT = timedelta(hours=72)

    account = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)  # as it was sent, byte for byte
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="one_answer_per_key"),
        ]

    def __str__(self) -> str:
        return self.key
