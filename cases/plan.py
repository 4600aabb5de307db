"""Who will be told what, and why: computed the same way for the preview and for submit."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from agencies.models import Border, Crossing, Office, Tripoint
from agencies.routing import Found, Network, Skip
from cases.models import Case, RouteStop, TouchDecision
from cases.sharing import officers_by_country, officers_by_country_of
from cases.touch import Answer, Gap, Place, Rule, Stop, Touch, touched


@dataclass(frozen=True)
class Recipient:
    """One office that will be told, for which borders and which reasons."""

    office: Office
    borders: tuple[str, ...]
    is_direct: bool
    is_desk: bool
    skipped: tuple[Skip, ...] = ()

    @property
    def country(self) -> str:
        return self.office.country_id


@dataclass(frozen=True)
class Unreached:
    """A country of a touched border for which no active office or desk exists."""

    border: str
    country: str
    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True)
class Plan:
    touches: tuple[Touch, ...]
    gaps: tuple[Gap, ...]
    decisions: dict[str, TouchDecision]
    recipients: tuple[Recipient, ...]
    unreached: tuple[Unreached, ...] = ()
    is_restricted: bool = False

    @cached_property
    def officers(self) -> dict[str, int]:
        """How many people could open it, by country; only asked where it is shown. Of a
        restricted case, those of the offices that are told."""
        if self.is_restricted:
            return officers_by_country_of([one.office for one in self.recipients])
        return officers_by_country(set(self.countries))

    @property
    def borders(self) -> tuple[str, ...]:
        """The borders that stand: computed and not struck, or added."""
        computed = {t.border for t in self.touches if not self.is_struck(t.border)}
        added = {b for b, d in self.decisions.items() if d.kind == TouchDecision.Kind.ADD}
        return tuple(sorted(computed | added))

    @property
    def struck(self) -> tuple[str, ...]:
        return tuple(sorted(b for b in self.decisions if self.is_struck(b)))

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(sorted({r.country for r in self.recipients}))

    def is_struck(self, border: str) -> bool:
        decision = self.decisions.get(border)
        return decision is not None and decision.kind == TouchDecision.Kind.STRIKE


def plan_for(case: Case) -> Plan:
    """The plan of a saved case (draft or open), from its route and its officers' decisions."""
    stops = list(case.route.select_related("crossing").all())
    answer = answer_for(stops)
    decisions = {d.border_id: d for d in case.touch_decisions.select_related("by")}
    bare = Plan(answer.touches, answer.gaps, decisions, ())
    recipients, unreached = Dispatch(case, bare, stops).recipients()
    return Plan(
        touches=answer.touches,
        gaps=answer.gaps,
        decisions=decisions,
        recipients=tuple(recipients),
        unreached=tuple(unreached),
        is_restricted=case.is_restricted,
    )


def answer_for(stops: list[RouteStop]) -> Answer:
    """Known places are only read for a route with bare coordinates: nothing else is near them."""
    has_coordinates = any(stop.crossing is None and stop.lat is not None for stop in stops)
    return touched(
        [_pure(stop) for stop in stops],
        borders=_borders(),
        places=_places() if has_coordinates else [],
        radius_km=settings.TOUCH_RADIUS_KM,
    )


def gaps_of(stops: list[RouteStop]) -> tuple[Gap, ...]:
    """The gaps of a route; they do not depend on places near it, so none are read."""
    pure = [_pure(stop) for stop in stops]
    return touched(pure, borders=_borders(), places=[], radius_km=0).gaps


def _pure(stop: RouteStop) -> Stop:
    crossing = stop.crossing
    return Stop(
        position=stop.position,
        crossing=crossing.code if crossing else "",
        crossing_border=crossing.border_id if crossing else "",
        country=stop.country_id or "",
        lat=float(stop.lat) if stop.lat is not None else None,
        lon=float(stop.lon) if stop.lon is not None else None,
    )


def _borders() -> frozenset[str]:
    return frozenset(Border.objects.values_list("pk", flat=True))


def _places() -> list[Place]:
    places = [
        Place(crossing.name_on(country), lat, lon, frozenset((crossing.border_id,)))
        for crossing in Crossing.objects.all()
        for country, lat, lon in crossing.sides
    ]
    for point in Tripoint.objects.prefetch_related("borders"):
        codes = frozenset(border.pk for border in point.borders.all())
        places.append(Place(point.name, float(point.lat), float(point.lon), codes, True))
    return places


class Dispatch:
    """Finds the offices to tell for one case: every country of each touched border other than
    the originator's (design 4.2)."""

    def __init__(self, case: Case, plan: Plan, stops: list[RouteStop]) -> None:
        self.case, self.plan = case, plan
        self.stops = {stop.position: stop for stop in stops}
        self.wanted = [
            (border, country)
            for border in plan.borders
            for country in border.split("-")
            if country != case.country_id
        ]
        self.network = Network({b for b, _ in self.wanted}, {c for _, c in self.wanted})

    def recipients(self) -> tuple[list[Recipient], list[Unreached]]:
        told: dict[Office, list[tuple[str, Found]]] = {}
        unreached = []
        for border, country in self.wanted:
            for found in self._counterparts(border, country):
                if found.office is None:
                    unreached.append(Unreached(border, country, found.skipped))
                else:
                    told.setdefault(found.office, []).append((border, found))
        return [_merge(office, entries) for office, entries in told.items()], unreached

    def _counterparts(self, border: str, country: str) -> list[Found]:
        """Every direct counterpart at the crossings of the route; without one, the nearest."""
        reasons = [touch for touch in self.plan.touches if touch.border == border]
        crossings = [touch.near for touch in reasons if touch.rule is Rule.CROSSING]
        ask = self.network.counterpart
        found = [ask(border=border, country=country, crossing=crossing) for crossing in crossings]
        direct = [one for one in found if one.is_direct]
        if direct:
            return direct
        first = crossings[0] if crossings else ""
        near = self._whereabouts(reasons)
        return [ask(border=border, country=country, crossing=first, near=near)]

    def _whereabouts(self, reasons: list[Touch]) -> tuple[float, float] | None:
        """A point to measure "nearest" from: a stop of the reasons, else the logging office."""
        points = [_point(self.stops.get(touch.position)) for touch in reasons]
        return next((point for point in points if point), None) or _point(self.case.office)


def _point(thing: RouteStop | Office | None) -> tuple[float, float] | None:
    if isinstance(thing, RouteStop) and thing.crossing is not None:
        return thing.crossing.sides[0][1:]
    if thing is None or thing.lat is None or thing.lon is None:
        return None
    return float(thing.lat), float(thing.lon)


def _merge(office: Office, entries: list[tuple[str, Found]]) -> Recipient:
    skipped = {skip.office.pk: skip for _, found in entries for skip in found.skipped}
    return Recipient(
        office=office,
        borders=tuple(sorted({border for border, _ in entries})),
        is_direct=any(found.is_direct for _, found in entries),
        is_desk=any(found.is_desk for _, found in entries),
        skipped=tuple(skipped.values()),
    )
