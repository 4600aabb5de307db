"""What partner systems are told, in the order in which it was committed.

An event is written in the transaction of what it tells about, without a position. Whoever reads
the feed of a country numbers it first, one at a time (`notices.feed`): a position is given to
committed events only, so nothing ever appears below a position that was read already.
"""

from typing import Self

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import partner_of
from agencies.models import Country, Office
from audit.clock import now
from notices.models.notice import Notice, Urgency


class FeedPosition(models.Model):
    """The last position given in a country's feed. Its row is the lock."""

    country = models.OneToOneField(Country, on_delete=models.PROTECT, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return f"{self.country_id} {self.last}"


class FeedEventQuerySet(models.QuerySet["FeedEvent"]):
    def visible_to(self, user: object) -> Self:
        """A partner system reads the feed of its country."""
        partner = partner_of(user)
        if partner is None:
            return self.none()
        return self.filter(country=partner.country_id, position__isnull=False)

    def unnumbered(self) -> Self:
        return self.filter(position=None)

    def after(self, position: int) -> Self:
        return self.filter(position__gt=position).order_by("position")


class FeedEvent(models.Model):
    """Something happened that a country's systems may know: a reference and no content."""

    class Own(models.TextChoices):
        """What no office is told of, for it is about what the own country did or waits for."""

        SUBMITTED = "own_case_submitted", _("A case of the own country was submitted")
        REVISED = "own_case_changed", _("A case of the own country was changed")
        ACKNOWLEDGED = "case_acknowledged", _("An office acknowledged a case of the own country")
        ENGAGED = "case_engaged", _("An office works on a case of the own country")

    KINDS = [*Notice.Kind.choices, *Own.choices]

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveBigIntegerField(null=True)
    kind = models.CharField(max_length=24, choices=KINDS)
    # The office that is told; none for what concerns the country.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=40)
    link = models.CharField(max_length=200)
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.ROUTINE)
    borders = ArrayField(models.CharField(max_length=10), default=list)
    offences = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField(default=now)

    objects = FeedEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "position"], name="feed_position_once_per_country"
            ),
        ]
        indexes = [
            models.Index(fields=["country"], name="feed_unnumbered", condition=Q(position=None)),
            models.Index(fields=["country", "at"], name="feed_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.position} {self.kind}"
