"""The quality of the data of a month, and what to fix."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from agencies.models import Country
from agencies.problems import Problem
from roadmap.dataquality import ASKED, quality_page
from roadmap.gridchoice import this_month
from roadmap.qualitywords import title_of
from roadmap.sections import sections_for


@requires(Capability.READ_ROADMAP)
@require_safe
def data_quality(request: HttpRequest) -> HttpResponse:
    """What was typed stands in the form again beside what is wrong with it."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    context: dict[str, Any] = {
        "sections": sections_for(request, "roadmap-quality"),
        "asked": asked,
        "countries": Country.objects.filter(offices__isnull=False).distinct(),
    }
    try:
        page = quality_page(request.user, asked)
    except Problem as problem:
        return render(request, "roadmap/quality.html", context | {"fault": problem}, status=400)
    rows = [(one.case, [title_of(code) for code in one.faults]) for one in page.to_fix]
    context |= {"fault": None, "page": page, "to_fix": rows}
    context["is_running"] = page.period >= this_month()
    return render(request, "roadmap/quality.html", context)
