"""Standard procedures: their versions, who agrees, which offices have acknowledged."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Border
from cases.forms.begun import version_in
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale, worked
from roadmap import procedures
from roadmap.forms.procedures import REGION, ProcedureForm, TitleForm, WordingForm
from roadmap.keepers import kept_by
from roadmap.models import Procedure, ProcedureVersion
from roadmap.procedurepage import ProcedurePage, procedure_rows
from roadmap.procedures import find_procedure, find_version
from roadmap.sections import sections_for
from roadmap.views.asking import only_keepers

HERE = "roadmap-procedures"


@requires(Capability.READ_ROADMAP)
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    waiting = ProcedureVersion.objects.waiting_for(request.user).select_related("procedure")
    context = {
        "rows": procedure_rows(request.user),
        "waiting": waiting,
        "may_begin": bool(kept_by(request.user)),
        "sections": sections_for(request, HERE),
    }
    return render(request, "roadmap/procedures.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def procedure_detail(request: HttpRequest, reference: str) -> HttpResponse:
    procedure = procedures.consult_procedure(reference, request.user)
    page = ProcedurePage(procedure, request.user)
    return render(request, "roadmap/procedure.html", {"page": page, "procedure": procedure})


@requires(Capability.READ_ROADMAP)
@require_safe
def procedure_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    procedure = find_procedure(reference, request.user)
    row = find_version(procedure, number, request.user)
    context = {"procedure": procedure, "row": row}
    return render(request, "roadmap/procedure_version.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_new(request: HttpRequest) -> HttpResponse:
    borders = {one.code: one for one in Border.objects.of_country(kept_by(request.user))}
    question = Question(
        title=_("Draft a procedure"),
        lead=_(
            "Your country keeps it. The other country of the border agrees before it is in force."
        ),
        button=_("Save the draft"),
        done="",
    )
    form = ProcedureForm(request.POST or None, borders=borders.values())
    made: list[Procedure] = []

    def verb(title: str, border: str, text: str) -> None:
        place = None if border == REGION else borders[border]
        made.append(procedures.begin(title, place, text, officer=reader(request)))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link)
    back = About(_("Procedures"), "/roadmap/procedures/")
    context = {"form": form, "question": question, "about": back}
    return render(request, "cases/question.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_rename(request: HttpRequest, reference: str) -> HttpResponse:
    procedure = _own(reference, request)
    question = Question(
        title=_("Change the title"), lead="", button=_("Save"), done=_("The title is changed.")
    )
    initial = {"title": procedure.title, "version": procedure.version}
    form = TitleForm(request.POST or None, initial=initial)

    def verb(title: str, version: int | None) -> None:
        change = partial(procedures.rename, procedure, title, officer=reader(request))
        stands = lambda: find_procedure(reference, request.user).title  # noqa: E731
        unless_stale(request, form, change, version, stands)

    return put(request, _about(procedure), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def version_new(request: HttpRequest, reference: str) -> HttpResponse:
    procedure = _own(reference, request)
    latest = procedures.versions_for(procedure, request.user)[0]
    question = Question(
        title=_("Draft the next version"),
        lead=_("The version in force stands until this one is in force."),
        button=_("Save the draft"),
        done=_("The draft is saved."),
    )
    form = WordingForm(request.POST or None, initial={"text": latest.text})

    def verb(text: str, changes: str, version: int | None) -> None:
        procedures.draft(procedure, text, changes, officer=reader(request))

    return put(request, _about(procedure), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def version_change(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    procedure = _own(reference, request)
    row = find_version(procedure, number, request.user)
    question = Question(
        title=_("Change the draft"),
        lead=_("If it was offered or agreed, it is offered again."),
        button=_("Save the draft"),
        done=_("The draft is saved."),
    )
    initial = {"text": row.text, "changes": row.changes, "version": row.version}
    form = WordingForm(request.POST or None, initial=initial)

    def verb(text: str, changes: str, version: int | None) -> None:
        change = partial(procedures.redraft, row, text, changes, officer=reader(request))
        stands = lambda: find_version(procedure, number, request.user).text  # noqa: E731
        unless_stale(request, form, change, version, stands)

    return put(request, _about(procedure), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_POST
def version_offer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return _step(request, reference, number, procedures.offer, _("It is offered."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def version_agree(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return _step(request, reference, number, procedures.agree, _("It is agreed."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def version_put(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return _step(request, reference, number, procedures.put_in_force, _("It is in force."))


@requires(Capability.ACKNOWLEDGE_PROCEDURE)
@require_POST
def version_acknowledge(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    procedure = find_procedure(reference, request.user)
    row = find_version(procedure, number, request.user)
    verb = partial(procedures.acknowledge, row, officer=reader(request))
    return done_at_once(request, procedure.link, verb, _("Your office has acknowledged it."))


def _step(
    request: HttpRequest, reference: str, number: int, verb: Callable[..., Any], said: str
) -> HttpResponse:
    procedure = find_procedure(reference, request.user)
    row = find_version(procedure, number, request.user)
    begun = version_in(request.POST)
    step = partial(verb, row, officer=reader(request), version=begun)
    return done_at_once(request, procedure.link, step, said)


def _own(reference: str, request: HttpRequest) -> Procedure:
    """In reach, but of another country: 403 before the page asks anything."""
    procedure = find_procedure(reference, request.user)
    only_keepers(request, procedure.country_id)
    return procedure


def _about(procedure: Procedure) -> About:
    return About(procedure.reference, procedure.link)
