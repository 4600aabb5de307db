"""What a worker makes for the reader: chosen in the list, looked at while it is made, fetched."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.exports import jobs
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.forms.taking import TakeChosenForm
from cases.models import Case, Export
from cases.problems import CaseProblem
from cases.views.asking import reader
from cases.views.inbox import background


@requires(Capability.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: HttpRequest) -> HttpResponse:
    """Cases ticked in the list (`?case=…&case=…`): a report of each, or a list of them."""
    references = request.GET.getlist("case")
    visible = Case.objects.visible_to(request.user).submitted()
    cases = list(visible.filter(reference__in=references).order_by("-pk")[: jobs.MOST_REPORTS])
    form = TakeChosenForm(request.POST or None, initial={"language": get_language() or "en"})
    if cases and form.is_bound and form.is_valid():
        export = _asked(request, [case.reference for case in cases], form)
        if export is not None:
            return redirect("download", export.public_id)
    return render(request, "cases/chosen.html", {"form": form, "chosen": cases})


def _asked(request: HttpRequest, references: list[str], form: TakeChosenForm) -> Export | None:
    said = form.cleaned_data
    try:
        return jobs.ask(
            references,
            officer=reader(request),
            kind=said["kind"],
            purpose=Purpose(said["purpose"]),
            language=said["language"],
        )
    except CaseProblem as problem:
        form.add_error(None, problem.message)
        return None


@requires(Capability.READ_CASES)
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/downloads.html", {"exports": jobs.exports_of(request.user)})


@requires(Capability.READ_CASES)
@require_safe
def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page, or only its middle for the page that asks again by itself."""
    export = jobs.find_export(public_id, request.user)
    template = (
        "cases/_download.html" if request.headers.get("HX-Request") else "cases/download.html"
    )
    return render(request, template, {"export": export})


download_progress = background(download)


@requires(Capability.READ_CASES)
@require_safe
def download_content(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    export = jobs.find_export(public_id, request.user)
    try:
        return handed_over(jobs.fetch(export, request.user))
    except CaseProblem as problem:
        export.refresh_from_db()
        context = {"export": export, "problem": problem.message}
        return render(request, "cases/download.html", context, status=problem.status)
