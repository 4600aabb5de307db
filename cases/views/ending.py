"""Closing, reopening and withdrawing."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import results, workflow
from cases.forms.verbs import CloseForm, ReasonForm
from cases.reading import find
from cases.views.asking import Question, ask, only_originators, reader


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_close(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Close the case"),
        lead=_("The offices that were told learn how it ended. You can reopen it later."),
        button=_("Close the case"),
        done=_("The case is closed and the offices were told."),
    )
    verb = partial(workflow.close, sighted.case, officer=reader(request))
    form = CloseForm(
        request.POST or None,
        told=results.offices_told(sighted.case),
        helped=results.offices_that_helped(sighted.case),
    )
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Reopen the case"),
        lead=_("The offices that were told learn that it is open again."),
        button=_("Reopen the case"),
        done=_("The case is open again and the offices were told."),
    )
    verb = partial(workflow.reopen, sighted.case, officer=reader(request))
    return ask(request, sighted, question, ReasonForm(request.POST or None), verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Withdraw the case"),
        lead=_(
            "For a case that should not have been sent. The offices that were told are asked "
            "to disregard it; they still see what they saw."
        ),
        button=_("Withdraw the case"),
        done=_("The case is withdrawn and the offices were told."),
        is_grave=True,
    )
    verb = partial(workflow.withdraw, sighted.case, officer=reader(request))
    return ask(request, sighted, question, ReasonForm(request.POST or None), verb)
