"""Acknowledging without signing in, and the printed codes for it."""

from django.urls import URLPattern, URLResolver, path

from cases.views import bycode

urlpatterns: list[URLPattern | URLResolver] = [
    path("ack/", bycode.acknowledge, name="acknowledge"),
    path("ack/codes/", bycode.short_codes, name="short-codes"),
    path("ack/codes/<uuid:sheet>/cancel/", bycode.short_codes_cancel, name="short-codes-cancel"),
]
