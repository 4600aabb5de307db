"""Restricting a case to single offices, and lifting that."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import restricted
from cases.forms.verbs import RecallForm
from cases.reading import find
from cases.seen import version_of
from cases.views.asking import Question, ask, only_originators, reader, seen_sharing


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_restrict(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Restrict the case to offices"),
        lead=_(
            "In your own country only your office sees it. Abroad each office that is told sees "
            "it, and no other office or system of its country. Who loses sight of it, loses it at "
            "once."
        ),
        button=_("Restrict"),
        done=_("The case is restricted to offices."),
        seen=str(version_of(sighted.case)),
    )
    read = seen_sharing(request)
    verb = partial(restricted.restrict, sighted.case, officer=reader(request), seen=read)
    return ask(request, sighted, question, RecallForm(request.POST or None), verb)


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_open_up(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Lift the restriction to offices"),
        lead=_(
            "Your own country sees the case in full again. Offices abroad keep what they see; you "
            "can share it with their countries."
        ),
        button=_("Lift the restriction"),
        done=_("The case is no longer restricted to offices."),
        seen=str(version_of(sighted.case)),
    )
    read = seen_sharing(request)
    verb = partial(restricted.open_up, sighted.case, officer=reader(request), seen=read)
    return ask(request, sighted, question, RecallForm(request.POST or None), verb)
