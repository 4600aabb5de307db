"""Joint operations by quarter and country, and the table as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from agencies.models import Country
from agencies.problems import Problem
from cases.exports.sheet import CSV, TYPES, Sheet
from roadmap.operations import Line, Year, year_of
from roadmap.sections import sections_for


@requires(Capability.READ_ROADMAP)
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("year", "").strip()
    context: dict[str, Any] = {"asked": asked, "fault": None, "found": None}
    context["sections"] = sections_for(request, "roadmap-operations")
    try:
        found = year_of(asked)
    except Problem as problem:
        context["fault"] = problem
        return render(request, "roadmap/operations.html", context, status=400)
    context |= {"found": found, "rows": _rows(found), "titles": _titles(), "asked": found.year}
    return render(request, "roadmap/operations.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def operations_csv(request: HttpRequest) -> HttpResponse:
    try:
        found = year_of(request.GET.get("year", "").strip())
    except Problem as problem:
        return HttpResponse(problem.message, status=400, content_type="text/plain; charset=utf-8")
    lines = [
        [when, where, *("" if number is None else number for _title, number in cells)]
        for when, where, cells in _rows(found)
    ]
    sheet = Sheet([], [_("Quarter"), _("Country"), *_titles()], lines)
    response = HttpResponse(sheet.written(CSV), content_type=TYPES[CSV])
    response["Content-Disposition"] = f'attachment; filename="operations-{found.year}.csv"'
    return response


def _titles() -> list[str]:
    return [
        _("Operations"),
        _("Sites"),
        _("Hits"),
        _("Arrests"),
        _("Seizures"),
        _("Victims"),
    ]


def _rows(found: Year) -> list[tuple[str, str, list[tuple[str, int | None]]]]:
    names = {country.pk: str(country) for country in Country.objects.all()}
    return [
        (
            _when(line, found.year),
            names.get(line.country, _("several countries together")),
            list(zip(_titles(), line.numbers, strict=True)),
        )
        for line in found.lines
    ]


def _when(line: Line, year: int) -> str:
    if not line.quarter:
        return _("%(year)s, months of several quarters") % {"year": year}
    return _("%(year)s, quarter %(number)s") % {"year": year, "number": line.quarter}
