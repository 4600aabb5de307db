"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import indicators, overview

urlpatterns: list[URLPattern | URLResolver] = [
    *overview.urlpatterns,
    *indicators.urlpatterns,
]
