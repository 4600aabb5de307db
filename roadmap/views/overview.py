"""The Roadmap as it is known: editions and their action items, read only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from roadmap.models import Edition
from roadmap.sections import sections_for


@requires(Capability.READ_ROADMAP)
@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.prefetch_related("items")
    return render(
        request,
        "roadmap/roadmap.html",
        {"editions": editions, "sections": sections_for(request, "roadmap")},
    )
