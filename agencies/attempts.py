"""Calling a verb from a page: what it refuses is said on the page, what is typed is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.problems import NotAllowed, Problem, StaleVersion


@dataclass
class Attempt:
    """What came of it. `current` is the newer version when somebody else was faster."""

    done: bool = False
    problems: list[str] = field(default_factory=list)
    current: int | None = None


def attempt(verb: Callable[[], object]) -> Attempt:
    try:
        verb()
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except StaleVersion as problem:
        return Attempt(problems=[problem.message], current=problem.current)
    except Problem as problem:
        return Attempt(problems=[problem.message])
    except ValidationError as error:
        return Attempt(problems=error.messages)
    return Attempt(done=True)
