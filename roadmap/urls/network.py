"""The map of the network."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import network

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/network/", network.network_map, name="roadmap-network"),
]
