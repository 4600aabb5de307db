"""Signing as Standard Webhooks has it: HMAC-SHA-256 over `id.timestamp.body`.

A secret is `whsec_` and 32 random bytes in base64. While a secret is being changed there are two
signatures, so that a receiver may change at any moment within `OVERLAP`.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from agencies.sealing import is_current, opened, seal
from notices.models import Webhook

OVERLAP = timedelta(hours=24)
PREFIX = "whsec_"


def new_secret() -> bytes:
    return secrets.token_bytes(32)


def written(secret: bytes) -> str:
    """As it is given to the partner, once."""
    return PREFIX + base64.b64encode(secret).decode()


def seal_for(webhook: Webhook, secret: bytes) -> bytes:
    return seal(secret, _owner(webhook))


def headers(webhook: Webhook, identity: str, body: bytes, moment: datetime) -> dict[str, str]:
    """`identity` stays the same when it is sent again; `moment` is the time of this attempt."""
    seconds = str(int(moment.timestamp()))
    signed = b".".join([identity.encode(), seconds.encode(), body])
    return {
        "webhook-id": identity,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(_signature(one, signed) for one in _keys(webhook, moment)),
    }


def _keys(webhook: Webhook, moment: datetime) -> list[bytes]:
    sealed = [webhook.secret]
    if webhook.secret_before is not None and (webhook.before_until or moment) > moment:
        sealed.append(webhook.secret_before)
    return [opened(one, _owner(webhook)) for one in sealed]


def _signature(key: bytes, signed: bytes) -> str:
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _owner(webhook: Webhook) -> str:
    return f"webhook:{webhook.public_id}"


def seal_again() -> int:
    """Under the current master key; how many were sealed by another."""
    done = 0
    for webhook in Webhook.objects.select_for_update(of=("self",)):
        olds = {name: getattr(webhook, name) for name in ("secret", "secret_before")}
        stale = {name: old for name, old in olds.items() if old and not is_current(old)}
        for name, old in stale.items():
            setattr(webhook, name, seal_for(webhook, opened(old, _owner(webhook))))
        if stale:
            webhook.save(update_fields=list(stale))
            done += 1
    return done
