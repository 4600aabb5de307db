"""Which office logs a case, and on which side of a crossing its officer stands."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from agencies.access import office_of, partner_of
from agencies.models import Office, Officer
from agencies.routing import Network, nearness
from cases.content import StopContent
from cases.models import RouteStop
from cases.plan import answer_for
from cases.problems import CaseProblem

Route = Sequence[StopContent]


def office_for(officer: Officer, route: Route, *, wanted: Office | None = None) -> Office:
    """The office that logs a case: a person's own one; for a partner system the one it names,
    else the one the route leads to, else the national desk of its country."""
    own = office_of(officer)
    if own is not None:
        if wanted not in (None, own):
            raise CaseProblem(_("You log cases for your own office."), field="office")
        return own
    partner = partner_of(officer)
    country = partner.country_id if partner is not None else ""
    if wanted is not None:
        return _usable(wanted, country)
    found = _nearest(country, route) or Office.objects.active().national_desk_of(country).first()
    if found is None:
        raise CaseProblem(_("Name the office that logs this case."), field="office")
    return found


def _usable(office: Office, country: str) -> Office:
    if office.country_id != country or not office.is_active:
        raise CaseProblem(_("Name an active office of your own country."), field="office")
    return office


def _nearest(country: str, route: Route) -> Office | None:
    """The country's office at the incident's crossing, else its nearest one on a touched border."""
    stops = [RouteStop(position=n, **vars(stop)) for n, stop in enumerate(route, start=1)]
    touched = [b for b in answer_for(stops).borders if country in b.split("-")]
    network = Network(set(touched), {country})
    incident = next((stop for stop in route if stop.role == RouteStop.Role.INCIDENT), None)
    here = whereabouts(incident) if incident is not None else None
    crossing = incident.crossing.code if incident is not None and incident.crossing else ""
    found = [
        network.counterpart(border=border, country=country, crossing=crossing, near=here)
        for border in touched
    ]
    at_crossing = [one.office for one in found if one.is_direct and one.office]
    others = [one.office for one in found if not one.is_desk and one.office]
    others.sort(key=lambda office: nearness(office, here))
    return next(iter(at_crossing + others), None)


def whereabouts(stop: StopContent) -> tuple[float, float] | None:
    if stop.crossing is not None:
        return stop.crossing.sides[0][1:]
    if stop.lat is not None and stop.lon is not None:
        return float(stop.lat), float(stop.lon)
    return None


def on_own_side(route: Route, country: str) -> tuple[StopContent, ...]:
    """An officer acts on his own side: an incident at a crossing with no country given happened
    in `country`, when the crossing has a side there."""
    return tuple(_own_side(stop, country) for stop in route)


def _own_side(stop: StopContent, country: str) -> StopContent:
    if stop.role != RouteStop.Role.INCIDENT or stop.country is not None or stop.crossing is None:
        return stop
    sides = (stop.crossing.country_a, stop.crossing.country_b)
    own = next((side for side in sides if side.code == country), None)
    return replace(stop, country=own)
