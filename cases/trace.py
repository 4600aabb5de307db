"""The audit row of an operation on one case."""

from collections.abc import Iterable

from agencies.access import actor
from audit.models import Entry
from audit.trail import Actor, record
from cases.models import Case

Operation = Entry.Operation


def trace(
    case: Case,
    operation: Entry.Operation,
    action: str,
    *,
    by: object,
    fields: Iterable[str] = (),
    recipients: Iterable[str] = (),
    purpose: str = "",
) -> None:
    """Names of fields and codes of recipients only. Fails the operation if it cannot write.

    `by` is a user, or an `Actor` where no user acts.
    """
    record(
        operation,
        action,
        actor=by if isinstance(by, Actor) else actor(by),
        kind="case",
        ids=[case.reference],
        fields=fields,
        recipients=recipients,
        purpose=purpose,
        handling=case.handling_code,
    )
