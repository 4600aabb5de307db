"""The situation at the borders, and operations as they roll up."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import operations, situation

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/situation/", situation.situation, name="roadmap-situation"),
    path("roadmap/situation/table.csv", situation.situation_csv, name="roadmap-situation-csv"),
    path("roadmap/operations/", operations.operations, name="roadmap-operations"),
    path("roadmap/operations/table.csv", operations.operations_csv, name="roadmap-operations-csv"),
]
