"""The events feed of a country: written with the change, numbered before it is read.

`publish` runs in the transaction of what it tells about. `number` gives positions to what is
committed, under the lock of the country's row: whatever commits later comes later, however long
its transaction took, and a reader who has seen position n never finds anything new below n. The
deliveries of webhooks are written in the same transaction, so that none is missed or made twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from agencies.access import country_of, partner_of
from agencies.models import Office
from audit.clock import now
from notices.models import FeedEvent, FeedPosition, Webhook, WebhookDelivery

BATCH = 1000


@dataclass(frozen=True)
class About:
    """What an event is about, as far as subscribers may choose by it: codes."""

    reference: str
    link: str
    urgency: str
    borders: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()


def publish(kind: str, about: About, *, country: str, office: Office | None = None) -> FeedEvent:
    """For the systems of a country."""
    return FeedEvent.objects.create(
        kind=kind,
        country_id=country,
        office=office,
        reference=about.reference,
        link=about.link,
        urgency=about.urgency,
        borders=list(about.borders),
        offences=list(about.offences),
    )


def references_told(user: object, since: datetime) -> QuerySet[FeedEvent, str]:
    """What the reader's country was told of since then, or did."""
    partner = partner_of(user)
    country = partner.country_id if partner is not None else country_of(user)
    told = FeedEvent.objects.filter(country=country or None, at__gte=since)
    return told.values_list("reference", flat=True)


def number_all() -> int:
    """Every feed that waits for it. Returns how many events were numbered."""
    waiting = FeedEvent.objects.unnumbered().order_by("country")
    countries = waiting.values_list("country", flat=True).distinct()
    return sum(number(country) for country in list(countries))


def number(country: str) -> int:
    """Until nothing is left. Each batch is a transaction of its own."""
    done = 0
    while batch := _number_batch(country):
        done += batch
        if batch < BATCH:
            break
    return done


@transaction.atomic
def _number_batch(country: str) -> int:
    """The lock comes first: what is read after it includes all that was numbered before."""
    if not FeedEvent.objects.unnumbered().filter(country=country).exists():
        return 0
    FeedPosition.objects.get_or_create(country_id=country)
    feed = FeedPosition.objects.select_for_update().get(country=country)
    events = list(FeedEvent.objects.unnumbered().filter(country=country).order_by("pk")[:BATCH])
    for event in events:
        feed.last += 1
        event.position = feed.last
    FeedEvent.objects.bulk_update(events, ["position"])
    feed.save(update_fields=["last"])
    _hand_out(country, events)
    return len(events)


def _hand_out(country: str, events: list[FeedEvent]) -> None:
    """To the webhooks that want them, each with a sequence of its own without gaps."""
    webhooks = Webhook.objects.active().filter(partner__country=country).order_by("pk")
    for webhook in webhooks.select_for_update(of=("self",)):
        wanted = [event for event in events if webhook.wants(event)]
        queue(webhook, wanted)


def queue(webhook: Webhook, events: Iterable[FeedEvent | None]) -> list[WebhookDelivery]:
    """The webhook's row is locked. None stands for a test."""
    rows, moment = [], now()
    for event in events:
        webhook.last_sequence += 1
        row = WebhookDelivery(webhook=webhook, sequence=webhook.last_sequence, event=event)
        row.created_at = row.since = moment
        rows.append(row)
    if rows:
        Webhook.objects.filter(pk=webhook.pk).update(last_sequence=webhook.last_sequence)
        WebhookDelivery.objects.bulk_create(rows)
        transaction.on_commit(lambda: wake(webhook.pk))
    return rows


def wake(pk: int) -> None:
    from notices.tasks import wake_webhook

    wake_webhook(pk)
