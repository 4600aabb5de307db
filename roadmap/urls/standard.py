"""The common data standard."""

from django.urls import path

from roadmap.views import standard

urlpatterns = [
    path("roadmap/data-standard/", standard.data_standard, name="data-standard"),
    path(
        "roadmap/data-standard/<str:version>.json",
        standard.data_standard_file,
        name="data-standard-file",
    ),
]
