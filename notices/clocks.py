"""How long an office may be silent, by urgency.

Flash and urgent after Directive (EU) 2023/977 art. 5 and office practice; the rest are
proposals (reference list `time_limits`). All of them are settings.
"""

from datetime import datetime, timedelta

from django.conf import settings

from agencies.models import Office
from agencies.worktime import after_working_days


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
