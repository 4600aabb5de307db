from django.db import models

from agencies.models import Officer
from cases.models.case import Case


class FormDraft(models.Model):
    """What an officer typed into the case form so far, valid or not. Nobody else reads it."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="form_drafts")
    key = models.UUIDField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "key"], name="one_form_draft_per_key"),
        ]

    def __str__(self) -> str:
        return str(self.key)
