"""Webhooks of partner systems (Standard Webhooks, 2023): where to, about what, how it went."""

from typing import Self

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, country_of, may, partner_of
from agencies.models import Officer, Partner
from audit.clock import now
from notices.models.feed import FeedEvent


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: object) -> Self:
        """A partner system's own; to a coordinator those of the own country's systems."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(partner=partner)
        if not may(user, Capability.SEE_WEBHOOKS):
            return self.none()
        return self.filter(partner__country=country_of(user))

    def active(self) -> Self:
        return self.filter(state=Webhook.State.ACTIVE, partner__is_active=True)

    def to_send(self) -> Self:
        """Something is due, the address is not resting, and nobody is at it (the database's
        clock)."""
        due = WebhookDelivery.objects.due().filter(webhook=OuterRef("pk"))
        free = self.active().filter(Q(sending_until=None) | Q(sending_until__lte=Now()))
        rested = free.filter(Q(rests_until=None) | Q(rests_until__lte=Now()))
        return rested.filter(Exists(due))

    def to_show(self) -> Self:
        return self.select_related("partner__country", "approved_by__country")


class Webhook(models.Model):
    """One address. Events are sent once its owner proved that it listens and a coordinator of
    the partner's country approved it.

    An empty list of events, borders, offences or urgencies means all of them.
    """

    class State(models.TextChoices):
        UNPROVED = "unproved", _("waits for the answer to its challenge")
        PROVED = "proved", _("waits for a coordinator's approval")
        ACTIVE = "active", _("in use")
        STOPPED = "stopped", _("stopped")

    class Stopped(models.TextChoices):
        GONE = "gone", _("The address answered 410: it is gone.")
        COORDINATOR = "coordinator", _("A coordinator stopped it.")
        PARTNER = "partner", _("The partner system stopped it.")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="webhooks")
    url = models.URLField(max_length=500)
    events = ArrayField(models.CharField(max_length=24), default=list)
    borders = ArrayField(models.CharField(max_length=10), default=list)
    offences = ArrayField(models.CharField(max_length=40), default=list)
    urgencies = ArrayField(models.CharField(max_length=8), default=list)
    state = models.CharField(max_length=9, choices=State, default=State.UNPROVED)
    stopped_because = models.CharField(max_length=12, choices=Stopped, blank=True)
    challenge = models.CharField(max_length=64, blank=True)
    challenge_fault = models.CharField(max_length=200, blank=True)
    # Sealed (`notices.webhooks.signing`): the newer one, and during a rotation the one before.
    secret = models.BinaryField()
    secret_before = models.BinaryField(null=True)
    before_until = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)
    # How sending goes.
    last_sequence = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    sending_token = models.UUIDField(null=True)
    sending_until = models.DateTimeField(null=True)
    last_tried_at = models.DateTimeField(null=True)
    last_delivered_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=200, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="active") | Q(approved_by__isnull=False),
                name="webhook_in_use_is_approved",
                violation_error_message=_("A coordinator approves it first."),
            ),
            models.UniqueConstraint(
                fields=["partner", "url"],
                condition=~Q(state="stopped"),
                name="webhook_address_once",
                violation_error_message=_("There is a webhook to this address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_in_use(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def api_link(self) -> str:
        return reverse("api:webhook", args=[self.public_id])

    @property
    def link(self) -> str:
        return reverse("webhook", args=[self.public_id])

    def wants(self, event: FeedEvent) -> bool:
        """Of several borders or offences of an event, one is enough."""
        return (
            (not self.events or event.kind in self.events)
            and (not self.urgencies or event.urgency in self.urgencies)
            and (not self.borders or bool(set(self.borders) & set(event.borders)))
            and (not self.offences or bool(set(self.offences) & set(event.offences)))
        )


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def visible_to(self, user: object) -> Self:
        return self.filter(webhook__in=Webhook.objects.visible_to(user))

    def due(self) -> Self:
        return self.filter(state=WebhookDelivery.State.DUE, next_at__lte=Now())

    def waiting(self) -> Self:
        return self.filter(state=WebhookDelivery.State.DUE)


class WebhookDelivery(models.Model):
    """One event to one webhook. Its sequence has no gap, so that a receiver sees what it missed."""

    class State(models.TextChoices):
        DUE = "due", _("queued")
        DELIVERED = "delivered", _("delivered")
        DEAD = "dead", _("given up")

    TEST = "webhook.test"

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    sequence = models.PositiveBigIntegerField()
    # None: a test.
    event = models.ForeignKey(FeedEvent, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(default=now)
    # From when the three days count: set anew when it is sent again by hand.
    since = models.DateTimeField(default=now)
    tried_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "sequence"], name="webhook_sequence_once"),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "sequence"], name="webhook_due", condition=Q(state="due")
            ),
            models.Index(fields=["webhook", "state"], name="webhook_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.sequence}"

    @property
    def kind(self) -> str:
        return self.event.kind if self.event is not None else self.TEST
