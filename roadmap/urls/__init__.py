"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import (
    commitments,
    expansion,
    indicators,
    overview,
    procedures,
    sites,
    standard,
    training,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *commitments.urlpatterns,
    *expansion.urlpatterns,
    *indicators.urlpatterns,
    *overview.urlpatterns,
    *procedures.urlpatterns,
    *sites.urlpatterns,
    *standard.urlpatterns,
    *training.urlpatterns,
]
