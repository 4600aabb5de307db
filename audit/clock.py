"""The portal's one clock.

Verbs ask this module for the time instead of the system, so that a late entry, the
demonstration world and tests can act at another moment. Audit rows never do: their time is
the database's own (Directive (EU) 2016/680 art. 25 asks when the operation really happened).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    return _moment.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Act as if it were `moment` (aware) inside the block."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
