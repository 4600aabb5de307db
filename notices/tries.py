"""How often somebody may be wrong: guessing a code ends here.

Wrong tries are counted by the address they came from, by the reference that was typed (whether
there is such a case or not, so that the refusal tells nothing) and by the office whose code it
was. Each counter is a row that stays locked while a code is looked at: a hundred tries at once
are a hundred tries one after the other.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from audit.clock import now
from notices.models import Tries

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Counter:
    """One counter, locked until the transaction ends."""

    row: Tries
    limit: int
    span: timedelta

    @property
    def ends_at(self) -> datetime:
        return self.row.since + self.span

    @property
    def wait(self) -> int:
        """Seconds until the next try; 0 when one may try now."""
        if self.row.count < self.limit:
            return 0
        return max(0, int((self.ends_at - now()).total_seconds()) + 1)

    def wrong(self) -> bool:
        """One more. True for the one that was the last allowed."""
        self.row.count += 1
        self.row.save(update_fields=["count"])
        return self.row.count == self.limit


def counter(what: str, value: str) -> Counter:
    """The counter of an address, a case or an office; begun anew when its time is over."""
    limit, span = settings.ACK_TRIES[what]
    key = salted_hmac("notices.tries", f"{what}:{value}", algorithm="sha256").hexdigest()
    Tries.objects.get_or_create(key=key, defaults={"since": now()})
    row = Tries.objects.select_for_update().get(key=key)
    if row.since + span <= now():
        row.since, row.count = now(), 0
        row.save(update_fields=["since", "count"])
    return Counter(row, limit, span)


def network_of(source: str) -> str:
    """An address; of the long ones (IPv6) the network, of which one person holds a whole one."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return source
    if address.version == 4:
        return source
    return str(ipaddress.ip_network((address, 64), strict=False))


def drop_outlived() -> None:
    Tries.objects.filter(since__lt=now() - KEPT).delete()
