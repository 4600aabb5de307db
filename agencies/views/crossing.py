"""One crossing: its page and its data."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import network, upkeep
from agencies.access import Capability, country_of, officer, requires, side_to_edit
from agencies.attempts import attempt
from agencies.forms import CrossingForm
from agencies.history import changes_of
from agencies.models import Country, Crossing, Office


@requires(Capability.READ_REFERENCE)
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    crossing = _crossing(code)
    offices = Office.objects.filter(crossings=crossing)
    context = {
        "crossing": crossing,
        "sides": [_side(crossing, c) for c in (crossing.country_a, crossing.country_b)],
        "offices": network.office_rows(offices, country_of(request.user)),
        "changes": changes_of(crossing),
        "may_edit": bool(side_to_edit(request.user, crossing)),
    }
    return render(request, "agencies/crossing.html", context)


@requires(Capability.EDIT_CROSSING)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    crossing = _crossing(code)
    side = side_to_edit(request.user, crossing)
    who = officer(request.user)
    if not side or who is None:
        raise PermissionDenied(_("Only the offices beside it and the coordinators can change it."))
    values = _values(crossing, side)
    form = CrossingForm(
        request.POST or None,
        instance=_crossing(code),
        initial={**values, "version": crossing.version},
    )
    if form.is_bound and form.is_valid():
        tried = attempt(partial(upkeep.edit_crossing, crossing, officer=who, **form.edit()))
        if tried.done:
            messages.success(request, _("The crossing is saved."))
            return redirect("crossing-detail", code)
        form.refuse(tried, values)
    context = {"crossing": crossing, "form": form, "side": crossing.name_on(side)}
    return render(request, "agencies/crossing_edit.html", context)


def _crossing(code: str) -> Crossing:
    crossings = Crossing.objects.select_related("border", "country_a", "country_b")
    return get_object_or_404(crossings.prefetch_related("names"), code=code)


def _side(crossing: Crossing, country: Country) -> dict[str, Any]:
    """A side's name, its other spellings and where it lies."""
    values = _values(crossing, country.pk)
    return {
        "country": country,
        "name": crossing.name_on(country.pk),
        "spellings": [n for n in crossing.names.all() if n.country_id == country.pk],
        "lat": values["lat"],
        "lon": values["lon"],
    }


def _values(crossing: Crossing, side: str) -> dict[str, Any]:
    suffix = "a" if side == crossing.country_a_id else "b"
    return {
        "status": crossing.status,
        "status_note": crossing.status_note,
        "lat": getattr(crossing, f"lat_{suffix}"),
        "lon": getattr(crossing, f"lon_{suffix}"),
    }
