"""What can go wrong with a verb of a case (see `agencies/problems.py`)."""

from agencies.problems import NotAllowed, StaleVersion, WrongState, must_say_why
from agencies.problems import Problem as CaseProblem

__all__ = ["CaseProblem", "NotAllowed", "StaleVersion", "WrongState", "must_say_why"]
