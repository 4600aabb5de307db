"""Lists and cases as files to take out."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases.exports import jobs
from cases.exports.caselist import MOST_ROWS, count_of, is_long, references_of, take_list
from cases.exports.fuller import MOST_CASES
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.filters import CaseFilter
from cases.forms.taking import TakeListForm
from cases.models import Case, Export
from cases.models.case import CaseQuerySet
from cases.views.asking import reader


@requires(Capability.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def case_list_export(request: HttpRequest) -> HttpResponseBase:
    """The list with the same address; a filter that is not understood takes out nothing."""
    visible = Case.objects.visible_to(request.user).submitted()
    asked = CaseFilter(request.GET, request=request, queryset=visible)
    form = TakeListForm(request.POST or None)
    is_understood = asked.form.is_valid()
    if is_understood and form.is_bound and form.is_valid():
        return _taken(request, asked.sorted(), form.cleaned_data)
    context = {
        "form": form,
        "asked": asked,
        "count": count_of(asked.qs) if is_understood else None,
        "most": MOST_ROWS,
        "back": request.GET.urlencode(),
    }
    return render(request, "cases/take_list.html", context)


def _taken(request: HttpRequest, cases: CaseQuerySet, said: dict[str, str]) -> HttpResponseBase:
    """At once, or by a worker when it is long, or more than headlines."""
    purpose = Purpose(said["purpose"])
    fuller = said["kind"] in Export.FULLER
    if fuller or is_long(cases):
        references = references_of(cases)[: MOST_CASES if fuller else None]
        export = jobs.ask(references, officer=reader(request), kind=said["kind"], purpose=purpose)
        return redirect("download", export.public_id)
    return handed_over(take_list(cases, request.user, kind=said["kind"], purpose=purpose))
