"""Counting the people of a case."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import counts
from cases.counts import Counted
from cases.forms.count_form import CountForm
from cases.models import Case, PeopleCount
from cases.reading import find
from cases.views.asking import Question, ask, only_originators, reader
from cases.views.parts import Undoing, bring_back, take_off


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def count_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Count people"),
        lead=_("The same people again replace the figure. Names belong to the people of the case."),
        button=_("Save the figure"),
        done=_("The figure is saved."),
    )
    form = CountForm(request.POST or None)
    return ask(request, sighted, question, form, partial(_set, sighted.case, request))


def _set(case: Case, request: HttpRequest, *, number: int, **said: object) -> None:
    counts.set_count(case, Counted(**said), number, officer=reader(request))  # type: ignore[arg-type]


_UNDOING = Undoing(
    counts.COUNTS,
    counts.counts_of,
    gettext_lazy("The figure is taken away."),
    restore="count-restore",
    undo="?count={}#counts-removed",
    may=only_originators,
)


@requires(Capability.LOG_CASE)
@require_POST
def count_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    return take_off(request, reference, public_id, _UNDOING)


@requires(Capability.LOG_CASE)
@require_POST
def count_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    def said(_count: PeopleCount) -> str:
        return _("The figure is back on the case.")

    return bring_back(request, reference, public_id, _UNDOING, said)
