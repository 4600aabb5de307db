"""One case, as much of it as the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from cases.page import CasePage
from cases.reading import consult


@requires(Capability.READ_CASES)
@require_safe
def case_detail(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = consult(reference, request.user)
    asked, show = (request.GET.get(name, "") for name in ("why", "show"))
    page = CasePage(sighted, request.user, asked=asked, show=show)
    return render(request, "cases/detail.html", {"page": page, "case": page.case})
