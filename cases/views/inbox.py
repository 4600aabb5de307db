"""The office's inbox: the page a day begins with, and the badge on every page."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, officer, requires
from cases.exports.jobs import ready_for
from cases.inbox import Inbox, inbox_of, waiting_for
from cases.mailbox.deciding import work_of
from cases.reading import list_consulted

View = Callable[..., HttpResponse]

# What this session has been shown: the page that refreshes itself writes no audit row for it.
SHOWN = "inbox_shown"


def background(view: View) -> View:
    """The same view for a page that calls it by itself: that does not count as use."""

    @wraps(view)
    def called(request: HttpRequest, **arguments: object) -> HttpResponse:
        return view(request, **arguments)

    called.background = True  # type: ignore[attr-defined]
    return called


@requires(Capability.SIGNED_IN)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    who = officer(request.user)
    found = inbox_of(who) if who is not None else None
    if found is None:
        return render(request, "cases/welcome.html")
    _consulted(request, found)
    template = "cases/_inbox.html" if request.headers.get("HX-Request") else "cases/inbox.html"
    context = {"inbox": found, "ready": ready_for(who), "mail": work_of(who)}
    return render(request, template, context)


def _consulted(request: HttpRequest, found: Inbox) -> None:
    """One audit row when the page is opened, and one for what a refresh adds to it."""
    before = request.session.get(SHOWN, [])
    known = before if request.headers.get("HX-Request") else []
    fresh = [case for case in found.cases if case.reference not in known]
    list_consulted(fresh, request.user, action="inbox")
    now = [case.reference for case in found.cases]
    if now != before:
        request.session[SHOWN] = now


@requires(Capability.READ_NOTICES)
@require_safe
def badge(request: HttpRequest) -> HttpResponse:
    """Every page asks for it every few seconds and says which `mark` it has. Nothing new costs
    a line without a body; something new also makes the list of the inbox ask for itself."""
    waiting = waiting_for(officer(request.user))
    if request.GET.get("mark") == waiting.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = render(request, "components/_badge.html", {"waiting": waiting, "polls": True})
    answer.headers["HX-Trigger"] = "inbox-changed"
    return answer


badge.background = True  # type: ignore[attr-defined]
