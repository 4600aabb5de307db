"""A form that is sent after the session has ended is kept for the officer who was signed in, and
stands filled again on the page to which the sign-in leads back. The large forms of a case keep
themselves (`cases.drafts`); this is for all others, which know nothing of it."""

from datetime import timedelta
from uuid import UUID

from agencies.models import Officer
from audit.clock import now
from cases.models import LeftTyping

MOST_KEPT = 10
# Personal data that somebody meant to send at once.
KEPT_FOR = timedelta(days=2)


def keep(officer: Officer, path: str, fields: dict[str, list[str]]) -> UUID:
    """Under which key the officer finds it. The oldest of too many go."""
    path = path[: LeftTyping._meta.get_field("path").max_length]
    row: LeftTyping = LeftTyping.objects.create(
        officer=officer, path=path, fields=fields, left_at=now()
    )
    newest = LeftTyping.objects.filter(officer=officer)[:MOST_KEPT]
    LeftTyping.objects.filter(officer=officer).exclude(pk__in=newest.values("pk")).delete()
    return row.key


def find(officer: Officer, key: UUID) -> LeftTyping | None:
    """The officer's own; nobody finds another's."""
    return LeftTyping.objects.filter(officer=officer, key=key).first()


def drop_outlived() -> int:
    """What nobody came back for in time. Returns how many went."""
    number, _ = LeftTyping.objects.filter(left_at__lt=now() - KEPT_FOR).delete()
    return number
