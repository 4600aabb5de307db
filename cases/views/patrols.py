"""The log of joint patrols."""

import uuid
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from agencies.models import Crossing, Office
from cases import patrols
from cases.forms.begun import version_in
from cases.forms.meeting_forms import IncidentForm, PatrolForm
from cases.forms.moments import written
from cases.meetings import offices_to_meet
from cases.models import Patrol
from cases.narrowing import narrowed_by
from cases.patrols import PatrolContent, consult_patrol, find_patrol, incidents_of, side_of
from cases.views.asking import Question, reader, reader_office
from cases.views.questions import About, done_at_once, put, unless_stale, worked

ROWS = 50


@requires(Capability.READ_OPERATIONS)
@require_safe
def patrol_list(request: HttpRequest) -> HttpResponse:
    rows = Patrol.objects.visible_to(request.user).select_related("office", "other")
    narrowed = narrowed_by(request.GET)
    context = {
        "rows": narrowed.of(rows, "office__country", "other__country", moment="starts_at")[:ROWS],
        "narrowed": narrowed,
        "may_log": may(request.user, Capability.RUN_OPERATIONS),
    }
    return render(request, "cases/patrols.html", context)


@requires(Capability.READ_OPERATIONS)
@require_safe
def patrol_detail(request: HttpRequest, reference: str) -> HttpResponse:
    patrol = consult_patrol(reference, request.user)
    acts = may(request.user, Capability.RUN_OPERATIONS)
    side = side_of(patrol, request.user) if acts else None
    signed = patrol.signed_own_at if side == patrol.office else patrol.signed_other_at
    context = {
        "patrol": patrol,
        "sites": list(patrol.sites.all()),
        "incidents": incidents_of(patrol, request.user),
        "may_write": side is not None and not patrol.is_signed,
        "may_sign": side is not None and signed is None,
    }
    return render(request, "cases/patrol.html", context)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def patrol_new(request: HttpRequest) -> HttpResponse:
    office = reader_office(request)
    offices = {one.code: one for one in offices_to_meet(office)}
    sites = _sites(office)
    question = Question(
        title=_("Log a joint patrol"),
        lead=_("The other office is told, and signs what it agrees with."),
        button=_("Log the patrol"),
        done="",
    )
    form = PatrolForm(
        request.POST or None, office=office, sites=sites.values(), offices=offices.values()
    )
    made: list[Patrol] = []

    def verb(other: str, version: int | None, **said: Any) -> None:
        content = _content(said, sites)
        made.append(patrols.log(content, offices[other], officer=reader(request), office=office))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link)
    context = {"form": form, "question": question, "about": About(_("Patrols"), "/patrols/")}
    return render(request, "cases/question.html", context)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def patrol_change(request: HttpRequest, reference: str) -> HttpResponse:
    patrol, side = of_two(reference, request)
    sites = _sites(patrol.office) | _sites(patrol.other)
    question = Question(
        title=_("Change the log"),
        lead=_("A change takes the signatures off: both sides sign anew."),
        button=_("Save the log"),
        done=_("The log is saved."),
    )
    initial = _shown(patrol, side)
    form = PatrolForm(request.POST or None, office=side, sites=sites.values(), initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        change = partial(patrols.change, patrol, _content(said, sites), officer=reader(request))
        unless_stale(request, form, change, version, lambda: _said(reference, request, side))

    return put(request, about(patrol), question, form, verb)


def _content(said: dict[str, Any], sites: dict[str, Crossing]) -> PatrolContent:
    return PatrolContent(**{**said, "sites": [sites[code] for code in said["sites"]]})


def _sites(office: Office) -> dict[str, Crossing]:
    rows = Crossing.objects.filter(border__in=office.borders.all()).order_by("code")
    return {one.code: one for one in rows}


def _shown(patrol: Patrol, side: Office) -> dict[str, Any]:
    zone = ZoneInfo(side.time_zone)
    return {
        "starts_at": written(patrol.starts_at, zone),
        "ends_at": written(patrol.ends_at, zone),
        "route": patrol.route,
        "sites": [site.code for site in patrol.sites.all()],
        "officers_own": patrol.officers_own,
        "officers_other": patrol.officers_other,
        "version": patrol.version,
    }


def _said(reference: str, request: HttpRequest, side: Office) -> str:
    shown = _shown(find_patrol(reference, request.user), side)
    names = ("starts_at", "ends_at", "route", "officers_own", "officers_other")
    return ", ".join(str(shown[name]) for name in names)


def about(patrol: Patrol) -> About:
    return About(patrol.reference, patrol.link)


def of_two(reference: str, request: HttpRequest) -> tuple[Patrol, Office]:
    """In reach, but of neither office: 403 before the page asks anything."""
    patrol = find_patrol(reference, request.user)
    side = side_of(patrol, request.user)
    if side is None:
        raise PermissionDenied(_("Only the two offices of the patrol can do that."))
    return patrol, side


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: HttpRequest, reference: str) -> HttpResponse:
    patrol, _side = of_two(reference, request)
    question = Question(
        title=_("Something happened"),
        lead=_("A change takes the signatures off: both sides sign anew."),
        button=_("Add it to the log"),
        done=_("It stands in the log."),
    )

    def verb(text: str, case: str) -> None:
        patrols.add_incident(patrol, text, officer=reader(request), reference=case)

    return put(request, about(patrol), question, IncidentForm(request.POST or None), verb)


@requires(Capability.RUN_OPERATIONS)
@require_POST
def incident_strike(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    patrol, _side = of_two(reference, request)
    verb = partial(patrols.strike_incident, patrol, public_id, officer=reader(request))
    return done_at_once(request, patrol.link, verb, _("It is struck from the log."))


@requires(Capability.RUN_OPERATIONS)
@require_POST
def patrol_sign(request: HttpRequest, reference: str) -> HttpResponse:
    patrol, _side = of_two(reference, request)
    verb = partial(patrols.sign, patrol, officer=reader(request), version=version_in(request.POST))
    return done_at_once(request, patrol.link, verb, _("Your office has signed."))
