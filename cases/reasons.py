"""Why a border is touched, as one sentence in the reader's language."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.models import Case, RouteStop, Touch, TouchDecision
from cases.touch import Rule
from cases.touch import Touch as PureTouch

Stops = dict[int, RouteStop]


def stops_of(case: Case) -> Stops:
    return {stop.position: stop for stop in case.route.all()}


def because(
    touch: Touch | PureTouch, stops: Stops, *, place: Callable[[RouteStop], str] = str
) -> str:
    """A sentence without the border, such as "it happened at Mae Sai".

    `place` names a stop: as written for full readers, otherwise as the headline may.
    """
    stop = stops.get(touch.position or 0)
    there = stops.get(touch.to_position or 0)
    facts = {
        "place": place(stop) if stop else "",
        "to": place(there) if there else "",
        "near": touch.near,
        "distance": _distance(touch),
    }
    rule = str(touch.rule)
    if rule == Rule.CROSSING:
        return _at_crossing(stop, facts)
    if rule == Rule.CONSECUTIVE:
        return _("the route goes from %(place)s to %(to)s") % facts
    if rule == Rule.NEAR_CROSSING:
        return _("a stop is %(distance)s km from the crossing at %(near)s") % facts
    if rule == Rule.NEAR_TRIPOINT:
        return _("a stop is %(distance)s km from %(near)s, where three countries meet") % facts
    return _("an officer added this border")


def _at_crossing(stop: RouteStop | None, facts: dict[str, str]) -> str:
    sentences = {
        RouteStop.Role.INCIDENT: _("it happened at %(place)s"),
        RouteStop.Role.ORIGIN: _("the route comes from %(place)s"),
        RouteStop.Role.TRANSIT: _("the route passes %(place)s"),
        RouteStop.Role.DESTINATION: _("the route goes on to %(place)s"),
    }
    role = RouteStop.Role(stop.role) if stop is not None else RouteStop.Role.INCIDENT
    return sentences[role] % facts


def _distance(touch: Touch | PureTouch) -> str:
    return "" if touch.distance_km is None else number_format(touch.distance_km, 1)


def telling(touches: Iterable[PureTouch], stops: Stops) -> list[PureTouch]:
    """The touches of one border that are worth a sentence: where it happened first, and no leg
    of the route to or from a crossing that is a reason by itself."""
    rows = list(touches)
    crossed = {touch.position for touch in rows if touch.rule == Rule.CROSSING}
    legs = [t for t in rows if t.rule == Rule.CONSECUTIVE]
    plain = {t for t in legs if {t.position, t.to_position} & crossed}
    return sorted(set(rows) - plain, key=lambda t: (not _happened(t, stops), t.position, t.near))


def _happened(touch: PureTouch, stops: Stops) -> bool:
    stop = stops.get(touch.position)
    return stop is not None and stop.is_incident and touch.rule == Rule.CROSSING


def decided(decision: TouchDecision) -> str:
    facts = {"name": str(decision.by), "reason": decision.reason}
    if decision.kind == TouchDecision.Kind.ADD:
        return _("%(name)s added it: %(reason)s") % facts
    return _("%(name)s struck it: %(reason)s") % facts


def reasons_by_border(case: Case) -> dict[str, list[str]]:
    """The standing reasons of a submitted case, by border code. For full readers only."""
    stops = stops_of(case)
    decisions = {decision.border_id: decision for decision in case.touch_decisions.all()}
    found: dict[str, list[str]] = {}
    for touch in _standing(case):
        decision = decisions.get(touch.border_id)
        added = touch.rule == Touch.Reason.ADDED and decision is not None
        sentence = decided(decision) if added and decision else because(touch, stops)
        found.setdefault(touch.border_id, []).append(sentence)
    return found


def own_reasons(case: Case, country: str) -> list[str]:
    """Why `country` is told, in words that stay within the headline: only its own borders, and
    no more of the route than the places on them."""
    stops = stops_of(case)
    own = (touch for touch in _standing(case) if country in touch.border_id.split("-"))
    return [own_because(touch, stops, country) for touch in own]


def own_because(touch: Touch, stops: Stops, country: str) -> str:
    return because(touch, stops, place=partial(_headline_place, country=country))


def _standing(case: Case) -> list[Touch]:
    return [touch for touch in case.touches.all() if not touch.is_struck]


def _headline_place(stop: RouteStop, *, country: str) -> str:
    """The name of a crossing the reader may know of; of any other stop only its country.

    What an officer typed for a place is part of the full case.
    """
    crossing = stop.crossing
    if crossing is not None and (stop.is_incident or country in crossing.border_id.split("-")):
        return str(stop)
    return str(stop.country) if stop.country is not None else _("elsewhere")


def joined(sentences: Iterable[str]) -> str:
    """Several reasons in one line."""
    return _("; and ").join(dict.fromkeys(sentences))
