"""Lists and cases as files to take out."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases.exports.caselist import MOST_ROWS, take_list
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.filters import CaseFilter
from cases.forms.taking import TakeListForm
from cases.listing import capped_count
from cases.models import Case


@requires(Capability.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def case_list_export(request: HttpRequest) -> HttpResponseBase:
    """The list with the same address; a filter that is not understood takes out nothing."""
    visible = Case.objects.visible_to(request.user).submitted()
    asked = CaseFilter(request.GET, request=request, queryset=visible)
    form = TakeListForm(request.POST or None)
    is_understood = asked.form.is_valid()
    if is_understood and form.is_bound and form.is_valid():
        said = form.cleaned_data
        copy = take_list(
            asked.sorted(), request.user, kind=said["kind"], purpose=Purpose(said["purpose"])
        )
        return handed_over(copy)
    context = {
        "form": form,
        "asked": asked,
        "count": capped_count(asked.qs) if is_understood else None,
        "most": MOST_ROWS,
        "back": request.GET.urlencode(),
    }
    return render(request, "cases/take_list.html", context)
