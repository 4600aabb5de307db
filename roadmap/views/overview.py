"""The first page of the Roadmap: the grid of items and states, then the editions' items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from agencies.problems import Problem
from roadmap.gridchoice import choice_of
from roadmap.models import Edition
from roadmap.sections import sections_for

ASKED = ("edition", "at", "since")


@requires(Capability.READ_ROADMAP)
@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    """What was typed stands in the form again beside what is wrong with it."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    context: dict[str, Any] = {
        "editions": Edition.objects.prefetch_related("items"),
        "sections": sections_for(request, "roadmap"),
        "asked": asked,
        "fault": None,
        "choice": None,
    }
    try:
        choice = choice_of(asked["edition"], asked["at"], asked["since"])
    except Problem as problem:
        context["fault"] = problem
    else:
        context["choice"] = choice
        context["grid"] = choice.grid_for(request.user) if choice is not None else None
    status = 400 if context["fault"] is not None else 200
    return render(request, "roadmap/roadmap.html", context, status=status)
