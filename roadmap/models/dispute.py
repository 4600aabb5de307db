"""A member state disputes that something is done; what was said about it stays."""

from datetime import datetime
from typing import Self

import uuid6
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from roadmap.models.commitment import Commitment
from roadmap.models.history import append_only


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def open_before(self, moment: datetime) -> Self:
        """Those that stood open then."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=moment), raised_at__lt=moment)

    def to_show(self) -> Self:
        rows = self.select_related("commitment__item__edition", "commitment__country", "country")
        return rows.prefetch_related("steps__by__country", "steps__by__office")


class Dispute(models.Model):
    """One open at a time from each country. How it ended is its last step."""

    LONGEST = 2000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="disputes")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "country"],
                condition=Q(ended_at=None),
                name="dispute_open_once",
                violation_error_message=_("Your country disputes it already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.country_id}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-dispute", args=[self.public_id])


class DisputeStep(models.Model):
    """What was said, by whom; rows are added, never changed."""

    class Kind(models.TextChoices):
        RAISED = "raised", _("disputed")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SETTLED = "settled", _("settled by the lead shepherd")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.TextField(max_length=Dispute.LONGEST)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="dispute_step_says_why",
                violation_error_message=_("Say why."),
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.kind
