import json

import uuid6
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


class LeftTyping(models.Model):
    """What an officer sent from a small form after the session had ended. Nobody else reads it."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="left_typing")
    key = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    # Of the form that it was typed into.
    path = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    left_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def as_json(self) -> str:
        """For the script that fills the form again."""
        return json.dumps({"path": self.path, "fields": self.fields})
