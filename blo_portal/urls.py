"""The site map. Every view says who may enter (`@requires`); views of the framework say it here."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from agencies.access import Capability, requires
from blo_portal import health, pages

Address = URLPattern | URLResolver


def declare(address: Address, capability: Capability) -> Address:
    """Declare who may enter the views below an address that the portal did not write."""
    if isinstance(address, URLResolver):
        for inner in address.url_patterns:
            declare(inner, capability)
    else:
        requires(capability)(address.callback)
    return address


def framework(route: str, view: Any, **more: Any) -> Address:
    """Open to everybody: these views ask for the sign-in themselves where they need it."""
    return declare(path(route, view, **more), Capability.PUBLIC)


urlpatterns: list[Address] = [
    path("", include("cases.urls")),
    path("", include("notices.urls")),
    path("", include("agencies.urls")),
    path("", include("roadmap.urls")),
    path("api/v1/", include(("blo_portal.api", "api"))),
    framework("account/", include("allauth.urls")),
    framework("i18n/setlang/", set_language, name="set_language"),
    path("style/", pages.style, name="style"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler500 = "blo_portal.pages.server_error"
