"""The portal's own mailbox, over IMAP. Nobody else opens it."""

import hashlib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

SECONDS = 20
# A mail above this is not fetched; of those only the beginning of the header is.
MOST_BYTES = 10 * 1024 * 1024
MOST_OF_HEADER = 64 * 1024

# What may go wrong on the way to the mail server and on it.
Faults = (OSError, IMAPClientError)


def is_there() -> bool:
    """Whether this portal takes e-mails at all."""
    return bool(settings.MAILBOX)


@dataclass(frozen=True)
class Arrived:
    """One mail as it lies there. `raw` is its header alone where it is too large."""

    uid: int
    at: datetime
    raw: bytes
    is_too_large: bool


class Box:
    """An opened folder. Looking at a mail does not mark it; that is done when it was taken."""

    def __init__(self, client: IMAPClient, folder: str, name: str) -> None:
        self._client = client
        self.name = name
        self.validity = int(client.select_folder(folder)[b"UIDVALIDITY"])

    def unseen(self) -> list[int]:
        return sorted(self._client.search(["UNSEEN"]))

    def fetch(self, uid: int) -> Arrived | None:
        """None when it is gone."""
        facts = self._one(uid, "RFC822.SIZE", "INTERNALDATE")
        if not facts:
            return None
        is_too_large = facts[b"RFC822.SIZE"] > MOST_BYTES
        longest = MOST_OF_HEADER if is_too_large else MOST_BYTES
        part = "HEADER" if is_too_large else ""
        found = self._one(uid, f"BODY.PEEK[{part}]<0.{longest}>")
        raw = found.get(f"BODY[{part}]<0>".encode())
        if raw is None:
            return None
        return Arrived(uid, facts[b"INTERNALDATE"].astimezone(UTC), raw, is_too_large)

    def _one(self, uid: int, *wanted: str) -> dict[bytes, Any]:
        return dict(self._client.fetch([uid], list(wanted)).get(uid, {}))

    def mark_taken(self, uid: int) -> None:
        self._client.add_flags([uid], [SEEN], silent=True)

    def erase_taken(self, before: date) -> int:
        """Delete what was taken and came before that day. How many."""
        old = self._client.search(["SEEN", "BEFORE", before])
        if old:
            self._client.delete_messages(old, silent=True)
            self._client.expunge()
        return len(old)


@contextmanager
def opened() -> Iterator[Box]:
    """The mailbox, signed in. The server's certificate is checked."""
    box = settings.MAILBOX
    context = ssl.create_default_context(cafile=box["ca"] or None)
    client = IMAPClient(
        box["host"],
        box["port"],
        ssl=box["tls"] == "from the start",
        ssl_context=context if box["tls"] == "from the start" else None,
        timeout=SECONDS,
    )
    client.normalise_times = False
    try:
        if box["tls"] == "after hello":
            client.starttls(context)
        client.login(box["user"], box["password"])
        yield Box(client, box["folder"], _name(box))
    finally:
        with suppress(*Faults):
            client.logout()


def _name(box: dict[str, Any]) -> str:
    """A short name for one folder of one account."""
    place = f"{box['user']}@{box['host']}/{box['folder']}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]
