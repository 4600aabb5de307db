"""Indicators of the Roadmap in the access table; how to read it stands in `access_table`.

`figure` is stated for Thailand by a second coordinator, and not verified yet.
"""

from datetime import date
from decimal import Decimal

from roadmap import indicators, reference
from roadmap.indicators import Statement
from tests.factories import officer

PAGES = """
# Indicators: read by all, kept by coordinators
GET  roadmap-indicators         -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-indicator          indicator  in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
POST roadmap-indicators-compute -          in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-indicator-attest   indicator  in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-indicator-attest   indicator  in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-indicator-target   indicator  in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-indicator-target   indicator  in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
POST roadmap-figure-verify      figure     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
"""

API = """
# Indicators
GET    roadmap/indicators/                   -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/figures/{public_id}/          figure     401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/indicators/{code}/history/    indicator  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/indicators/compute/           -          401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
PUT    roadmap/indicators/{code}/attest/     indicator  401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
PUT    roadmap/indicators/{code}/targets/    indicator  401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
POST   roadmap/figures/{public_id}/verify/   figure     401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  403  403
"""

DOCUMENT = {"document": "Letter 12/2026"}


def make(world):
    reference.load()
    second = officer("second-th", world.desks["TH"], "coordinator")
    said = Statement(date(2024, 9, 1), Decimal(40), **DOCUMENT)
    women = indicators.find_indicator("women-posted")
    world.figure = indicators.attest(women, said, officer=second, version=0)


def arguments(world):
    figure = {"public_id": world.figure.public_id}
    return {"indicator": {"code": "women-posted"}, "figure": figure}


def page_bodies(_world):
    return {
        "roadmap-indicator-attest": {
            "period": "2024-10", "value": "40", "version": "0", **DOCUMENT,
        },
        "roadmap-indicator-target": {"value": "50", "by": "31/12/2027", "version": "0"},
        "roadmap-figure-verify": {"version": "1"},
    }  # fmt: skip


def api_bodies(_world):
    return {
        "roadmap/indicators/{code}/attest/": {"period": "2024-10", "value": 40, **DOCUMENT},
        "roadmap/indicators/{code}/targets/": {"value": 50, "by": "2027-12-31"},
    }
