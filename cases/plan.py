"""Who will be told what, and why: computed the same way for the preview and for submit."""

from dataclasses import dataclass, field

from django.conf import settings

from agencies.models import Border, Crossing, Office, Tripoint
from agencies.routing import Found, Network, Skip
from cases.models import Case, RouteStop, TouchDecision
from cases.sharing import officers_by_country
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
    officers: dict[str, int] = field(default_factory=dict)

    @property
    def borders(self) -> tuple[str, ...]:
        """The borders that stand: computed and not struck, or added."""
        computed = {t.border for t in self.touches if not self.is_struck(t.border)}
        added = {
            b for b, d in self.decisions.items() if d.kind == TouchDecision.Kind.ADD
        }
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
    recipients, unreached = _recipients(case, bare, {s.position: s for s in stops})
    countries = {r.country for r in recipients}
    return Plan(
        touches=answer.touches,
        gaps=answer.gaps,
        decisions=decisions,
        recipients=tuple(recipients),
        unreached=tuple(unreached),
        officers=officers_by_country(countries),
    )


def answer_for(stops: list[RouteStop]) -> Answer:
    borders, places = _map()
    return touched(
        [_pure(stop) for stop in stops],
        borders=borders,
        places=places,
        radius_km=settings.TOUCH_RADIUS_KM,
    )


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


def _map() -> tuple[frozenset[str], list[Place]]:
    return frozenset(Border.objects.values_list("pk", flat=True)), _places()


def _places() -> list[Place]:
    places = [
        Place(crossing.name_on(country), lat, lon, frozenset((crossing.border_id,)))
        for crossing in Crossing.objects.all()
        for country, lat, lon in crossing.sides
    ]
    for point in Tripoint.objects.prefetch_related("borders"):
        codes = frozenset(border.pk for border in point.borders.all())
        places.append(
            Place(point.name, float(point.lat), float(point.lon), codes, True)
        )
    return places


def _recipients(
    case: Case, plan: Plan, stops: dict[int, RouteStop]
) -> tuple[list[Recipient], list[Unreached]]:
    wanted = [
        (border, country)
        for border in plan.borders
        for country in border.split("-")
        if country != case.country_id
    ]
    if not wanted:
        return [], []
    network = Network({b for b, _ in wanted}, {c for _, c in wanted})
    told: dict[int, list[tuple[str, Found]]] = {}
    unreached = []
    for border, country in wanted:
        reasons = [t for t in plan.touches if t.border == border]
        found = _counterparts(network, case, border, country, reasons, stops)
        for one in found:
            if one.office is None:
                unreached.append(Unreached(border, country, one.skipped))
            else:
                told.setdefault(one.office.pk, []).append((border, one))
    return [_merge(entries) for entries in told.values()], unreached


def _counterparts(
    network: Network,
    case: Case,
    border: str,
    country: str,
    reasons: list[Touch],
    stops: dict[int, RouteStop],
) -> list[Found]:
    """Every direct counterpart at the crossings of the route; without one, the nearest."""
    at_crossings = [
        network.counterpart(border=border, country=country, crossing=touch.near)
        for touch in reasons
        if touch.rule is Rule.CROSSING
    ]
    direct = [found for found in at_crossings if found.is_direct]
    if direct:
        return direct
    crossing = next((t.near for t in reasons if t.rule is Rule.CROSSING), "")
    near = _whereabouts(case, reasons, stops)
    return [
        network.counterpart(
            border=border, country=country, crossing=crossing, near=near
        )
    ]


def _whereabouts(
    case: Case, reasons: list[Touch], stops: dict[int, RouteStop]
) -> tuple[float, float] | None:
    """A point to measure "nearest" from: a stop of the reasons, else the logging office."""
    for touch in reasons:
        stop = stops.get(touch.position)
        if stop is not None and stop.crossing is not None:
            return float(stop.crossing.lat_a), float(stop.crossing.lon_a)
        if stop is not None and stop.lat is not None and stop.lon is not None:
            return float(stop.lat), float(stop.lon)
    if case.office.lat is not None and case.office.lon is not None:
        return float(case.office.lat), float(case.office.lon)
    return None


def _merge(entries: list[tuple[str, Found]]) -> Recipient:
    found = entries[0][1]
    assert found.office is not None
    return Recipient(
        office=found.office,
        borders=tuple(sorted({border for border, _ in entries})),
        is_direct=any(one.is_direct for _, one in entries),
        is_desk=found.is_desk,
        skipped=tuple(
            {
                skip.office.pk: skip for _, one in entries for skip in one.skipped
            }.values()
        ),
    )
