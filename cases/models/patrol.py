from typing import Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Crossing, Office, Officer
from cases.models.case import Case
from cases.models.meeting import of_reader


class PatrolQuerySet(models.QuerySet["Patrol"]):
    def visible_to(self, user: object) -> Self:
        """Those of the two offices; fails closed."""
        reached = of_reader(user)
        return self.filter(reached) if reached is not None else self.none()


class Patrol(models.Model):
    """A joint patrol of two offices, as both sign it. A change takes the signatures off."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    reference = models.CharField(max_length=40, unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    route = models.TextField(_("route"), max_length=2000)
    sites = models.ManyToManyField(Crossing, related_name="+", verbose_name=_("sites"))
    officers_own = models.PositiveSmallIntegerField()
    officers_other = models.PositiveSmallIntegerField()
    logged_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(editable=False)
    signed_own_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_own_at = models.DateTimeField(null=True)
    signed_other_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_other_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="patrol_starts_before_it_ends",
                violation_error_message=_("A patrol ends after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(office=F("other")),
                name="patrol_has_two_offices",
                violation_error_message=_("A joint patrol is one of two offices."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def link(self) -> str:
        return f"/patrols/{self.reference}/"

    @property
    def api_link(self) -> str:
        return f"/api/v1/patrols/{self.reference}/"

    @property
    def offices(self) -> tuple[Office, Office]:
        return self.office, self.other

    @property
    def is_signed(self) -> bool:
        """By both sides: it stands."""
        return self.signed_own_at is not None and self.signed_other_at is not None


class IncidentQuerySet(models.QuerySet["PatrolIncident"]):
    def readable_by(self, user: object) -> Self:
        reached = of_reader(user, "patrol__")
        return self.filter(reached) if reached is not None else self.none()

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class PatrolIncident(models.Model):
    """Something that happened on the way. The case it became is read by who sees that case."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    patrol = models.ForeignKey(Patrol, on_delete=models.CASCADE, related_name="incidents")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what happened"), max_length=1000)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="incident_says_what_happened",
                violation_error_message=_("Say what happened."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patrol}: {self.public_id}"
