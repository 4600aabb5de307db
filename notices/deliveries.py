"""What an administrator sees of the outbox: references, channels, errors; no case content."""

from django.db import transaction

from agencies.access import actor
from agencies.models import Officer
from audit.models import Entry
from audit.trail import record
from notices import outbox
from notices.models import Delivery, DeliveryQuerySet

MOST = 50


def dead() -> DeliveryQuerySet:
    return _rows(Delivery.objects.dead()).order_by("-pk")


def given_up() -> list[Delivery]:
    return list(dead()[:MOST])


def longest_waiting() -> list[Delivery]:
    return list(_rows(Delivery.objects.undelivered()).order_by("created_at")[:MOST])


def _rows(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    return deliveries.select_related("notice__office", "officer")


@transaction.atomic
def resend(delivery: Delivery, *, officer: Officer) -> None:
    """Take a delivery up again that was given up."""
    outbox.resend(delivery)
    record(
        Entry.Operation.ADMINISTRATION,
        "resend",
        actor=actor(officer),
        kind="delivery",
        ids=[str(delivery.pk)],
        recipients=[delivery.notice.office.code],
    )
