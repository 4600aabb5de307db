"""The visitor's own address behind the reverse proxies that we run ourselves."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class RealAddress:
    """Middleware: the address that our outermost proxy saw becomes `REMOTE_ADDR`.

    Each proxy adds the address it saw at the right end, so with n proxies of ours the n-th entry
    from the right is the visitor; whatever stands left of it the visitor could have written.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = visitor(request.headers.get("X-Forwarded-For", ""), settings.TRUSTED_PROXIES)
        if seen:
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


def visitor(forwarded: str, proxies: int) -> str | None:
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not 0 < proxies <= len(hops):
        return None
    try:
        return str(ipaddress.ip_address(hops[-proxies]))
    except ValueError:
        return None
