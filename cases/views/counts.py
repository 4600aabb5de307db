"""Counting the people of a case."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import counts
from cases.counts import Counted
from cases.forms.count_form import CountForm
from cases.models import Case
from cases.problems import CaseProblem
from cases.reading import find
from cases.views.asking import Question, ask, only_originators, reader


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def count_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Count people"),
        lead=_("The same people again replace the figure. Names belong to the people of the case."),
        button=_("Save the figure"),
        done=_("The figure is saved."),
    )
    form = CountForm(request.POST or None)
    return ask(request, sighted, question, form, partial(_set, sighted.case, request))


def _set(case: Case, request: HttpRequest, *, number: int, **said: object) -> None:
    counts.set_count(case, Counted(**said), number, officer=reader(request))  # type: ignore[arg-type]


@requires(Capability.LOG_CASE)
@require_POST
def count_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    try:
        counts.remove_count(counts.find_count(sighted, public_id), officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("The figure is taken away."))
    return redirect(f"{sighted.case.link}?count={public_id}#counts-removed")


@requires(Capability.LOG_CASE)
@require_POST
def count_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    try:
        counts.restore_count(counts.find_removed(sighted, public_id), officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("The figure is back on the case."))
    return redirect("case-detail", reference)
