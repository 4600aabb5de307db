"""Writing the events of a case."""

from agencies.models import Office, Officer
from audit.clock import now
from cases.models import Case, Event
from notices import feed
from notices.models import FeedEvent

# What the systems of the originator's country hear of a case that is out.
_OWN = {
    Event.Kind.REVISED: FeedEvent.Own.REVISED,
    Event.Kind.ACKNOWLEDGED: FeedEvent.Own.ACKNOWLEDGED,
    Event.Kind.ENGAGED: FeedEvent.Own.ENGAGED,
}


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
    if kind in _OWN and not case.is_draft:
        tell_own_systems(case, _OWN[kind])
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


def tell_own_systems(case: Case, kind: FeedEvent.Own) -> None:
    """Of a restricted case the country's systems hear nothing: it is its offices' alone."""
    if not case.is_restricted:
        feed.publish(kind, about_case(case), country=case.office.country_id)


def about_case(case: Case, country: str = "") -> feed.About:
    """What systems may choose by: the offences, which the headline tells, and the borders; of
    another country only its own."""
    borders, offences = case.codes_to_choose_by
    seen = [code for code in borders if not country or country in code.split("-")]
    return feed.About(case.reference, case.link, case.urgency, tuple(seen), tuple(offences))
