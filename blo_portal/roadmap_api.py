"""The API map of the Roadmap, grouped by part of the programme."""

from typing import Any

from django.urls import path

from blo_portal.routes import to
from roadmap.api.standard import DataStandard

# Below `/api/v1/roadmap/`.
urlpatterns: list[Any] = []

# What stands at the top, because every partner needs it.
standard: list[Any] = [
    path("data-standard/", to(DataStandard, get="retrieve"), name="data-standard"),
    path(
        "data-standard/schemas/<code:name>/",
        to(DataStandard, get="of_entity"),
        name="data-standard-schema",
    ),
]
