"""Before submitting: who will be told what and why; then submitting."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Capability, requires
from cases import workflow
from cases.forms.touches import TouchForm
from cases.models import Case
from cases.plan import plan_for
from cases.preview import Preview, levels_from
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, consult, find
from cases.views.asking import only_originators, reader


@requires(Capability.LOG_CASE)
@require_safe
def case_preview(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = consult(reference, request.user)
    only_originators(sighted)
    if not sighted.case.is_draft:
        return redirect("case-detail", reference)
    return _page(request, sighted.case, TouchForm())


@requires(Capability.LOG_CASE)
@require_POST
def case_touch(request: HttpRequest, reference: str) -> HttpResponse:
    """Add or strike a border with a reason. The levels chosen so far are kept."""
    sighted = find(reference, request.user)
    only_originators(sighted)
    form = TouchForm(request.POST)
    if form.is_valid() and _decided(request, sighted, form):
        return _back(request, sighted.case)
    if not sighted.case.is_draft:
        messages.error(request, _("Choose a border and say why."))
        return redirect("case-detail", reference)
    return _page(request, sighted.case, form)


@requires(Capability.LOG_CASE)
@require_POST
def case_submit(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    case = sighted.case
    if not case.is_draft:
        messages.info(request, _("%(ref)s was submitted before.") % {"ref": reference})
        return redirect("case-detail", reference)
    if request.POST.get("version", "") not in ("", str(case.version)):
        messages.warning(
            request, _("The draft was changed meanwhile. Look once more, then submit.")
        )
        return _page(request, case, TouchForm())
    try:
        case = workflow.submit(
            case, officer=reader(request), levels=levels_from(request.POST.dict())
        )
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    messages.success(request, _submitted(case))
    return redirect("case-detail", reference)


def _page(request: HttpRequest, case: Case, form: forms.Form) -> HttpResponse:
    fields = request.POST if request.method == "POST" else request.GET
    preview = Preview(case, plan_for(case), levels=levels_from(fields.dict()))
    form.choose(preview)
    context = {"case": case, "preview": preview, "form": form}
    return render(request, "cases/preview.html", context)
