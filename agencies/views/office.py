"""One office: its page, its data and its weekly roster."""

from datetime import datetime
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import languages, upkeep
from agencies.access import Capability, country_of, may_edit_office, officer, requires
from agencies.attempts import Attempt, attempt
from agencies.forms import OfficeForm, RosterForm, ShiftFormSet
from agencies.history import changes_of
from agencies.models import DutyShift, Holiday, Office, Officer
from agencies.roster import on_duty, on_duty_counts
from audit.clock import now

UPCOMING_HOLIDAYS = 3


@requires(Capability.READ_REFERENCE)
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Who is on duty by name is for the own country; the others see how many."""
    office = _office(code)
    own = office.country_id == country_of(request.user)
    local = now().astimezone(ZoneInfo(office.time_zone))
    context = {
        "office": office,
        "counterparts": _counterparts(office),
        "languages": languages.names(office.languages),
        "working_days": [DutyShift.Weekday(day).label for day in office.working_days],
        "holidays": _next_holidays(office, local),
        "local": local,
        "local_clock": f"{local:%H:%M}",
        "on_duty_count": on_duty_counts([office])[office.pk],
        "on_duty": on_duty(office) if own else [],
        "shifts": office.shifts.select_related("officer") if own else [],
        "changes": changes_of(office),
        "may_edit": may_edit_office(request.user, office),
    }
    return render(request, "agencies/office.html", context)


@requires(Capability.EDIT_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    office = _editable(request, code)
    form = OfficeForm(
        request.POST or None, instance=_office(code), initial={"version": office.version}
    )
    if form.is_bound and form.is_valid():
        verb = partial(upkeep.edit_office, office, officer=_reader(request), **form.edit())
        tried = attempt(verb)
        if tried.done:
            messages.success(request, _("The office is saved."))
            return redirect("office-detail", code)
        form.refuse(tried, {name: getattr(office, name) for name in upkeep.OFFICE_FIELDS})
    return render(request, "agencies/office_edit.html", {"office": office, "form": form})


@requires(Capability.EDIT_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, code: str) -> HttpResponse:
    office = _editable(request, code)
    shifts = cast(
        RosterForm,
        ShiftFormSet(
            request.POST or None,
            initial=_shifts(office),
            form_kwargs={"officers": _officers(office)},
        ),
    )
    tried = Attempt()
    if shifts.is_bound and shifts.is_valid():
        tried = attempt(
            partial(
                upkeep.set_roster,
                office,
                shifts=shifts.shifts(),
                version=_version(request),
                officer=_reader(request),
            )
        )
        if tried.done:
            messages.success(request, _("The roster is saved."))
            return redirect("office-detail", code)
    context = {
        "office": office,
        "shifts": shifts,
        "problems": [("", text) for text in tried.problems] + shifts.problems,
        "version": tried.current or office.version,
    }
    return render(request, "agencies/roster.html", context)


def _office(code: str) -> Office:
    offices = Office.objects.select_related("country", "host_agency").prefetch_related(
        "borders", "crossings", "member_agencies"
    )
    return get_object_or_404(offices, code=code)


def _editable(request: HttpRequest, code: str) -> Office:
    office = _office(code)
    if not may_edit_office(request.user, office):
        raise PermissionDenied(_("Only its head and the national coordinator can change it."))
    return office


def _reader(request: HttpRequest) -> Officer:
    who = officer(request.user)
    if who is None:
        raise PermissionDenied
    return who


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _officers(office: Office) -> dict[str, Officer]:
    return {who.username: who for who in Officer.objects.active().posted_to(office)}


def _shifts(office: Office) -> list[dict[str, object]]:
    return [
        {
            "weekday": shift.weekday,
            "officer": shift.officer.username,
            "starts": shift.starts,
            "ends": shift.ends,
        }
        for shift in office.shifts.select_related("officer")
    ]


def _counterparts(office: Office) -> QuerySet[Office]:
    """Offices across the border beside the same crossings."""
    return (
        Office.objects.filter(crossings__in=office.crossings.all())
        .exclude(country=office.country_id)
        .select_related("country")
        .distinct()
    )


def _next_holidays(office: Office, local: datetime) -> QuerySet[Holiday]:
    days = Holiday.objects.filter(country=office.country_id, date__gte=local.date())
    return days.order_by("date")[:UPCOMING_HOLIDAYS]
