"""Steps towards a commitment, each with its day and its owner."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Officer
from audit.clock import now
from roadmap.models.commitment import Commitment
from roadmap.models.history import append_only


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def overdue(self) -> Self:
        """Their day is over everywhere in the region (days are those of UTC)."""
        return self.filter(done_on=None, due_on__lt=now().date())

    def to_show(self) -> Self:
        return self.select_related(
            "commitment__item__edition", "commitment__country", "officer__country"
        )


class Milestone(models.Model):
    """Owned by an officer of the country or by a body that is named."""

    LONGEST = 1000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.CharField(max_length=120, blank=True)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(default=1)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "title"],
                name="milestone_once",
                violation_error_message=_("The commitment has a milestone of this name."),
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=False, body="") | Q(officer__isnull=True) & ~Q(body=""),
                name="milestone_has_one_owner",
                violation_error_message=_("Name one owner: an officer, or a body."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < now().date()

    @property
    def link(self) -> str:
        return reverse("roadmap-milestone", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-milestone", args=[self.public_id])


class MilestoneChange(models.Model):
    """A milestone as it was put down then; rows are added, never changed."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="changes")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.CharField(max_length=120, blank=True)
    done_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.title
