"""The addresses of this app, one module for each part of the work."""

from django.urls import URLPattern, URLResolver

from cases.urls import (
    bulk,
    bycode,
    casefile,
    evidence,
    imports,
    links,
    mail,
    meetings,
    messages,
    operations,
    requests,
    statistics,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *bulk.urlpatterns,
    *bycode.urlpatterns,
    *casefile.urlpatterns,
    *evidence.urlpatterns,
    *imports.urlpatterns,
    *links.urlpatterns,
    *mail.urlpatterns,
    *messages.urlpatterns,
    *meetings.urlpatterns,
    *operations.urlpatterns,
    *requests.urlpatterns,
    *statistics.urlpatterns,
]
