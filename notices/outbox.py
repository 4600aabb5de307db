"""The outbox: tell, claim, settle, sweep.

1. `tell` writes the notice and its deliveries in the transaction of the change itself.
2. On commit a worker is woken with the delivery's id. If the wake-up is lost (Redis flushed,
   broker down, worker killed), `sweep` finds the row: nothing depends on the broker.
3. `claim` counts the attempt and takes a lease in its own short transaction *before* the work,
   so that work which kills its worker still runs out of attempts.
4. `settle`, `postpone` and burying only act for the holder of the lease (its token is the
   fence): whoever lost it changes nothing.
"""

import time
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agencies.models import Office, Officer
from agencies.roster import email_readers
from audit.clock import now
from notices import clocks, feed
from notices.faults import UndeliverableError
from notices.models import Delivery, DeliveryQuerySet, Notice

# Redis hands out what has a lower number first: a slow mail relay never delays an inbox.
PRIORITY = {Delivery.Channel.INBOX: 0, Delivery.Channel.EMAIL: 6}
SWEEP_SECONDS = 20.0

log = structlog.get_logger(__name__)


def tell(
    office: Office,
    kind: Notice.Kind,
    *,
    event_key: str,
    reference: str,
    link: str,
    urgency: str,
    needs_acknowledgement: bool = False,
    acknowledge_by: datetime | None = None,
    follows: Notice | None = None,
    readers: Iterable[Officer] | None = None,
    for_office_alone: bool = False,
    borders: Iterable[str] = (),
    offences: Iterable[str] = (),
) -> Notice:
    """Tell one office once about one event; a second call with the same key changes nothing.

    Must run inside the transaction of the change it tells about. `readers` get an e-mail
    (by default the officers on duty); `acknowledge_by` is given where it has a clock of its own;
    `for_office_alone` hides it from the partner systems of the country. By `borders` and
    `offences` (codes) they choose what they are told.
    """
    moment = now()
    due = acknowledge_by if needs_acknowledgement else None
    if needs_acknowledgement and due is None:
        due = clocks.acknowledge_by(urgency, office, moment)
    notice, created = Notice.objects.get_or_create(
        office=office,
        event_key=event_key,
        defaults={
            "kind": kind,
            "urgency": urgency,
            "subject_reference": reference,
            "link": link,
            "created_at": moment,
            "needs_acknowledgement": needs_acknowledgement,
            "acknowledge_by": due,
            "next_escalation_at": due and clocks.climbs_at(urgency, 1, due),
            "follows": follows,
            "for_office_alone": for_office_alone,
        },
    )
    if created:
        if not for_office_alone:
            about = feed.About(reference, link, urgency, tuple(borders), tuple(offences))
            feed.publish(kind, about, country=office.country_id, office=office)
        _enqueue(notice, email_readers(office) if readers is None else readers)
    return notice


def _enqueue(notice: Notice, readers: Iterable[Officer]) -> None:
    rows = [_delivery(notice, Delivery.Channel.INBOX, None)]
    rows += [_delivery(notice, Delivery.Channel.EMAIL, reader) for reader in readers]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.dedupe_key for row in rows]
    transaction.on_commit(lambda: _wake(keys))


def _delivery(notice: Notice, channel: Delivery.Channel, reader: Officer | None) -> Delivery:
    address = reader.pk if reader else notice.office.code
    return Delivery(
        notice=notice,
        channel=channel,
        officer=reader,
        dedupe_key=f"{notice.event_key}:{notice.office.code}:{channel}:{address}",
    )


def _wake(keys: list[str]) -> None:
    """Publish ids only. A broker that is away delays, never fails: the sweeper comes."""
    from notices.tasks import deliver

    due = Delivery.objects.claimable().filter(dedupe_key__in=keys).order_by("pk")
    try:
        for pk, channel in due.values_list("pk", "channel"):
            priority = PRIORITY[Delivery.Channel(channel)]
            deliver.apply_async(args=(pk,), retry=False, priority=priority)
    except Exception as error:  # any broker fault; the rows are safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)


@transaction.atomic
def claim(pk: int) -> Delivery | None:
    """Lease one delivery, or None when it is done, dead, not yet due or somebody else's.

    The attempt is counted here and committed before the work starts.
    """
    row = (
        Delivery.objects.claimable()
        .filter(pk=pk)
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if row is None:
        return None
    if row.attempts >= settings.DELIVERY_ATTEMPTS[row.channel]:
        _bury(row, row.last_error or "gave no sign of life")
        return None
    row.lease_token = uuid.uuid4()
    Delivery.objects.filter(pk=pk).update(
        state=Delivery.State.LEASED,
        attempts=F("attempts") + 1,
        lease_token=row.lease_token,
        leased_until=Now() + timedelta(seconds=settings.DELIVERY_LEASE_SECONDS),
    )
    row.attempts += 1
    return row


def deliver(pk: int) -> bool:
    """Claim, send over the channel, settle. True when delivered by this call.

    No transaction is open while a channel speaks to the outside.
    """
    row = claim(pk)
    if row is None:
        return False
    try:
        _channel(row.channel)(row)
    except UndeliverableError as fault:
        _bury(row, str(fault))
    except Exception as error:  # whatever the outside world throws ends in the row
        log.warning("delivery_failed", delivery=pk, attempts=row.attempts, fault=_name(error))
        postpone(row, _name(error))
    else:
        return settle(row)
    return False


def _name(error: Exception) -> str:
    """The class alone: messages of mail servers hold addresses."""
    return type(error).__name__


def _channel(name: str) -> Callable[[Delivery], None]:
    from notices.channels import CHANNELS

    return CHANNELS[name]


def settle(row: Delivery) -> bool:
    """Done. False (and nothing changed) when the lease was lost meanwhile."""
    return bool(
        _held(row).update(
            state=Delivery.State.DELIVERED,
            delivered_at=Now(),
            lease_token=None,
            leased_until=None,
            last_error="",
        )
    )


def postpone(row: Delivery, error: str) -> None:
    """Try again later, or bury after the last attempt."""
    if row.attempts >= settings.DELIVERY_ATTEMPTS[row.channel]:
        _bury(row, error)
        return
    _held(row).update(
        state=Delivery.State.DUE,
        next_at=Now() + back_off(row.attempts),
        lease_token=None,
        leased_until=None,
        last_error=error[:200],
    )


def back_off(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … at most ten minutes."""
    doublings = min(attempts - 1, 20)
    return timedelta(seconds=min(600, settings.DELIVERY_BACK_OFF_SECONDS * 2**doublings))


def _bury(row: Delivery, error: str) -> None:
    dead = _held(row).update(
        state=Delivery.State.DEAD, lease_token=None, leased_until=None, last_error=error[:200]
    )
    if dead:
        log.error("delivery_dead", delivery=row.pk, channel=row.channel, fault=error)


def _held(row: Delivery) -> DeliveryQuerySet:
    """The row, as long as nobody else took the lease over."""
    return Delivery.objects.filter(pk=row.pk, lease_token=row.lease_token)


def resend(row: Delivery) -> None:
    """Take a buried delivery up again, with fresh attempts."""
    Delivery.objects.dead().filter(pk=row.pk).update(
        state=Delivery.State.DUE, attempts=0, next_at=Now(), last_error=""
    )
    transaction.on_commit(lambda: _wake([row.dedupe_key]))


def sweep(*, batch: int = 200, seconds: float = SWEEP_SECONDS) -> int:
    """Deliver what is due and nobody woke us for. Returns how many were delivered.

    Safe to run anywhere at once (beat, every worker's start, a shell): each row is claimed.
    Goes on until nothing new is due, but no longer than `seconds`; the rest is the next
    sweep's.
    """
    deadline = time.monotonic() + seconds
    seen: set[int] = set()
    delivered = 0
    while fresh := [pk for pk in _due(batch) if pk not in seen]:
        for pk in fresh:
            delivered += deliver(pk)
            if time.monotonic() > deadline:
                return delivered
        seen.update(fresh)
    return delivered


def _due(limit: int) -> list[int]:
    return list(Delivery.objects.claimable().inbox_first().values_list("pk", flat=True)[:limit])


def oldest_undelivered() -> datetime | None:
    return (
        Delivery.objects.undelivered()
        .order_by("created_at")
        .values_list("created_at", flat=True)
        .first()
    )
