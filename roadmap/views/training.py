"""Courses and sessions, who was trained, and what offices need."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from agencies.models import Office
from cases.forms.days import written
from cases.narrowing import narrowed_by
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale, worked
from roadmap import training
from roadmap.forms.training import (
    CourseForm,
    NeedForm,
    PersonForm,
    ResultsForm,
    SessionForm,
    TraineeForm,
)
from roadmap.keepers import kept_by
from roadmap.models import Course, Trainer, TrainingNeed, TrainingSession
from roadmap.sections import sections_for
from roadmap.training import (
    CourseContent,
    SessionContent,
    content_of,
    find_course,
    find_session,
    find_trainee,
)
from roadmap.trainingpage import SessionPage
from roadmap.views.asking import only_keepers

HOME = "/roadmap/training/"
ROWS = 50


@requires(Capability.READ_ROADMAP)
@require_safe
def training_home(request: HttpRequest) -> HttpResponse:
    narrowed = narrowed_by(request.GET)
    sessions = TrainingSession.objects.visible_to(request.user)
    sides = ("country", "trainees__country", "trainers__country")
    sessions = narrowed.of(sessions, *sides, day="ends")
    context = {
        "narrowed": narrowed,
        "courses": Course.objects.visible_to(request.user).select_related("country")[:ROWS],
        "sessions": sessions.select_related("course", "country")[:ROWS],
        "needs": TrainingNeed.objects.visible_to(request.user)
        .filter(officers__gt=0)
        .select_related("office__country")[:ROWS],
        "cascade": training.cascade_of(),
        "may_keep": bool(kept_by(request.user)),
        "may_state": may(request.user, Capability.STATE_NEEDS),
        "sections": sections_for(request, "roadmap-training"),
    }
    return render(request, "roadmap/training.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def course_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    course = find_course(public_id, request.user)
    kept = kept_by(request.user)
    context = {
        "course": course,
        "sessions": course.sessions.visible_to(request.user).select_related("country"),
        "may_change": kept == course.country_id,
        "may_hold": bool(kept),
    }
    return render(request, "roadmap/course.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def session_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = find_session(public_id, request.user)
    page = SessionPage(session, request.user)
    return render(request, "roadmap/session.html", {"page": page, "session": session})


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request: HttpRequest) -> HttpResponse:
    question = Question(
        title=_("Add a course"), lead=_("Your country keeps it."), button=_("Save"), done=""
    )
    made: list[Course] = []

    def verb(version: int | None, **said: Any) -> None:
        made.append(training.add_course(CourseContent(**said), officer=reader(request)))

    form = CourseForm(request.POST or None)
    return _made(request, About(_("Training"), HOME), question, form, verb, made=made)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def course_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    course = find_course(public_id, request.user)
    only_keepers(request, course.country_id)
    initial = {**vars(content_of(course, CourseContent)), "version": course.version}
    form = CourseForm(request.POST or None, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        change = partial(
            training.change_course, course, CourseContent(**said), officer=reader(request)
        )
        stands = lambda: find_course(public_id, request.user).title  # noqa: E731
        unless_stale(request, form, change, version, stands)

    return put(request, About(course.title, course.link), _change(), form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    course = find_course(public_id, request.user)
    question = Question(
        title=_("Add a session"), lead=_("Held by your country."), button=_("Save"), done=""
    )
    made: list[TrainingSession] = []

    def verb(version: int | None, **said: Any) -> None:
        made.append(training.add_session(course, SessionContent(**said), officer=reader(request)))

    form = SessionForm(request.POST or None)
    return _made(request, About(course.title, course.link), question, form, verb, made=made)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _own_session(request, public_id)
    initial = {
        "place": session.place,
        "starts": written(session.starts),
        "ends": written(session.ends),
        "version": session.version,
    }
    form = SessionForm(request.POST or None, initial=initial)

    def verb(version: int | None, **said: Any) -> None:
        change = partial(
            training.change_session, session, SessionContent(**said), officer=reader(request)
        )
        stands = lambda: find_session(public_id, request.user).place  # noqa: E731
        unless_stale(request, form, change, version, stands)

    return put(request, _about(session), _change(), form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def trainer_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _own_session(request, public_id)
    question = _person(_("Add a trainer"))
    form = PersonForm(request.POST or None, offices=_offices(), reader=request.user)

    def verb(**_said: Any) -> None:
        training.add_trainer(session, form.person, officer=reader(request))

    return put(request, _about(session), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_POST
def trainer_remove(request: HttpRequest, public_id: UUID, trainer: UUID) -> HttpResponse:
    session = _own_session(request, public_id)
    rows = Trainer.objects.visible_to(request.user).filter(session=session)
    found = training.found(rows.select_related("session"), trainer)
    verb = partial(training.remove_trainer, found, officer=reader(request))
    return done_at_once(request, session.link, verb, _("The trainer is taken off."))


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def trainee_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _own_session(request, public_id)
    question = _person(_("Add a trainee"))
    form = TraineeForm(
        request.POST or None, offices=_offices(), reader=request.user, initial={"sex": "U"}
    )

    def verb(**_said: Any) -> None:
        training.add_trainee(session, form.person, form.results, officer=reader(request))

    return put(request, _about(session), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def trainee_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    trainee = find_trainee(public_id, request.user)
    only_keepers(request, trainee.session.country_id)
    initial = {**vars(content_of(trainee, training.Results)), "version": trainee.version}
    form = ResultsForm(request.POST or None, initial=initial)

    def verb(version: int | None, **_said: Any) -> None:
        change = partial(training.change_results, trainee, form.results, officer=reader(request))
        unless_stale(request, form, change, version, lambda: _results(public_id, request))

    question = Question(
        title=_("Results"), lead=trainee.written_name, button=_("Save"), done=_("It is saved.")
    )
    return put(request, _about(trainee.session), question, form, verb)


@requires(Capability.STATE_NEEDS)
@require_http_methods(["GET", "HEAD", "POST"])
def need_new(request: HttpRequest) -> HttpResponse:
    question = Question(
        title=_("What your office needs"),
        lead=_("How many officers need training in a subject. Saying it again replaces it."),
        button=_("Save"),
        done=_("It is written down."),
    )
    verb = partial(training.state_need, officer=reader(request))
    form = NeedForm(request.POST or None)
    return put(request, About(_("Training"), HOME), question, form, verb)


def _made(
    request: HttpRequest,
    about: About,
    question: Question,
    form: Any,
    verb: Callable[..., None],
    *,
    made: list[Any],
) -> HttpResponse:
    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link)
    context = {"form": form, "question": question, "about": about}
    return render(request, "cases/question.html", context)


def _change() -> Question:
    return Question(title=_("Change"), lead="", button=_("Save"), done=_("It is saved."))


def _person(title: str) -> Question:
    return Question(
        title=title,
        lead=_("Names are read by the coordinators of the person's country and of yours."),
        button=_("Save"),
        done=_("It is written down."),
    )


def _offices() -> Any:
    return Office.objects.active().select_related("country").order_by("code")


def _about(session: TrainingSession) -> About:
    return About(str(session), session.link)


def _own_session(request: HttpRequest, public_id: UUID) -> TrainingSession:
    """In reach, but held by another country: 403 before the page asks anything."""
    session = find_session(public_id, request.user)
    only_keepers(request, session.country_id)
    return session


def _results(public_id: UUID, request: HttpRequest) -> str:
    trainee = find_trainee(public_id, request.user)
    return ", ".join(
        [
            f"{label}: {value}"
            for label, value in (
                (_("Test before"), trainee.before),
                (_("Test after"), trainee.after),
                (_("Completed"), _("yes") if trainee.completed else _("no")),
            )
            if value is not None
        ]
    )
