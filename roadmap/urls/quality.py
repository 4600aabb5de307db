"""The quality of the data."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import quality

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/data-quality/", quality.data_quality, name="roadmap-quality"),
]
