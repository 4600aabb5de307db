"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import overview, procedures, training

urlpatterns: list[URLPattern | URLResolver] = [
    *overview.urlpatterns,
    *procedures.urlpatterns,
    *training.urlpatterns,
]
