"""Before submitting: who will be told what and why; then submitting."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Capability, requires
from cases import approvals, workflow
from cases.forms.touches import TouchForm
from cases.models import Approval, Case
from cases.models.levels import OFFERED
from cases.plan import gaps_of, plan_for
from cases.preview import Preview, levels_from
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, consult, find, list_consulted
from cases.similar import similar_to
from cases.views.asking import only_originators, reader, waits_for_the_head

PARTS = ("route__crossing", "route__country", "seizures__substance", "seizures__unit", "offences")


@requires(Capability.LOG_CASE)
@require_safe
def case_preview(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = consult(reference, request.user)
    only_originators(sighted)
    if not sighted.case.is_draft:
        return redirect("case-detail", reference)
    return _page(request, sighted, TouchForm())


@requires(Capability.LOG_CASE)
@require_POST
def case_touch(request: HttpRequest, reference: str) -> HttpResponse:
    """Add or strike a border with a reason. The levels chosen so far are kept."""
    sighted = find(reference, request.user)
    only_originators(sighted)
    stops = list(sighted.case.route.select_related("crossing"))
    fitting = {border for gap in gaps_of(stops) for border in gap.candidates}
    form = TouchForm(request.POST, fitting=fitting)
    if form.is_valid():
        return _back(request, _decided(request, sighted.case, form))
    if not sighted.case.is_draft:
        messages.error(request, _("Choose a border and say why."))
        return redirect("case-detail", reference)
    return _page(request, sighted, form)


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
        return _page(request, sighted, TouchForm())
    try:
        done = approvals.submit(
            case, officer=reader(request), levels=levels_from(request.POST.dict())
        )
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    if isinstance(done, Approval):
        messages.warning(request, waits_for_the_head())
    else:
        messages.success(request, _submitted(done))
    return redirect("case-detail", reference)


def _page(request: HttpRequest, sighted: Sighted, form: TouchForm) -> HttpResponse:
    case = sighted.case
    fields = request.POST if request.method == "POST" else request.GET
    similar = similar_to(sighted, request.user)
    list_consulted([one.case for one in similar], request.user, action="similar")
    prefetch_related_objects([case], *PARTS)
    preview = Preview(case, plan_for(case), levels=levels_from(fields.dict()))
    context = {
        "case": case,
        "preview": preview,
        "similar": similar,
        "form": form,
        "preview_errors": [
            (f"id_{name}", text) for name, texts in form.errors.items() for text in texts
        ],
        "chosen": fields.get("decision", ""),
        "offered": [(level.value, level.label) for level in OFFERED],
    }
    return render(request, "cases/preview.html", context)


def _decided(request: HttpRequest, case: Case, form: TouchForm) -> Case:
    answers = form.cleaned_data
    try:
        return workflow.decide_touch(
            case, answers["border"], kind=answers["kind"], reason=form.why, officer=reader(request)
        )
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """To the page the button stood on, with the levels chosen there."""
    if not case.is_draft:
        messages.success(request, _("The borders of the case are changed."))
        return redirect("case-detail", case.reference)
    chosen = levels_from(request.POST.dict())
    levels = {f"level-{code}": level.value for code, level in chosen.items()}
    address = reverse("case-preview", args=[case.reference])
    return redirect(f"{address}?{urlencode(levels)}" if levels else address)


def _submitted(case: Case) -> str:
    told = case.involvements.standing().count()
    if not told:
        return _("%(ref)s is submitted. No office abroad is told.") % {"ref": case.reference}
    return ngettext(
        "%(ref)s is submitted. %(count)s office is being told.",
        "%(ref)s is submitted. %(count)s offices are being told.",
        told,
    ) % {"ref": case.reference, "count": told}
