"""What another officer changed while this one was typing, side by side."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases.content import CaseContent
from cases.forms.differences import differences
from cases.forms.moments import zone_of
from cases.forms.sheet import Stale
from cases.models import Case


def overtaken(
    case: Case, *, since: int, now: CaseContent, typed: CaseContent, reader: Officer
) -> Stale:
    """`since` is the version the officer began with, `now` the content that stands."""
    return Stale(_changes(case, since), differences(now, typed, zone_of(reader.time_zone)))


def _changes(case: Case, since: int) -> list[str]:
    events = case.events.filter(version__gt=since).exclude(by=None).select_related("by")
    return [
        _("%(name)s, %(time)s: %(what)s")
        % {
            "name": event.by,
            "time": _clock(event.at),
            "what": event.get_kind_display(),
        }
        for event in events
    ]


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y H:i")
