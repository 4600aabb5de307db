"""Every formula by the code of its indicator. A further part of the programme adds its lines
here, and its indicators to `roadmap/data/indicators.csv`."""

from dataclasses import dataclass

from agencies.access import Capability
from roadmap.figures import exchange, network, programme, together
from roadmap.figures.measured import NOTHING, ZERO, Measure, Measured
from roadmap.models import Step


@dataclass(frozen=True)
class Rows:
    """The list of what a figure counts, for those who may open it; with the names of the
    parameters by which it shows an office, a country, a month, a year, days from and until."""

    url_name: str
    capability: Capability
    office: str = ""
    country: str = ""
    period: str = ""
    year: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Formula:
    """`empty` is the figure of a country of which there is nothing to count; `tells`: it is made
    of cases, requests or results, of which others are told when the month is over."""

    measure: Measure
    empty: Measured = ZERO
    rows: Rows | None = None
    tells: bool = False


def _narrowed(url_name: str, capability: Capability) -> Rows:
    return Rows(url_name, capability, country="country", period="month")


NETWORK = Rows("roadmap-network", Capability.READ_ROADMAP, country="country", period="at")
CASES = Rows("case-list", Capability.READ_CASES, office="office", first="since", last="until")
QUALITY = Rows("roadmap-quality", Capability.READ_ROADMAP, country="country", period="period")
REQUESTS = _narrowed("request-list", Capability.READ_REQUESTS)
OPERATIONS = _narrowed("operation-list", Capability.READ_OPERATIONS)
RESULTS = Rows("roadmap-operations", Capability.READ_ROADMAP, year="year")
MEETINGS = _narrowed("meeting-list", Capability.READ_OPERATIONS)
PATROLS = _narrowed("patrol-list", Capability.READ_OPERATIONS)
PROCEDURES = Rows("roadmap-procedures", Capability.READ_ROADMAP)
PLAN = Rows("roadmap-expansion", Capability.READ_ROADMAP, country="country")
TRAINING = _narrowed("roadmap-training", Capability.READ_ROADMAP)
SITES = Rows("roadmap-sites", Capability.READ_ROADMAP, country="country")

FORMULAS: dict[str, Formula] = {
    "procedures-acknowledged": Formula(programme.procedures_acknowledged, NOTHING, PROCEDURES),
    "offices-planned": Formula(network.planned, rows=NETWORK),
    "offices-open": Formula(network.open_, rows=NETWORK),
    "offices-connected": Formula(network.connected, rows=NETWORK),
    "pairs-active": Formula(network.pairs_active, rows=NETWORK),
    "places-surveyed": Formula(programme.places_at(Step.SURVEY), rows=PLAN),
    "places-agreed": Formula(programme.places_at(Step.AGREED), rows=PLAN),
    "places-equipped": Formula(programme.places_at(Step.EQUIPPED), rows=PLAN),
    "places-connected": Formula(programme.places_at(Step.CONNECTED), rows=PLAN),
    "places-open": Formula(programme.places_at(Step.OPEN), rows=PLAN),
    "cases-shared": Formula(exchange.cases_shared, rows=CASES, tells=True),
    "cases-acknowledged": Formula(exchange.cases_acknowledged, NOTHING, CASES, tells=True),
    "hours-to-acknowledge": Formula(exchange.hours_to_acknowledge, NOTHING, CASES, tells=True),
    "requests-on-time": Formula(exchange.requests_on_time, NOTHING, REQUESTS, tells=True),
    "hours-to-answer": Formula(exchange.hours_to_answer, NOTHING, REQUESTS, tells=True),
    "data-completeness": Formula(exchange.completeness, NOTHING, QUALITY, tells=True),
    "hours-to-submit": Formula(exchange.hours_to_submit, NOTHING, QUALITY, tells=True),
    "trainees": Formula(programme.trainees, rows=TRAINING),
    "women-trained": Formula(programme.women_trained, NOTHING, TRAINING),
    "trainers": Formula(programme.trainers, rows=TRAINING),
    "cascade-reached": Formula(programme.cascade_reached, rows=TRAINING),
    "sites-live": Formula(programme.sites_live, rows=SITES),
    "site-queries": Formula(programme.site_queries, rows=SITES),
    "site-hits": Formula(programme.site_hits, rows=SITES),
    "operations-held": Formula(together.operations_held, rows=OPERATIONS),
    "operation-hits": Formula(together.hits, rows=RESULTS, tells=True),
    "operation-arrests": Formula(together.arrests, rows=RESULTS, tells=True),
    "operation-seizures": Formula(together.seizures, rows=RESULTS, tells=True),
    "meetings-held": Formula(together.meetings_held, rows=MEETINGS),
    "joint-patrols": Formula(together.patrols_signed, rows=PATROLS),
}
