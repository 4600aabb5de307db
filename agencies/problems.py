"""What can go wrong with a verb, in words for the person who asked.

The web shows the message on the page, the API answers with the status (`api/refusals.py`).
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError
from django.db.models import CheckConstraint, UniqueConstraint
from django.utils.translation import gettext as _


class Problem(Exception):  # noqa: N818  a problem, in the words of RFC 9457
    """Something that cannot be done now. `code` is for programs, the text for people.

    `status` and `headers` are the API's; `field` names the part of the request at fault.
    """

    code = "not_possible"
    status = HTTPStatus.BAD_REQUEST
    headers: Mapping[str, str] = MappingProxyType({})

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Problem):
    """In reach, but not this person's to do."""

    code = "not_allowed"
    status = HTTPStatus.FORBIDDEN


class Conflict(Problem):
    code = "conflict"
    status = HTTPStatus.CONFLICT


class WrongState(Conflict):
    code = "wrong_state"


class StaleVersion(Problem):
    """Somebody else changed it since it was read (optimistic concurrency)."""

    code = "stale_version"
    status = HTTPStatus.PRECONDITION_FAILED

    def __init__(self, current: int) -> None:
        super().__init__(_("Somebody changed this while you were working on it."))
        self.current = current


def must_say_why(reason: str, otherwise: str = "") -> None:
    """What is done to others has its reason in words; blanks are none."""
    if not reason.strip():
        raise Problem(otherwise or _("Say why."), field="reason")


def violated(error: IntegrityError, *, fields: Mapping[str, str] | None = None) -> Problem | None:
    """The rule of the data behind a refused write, in the words that stand beside the rule.

    The one place that reads the name of a constraint; None when it is none of ours. `fields`
    says which field a rule is about.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name != name:
                continue
            message = str(constraint.get_violation_error_message())
            field = (fields or {}).get(constraint.name, "")
            if isinstance(constraint, UniqueConstraint | ExclusionConstraint):
                return Conflict(message, field=field)
            if isinstance(constraint, CheckConstraint):
                return Problem(message, field=field)
    return None
