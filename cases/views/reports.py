"""A case on paper, and the register of the copies that were taken of it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.askpage import Asking
from cases.exports.casereport import TYPES, take_report
from cases.exports.taken import Copy, copies_of
from cases.filedelivery import handed_over
from cases.forms.taking import TakeReportForm
from cases.problems import CaseProblem
from cases.reading import Sighted, find


@requires(Capability.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def case_report(request: HttpRequest, reference: str) -> HttpResponseBase:
    sighted = find(reference, request.user)
    form = TakeReportForm(
        request.POST or None, may_have_national=sighted.is_full, initial=_wanted(request)
    )
    copy = _taken(sighted, request, form) if form.is_bound and form.is_valid() else None
    if copy is not None:
        return handed_over(copy)
    context = {"form": form, "case": sighted.case, "sighted": sighted}
    context["asking"] = Asking(sighted, request.user)
    return render(request, "cases/take_report.html", context)


def _wanted(request: HttpRequest) -> dict[str, str]:
    """`?format=` chooses the kind of file beforehand."""
    wanted = {"language": get_language() or "en"}
    kind = request.GET.get("format", "")
    return wanted | ({"kind": kind} if kind in TYPES else {})


def _taken(sighted: Sighted, request: HttpRequest, form: TakeReportForm) -> Copy | None:
    try:
        return take_report(sighted, request.user, form.asked)
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return None


@requires(Capability.READ_CASES)
@require_safe
def case_copies(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    number = request.GET.get("number", "")
    context = {
        "case": sighted.case,
        "sighted": sighted,
        "number": number,
        "copies": copies_of(sighted, number),
    }
    return render(request, "cases/copies.html", context)
