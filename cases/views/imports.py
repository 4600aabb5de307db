"""Pages on which an officer brings a file of cases, reads what is wrong with it, and imports it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases.filedelivery import handed_over
from cases.forms.import_forms import BringForm, RunForm
from cases.imports import bringing, report
from cases.imports.bringing import find_import
from cases.imports.columns import COLUMNS, NEEDED
from cases.imports.template import KINDS, template
from cases.models import CaseImport, ImportRow
from cases.problems import CaseProblem
from cases.views.asking import reader
from cases.views.inbox import background

NEWEST = 20


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Bring a file; what the office brought lately."""
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        found = _brought(request, form)
        if found is not None:
            return redirect("import-detail", found.public_id)
    context = {
        "form": form,
        "imports": CaseImport.objects.visible_to(request.user).select_related("officer")[:NEWEST],
        "columns": [(name, says, name in NEEDED) for name, says in COLUMNS.items()],
        "kinds": KINDS,
    }
    return render(request, "cases/imports.html", context)


def _brought(request: HttpRequest, form: BringForm) -> CaseImport | None:
    file = form.cleaned_data["file"]
    try:
        return bringing.bring(
            file.name, file.size, file.chunks(), form.asked(), officer=reader(request)
        )
    except CaseProblem as problem:
        form.add_error("file", problem.message)
        return None


@requires(Capability.LOG_CASE)
@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    return handed_over(template(kind))


@requires(Capability.LOG_CASE)
@require_safe
def import_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far it is, what is wrong with which row, and what to do next."""
    found = find_import(public_id, request.user)
    return render(request, _template(request), _context(request, found))


import_progress = background(import_detail)


def _template(request: HttpRequest) -> str:
    return "cases/_import.html" if request.headers.get("HX-Request") else "cases/import.html"


def _context(
    request: HttpRequest, found: CaseImport, form: RunForm | None = None
) -> dict[str, Any]:
    state = request.GET.get("state", "")
    known = state if state in ImportRow.State.values else ""
    offered = form or (RunForm(found=found) if found.is_checked and found.right else None)
    return {
        "found": found,
        "form": offered,
        "report": report.Report(found, known, request.GET.get("page", "1")),
    }


@requires(Capability.LOG_CASE)
@require_POST
def import_run(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_import(public_id, request.user)
    form = RunForm(request.POST, found=found)
    if form.is_valid():
        try:
            bringing.run(found, officer=reader(request), **form.cleaned_data)
        except CaseProblem as problem:
            messages.error(request, problem.message)
        return redirect("import-detail", found.public_id)
    return render(request, "cases/import.html", _context(request, found, form))


@requires(Capability.LOG_CASE)
@require_POST
def import_cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_import(public_id, request.user)
    try:
        bringing.cancel(found, officer=reader(request))
        messages.success(request, _("The import is cancelled."))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    return redirect("import-detail", found.public_id)


@requires(Capability.LOG_CASE)
@require_safe
def import_report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The report as a table to take along."""
    found = find_import(public_id, request.user)
    state = request.GET.get("state", "")
    known = state if state in ImportRow.State.values else ""
    return handed_over(report.as_table(found, known))
