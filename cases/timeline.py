"""Writing the events of a case."""

from agencies.models import Office, Officer
from audit.clock import now
from cases.models import Case, Event


def happened(
    case: Case,
    kind: Event.Kind,
    *,
    by: Officer | None,
    about: Office | None = None,
    country: str = "",
    fields: list[str] | None = None,
    detail: str = "",
    reason: str = "",
) -> Event:
    """One event of the case's life. `about` is the office it concerns, `detail` a code."""
    return Event.objects.create(
        case=case,
        kind=kind,
        at=now(),
        by=by,
        office=by.office if by is not None else None,
        about_office=about,
        about_country=country or (about.country_id if about is not None else ""),
        is_public=kind in Event.PUBLIC,
        fields=fields or [],
        detail=detail,
        reason=reason,
        version=case.version,
    )
