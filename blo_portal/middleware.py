"""First fence: a page that has not declared who may enter is refused."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from agencies.access import actor, may, officer
from agencies.letters import all_visible, hides_something
from audit.models import Entry
from audit.trail import record
from blo_portal import lasthere

Respond = Callable[[HttpRequest], HttpResponse]


class RequireDeclaredAccess:
    """Refuses views without a capability, asks strangers to sign in, refuses the others (403).

    API views carry `capabilities` per action and are judged by `ActionTable`; views of the
    framework (sign-in, token, static) are declared where they are mounted, in `urls.py`.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        capability = declared(view)
        if capability is None:
            raise PermissionDenied(f"{view.__module__}.{view.__qualname__} declares no access")
        if capability is API or may(request.user, capability):
            return None
        if officer(request.user) is None:
            return refuse_stranger(request, view)
        record(
            Entry.Operation.ACCESS,
            "refused",
            actor=actor(request.user),
            outcome=Entry.Outcome.DENIED,
            reason_code=capability.name.lower(),
        )
        raise PermissionDenied


API = object()


def declared(view: Callable[..., Any]) -> Any:
    """The capability a view declares; API for a viewset with its own table; None otherwise."""
    if hasattr(view, "capability"):
        return view.capability
    viewset = getattr(view, "cls", None)
    return API if hasattr(viewset, "capabilities") else None


# htmx takes it as "ask no more".
STOP_POLLING = 286


def refuse_stranger(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    """Ask to sign in and come back. What was typed is kept, by the view's own `hold` if it has
    one."""
    hold = getattr(view, "hold", None)
    kept = None
    if request.method == "POST":
        kept = hold(request) if hold is not None else lasthere.keep_what_was_typed(request)
    there = _come_back_to(request, view)
    if kept is not None:
        there = f"{there}{'&' if '?' in there else '?'}{lasthere.PARAMETER}={kept}"
    return _to_sign_in(request, view, there)


def _to_sign_in(request: HttpRequest, view: Callable[..., Any], there: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect_to_login(there, settings.LOGIN_URL)
    if getattr(view, "background", False):
        return HttpResponse(status=STOP_POLLING, headers={"HX-Reswap": "none"})
    address = redirect_to_login(there, settings.LOGIN_URL)["Location"]
    return HttpResponse(status=401, headers={"HX-Redirect": address})


def _come_back_to(request: HttpRequest, view: Callable[..., Any]) -> str:
    """The page itself; after a button was pressed, the page on which the button stands."""
    if request.method in ("GET", "HEAD") or hasattr(view, "hold"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path


class ReaderLocale:
    """The signed-in officer's language (unless chosen on the page) and the office's time zone."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = officer(request.user)
        if who is None:
            return self.get_response(request)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(who.language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(ZoneInfo(who.time_zone)):
            return self.get_response(request)


class VisibleText:
    """What is typed into a page or an address holds no character that cannot be seen."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            if hides_something(request.GET):
                request.GET = all_visible(request.GET)  # type: ignore[assignment]
            if request.method == "POST" and hides_something(request.POST):
                request.POST = all_visible(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


class LeaveNothing:
    """On a shared computer: a page is asked for again before it is shown again, and signing out
    empties the browser's cache of it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        match = request.resolver_match
        if match is not None and match.url_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
            lasthere.forget(response)
        else:
            lasthere.remember(request, response)
        return response
