"""The first page of the Roadmap."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/", overview.roadmap, name="roadmap"),
]
