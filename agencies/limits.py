"""How long somebody may take, and which time counts. Pure: the settings are written in it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Counts(Enum):
    """Which time of the office that has to act is counted."""

    OPEN_OR_DUTY = "while it is open or somebody is on duty"
    OPEN = "while it is open"
    WORKING_DAYS = "its working days"
    CALENDAR_DAYS = "calendar days, ending on a working day"


@dataclass(frozen=True)
class Limit:
    amount: timedelta
    counts: Counts

    @property
    def has_duty(self) -> bool:
        return self.counts is Counts.OPEN_OR_DUTY

    @property
    def is_in_days(self) -> bool:
        return self.counts in (Counts.WORKING_DAYS, Counts.CALENDAR_DAYS)


@dataclass(frozen=True)
class Limits:
    """For one urgency: to say that it has arrived, and to answer. `remind` is how long before
    each of the two, `again` how long after the answer was due it is told once more."""

    acknowledge: Limit
    answer: Limit
    remind_acknowledge: timedelta
    remind_answer: timedelta
    again: timedelta


# Requests for information: 8 hours, 3 days and 7 days after Directive (EU) 2023/977 art. 5, the
# rest proposals (reference list `time_limits`). What holds is the setting `REQUEST_LIMITS`.
BY_URGENCY: dict[str, Limits] = {
    "flash": Limits(
        acknowledge=Limit(timedelta(minutes=15), Counts.OPEN_OR_DUTY),
        answer=Limit(timedelta(hours=1), Counts.OPEN_OR_DUTY),
        remind_acknowledge=timedelta(minutes=5),
        remind_answer=timedelta(minutes=15),
        again=timedelta(minutes=30),
    ),
    "urgent": Limits(
        acknowledge=Limit(timedelta(hours=1), Counts.OPEN_OR_DUTY),
        answer=Limit(timedelta(hours=8), Counts.OPEN_OR_DUTY),
        remind_acknowledge=timedelta(minutes=15),
        remind_answer=timedelta(hours=2),
        again=timedelta(hours=4),
    ),
    "priority": Limits(
        acknowledge=Limit(timedelta(hours=8), Counts.OPEN),
        answer=Limit(timedelta(days=3), Counts.CALENDAR_DAYS),
        remind_acknowledge=timedelta(hours=2),
        remind_answer=timedelta(days=1),
        again=timedelta(days=1),
    ),
    "routine": Limits(
        acknowledge=Limit(timedelta(days=1), Counts.WORKING_DAYS),
        answer=Limit(timedelta(days=7), Counts.CALENDAR_DAYS),
        remind_acknowledge=timedelta(hours=2),
        remind_answer=timedelta(days=2),
        again=timedelta(days=2),
    ),
}

# Cases that an office is told of: to acknowledge (None is one working day of its own), and when
# silence climbs after that. What holds are the settings `ACKNOWLEDGE_WITHIN` and `ESCALATION`.
ACKNOWLEDGE: dict[str, timedelta | None] = {
    "flash": timedelta(minutes=15),
    "urgent": timedelta(hours=1),
    "priority": timedelta(hours=8),
    "routine": None,
}
CLIMBS = {
    "flash": [timedelta(0), timedelta(minutes=15), timedelta(minutes=45)],
    "urgent": [timedelta(0), timedelta(hours=1), timedelta(hours=3)],
    "priority": [timedelta(0), timedelta(hours=4), timedelta(hours=16)],
    "routine": [timedelta(0), timedelta(days=1), timedelta(days=3)],
}
