"""Disputes on the page of a commitment."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases.views.asking import Question, reader
from cases.views.questions import About, put, unless_stale
from roadmap import disputes
from roadmap.commitments import find_commitment
from roadmap.disputes import find_dispute, may_raise, may_settle, may_withdraw
from roadmap.forms.dispute_forms import DisputeForm
from roadmap.keepers import keeps
from roadmap.models import Commitment, Dispute

Verb = Callable[..., Dispute]


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    if not may_raise(found, request.user):
        raise PermissionDenied(_("A coordinator of another member state disputes it."))
    question = Question(
        title=_("Dispute the statement"),
        lead=_("Say why it is not done. While it is disputed nobody verifies it."),
        button=_("Dispute it"),
        done=_("The statement is disputed. Its country can answer."),
    )
    form = DisputeForm(request.POST or None, initial={"version": found.version})

    def verb(version: int | None, text: str) -> None:
        write = partial(disputes.raise_dispute, found, reason=text, officer=reader(request))
        unless_stale(request, form, write, version, lambda: _stated(public_id, request))

    return put(request, _about(found), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_dispute(public_id, request.user)
    question = Question(
        title=_("Answer the dispute"),
        lead=_("What you say stands beside the dispute."),
        button=_("Answer"),
        done=_("Your answer is saved."),
    )
    is_owner = keeps(request.user, found.commitment.country_id)
    return _asked(request, found, question, disputes.answer, may=is_owner)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_dispute(public_id, request.user)
    question = Question(
        title=_("Withdraw the dispute"),
        lead=_("Say what changed. What was said stays on the page."),
        button=_("Withdraw it"),
        done=_("The dispute is withdrawn."),
    )
    is_its = may_withdraw(found, request.user)
    return _asked(request, found, question, disputes.withdraw, may=is_its)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_dispute(public_id, request.user)
    question = Question(
        title=_("Settle the dispute"),
        lead=_("As lead shepherd: say what both countries have agreed."),
        button=_("Settle it"),
        done=_("The dispute is settled."),
    )
    is_lead = may_settle(found, request.user)
    return _asked(request, found, question, disputes.settle, may=is_lead)


def _asked(
    request: HttpRequest, found: Dispute, question: Question, does: Verb, *, may: bool
) -> HttpResponse:
    if not may:
        raise PermissionDenied(_("That is for another country to do."))
    form = DisputeForm(request.POST or None, initial={"version": found.version})

    def verb(version: int | None, text: str) -> None:
        write = partial(does, found, text=text, officer=reader(request))
        unless_stale(request, form, write, version, lambda: _last(found.public_id, request))

    return put(request, _about(found.commitment), question, form, verb)


def _about(commitment: Commitment) -> About:
    return About(f"{commitment.country} · {commitment.item.reference}", commitment.link)


def _stated(public_id: UUID, request: HttpRequest) -> str:
    row = find_commitment(public_id, request.user)
    return f"{row.get_status_display()}, {row.note}"


def _last(public_id: UUID, request: HttpRequest) -> str:
    return find_dispute(public_id, request.user).steps.order_by("-pk")[0].text
