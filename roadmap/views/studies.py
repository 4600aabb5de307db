"""Pages of studies, recommendations and positions."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from agencies.problems import NotAllowed
from cases.forms.days import written
from cases.views.asking import Question, reader
from cases.views.questions import About, put, unless_stale
from roadmap import studies as keeping
from roadmap.commitments import own_country
from roadmap.forms.study_forms import PositionForm, RecommendationForm, StandingForm, StudyForm
from roadmap.keepers import is_lead
from roadmap.models import Recommendation, Study
from roadmap.sections import sections_for
from roadmap.studies import (
    RecommendationContent,
    Standing,
    StudyContent,
    content_of,
    find_recommendation,
    find_study,
    recommended,
    standing_of,
    standing_position,
)
from roadmap.studypage import RecommendationPage, StudyPage
from roadmap.views.editions import only_lead

ROWS = 200


@requires(Capability.READ_ROADMAP)
@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    rows = Study.objects.visible_to(request.user).prefetch_related("recommendations")
    context = {
        "studies": rows[:ROWS],
        "may_lead": is_lead(request.user),
        "sections": sections_for(request, "roadmap-studies"),
    }
    return render(request, "roadmap/studies.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def study(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_study(public_id, request.user)
    context = {
        "study": found,
        "page": StudyPage(found, request.user),
        "sections": sections_for(request, "roadmap-studies"),
    }
    return render(request, "roadmap/study.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def recommendation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_recommendation(public_id, request.user)
    context = {
        "one": found,
        "page": RecommendationPage(found, request.user),
        "sections": sections_for(request, "roadmap-studies"),
    }
    return render(request, "roadmap/recommendation.html", context)


# -- What the lead shepherd keeps ----------------------------------------------------------------


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def study_new(request: HttpRequest) -> HttpResponse:
    only_lead(request)
    question = Question(
        title=_("Add a study"),
        lead=_("What was studied, by whom, and where it can be read. Recommendations come after."),
        button=_("Add the study"),
        done=_("The study is added."),
    )

    def verb(version: int | None, **said: Any) -> None:
        keeping.add_study(StudyContent(**said), officer=reader(request))

    about = About(_("Studies"), reverse("roadmap-studies"))
    return put(request, about, question, StudyForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def study_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_study(public_id, request.user)
    only_lead(request)
    question = Question(
        title=_("Change the study"),
        lead=_("What stands now is kept in the history."),
        button=_("Save the study"),
        done=_("The study is saved."),
    )
    initial = {**vars(content_of(found)), "version": found.version}
    form = StudyForm(request.POST or None, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        content = StudyContent(**said)
        write = partial(keeping.change_study, found, content, officer=reader(request))
        unless_stale(request, form, write, version, lambda: _study_said(public_id, request))

    return put(request, About(found.title, found.link), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_study(public_id, request.user)
    only_lead(request)
    question = Question(
        title=_("Add a recommendation"),
        lead=_("In the words of the study. It begins as proposed."),
        button=_("Add the recommendation"),
        done=_("The recommendation is added."),
    )
    initial = {"number": keeping.next_number(found)}
    form = RecommendationForm(request.POST or None, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        keeping.add_recommendation(found, _content(said), officer=reader(request))

    return put(request, About(found.title, found.link), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_recommendation(public_id, request.user)
    only_lead(request)
    question = Question(
        title=_("Change the recommendation"),
        lead=_("What stands now is kept in the history. Positions stay as they were stated."),
        button=_("Save the recommendation"),
        done=_("The recommendation is saved."),
    )
    initial = {**vars(recommended(found)), "version": found.version}
    form = RecommendationForm(request.POST or None, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        write = partial(
            keeping.change_recommendation, found, _content(said), officer=reader(request)
        )
        unless_stale(request, form, write, version, lambda: _words_of(public_id, request))

    return put(request, _about(found), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_recommendation(public_id, request.user)
    only_lead(request)
    question = Question(
        title=_("Status of the recommendation"),
        lead=_("Where it stands, since when and why. Earlier ones stay in the history."),
        button=_("Save the status"),
        done=_("The status is saved."),
    )
    stands = {**vars(standing_of(found)), "status_on": written(found.status_on)}
    form = StandingForm(request.POST or None, initial={**stands, "version": found.version})

    def verb(version: int | None, **said: Any) -> None:
        write = partial(keeping.put_standing, found, Standing(**said), officer=reader(request))
        unless_stale(request, form, write, version, lambda: _words_of(public_id, request))

    return put(request, _about(found), question, form, verb)


# -- What each member state says -----------------------------------------------------------------


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_recommendation(public_id, request.user)
    try:
        country = own_country(request.user)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    question = Question(
        title=_("State the position: %(country)s") % {"country": country},
        lead=found.text,
        button=_("State the position"),
        done=_("The position is saved."),
    )
    stands = standing_position(found, country.pk)
    said = {"stance": stands.stance, "note": stands.note} if stands is not None else {}
    version = stands.version if stands is not None else 0
    form = PositionForm(request.POST or None, initial={**said, "version": version})

    def verb(version: int | None, **said: Any) -> None:
        write = partial(keeping.state_position, found, country, officer=reader(request), **said)
        unless_stale(request, form, write, version, lambda: _position_said(found, country.pk))

    return put(request, _about(found), question, form, verb)


def _about(row: Recommendation) -> About:
    return About(_("Recommendation %(number)s") % {"number": row.number}, row.link)


def _content(said: dict[str, Any]) -> RecommendationContent:
    return RecommendationContent(**{**said, "items": tuple(said["items"])})


def _study_said(public_id: UUID, request: HttpRequest) -> str:
    row = find_study(public_id, request.user)
    return ", ".join(word for word in (row.title, row.made_by, row.at, row.note) if word)


def _words_of(public_id: UUID, request: HttpRequest) -> str:
    row = find_recommendation(public_id, request.user)
    words = (row.text, row.addressed_to, row.get_status_display(), row.reason)
    return ", ".join(word for word in words if word)


def _position_said(row: Recommendation, country: str) -> str:
    stands = standing_position(row, country)
    return f"{stands.get_stance_display()}, {stands.note}" if stands is not None else ""
