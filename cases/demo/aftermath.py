"""What becomes of an invented case: who answers, what is shared, how it ends."""

from dataclasses import dataclass
from datetime import timedelta
from math import exp
from random import Random

from cases.models import Case
from cases.models.levels import Level

# Half of the offices have acknowledged after so many minutes.
MEDIAN_MINUTES = {"flash": 5, "urgent": 20, "priority": 120, "routine": 240}


@dataclass(frozen=True)
class Fate:
    """Drawn once for each case; `None` and False are what does not happen."""

    sees_at_once: Level
    shares: Level | None
    recalls: bool
    withdraws: bool
    closes_after: timedelta | None
    outcome: Case.Outcome
    reopens: bool
    adds_border: bool
    strikes_border: bool


def fate_of(random: Random) -> Fate:
    """The dice fall in the same order whatever they show."""
    at_once = random.choices((Level.HEADLINE, Level.FULL, Level.CONTRIBUTE), (80, 16, 4))[0]
    shares = random.choices((None, Level.FULL, Level.CONTRIBUTE), (76, 18, 6))[0]
    return Fate(
        sees_at_once=at_once,
        shares=shares,
        recalls=random.random() < 0.03,
        withdraws=random.random() < 0.015,
        closes_after=_days(random, 3, 70) if random.random() < 0.85 else None,
        outcome=random.choices(list(Case.Outcome), (50, 20, 22, 8))[0],
        reopens=random.random() < 0.03,
        adds_border=random.random() < 0.03,
        strikes_border=random.random() < 0.05,
    )


def acknowledges_after(urgency: str, random: Random) -> timedelta:
    """Mostly in time, sometimes after the clock has climbed."""
    return timedelta(minutes=MEDIAN_MINUTES[urgency] * exp(random.gauss(0, 0.9)))


def soon(random: Random) -> timedelta:
    """Some hours, as a colleague would need."""
    return timedelta(hours=random.uniform(0.5, 30))


def _days(random: Random, low: float, high: float) -> timedelta:
    return timedelta(days=random.uniform(low, high))


def days_later(random: Random) -> timedelta:
    return _days(random, 1, 6)
