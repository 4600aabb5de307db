import uuid6
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from agencies.models.agency import Agency
from agencies.models.country import Country
from agencies.models.officer import Officer
from agencies.models.stamped import Stamped, moves_its_stamp


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, user: object) -> "PartnerQuerySet":
        """To a coordinator the systems of the own country; to a system itself."""
        from agencies.access import Capability, country_of, may, partner_of

        own = partner_of(user)
        if own is not None:
            return self._shown().filter(pk=own.pk)
        if not may(user, Capability.KEEP_PARTNERS):
            return self.none()
        return self._shown().filter(country=country_of(user))

    def _shown(self) -> "PartnerQuerySet":
        return self.select_related("agency", "application", "country", "account")

    def active(self) -> "PartnerQuerySet":
        """Those that may act: the partner and its service account are both in use."""
        return self.filter(
            is_active=True, account__is_active=True, account__role=Officer.Role.PARTNER
        ).select_related("country", "account__country", "account__office")


@moves_its_stamp
class Partner(Stamped):
    """A partner system of one country: it sees what its country's group sees, and in full what
    it logged itself (granted to the partner's own group).

    It acts through a service account and signs in by OAuth 2.0 client credentials.
    """

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
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
    stopped_reason = models.CharField(max_length=300, blank=True)
    # The digest of the secret before the last change, as long as it works (`agencies.partners`).
    secret_before = models.CharField(max_length=255, blank=True, editable=False)
    secret_before_until = models.DateTimeField(null=True, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def link(self) -> str:
        return reverse("partner", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:partner", args=[self.public_id])
