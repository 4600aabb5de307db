"""What goes over the wire: a reference and what somebody may choose by. No case content."""

import json
import ssl
from http.client import HTTPException

from django.conf import settings

from notices.models import FeedEvent, WebhookDelivery

HEADERS = {
    "Content-Type": "application/json",
    "User-Agent": "blo-portal-webhooks/1",
    "Connection": "close",
}


def body_of(row: WebhookDelivery) -> bytes:
    """The same bytes at each attempt."""
    return written(
        row.kind,
        row.created_at.isoformat(),
        {"sequence": row.sequence, **(about(row.event) if row.event is not None else {})},
    )


def written(kind: str, moment: str, data: dict[str, object]) -> bytes:
    return json.dumps({"type": kind, "timestamp": moment, "data": data}).encode()


def about(event: FeedEvent) -> dict[str, object]:
    """As in the events feed."""
    return {
        "id": str(event.public_id),
        "position": event.position,
        "reference": event.reference,
        "link": settings.BASE_URL + event.link,
        "office": event.office.code if event.office is not None else None,
        "urgency": event.urgency,
        "at": event.at.isoformat(),
    }


def fault_of(fault: Exception) -> str:
    """For the partner's eyes: what went wrong, no address of ours."""
    if isinstance(fault, TimeoutError):
        return "no answer in time"
    if isinstance(fault, ssl.SSLError):
        return f"TLS: {fault.reason or type(fault).__name__}"[:200]
    if isinstance(fault, HTTPException):
        return f"no HTTP: {type(fault).__name__}"
    return type(fault).__name__
