"""The network page: borders, their offices and crossings, and a search in any script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import network
from agencies.access import Capability, country_of, office_of, requires
from agencies.forms import NetworkForm
from agencies.models import Border, Country, Office


@requires(Capability.READ_REFERENCE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    form = NetworkForm(request.GET)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _found(request, **form.cleaned_data)
    return render(request, "agencies/network.html", context)


def _found(
    request: HttpRequest, q: str, border: Border | None, country: Country | None
) -> dict[str, Any]:
    """What was asked for; when nothing was, the reader's own borders and all in overview."""
    own = country_of(request.user)
    if q:
        return {
            "words": q,
            "offices": network.found_offices(q, own),
            "crossings": network.found_crossings(q),
        }
    if border is not None:
        return {"blocks": network.blocks([border], own)}
    if country is not None:
        desks = Office.objects.national_desk_of(country.pk)
        borders = Border.objects.of_country(country.pk)
        return {"desks": network.office_rows(desks), "blocks": network.blocks(borders, country.pk)}
    office = office_of(request.user)
    near = list(office.borders.all()) if office is not None else []
    return {"blocks": network.blocks(near, own), "overview": network.overview(own)}
