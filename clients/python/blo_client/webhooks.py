"""Webhooks: register an address, see how sending goes, and know that a message is the portal's."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blo_client.bodies import (
    PatchedWebhookChangeRequest,
    Resent,
    Webhook,
    WebhookDelivery,
    WebhookRequest,
    WebhookWithSecret,
)
from blo_client.door import Door, Reply
from blo_client.errors import SignatureError

CHALLENGE = "webhook.challenge"
TOLERANCE = 300.0


class Webhooks:
    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self) -> Iterator[Webhook]:
        return self._door.pages("webhooks/")

    def get(self, identity: str) -> Reply[Webhook]:
        return self._door.get("webhooks/{public_id}/", public_id=identity)

    def register(self, body: WebhookRequest) -> Reply[WebhookWithSecret]:
        """Keep the `secret`: it is told only now. The address is sent a challenge at once; when it
        has answered, a coordinator of the country approves it."""
        return self._door.post("webhooks/", body)

    def change(self, identity: str, body: PatchedWebhookChangeRequest, etag: str) -> Reply[Webhook]:
        return self._door.patch("webhooks/{public_id}/", body, etag=etag, public_id=identity)

    def challenge(self, identity: str) -> Reply[Webhook]:
        """Send another challenge."""
        return self._door.post("webhooks/{public_id}/challenge/", public_id=identity)

    def rotate(self, identity: str) -> Reply[WebhookWithSecret]:
        """A new secret. For 24 hours messages carry a signature of each."""
        return self._door.post("webhooks/{public_id}/rotate/", public_id=identity)

    def test(self, identity: str) -> Reply[WebhookDelivery]:
        return self._door.post("webhooks/{public_id}/test/", public_id=identity)

    def stop(self, identity: str) -> None:
        self._door.delete("webhooks/{public_id}/", public_id=identity)

    def deliveries(self, identity: str, state: str | None = None) -> Iterator[WebhookDelivery]:
        """`state="dead"`: what was given up after three days."""
        query = {"state": state}
        return self._door.pages("webhooks/{public_id}/deliveries/", query=query, public_id=identity)

    def resend(self, identity: str, sequence: int) -> Reply[WebhookDelivery]:
        return self._door.post(
            "webhooks/{public_id}/deliveries/{sequence}/resend/",
            public_id=identity,
            sequence=sequence,
        )

    def resend_dead(self, identity: str) -> Reply[Resent]:
        return self._door.post("webhooks/{public_id}/deliveries/", public_id=identity)


def verified(
    body: bytes, headers: Mapping[str, str], secrets: str | Iterable[str], *, now: float = 0.0
) -> dict[str, Any]:
    """The message, when it was signed by one of the secrets less than five minutes ago.

    As Standard Webhooks has it. Give the old secret and the new one while you change it. Whoever
    keeps the `webhook-id`s of the last five minutes is safe from replays as well.
    """
    said = {name.lower(): value for name, value in headers.items()}
    try:
        identity, moment = said["webhook-id"], said["webhook-timestamp"]
        given = [one.partition(",") for one in said["webhook-signature"].split()]
        age = abs((now or time.time()) - int(moment))
    except (KeyError, ValueError) as fault:
        raise SignatureError("The headers of the signature are missing.") from fault
    if age > TOLERANCE:
        raise SignatureError("The message is too old, or a clock is wrong.")
    signed = f"{identity}.{moment}.".encode() + body
    keys = [secrets] if isinstance(secrets, str) else list(secrets)
    ours = [_signature(key, signed) for key in keys]
    theirs = [signature for version, _comma, signature in given if version == "v1"]
    if not any(hmac.compare_digest(a.encode(), b.encode()) for a in ours for b in theirs):
        raise SignatureError("No signature fits.")
    message: dict[str, Any] = json.loads(body)
    return message


def answer_to(message: Mapping[str, Any]) -> bytes | None:
    """What to send back to a challenge; None for all other messages."""
    if message["type"] != CHALLENGE:
        return None
    return json.dumps({"challenge": message["data"]["challenge"]}).encode()


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
