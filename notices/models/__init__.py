"""Notices and their deliveries; the events feed and the webhooks of partner systems."""

from notices.models.feed import FeedEvent, FeedEventQuerySet, FeedPosition
from notices.models.notice import (
    WAITING,
    Delivery,
    DeliveryQuerySet,
    Notice,
    NoticeQuerySet,
    NoticeRead,
    ShortCode,
    ShortCodeQuerySet,
    Tries,
    Urgency,
)
from notices.models.webhook import Webhook, WebhookDelivery, WebhookQuerySet

__all__ = [
    "WAITING",
    "Delivery",
    "DeliveryQuerySet",
    "FeedEvent",
    "FeedEventQuerySet",
    "FeedPosition",
    "Notice",
    "NoticeQuerySet",
    "NoticeRead",
    "ShortCode",
    "ShortCodeQuerySet",
    "Tries",
    "Urgency",
    "Webhook",
    "WebhookDelivery",
    "WebhookQuerySet",
]
