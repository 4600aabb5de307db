from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models.agency import Agency
from agencies.models.country import Country
from agencies.models.officer import Officer


class PartnerQuerySet(models.QuerySet["Partner"]):
    def kept_by(self, country: str) -> "PartnerQuerySet":
        """The systems of a country, for its coordinators."""
        return self.filter(country=country).select_related("agency", "application")

    def active(self) -> "PartnerQuerySet":
        """Those that may act: the partner and its service account are both in use."""
        return self.filter(
            is_active=True, account__is_active=True, account__role=Officer.Role.PARTNER
        ).select_related("country", "account__country", "account__office")


class Partner(models.Model):
    """A partner system of one country: it sees what its country's group sees, and in full what
    it logged itself (granted to the partner's own group).

    It acts through a service account and signs in by OAuth 2.0 client credentials.
    """

    name = models.CharField(max_length=120, unique=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="partners")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    group = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="blo_partner", editable=False
    )
    account = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="partner")
    application = models.OneToOneField(
        settings.OAUTH2_PROVIDER_APPLICATION_MODEL,
        on_delete=models.PROTECT,
        related_name="partner",
    )
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    is_active = models.BooleanField(default=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
