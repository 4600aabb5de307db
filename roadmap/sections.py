"""The parts of the Roadmap's pages: three groups, and the parts of the group somebody is in, as
rows of links above each page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Capability, may

READ, KEEP = Capability.READ_ROADMAP, Capability.KEEP_ROADMAP
CHANNEL, LESSONS = Capability.READ_CHANNEL, Capability.TAKE_LESSONS


@dataclass(frozen=True)
class Section:
    label: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class Sections:
    """`groups` lead to their first part; `parts` are those of the group of the page."""

    groups: list[Section]
    parts: list[Section]


# (name of the address, label, who)
Part = tuple[str, Callable[[], str], Capability]
GROUPS: list[tuple[Callable[[], str], list[Part]]] = [
    (
        lambda: _("Progress"),
        [
            ("roadmap", lambda: _("Action items"), READ),
            ("roadmap-milestones", lambda: _("Milestones"), READ),
            ("roadmap-reports", lambda: _("Reports"), READ),
            ("roadmap-threads", lambda: _("Threads"), CHANNEL),
            ("roadmap-editions", lambda: _("Editions"), READ),
            ("roadmap-workbook", lambda: _("Spreadsheet"), KEEP),
        ],
    ),
    (
        lambda: _("Figures"),
        [
            ("roadmap-indicators", lambda: _("Indicators"), READ),
            ("roadmap-network", lambda: _("Network map"), READ),
            ("roadmap-situation", lambda: _("Situation"), READ),
            ("roadmap-operations", lambda: _("Operations"), READ),
            ("roadmap-quality", lambda: _("Data quality"), READ),
        ],
    ),
    (
        lambda: _("Programme"),
        [
            ("roadmap-procedures", lambda: _("Procedures"), READ),
            ("roadmap-training", lambda: _("Training"), READ),
            ("roadmap-lessons", lambda: _("Lessons"), LESSONS),
            ("roadmap-expansion", lambda: _("Expansion plan"), READ),
            ("roadmap-sites", lambda: _("I-24/7 sites"), READ),
            ("roadmap-checks", lambda: _("Checks in other systems"), READ),
            ("roadmap-studies", lambda: _("Studies"), READ),
            ("roadmap-visa-free", lambda: _("Visa-free days"), READ),
            ("data-standard", lambda: _("Data standard"), READ),
        ],
    ),
]


def sections_for(request: HttpRequest, here: str) -> Sections:
    """Those this reader may open; `here` is the name of the section's first page."""
    open_to = [
        (label(), [part for part in parts if may(request.user, part[2])]) for label, parts in GROUPS
    ]
    groups, shown = [], []
    for label, parts in open_to:
        if not parts:
            continue
        is_here = any(name == here for name, _label, _who in parts)
        groups.append(Section(label, reverse(parts[0][0]), is_here))
        if is_here:
            shown = [Section(say(), reverse(name), name == here) for name, say, _who in parts]
    return Sections(groups, shown)
