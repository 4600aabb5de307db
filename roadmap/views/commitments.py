"""Action items one by one, and what each country has undertaken for them."""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.problems import NotAllowed
from cases.forms.begun import version_in
from cases.problems import CaseProblem, StaleVersion
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put
from roadmap import commitments
from roadmap.commitmentpage import CommitmentPage, lines_of, wordings_of
from roadmap.commitments import find_commitment, find_item, statement_of
from roadmap.figurepage import figures_of
from roadmap.forms.commitment_forms import StatementForm, statement_in
from roadmap.keepers import is_lead
from roadmap.models import Commitment
from roadmap.sections import sections_for
from roadmap.threadpage import threads_about
from roadmap.threads import may_write
from roadmap.views.asking import only_keepers


@requires(Capability.READ_ROADMAP)
@require_safe
def item(request: HttpRequest, year: int, number: int) -> HttpResponse:
    found = find_item(year, number)
    context = {
        "item": found,
        "lines": lines_of(found, request.user),
        "threads": threads_about(found, request.user),
        "may_write": may_write(request.user),
        "figures": figures_of(found, None, request.user),
        "wordings": wordings_of(found, request.user),
        "may_lead": is_lead(request.user),
        "has_operations": found.indicators.filter(code="operations-held").exists(),
        "recommendations": found.recommendations.visible_to(request.user).to_show(),
        "sections": sections_for(request, "roadmap"),
    }
    return render(request, "roadmap/item.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def commitment(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    context = {
        "commitment": found,
        "page": CommitmentPage(found, request.user),
        "figures": figures_of(found.item, found.country, request.user),
        "sections": sections_for(request, "roadmap"),
    }
    return render(request, "roadmap/commitment.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: HttpRequest, year: int, number: int) -> HttpResponse:
    found = find_item(year, number)
    try:
        country = commitments.own_country(request.user)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    question = _question(_("State progress: %(country)s") % {"country": country}, found.marked)

    def verb(**said: Any) -> None:
        commitments.begin(found, statement_in(said), officer=reader(request))

    form = StatementForm(request.POST or None)
    return put(request, About(found.reference, found.link), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_state(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    only_keepers(request, found.country_id)
    title = _("State progress: %(country)s") % {"country": found.country}
    form = StatementForm(
        request.POST or None, initial={**vars(statement_of(found)), "version": found.version}
    )

    def verb(version: int | None, **said: Any) -> None:
        _state(request, form, found, statement_in(said), version or 0)

    about = About(found.item.reference, found.link)
    return put(request, about, _question(title, found.item.marked), form, verb)


def _question(title: str, lead: str) -> Question:
    done = _("The statement is saved.")
    return Question(title=title, lead=lead, button=_("Save the statement"), done=done)


def _state(
    request: HttpRequest,
    form: StatementForm,
    found: Commitment,
    said: commitments.Statement,
    version: int,
) -> None:
    """What a colleague stated meanwhile is told; saving again replaces it."""
    try:
        commitments.state(found, said, officer=reader(request), version=version)
    except StaleVersion as problem:
        form.data = request.POST.copy()
        form.data["version"] = str(problem.current)
        stands = find_commitment(found.public_id, request.user)
        raise CaseProblem(
            _(
                "Somebody changed this while you were working on it. It now says: %(text)s. "
                "Save again to put yours in its place."
            )
            % {"text": f"{stands.get_status_display()}, {stands.note}"}
        ) from problem


@requires(Capability.KEEP_ROADMAP)
@require_POST
def commitment_verify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    version = version_in(request.POST)
    verb = partial(commitments.verify, found, officer=reader(request), version=version)
    return done_at_once(request, found.link, verb, _("The commitment is verified."))
