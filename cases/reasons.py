"""Why a border is touched, as one sentence in the reader's language."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.models import Case, RouteStop, Touch, TouchDecision
from cases.touch import Rule
from cases.touch import Touch as PureTouch

Stops = dict[int, RouteStop]


def stops_of(case: Case) -> Stops:
    return {stop.position: stop for stop in case.route.all()}


def because(touch: Touch | PureTouch, stops: Stops) -> str:
    """ "It happened at Mae Sai", "the route goes from Myanmar to Laos" … without the border."""
    stop = stops.get(touch.position or 0)
    facts = {"place": str(stop or ""), "near": touch.near, "distance": _distance(touch)}
    rule = str(touch.rule)
    if rule == Rule.CROSSING:
        return _at_crossing(stop, facts)
    if rule == Rule.CONSECUTIVE:
        facts["to"] = str(stops.get(touch.to_position or 0) or "")
        return _("the route goes from %(place)s to %(to)s") % facts
    if rule == Rule.NEAR_CROSSING:
        return _("a stop is %(distance)s km from the crossing at %(near)s") % facts
    if rule == Rule.NEAR_TRIPOINT:
        return (
            _("a stop is %(distance)s km from %(near)s, where three countries meet")
            % facts
        )
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


def decided(decision: TouchDecision) -> str:
    facts = {"name": str(decision.by), "reason": decision.reason}
    if decision.kind == TouchDecision.Kind.ADD:
        return _("%(name)s added it: %(reason)s") % facts
    return _("%(name)s struck it: %(reason)s") % facts


def reasons_by_border(case: Case) -> dict[str, list[str]]:
    """The standing reasons of a submitted case, by border code."""
    stops = stops_of(case)
    decisions = {d.border_id: d for d in case.touch_decisions.select_related("by")}
    found: dict[str, list[str]] = {}
    for touch in case.touches.standing():
        decision = decisions.get(touch.border_id)
        added = touch.rule == Touch.Reason.ADDED and decision is not None
        sentence = decided(decision) if added and decision else because(touch, stops)
        found.setdefault(touch.border_id, []).append(sentence)
    return found


def joined(sentences: Iterable[str]) -> str:
    """Several reasons in one line."""
    return _("; and ").join(dict.fromkeys(sentences))
