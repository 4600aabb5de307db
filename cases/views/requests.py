"""Requests for information: the board, one request, and what its two sides do."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Code
from cases import (
    ownnotes,
    requestanswers,
    requestarrival,
    requestboard,
    requestreading,
    requests,
)
from cases.forms.moments import zone_of
from cases.forms.request_forms import (
    ExtendForm,
    ForwardForm,
    RefuseForm,
    SaidForm,
    WhyForm,
)
from cases.messagepage import newest_of
from cases.models import Request
from cases.problems import CaseProblem, NotAllowed
from cases.requestpage import RequestPage, RequestRow
from cases.requestreading import Asking
from cases.views.asking import Question, reader, tried


@requires(Capability.READ_REQUESTS)
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    visible = Request.objects.visible_to(request.user)
    asked = requestboard.BoardFilter(request.GET, request=request, queryset=visible)
    context: dict[str, Any] = {"asked": asked, "form": asked.form}
    if asked.form.is_valid():
        page = requestboard.page_of(asked.qs, request.GET, visible)
        requestreading.list_consulted(page.requests, request.user)
        rows = requestreading.rows_of(page.requests, request.user)
        context |= {
            "rows": [RequestRow(row) for row in rows],
            "tabs": requestboard.tabs(visible, request.GET, request.user),
            "next": requestboard.address(request.GET, page.last) if page.last else "",
            "first": requestboard.address(request.GET, "") if "after" in request.GET else "",
        }
    return render(request, "cases/requests.html", context)


@requires(Capability.READ_REQUESTS)
@require_safe
def request_detail(request: HttpRequest, reference: str) -> HttpResponse:
    asking = requestreading.find(reference, request.user)
    requestreading.consulted(asking)
    context = {
        "page": RequestPage(asking),
        "thread": newest_of(asking, reader(request)),
        "own_notes": ownnotes.notes_of(asking, request.user),
    }
    return render(request, "cases/request.html", context)


@requires(Capability.READ_REQUESTS)
@require_POST
def request_confirm(request: HttpRequest, reference: str, public_id: Any) -> HttpResponse:
    asking = requestreading.find(reference, request.user)
    try:
        requestreading.confirm(asking, public_id, officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    return redirect("request-detail", reference)


# -- the office that answers -------------------------------------------------------------------


@requires(Capability.ANSWER_REQUEST)
@require_POST
def request_acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    asking = only_answerers(request, reference)
    try:
        requestarrival.acknowledge(asking.request, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("%(reference)s is acknowledged.") % {"reference": reference})
    return redirect("request-detail", reference)


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def request_clarify(request: HttpRequest, reference: str) -> HttpResponse:
    asking = only_answerers(request, reference)
    question = Question(
        title=_("Ask back"),
        lead=_("Your clock stands until they have answered."),
        button=_("Ask back"),
        done=_("They were asked. Your clock stands until they have answered."),
    )
    form = SaidForm(request.POST or None, label=_("What you need to know"))
    verb = partial(requestanswers.clarify, asking.request, officer=reader(request))
    return ask_about(request, asking, question, form, verb)


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def request_extend(request: HttpRequest, reference: str) -> HttpResponse:
    asking = only_answerers(request, reference)
    question = Question(
        title=_("Take more time"),
        lead=_("They see at once until when they have to wait, and why."),
        button=_("Take more time"),
        done=_("They were told until when they have to wait."),
    )
    form = ExtendForm(
        request.POST or None,
        zone=zone_of(reader(request).time_zone),
        latest=requestanswers.latest_until(asking.request),
    )
    verb = partial(requestanswers.extend, asking.request, officer=reader(request))
    return ask_about(request, asking, question, form, verb)


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def request_refuse(request: HttpRequest, reference: str) -> HttpResponse:
    asking = only_answerers(request, reference)
    question = Question(
        title=_("Refuse"),
        lead=_("The ground goes on record, and they read it."),
        button=_("Refuse"),
        done=_("They were told that you refuse, and on which ground."),
        is_grave=True,
    )

    def verb(ground: Code, reason: str) -> object:
        who = reader(request)
        return requestanswers.refuse(asking.request, officer=who, ground=ground, reason=reason)

    return ask_about(request, asking, question, RefuseForm(request.POST or None), verb)


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def request_forward(request: HttpRequest, reference: str) -> HttpResponse:
    asking = only_answerers(request, reference)
    question = Question(
        title=_("Pass it on in our country"),
        lead=_(
            "The other office answers it. You go on reading it; the office that asked sees who "
            "has it now."
        ),
        button=_("Pass it on"),
        done=_("It is passed on."),
    )
    offices = requestreading.offices_to_forward(asking.request)
    form = ForwardForm(request.POST or None, offices=offices)

    def verb(office: Any, reason: str) -> object:
        who = reader(request)
        return requestanswers.forward(asking.request, officer=who, to=office, reason=reason)

    return ask_about(request, asking, question, form, verb)


# -- the office that asked ---------------------------------------------------------------------


@requires(Capability.ASK_OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_clarified(request: HttpRequest, reference: str) -> HttpResponse:
    asking = _askers(request, reference)
    question = Question(
        title=_("Answer what they ask"),
        lead=_("Their clock goes on when you send it."),
        button=_("Send"),
        done=_("It is sent, and their clock goes on."),
    )
    form = SaidForm(request.POST or None, label=_("What they need to know"))
    verb = partial(requests.clarified, asking.request, officer=reader(request))
    return ask_about(request, asking, question, form, verb)


@requires(Capability.ASK_OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    asking = _askers(request, reference)
    question = Question(
        title=_("Withdraw the request"),
        lead=_("They are told that you need no answer any more."),
        button=_("Withdraw"),
        done=_("The request is withdrawn."),
        is_grave=True,
    )
    verb = partial(requests.withdraw, asking.request, officer=reader(request))
    return ask_about(request, asking, question, WhyForm(request.POST or None), verb)


@requires(Capability.ASK_OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    asking = _askers(request, reference)
    question = Question(
        title=_("Ask again"),
        lead=_("The same request with a new clock. Say what is missing or wrong."),
        button=_("Ask again"),
        done=_("They were asked again."),
    )
    verb = partial(requests.reopen, asking.request, officer=reader(request))
    return ask_about(request, asking, question, WhyForm(request.POST or None), verb)


@requires(Capability.ASK_OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_result(request: HttpRequest, reference: str) -> HttpResponse:
    asking = _askers(request, reference)
    question = Question(
        title=_("Report the result"),
        lead=_("The offices that helped read what became of their answer."),
        button=_("Report the result"),
        done=_("The result is reported."),
    )
    form = SaidForm(request.POST or None, label=_("What became of it"))
    verb = partial(requests.report_result, asking.request, officer=reader(request))
    return ask_about(request, asking, question, form, verb)


def only_answerers(request: HttpRequest, reference: str) -> Asking:
    """In reach, but not this reader's to do: 403 before the page asks anything."""
    asking = requestreading.find(reference, request.user)
    if not asking.is_answerer:
        raise PermissionDenied(_("Only the office that has the request to answer can do that."))
    return asking


def _askers(request: HttpRequest, reference: str) -> Asking:
    asking = requestreading.find(reference, request.user)
    if not asking.is_asker:
        raise PermissionDenied(_("Only the office that asked can do that."))
    return asking


def ask_about(
    request: HttpRequest,
    asking: Asking,
    question: Question,
    form: forms.Form,
    verb: Callable[..., object],
) -> HttpResponse:
    """`verb` takes the form's fields. What it refuses is shown with what was typed kept."""
    if form.is_bound and form.is_valid() and tried(verb, form):
        messages.success(request, question.done)
        return redirect("request-detail", asking.request.reference)
    context = {"page": RequestPage(asking), "question": question, "form": form}
    return render(request, "cases/request_verb.html", context)
