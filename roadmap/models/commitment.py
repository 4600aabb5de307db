"""What a country has undertaken for an action item, and every change of its status."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from roadmap.models.edition import ActionItem, Edition
from roadmap.models.history import append_only


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: object) -> Self:
        """All that is stated is read by who reads the Roadmap."""
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def of_edition(self, edition: Edition) -> Self:
        return self.filter(item__edition=edition)

    def to_show(self) -> Self:
        return self.select_related("item__edition", "country", "stated_by", "verified_by")


class Commitment(models.Model):
    """One per item and country. A country without one has not started."""

    class Status(models.TextChoices):
        """In the order of the scale; blocked stands beside it."""

        NOT_STARTED = "not_started", _("Not started")
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        VERIFIED = "verified", _("Done and verified")
        BLOCKED = "blocked", _("Blocked")

        @property
        def rank(self) -> int | None:
            """0 to 4; None when blocked."""
            scale = [one for one in type(self) if one is not type(self).BLOCKED]
            return scale.index(self) if self in scale else None

    # What an owner may state; `verified` is the word of a second coordinator.
    STATED = [choice for choice in Status.choices if choice[0] != "verified"]
    LONGEST = 2000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="commitments")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=11, choices=Status, default=Status.NOT_STARTED)
    note = models.TextField(blank=True, max_length=LONGEST)
    evidence_at = models.CharField(max_length=300, blank=True)
    reported_to = models.CharField(max_length=100, blank=True)
    # Files that were checked and are not struck (roadmap.evidence).
    files = models.PositiveIntegerField(default=0, editable=False)
    stated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=now)
    verified_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["item", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "country"],
                name="commitment_once",
                violation_error_message=_("The country has a commitment for this item."),
            ),
            models.CheckConstraint(
                condition=~Q(status="blocked") | ~Q(note=""),
                name="commitment_blocked_says_why",
                violation_error_message=_("Say what blocks it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["done", "verified"]) | ~Q(evidence_at="") | Q(files__gt=0),
                name="commitment_done_has_evidence",
                violation_error_message=_("Say where the evidence is, or add a file first."),
            ),
            models.CheckConstraint(
                condition=Q(status="verified", verified_by__isnull=False)
                | (~Q(status="verified") & Q(verified_by__isnull=True)),
                name="commitment_verified_by_somebody",
                violation_error_message=_("A coordinator verifies it."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("stated_by")),
                name="commitment_verified_by_second",
                violation_error_message=_("Somebody else verifies what you stated."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference} {self.country_id}"

    @property
    def link(self) -> str:
        return reverse("roadmap-commitment", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-commitment", args=[self.public_id])


class CommitmentChange(models.Model):
    """A change as it was made; rows are added, never changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    from_status = models.CharField(max_length=11, choices=Commitment.Status, blank=True)
    to_status = models.CharField(max_length=11, choices=Commitment.Status)
    note = models.TextField(blank=True)
    evidence_at = models.CharField(max_length=300, blank=True)
    reported_to = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
