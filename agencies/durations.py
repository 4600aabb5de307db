"""Lengths of time in words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def in_words(length: timedelta) -> str:
    """ "13 min", "2 h 10 min", "3 days": two units at most, whatever the sign."""
    seconds = abs(int(length.total_seconds()))
    if seconds < HOUR:
        return _minutes(max(1, seconds // MINUTE))
    if seconds < DAY:
        hours, rest = divmod(seconds, HOUR)
        minutes = rest // MINUTE
        text = _("%(hours)s h") % {"hours": hours}
        return f"{text} {_minutes(minutes)}" if minutes and hours < 10 else text
    days = seconds // DAY
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _minutes(minutes: int) -> str:
    return _("%(minutes)s min") % {"minutes": minutes}
