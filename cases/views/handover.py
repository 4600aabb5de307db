"""Handing a case over: the offer, its answer, taking it back."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import handover
from cases.forms.handover_forms import AnswerHandOverForm, HandOverForm
from cases.models import HandOver
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, find
from cases.views.asking import Question, ask, only_originators, reader


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    question = Question(
        title=_("Hand the case over to another office"),
        lead=_(
            "That office accepts or declines. When it accepts, it leads the case: your office and "
            "country read it in full. Your national notes and files stay yours."
        ),
        button=_("Offer the case"),
        done=_("The office was asked. Until it accepts, the case is yours."),
    )
    verb = partial(handover.offer, sighted.case, officer=reader(request))
    form = HandOverForm(request.POST or None, case=sighted.case)
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_hand_over_answer(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    row = _open(sighted, request)
    if not handover.may_answer(row, request.user):
        raise PermissionDenied(_("Only the office that it is offered to can answer."))
    question = Question(
        title=_("Take the case over?"),
        lead=_("%(office)s offers it to your office: “%(reason)s”")
        % {"office": row.from_office, "reason": row.reason},
        button=_("Answer"),
        done=_("%(office)s was told.") % {"office": row.from_office},
    )

    def verb(answer: str, reason: str) -> object:
        if answer == HandOver.Answer.ACCEPTED:
            return handover.accept(row, officer=reader(request))
        return handover.decline(row, officer=reader(request), reason=reason)

    return ask(request, sighted, question, AnswerHandOverForm(request.POST or None), verb)


@requires(Capability.SHARE_CASE)
@require_POST
def case_hand_over_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    try:
        handover.cancel(_open(sighted, request), officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("The offer is taken back. The case stays with your office."))
    return redirect("case-detail", reference)


def _open(sighted: Sighted, request: HttpRequest) -> HandOver:
    rows = handover.hand_overs_of(sighted, request.user)
    row = next((one for one in rows if not one.answer), None)
    if row is None:
        raise Http404
    return row
