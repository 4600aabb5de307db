"""The audit row of an operation on one case."""

from collections.abc import Iterable

from agencies.access import actor
from audit.models import Entry
from audit.trail import record
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
    """Names of fields and codes of recipients only. Fails the operation if it cannot write."""
    record(
        operation,
        action,
        actor=actor(by),
        kind="case",
        ids=[case.reference],
        fields=fields,
        recipients=recipients,
        purpose=purpose,
        handling=case.handling_code,
    )
