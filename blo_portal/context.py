"""What every page's frame shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Capability, may, officer
from blo_portal import lasthere
from cases.inbox import Waiting, waiting_for

# What fits beside one another at the bottom of a phone; the rest opens behind one word.
THUMBS = 5


@dataclass(frozen=True)
class NavItem:
    """One word of the rail. `badge` says how much waits behind it."""

    label: str
    url: str
    active: bool
    badge: Waiting | None = None
    short: bool = True


def portal(request: HttpRequest) -> dict[str, Any]:
    who = officer(getattr(request, "user", None))
    waiting = waiting_for(who)
    nav = _nav(request, who, waiting) if who is not None else []
    shown = len(nav) if len(nav) <= THUMBS else THUMBS - 1
    return {
        "portal": {
            "demo": settings.DEMO,
            "unread": waiting.count,
            "nav": nav,
            "thumbs": nav[:shown],
            "more": nav[shown:],
            "now_local": (local := timezone.localtime()),
            "offset": _offset(local),
            "left": lasthere.left(request) if who is not None else None,
            "codes": [code for code, _name in settings.LANGUAGES],
        }
    }


def _offset(local: datetime) -> str:
    """ "+06:30", as officers write it."""
    text = f"{local:%z}"
    return f"{text[:3]}:{text[3:]}"


# (name of the address, label, who, first path segment)
_ITEMS: list[tuple[str, Callable[[], str], Capability]] = [
    ("inbox", lambda: _("Inbox"), Capability.READ_NOTICES),
    ("case-list", lambda: _("Cases"), Capability.READ_CASES),
    ("request-list", lambda: _("Requests"), Capability.READ_REQUESTS),
    ("case-new", lambda: _("New case"), Capability.LOG_CASE),
    ("operation-list", lambda: _("Operations"), Capability.READ_OPERATIONS),
    ("reciprocity", lambda: _("Who answers whom"), Capability.READ_FIGURES),
    ("network", lambda: _("Network"), Capability.READ_REFERENCE),
    ("roadmap", lambda: _("Roadmap"), Capability.READ_ROADMAP),
    ("partners", lambda: _("Partner systems"), Capability.KEEP_PARTNERS),
    ("deliveries", lambda: _("Delivery"), Capability.RESEND_DELIVERY),
]


def _nav(request: HttpRequest, who: object, waiting: Waiting) -> list[NavItem]:
    here = _longest_match(request.path)
    return [
        NavItem(
            label=label(),
            url=reverse(name),
            active=name == here,
            badge=waiting if name == "inbox" else None,
        )
        for name, label, capability in _ITEMS
        if may(who, capability)
    ]


# Pages that belong to an item without standing below its address.
_ALSO = {
    "network": ("/offices/", "/crossings/"),
    "inbox": ("/notices/", "/ack/"),
    "operation-list": ("/meetings/", "/patrols/"),
}


def _longest_match(path: str) -> str:
    """The item whose address is the longest beginning of this path; the inbox is only itself."""
    if path == reverse("inbox"):
        return "inbox"
    beginnings = [
        (beginning, name)
        for name, _label, _capability in _ITEMS
        for beginning in (reverse(name), *_ALSO.get(name, ()))
        if beginning != reverse("inbox") and path.startswith(beginning)
    ]
    return max(beginnings, key=lambda found: len(found[0]), default=("", ""))[1]
