"""The Roadmap."""

from django.urls import URLPattern, URLResolver, path

from roadmap import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/", views.roadmap, name="roadmap"),
]
