"""What another officer changed while this one was typing, side by side."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases.content import CaseContent
from cases.forms.differences import LABELS, differences
from cases.forms.moments import zone_of
from cases.forms.sheet import Stale
from cases.models import Case, Event


def overtaken(
    case: Case, *, since: int, now: CaseContent, typed: CaseContent, reader: Officer
) -> Stale:
    """`since` is the version the officer began with, `now` the content that stands."""
    events = list(case.events.filter(version__gt=since).exclude(by=None).select_related("by"))
    changed = {name for event in events for name in event.fields}
    parts = differences(now, typed, changed, zone_of(reader.time_zone))
    return Stale([_line(event) for event in events], parts)


def _line(event: Event) -> str:
    """Who, when, and which parts."""
    parts = ", ".join(str(LABELS[name]) for name in event.fields if name in LABELS)
    return _("%(name)s, %(time)s: %(what)s") % {
        "name": event.by,
        "time": date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        "what": f"{event.get_kind_display()} – {parts}" if parts else event.get_kind_display(),
    }
