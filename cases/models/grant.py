import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from agencies.models import Country, Office, Officer, Partner
from audit.clock import now
from cases.models.case import Case
from cases.models.levels import Level

# Why a country's grant ended when the case was restricted to offices.
NARROWED = "restricted"


def unexpired() -> Q:
    """Whose time is not over, whether or not the task that ends it has come by."""
    return Q(expires_at=None) | Q(expires_at__gt=now())


class CaseGroupPermission(GroupObjectPermissionBase):
    """guardian's object permission with a direct foreign key: no orphans, and its unique index
    (group, permission, case) reads "newest cases of this group" in order. A grant's last moment
    stands in the row itself, so that reading asks no other table."""

    content_object = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="group_permissions"
    )
    expires_at = models.DateTimeField(null=True)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class GrantQuerySet(models.QuerySet["Grant"]):
    def standing(self) -> "GrantQuerySet":
        """Not ended on the record; its time may be over all the same."""
        return self.filter(ended_at=None)

    def current(self) -> "GrantQuerySet":
        """What gives sight of the case now."""
        return self.standing().filter(unexpired())

    def due(self) -> "GrantQuerySet":
        """Standing, though their time is over."""
        return self.standing().filter(expires_at__lte=now())

    def foreign(self) -> "GrantQuerySet":
        """To other countries than the originator's."""
        return self.exclude(country=models.F("case__country"))


class Grant(models.Model):
    """The record behind the object permissions: to whom, how much, why, by whom, until when."""

    class Basis(models.TextChoices):
        ORIGIN = "origin", _("logged the case")
        OWN_COUNTRY = "own_country", _("same country")
        TOUCH = "touch", _("touches its border")
        SHARED = "shared", _("shared by the originator")
        JOINT = "joint", _("joint originator")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=10, choices=Level)
    basis = models.CharField(max_length=11, choices=Basis)
    purpose = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "country", "office", "partner"],
                condition=Q(ended_at=None),
                name="one_standing_grant_each",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="grant_due",
                condition=Q(ended_at=None, expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.office or self.country_id} {self.level}"
