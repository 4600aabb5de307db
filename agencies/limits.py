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
