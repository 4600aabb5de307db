"""Indicators and their figures."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import indicators

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/indicators/", indicators.indicator_list, name="roadmap-indicators"),
    path(
        "roadmap/indicators/compute/",
        indicators.indicators_compute,
        name="roadmap-indicators-compute",
    ),
    path(
        "roadmap/indicators/figures/<uuid:public_id>/verify/",
        indicators.figure_verify,
        name="roadmap-figure-verify",
    ),
    path("roadmap/indicators/<slug:code>/", indicators.indicator_detail, name="roadmap-indicator"),
    path(
        "roadmap/indicators/<slug:code>/attest/",
        indicators.indicator_attest,
        name="roadmap-indicator-attest",
    ),
    path(
        "roadmap/indicators/<slug:code>/target/",
        indicators.indicator_target,
        name="roadmap-indicator-target",
    ),
]
