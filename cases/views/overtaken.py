"""What another officer changed while this one was typing, side by side."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases.content import CaseContent
from cases.forms.begun import Stale
from cases.forms.differences import LABELS, differences
from cases.forms.moments import zone_of
from cases.merging import Merged
from cases.models import Case, Event


def overtaken(
    case: Case, *, since: int, now: CaseContent, merged: Merged[CaseContent], reader: Officer
) -> Stale:
    """`since` is the version the officer began with, `now` the content that stands."""
    parts = differences(now, merged.content, merged.both, zone_of(reader.time_zone))
    return Stale(changes_since(case, since), parts)


def changes_since(case: Case, version: int) -> list[str]:
    """Who, when, and which parts."""
    return [_line(event) for event in _events(case, version)]


def changed_since(case: Case, version: int) -> set[str]:
    return {name for event in _events(case, version) for name in event.fields}


def joined_with(case: Case, *, since: int, reader: Officer) -> str:
    """Whose changes this officer's were joined with, or nothing; his own is the last one."""
    others = [e for e in _events(case, since) if e.version < case.version]
    if not others:
        return ""
    return _("Joined with what was changed meanwhile: %(changes)s.") % {
        "changes": "; ".join(map(_line, others))
    }


def _events(case: Case, since: int) -> QuerySet[Event]:
    rows = case.events.filter(version__gt=since).exclude(by=None)
    return rows.select_related("by").order_by("pk")


def _line(event: Event) -> str:
    parts = ", ".join(str(LABELS[name]) for name in event.fields if name in LABELS)
    return _("%(name)s, %(time)s: %(what)s") % {
        "name": event.by,
        "time": date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        "what": f"{event.get_kind_display()} – {parts}" if parts else event.get_kind_display(),
    }
