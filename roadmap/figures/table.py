"""Every formula by the code of its indicator. A further part of the programme adds its lines
here, and its indicators to `roadmap/data/indicators.csv`."""

from dataclasses import dataclass

from agencies.access import Capability
from roadmap.figures import exchange, network, together
from roadmap.figures.measured import NOTHING, ZERO, Measure, Measured


@dataclass(frozen=True)
class Rows:
    """The list of what a figure counts, for those who may open it."""

    url_name: str
    capability: Capability
    by_office: bool = False


@dataclass(frozen=True)
class Formula:
    """`empty` is the figure of a country of which there is nothing to count."""

    measure: Measure
    empty: Measured = ZERO
    rows: Rows | None = None


NETWORK = Rows("network", Capability.READ_REFERENCE)
CASES = Rows("case-list", Capability.READ_CASES, by_office=True)
REQUESTS = Rows("request-list", Capability.READ_REQUESTS)
OPERATIONS = Rows("operation-list", Capability.READ_OPERATIONS)
MEETINGS = Rows("meeting-list", Capability.READ_OPERATIONS)
PATROLS = Rows("patrol-list", Capability.READ_OPERATIONS)

FORMULAS: dict[str, Formula] = {
    "offices-planned": Formula(network.planned, rows=NETWORK),
    "offices-open": Formula(network.open_, rows=NETWORK),
    "offices-connected": Formula(network.connected, rows=NETWORK),
    "pairs-active": Formula(network.pairs_active, rows=NETWORK),
    "cases-shared": Formula(exchange.cases_shared, rows=CASES),
    "cases-acknowledged": Formula(exchange.cases_acknowledged, NOTHING, CASES),
    "hours-to-acknowledge": Formula(exchange.hours_to_acknowledge, NOTHING, CASES),
    "requests-on-time": Formula(exchange.requests_on_time, NOTHING, REQUESTS),
    "hours-to-answer": Formula(exchange.hours_to_answer, NOTHING, REQUESTS),
    "data-completeness": Formula(exchange.completeness, NOTHING, CASES),
    "hours-to-submit": Formula(exchange.hours_to_submit, NOTHING, CASES),
    "operations-held": Formula(together.operations_held, rows=OPERATIONS),
    "operation-hits": Formula(together.hits, rows=OPERATIONS),
    "operation-arrests": Formula(together.arrests, rows=OPERATIONS),
    "operation-seizures": Formula(together.seizures, rows=OPERATIONS),
    "meetings-held": Formula(together.meetings_held, rows=MEETINGS),
    "joint-patrols": Formula(together.patrols_signed, rows=PATROLS),
}
