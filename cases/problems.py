"""What can go wrong with a verb, in words for the person who asked."""

from django.utils.translation import gettext as _


class CaseProblem(Exception):  # noqa: N818  a problem, in the words of RFC 9457
    """A verb that cannot be done now. `code` is for programs, the text for people."""

    code = "not_possible"

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleVersion(CaseProblem):
    """Somebody else changed the case since it was read (optimistic concurrency)."""

    code = "stale_version"

    def __init__(self, current: int) -> None:
        super().__init__(_("Somebody changed this case while you were working on it."))
        self.current = current


class WrongState(CaseProblem):
    code = "wrong_state"


class NotAllowed(CaseProblem):
    """In reach, but not this person's to do (403)."""

    code = "not_allowed"
