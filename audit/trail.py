"""Writing the trail. If a row cannot be written, the operation it describes must fail, so
`record` is called inside the operation's own transaction and lets every error through."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from audit.context import origin
from audit.models import Entry


@dataclass(frozen=True)
class Actor:
    """Who acts, in the trail's own words: the trail knows no other app."""

    id: int | None = None
    name: str = ""
    role: str = ""
    office: str = ""
    country: str = ""


SYSTEM = Actor(name="portal", role="system")


def record(
    operation: Entry.Operation,
    action: str,
    *,
    actor: Actor,
    kind: str = "",
    ids: Iterable[str] = (),
    fields: Iterable[str] = (),
    recipients: Iterable[str] = (),
    purpose: str = "",
    handling: str = "",
    outcome: Entry.Outcome = Entry.Outcome.ALLOWED,
    reason_code: str = "",
) -> Entry:
    """One row = one operation. `ids` are references, `fields` names; never values."""
    object_ids = list(ids)
    return Entry.objects.create(
        operation=operation,
        action=action,
        outcome=outcome,
        reason_code=reason_code,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_role=actor.role,
        office=actor.office,
        country=actor.country,
        object_kind=kind,
        object_ids=object_ids,
        count=len(object_ids),
        fields=sorted(fields),
        recipients=sorted(recipients),
        purpose=purpose[:200],
        handling=handling,
        **asdict(origin()),
    )
