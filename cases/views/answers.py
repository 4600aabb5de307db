"""What a counterpart office answers: acknowledged, ours, not for us; and who takes the work."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from agencies.models import Officer
from cases import answers
from cases.forms.verbs import DeclineForm
from cases.problems import NotAllowed
from cases.reading import find
from cases.views.asking import Question, ask, reader, reader_office
from notices.models import Notice


@requires(Capability.ANSWER_NOTICE)
@require_POST
def notice_acknowledge(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    notice = _notice(request, public_id)
    answers.acknowledge(notice, officer=reader(request))
    messages.success(request, _("%(reference)s is acknowledged.") % _facts(notice))
    return _back(request, notice)


@requires(Capability.ANSWER_NOTICE)
@require_POST
def notice_take(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The reader takes the work, or hands it to a colleague of the same office."""
    notice = _notice(request, public_id)
    to = _colleague(request)
    answers.take(notice, officer=reader(request), to=to)
    messages.success(request, _("%(reference)s is with %(name)s.") % _facts(notice))
    return _back(request, notice)


@requires(Capability.ANSWER_NOTICE)
@require_POST
def case_engage(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    try:
        answers.engage(sighted.case, officer=reader(request), office=reader_office(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    messages.success(request, _("Your office works on it. The office that logged it sees that."))
    return redirect("case-detail", reference)


@requires(Capability.ANSWER_NOTICE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_decline(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    question = Question(
        title=_("Not for us"),
        lead=_("The office that logged the case is told, and nobody waits for you any more."),
        button=_("Tell them it is not for us"),
        done=_("The office that logged the case was told."),
    )
    office = reader_office(request)
    if not sighted.case.involvements.standing().filter(office=office).exists():
        raise PermissionDenied(_("Your office was not told of this case."))
    verb = partial(answers.decline, sighted.case, officer=reader(request), office=office)
    return ask(request, sighted, question, DeclineForm(request.POST or None), verb)


def _notice(request: HttpRequest, public_id: uuid.UUID) -> Notice:
    notices = Notice.objects.visible_to(request.user).select_related("office")
    return get_object_or_404(notices, public_id=public_id)


def _colleague(request: HttpRequest) -> Officer | None:
    """Whom to hand the work to; nobody named means the reader."""
    username = request.POST.get("to", "")
    if not username:
        return None
    colleagues = Officer.objects.active().posted_to(reader_office(request))
    return get_object_or_404(colleagues, username=username)


def _facts(notice: Notice) -> dict[str, str]:
    name = notice.taken_by.full_title if notice.taken_by is not None else ""
    return {"reference": notice.subject_reference, "name": name}


def _back(request: HttpRequest, notice: Notice) -> HttpResponse:
    """To the page the button stood on."""
    if request.POST.get("back") == "case":
        return redirect("case-detail", notice.subject_reference)
    return redirect("inbox")
