"""How long an office may be silent, by urgency.

Flash and urgent after Directive (EU) 2023/977 art. 5 and office practice; the rest are
proposals (reference list `time_limits`). All of them are settings.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.durations import in_words
from agencies.models import Office
from agencies.worktime import after_working_days
from audit.clock import now
from notices.models import Notice

# Less than this left is shown as pressing.
SOON = timedelta(minutes=30)


def acknowledge_by(urgency: str, office: Office, start: datetime) -> datetime:
    """Routine counts one working day of the *answering* office; the rest is clock time."""
    limit = settings.ACKNOWLEDGE_WITHIN[urgency]
    if limit is None:
        return after_working_days(office, start, days=1)
    return start + limit


def climbs_at(urgency: str, level: int, due: datetime) -> datetime | None:
    """When silence climbs to `level` (1 duty officers, 2 head, 3 coordinator); None at the top."""
    steps: list[timedelta] = settings.ESCALATION[urgency]
    return due + steps[level - 1] if level <= len(steps) else None


@dataclass(frozen=True)
class Clock:
    """What the reader sees of a limit: a sentence, and whether it presses."""

    due: datetime
    text: str
    state: str  # late, soon or calm


def clock_of(notice: Notice) -> Clock | None:
    """The acknowledgement that a notice still waits for; None when it waits for nothing."""
    due = notice.is_due_at
    if not notice.is_waiting or due is None:
        return None
    left = due - now()
    facts = {"length": in_words(left)}
    if left < timedelta(0):
        return Clock(due, _("%(length)s late") % facts, "late")
    text = _("acknowledge within %(length)s") % facts
    return Clock(due, text, "soon" if left < SOON else "calm")
