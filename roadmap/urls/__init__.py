"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import commitments, overview

urlpatterns: list[URLPattern | URLResolver] = [
    *overview.urlpatterns,
    *commitments.urlpatterns,
]
