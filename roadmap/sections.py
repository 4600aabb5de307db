"""The parts of the Roadmap's pages, as the row of links above each of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Capability, may


@dataclass(frozen=True)
class Section:
    label: str
    url: str
    is_here: bool


# (name of the address, label, who)
SECTIONS: list[tuple[str, Callable[[], str], Capability]] = [
    ("roadmap", lambda: _("Action items"), Capability.READ_ROADMAP),
    ("roadmap-indicators", lambda: _("Indicators"), Capability.READ_ROADMAP),
    ("roadmap-procedures", lambda: _("Procedures"), Capability.READ_ROADMAP),
    ("roadmap-training", lambda: _("Training"), Capability.READ_ROADMAP),
    ("roadmap-expansion", lambda: _("Expansion plan"), Capability.READ_ROADMAP),
    ("roadmap-sites", lambda: _("I-24/7 sites"), Capability.READ_ROADMAP),
    ("roadmap-checks", lambda: _("Checks in other systems"), Capability.READ_ROADMAP),
    ("data-standard", lambda: _("Data standard"), Capability.READ_ROADMAP),
]


def sections_for(request: HttpRequest, here: str) -> list[Section]:
    """Those this reader may open; `here` is the name of the section's first page."""
    return [
        Section(label(), reverse(name), is_here=name == here)
        for name, label, capability in SECTIONS
        if may(request.user, capability)
    ]
