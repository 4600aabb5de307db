"""The common data standard as a page, and its files for programs."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from roadmap.sections import sections_for
from roadmap.standard import publication
from roadmap.standard.dictionary import dictionary

SECTION = "data-standard"


@requires(Capability.READ_ROADMAP)
@require_safe
def data_standard(request: HttpRequest) -> HttpResponse:
    """In the reader's language; what is handed to programs is in English."""
    context = {
        "sections": sections_for(request, SECTION),
        "standard": publication.newest(),
        "versions": publication.versions(),
        "entities": [(entity, terms) for entity, terms in dictionary()],
    }
    return render(request, "roadmap/data_standard.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def data_standard_file(request: HttpRequest, version: str) -> HttpResponse:
    """Dictionary and schemas of one version, as they were published."""
    found = publication.published(version)
    if found is None:
        raise Http404
    body = json.dumps(found, ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="blo-data-standard-{version}.json"'
    return response
