"""Pages of the expansion plan."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, may, requires
from agencies.models import Office
from cases.forms.days import written
from cases.narrowing import narrowed_by
from cases.views.asking import Question, reader
from cases.views.questions import About, put, unless_stale, worked
from roadmap import expansion
from roadmap.expansion import PlaceContent, content_of, find_place
from roadmap.forms.expansion_forms import PlaceForm, StepForm
from roadmap.keepers import keeps, kept_by
from roadmap.models import Place, Step
from roadmap.sections import sections_for
from roadmap.views.asking import only_keepers


@requires(Capability.READ_ROADMAP)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    narrowed = narrowed_by(request.GET)
    rows = narrowed.of(Place.objects.visible_to(request.user), "country")
    context = {
        "narrowed": narrowed,
        "rows": rows.select_related("country", "office"),
        "counts": [(step.label, number) for step, number in rows.per_step().items()],
        "steps": list(Step),
        "may_add": may(request.user, Capability.KEEP_ROADMAP),
        "sections": sections_for(request, "roadmap-expansion"),
    }
    return render(request, "roadmap/expansion.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def place_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    place = find_place(public_id, request.user)
    context = {
        "place": place,
        "may_keep": keeps(request.user, place.country_id),
        "sections": sections_for(request, "roadmap-expansion"),
    }
    return render(request, "roadmap/place.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def place_new(request: HttpRequest) -> HttpResponse:
    question = Question(
        title=_("Add a place"),
        lead=_("A place that is to have an office, or an office that is planned."),
        button=_("Add the place"),
        done="",
    )
    form = _place_form(request)
    made: list[Place] = []

    def verb(version: int | None, **said: Any) -> None:
        made.append(expansion.add_place(PlaceContent(**said), by=reader(request)))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link_to)
    about = About(_("Expansion plan"), "/roadmap/expansion/")
    context = {"form": form, "question": question, "about": about}
    return render(request, "cases/question.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def place_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    place = _kept(public_id, request)
    question = Question(
        title=_("Change the place"),
        lead=_("Its steps have pages of their own."),
        button=_("Save the place"),
        done=_("The place is saved."),
    )
    office = place.office.code if place.office is not None else ""
    initial = {**vars(content_of(place)), "office": office, "version": place.version}
    form = _place_form(request, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        change = partial(expansion.change_place, place, PlaceContent(**said), by=reader(request))
        unless_stale(request, form, change, version, lambda: _said(public_id, request))

    return put(request, _about(place), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def place_step(request: HttpRequest, public_id: UUID, step: Step) -> HttpResponse:
    place = _kept(public_id, request)
    question = Question(
        title=str(step.label),
        lead=_("A step is done after the one before it. Without a day it is not done."),
        button=_("Save the step"),
        done=_("The step is saved."),
    )
    initial = {name: written(day) for name, day in place.days_of(step).items()}
    form = StepForm(request.POST or None, initial={**initial, "version": place.version})

    def verb(planned: date | None, done: date | None, version: int | None) -> None:
        write = partial(
            expansion.write_step,
            place,
            step,
            planned=planned or None,
            done=done or None,
            by=reader(request),
        )
        unless_stale(request, form, write, version, lambda: _days(public_id, step, request))

    return put(request, _about(place), question, form, verb)


def _about(place: Place) -> About:
    return About(place.name, place.link_to)


def _kept(public_id: UUID, request: HttpRequest) -> Place:
    place = find_place(public_id, request.user)
    only_keepers(request, place.country_id)
    return place


def _place_form(request: HttpRequest, **more: Any) -> PlaceForm:
    offices = Office.objects.border_offices().filter(country=kept_by(request.user))
    return PlaceForm(request.POST or None, offices=offices, **more)


def _said(public_id: UUID, request: HttpRequest) -> str:
    place = find_place(public_id, request.user)
    return ", ".join(str(word) for word in (place, place.office, place.owner, place.note) if word)


def _days(public_id: UUID, step: Step, request: HttpRequest) -> str:
    days = find_place(public_id, request.user).days_of(step)
    return ", ".join(written(day) or "–" for day in days.values())
