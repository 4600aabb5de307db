"""The map of the network at the end of a month."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from agencies.models import Border, Country
from agencies.problems import Problem
from roadmap.networkchoice import ASKED, network_choice
from roadmap.networkdrawing import drawing_of
from roadmap.networkmap import SILENT_DAYS
from roadmap.sections import sections_for


@requires(Capability.READ_ROADMAP)
@require_safe
def network_map(request: HttpRequest) -> HttpResponse:
    """What was typed stands in the form again beside what is wrong with it."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    context: dict[str, Any] = {
        "sections": sections_for(request, "roadmap-network"),
        "asked": asked,
        "countries": Country.objects.filter(offices__isnull=False).distinct(),
        "borders": Border.objects.filter(crossings__isnull=False).distinct(),
        "silent_days": SILENT_DAYS,
        "fault": None,
        "choice": None,
    }
    try:
        choice = network_choice(asked)
    except Problem as problem:
        return render(request, "roadmap/network.html", context | {"fault": problem}, status=400)
    network = choice.network()
    kept = {name: asked[name] for name in ("country", "border") if asked[name]}
    context |= {
        "choice": choice,
        "kept": f"&{urlencode(kept)}" if kept else "",
        "network": network,
        "drawing": drawing_of(network),
    }
    return render(request, "roadmap/network.html", context)
