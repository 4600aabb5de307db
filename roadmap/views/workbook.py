"""Pages on which a coordinator takes the spreadsheet and brings it back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.problems import NotAllowed
from cases.filedelivery import handed_over
from cases.problems import CaseProblem
from cases.views.asking import reader
from roadmap.forms.workbook_forms import WorkbookForm
from roadmap.models import WorkbookImport
from roadmap.sections import sections_for
from roadmap.workbook import importing
from roadmap.workbook.importing import find_import
from roadmap.workbook.page import ReportPage
from roadmap.workbook.sheets import SHEETS

NEWEST = 10


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            found = importing.check(form.cleaned_data["file"].read(), officer=reader(request))
            return redirect(found.link)
        except NotAllowed as problem:
            raise PermissionDenied(problem.message) from problem
        except CaseProblem as problem:
            form.add_error("file", problem.message)
    context = {
        "form": form,
        "sheets": SHEETS,
        "imports": WorkbookImport.objects.visible_to(request.user)[:NEWEST],
        "sections": sections_for(request, "roadmap-workbook"),
    }
    return render(request, "roadmap/workbook.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_safe
def workbook_take(request: HttpRequest) -> HttpResponseBase:
    try:
        return handed_over(importing.take(request.user))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem


@requires(Capability.KEEP_ROADMAP)
@require_safe
def workbook_import(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_import(public_id, request.user)
    context = {
        "page": ReportPage(found),
        "sections": sections_for(request, "roadmap-workbook"),
    }
    return render(request, "roadmap/workbook_import.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_POST
def workbook_bring_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_import(public_id, request.user)
    try:
        done = partial(importing.bring_in, found, officer=reader(request))()
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect(found.link)
    if done.state == WorkbookImport.State.IMPORTED:
        messages.success(request, _("The rows are imported."))
    else:
        messages.error(request, _("Nothing was imported: the report says which rows and why."))
    return redirect(found.link)
