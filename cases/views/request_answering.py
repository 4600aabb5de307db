"""Answering a request with parts of an own case, opening them, taking them back."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires, works_for
from cases import attaching, requestanswers, requestreading
from cases.attachments import open_file
from cases.filedelivery import attachment, part_of
from cases.files.ranges import OutOfRange
from cases.forms.answer_parts import choices_of, chosen_of
from cases.forms.request_forms import AnswerForm, WhyForm
from cases.models import Case
from cases.problems import CaseProblem
from cases.requestanswers import Answer
from cases.requestpage import RequestPage
from cases.requestreading import Asking
from cases.views.asking import Question, reader, tried
from cases.views.requests import ask_about, only_answerers

# Cases that the form suggests; any other one is named by its reference.
SUGGESTED = 30


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """With "Show its parts" (`do=parts`) the parts of a case are offered and nothing is sent."""
    asking = only_answerers(request, reference)
    if request.method != "POST":
        return _answer_page(request, asking, AnswerForm())
    offered, fault = _offered(request, asking)
    if request.POST.get("do") == "parts":
        typed = {**request.POST.dict(), "parts": request.POST.getlist("parts")}
        return _answer_page(request, asking, AnswerForm(initial=typed, parts=offered), fault)
    form = AnswerForm(request.POST, parts=offered)
    if form.is_valid() and fault:
        form.add_error("case", fault)
    if form.is_valid() and tried(partial(_send, request, asking), form):
        messages.success(request, _("The answer is sent."))
        return redirect("request-detail", reference)
    return _answer_page(request, asking, form)


def _offered(request: HttpRequest, asking: Asking) -> tuple[list[tuple[str, str]], str]:
    """What of the case that was named may go along, or why nothing of it may."""
    named = request.POST.get("case", "").strip()
    if not named:
        return [], ""
    to = asking.request.asking_office
    try:
        return choices_of(attaching.offered_to(named, to, officer=reader(request))), ""
    except CaseProblem as problem:
        return [], problem.message


def _send(
    request: HttpRequest, asking: Asking, is_part: bool, case: str, parts: list[str], **said: str
) -> object:
    send = requestanswers.answer_in_part if is_part else requestanswers.answer
    content = Answer(**said, attachments=[chosen_of(case, parts)] if case else ())
    return send(asking.request, content, officer=reader(request))


def _answer_page(
    request: HttpRequest, asking: Asking, form: AnswerForm, fault: str = ""
) -> HttpResponse:
    own = Case.objects.visible_to(request.user).submitted().filter(office=reader(request).office)
    context = {
        "page": RequestPage(asking),
        "form": form,
        "fault": fault,
        "cases": own.order_by("-pk")[:SUGGESTED],
    }
    return render(request, "cases/request_answer.html", context)


@requires(Capability.READ_REQUESTS)
@require_safe
def attachment_content(
    request: HttpRequest, reference: str, public_id: uuid.UUID
) -> HttpResponseBase:
    """A file that came with an answer: the copy without metadata, never shown as a page."""
    part = requestreading.find(reference, request.user).part(public_id)
    try:
        is_head = request.method == "HEAD"
        return attachment(open_file(part, request.user, part_of(request), is_head=is_head))
    except OutOfRange as problem:
        return HttpResponse(problem.message, status=problem.status, headers=problem.headers)
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("request-detail", reference)


@requires(Capability.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_take_back(
    request: HttpRequest, reference: str, public_id: uuid.UUID
) -> HttpResponse:
    asking = requestreading.find(reference, request.user)
    row = asking.part(public_id).row
    if not works_for(request.user, row.step.office):
        raise PermissionDenied(_("Only the office that attached it takes it back."))
    question = Question(
        title=_("Take the attachment back"),
        lead=_("They read it no longer. What they took over by now stays in their case."),
        button=_("Take it back"),
        done=_("It is taken back."),
        is_grave=True,
    )
    verb = partial(attaching.take_back, row, officer=reader(request))
    return ask_about(request, asking, question, WhyForm(request.POST or None), verb)
