"""The API map below `/api/v1/roadmap/`, grouped by part of the programme."""

from typing import Any

from django.urls import path

from blo_portal.routes import to
from roadmap.api.indicators import Figures, Indicators

indicators: list[Any] = [
    path("indicators/", to(Indicators, get="list"), name="roadmap-indicators"),
    path("indicators/compute/", to(Indicators, post="compute"), name="roadmap-indicators-compute"),
    path(
        "indicators/<slug:code>/attest/",
        to(Indicators, put="attest"),
        name="roadmap-indicator-attest",
    ),
    path(
        "indicators/<slug:code>/targets/",
        to(Indicators, put="targets"),
        name="roadmap-indicator-targets",
    ),
    path("figures/<uuid:public_id>/", to(Figures, get="retrieve"), name="roadmap-figure"),
    path(
        "figures/<uuid:public_id>/verify/", to(Figures, post="verify"), name="roadmap-figure-verify"
    ),
]

urlpatterns: list[Any] = [
    *indicators,
]
