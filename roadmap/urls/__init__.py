"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import expansion, overview, sites

urlpatterns: list[URLPattern | URLResolver] = [
    *overview.urlpatterns,
    *sites.urlpatterns,
    *expansion.urlpatterns,
]
