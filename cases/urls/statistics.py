"""Figures."""

from django.urls import URLPattern, URLResolver, path

from cases.views import statistics

urlpatterns: list[URLPattern | URLResolver] = [
    path("reciprocity/", statistics.reciprocity, name="reciprocity"),
]
