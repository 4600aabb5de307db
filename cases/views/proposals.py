"""Proposing a change to somebody else's case, and deciding about it."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases import merging, proposals
from cases.content import PARTS, CaseContent, content_of
from cases.forms.begun import version_in
from cases.forms.filling import filled
from cases.forms.proposal_form import DeclineProposalForm, ProposalSheet
from cases.forms.raw import Raw, rows_changed
from cases.models import Proposal
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.proposalpage import Decided, ProposalPage
from cases.reading import Sighted, consult, find
from cases.views.asking import Question, ask, only_confirmed, only_originators, reader
from cases.views.entry import codes_of
from cases.views.overtaken import changes_since


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_propose(request: HttpRequest, reference: str) -> HttpResponse:
    posted = request.method == "POST"
    sighted = find(reference, request.user) if posted else consult(reference, request.user)
    only_confirmed(sighted)
    if not proposals.may_propose(sighted):
        raise PermissionDenied(_("Only a country that contributes proposes changes."))
    prefetch_related_objects([sighted.case], *PARTS)
    if not posted:
        fields = filled(_asked(content_of(sighted.case)), reader(request))
        return _page(request, sighted, _sheet(request, sighted, fields))
    return _posted(request, sighted)


def _asked(content: CaseContent) -> CaseContent:
    """People and seizures are records of their own: they are added, not proposed."""
    return replace(content, subjects=(), seizures=())


def _posted(request: HttpRequest, sighted: Sighted) -> HttpResponse:
    fields = request.POST.copy()
    rows = rows_changed(fields, request.POST.get("do", ""))
    if rows is not None:
        return _page(request, sighted, _sheet(request, sighted, rows[0], row=rows[1]))
    sheet = _sheet(request, sighted, fields, checked=True)
    if not sheet.is_valid():
        return _page(request, sighted, sheet)
    now = content_of(sighted.case)
    typed = replace(sheet.entry.content(), subjects=now.subjects, seizures=now.seizures)
    wanted = merging.merge(merging.marks_of(now), now, typed).content
    try:
        proposal = proposals.propose(
            sighted.case, wanted, officer=reader(request), reason=sheet.reason
        )
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        sheet.refused = problem.message
        return _page(request, sighted, sheet)
    messages.success(
        request, _("%(office)s was told what you propose.") % {"office": sighted.case.office.title}
    )
    return redirect("proposal-detail", sighted.case.reference, proposal.public_id)


def _sheet(
    request: HttpRequest, sighted: Sighted, fields: Raw, *, checked: bool = False, row: str = ""
) -> ProposalSheet:
    sheet = ProposalSheet(
        fields,
        officer=reader(request),
        side=sighted.case.country_id,
        in_use=(*codes_of(sighted.case),),
        checked=checked,
    )
    sheet.entry.go_to(row)
    return sheet


def _page(request: HttpRequest, sighted: Sighted, sheet: ProposalSheet) -> HttpResponse:
    context = {"case": sighted.case, "sheet": sheet, "entry": sheet.entry}
    return render(request, "cases/propose.html", context)


# -- one proposal --------------------------------------------------------------------------------


@requires(Capability.READ_CASES)
@require_safe
def proposal_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = consult(reference, request.user)
    proposal = proposals.find_proposal(sighted, public_id)
    return _shown(request, sighted, proposal)


def _shown(
    request: HttpRequest,
    sighted: Sighted,
    proposal: Proposal,
    decided: Decided | None = None,
) -> HttpResponse:
    prefetch_related_objects([sighted.case], *PARTS)
    page = ProposalPage(sighted, proposal, request.user, decided=decided)
    changes = changes_since(sighted.case, decided.since) if decided is not None else []
    context = {"case": sighted.case, "proposal": proposal, "page": page, "changes": changes}
    return render(request, "cases/proposal.html", context)


@requires(Capability.LOG_CASE)
@require_POST
def proposal_accept(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """What of it is taken over stands as ticked boxes. When one of these fields was changed since
    the page was opened, the page comes back with what stands now."""
    sighted, proposal = _to_decide(request, reference, public_id)
    names = request.POST.getlist("fields")
    read = merging.read(request.POST["read"]) if "read" in request.POST else None
    verb = partial(proposals.accept, proposal, officer=reader(request), names=names, read=read)
    try:
        return _done(request, sighted, proposal, verb, _("The proposal is taken over."))
    except StaleVersion:
        decided = Decided(names, read or merging.NOTHING, version_in(request.POST))
        return _shown(request, find(reference, request.user), proposal, decided)


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decline(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted, proposal = _to_decide(request, reference, public_id)
    question = Question(
        title=_("Decline the proposal"),
        lead=_("The case stays as it is. The office that proposed the change is told."),
        button=_("Decline"),
        done=_("The proposal is declined."),
    )
    verb = partial(proposals.decline, proposal, officer=reader(request))
    return ask(request, sighted, question, DeclineProposalForm(request.POST or None), verb)


@requires(Capability.LOG_CASE)
@require_POST
def proposal_take_back(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    proposal = proposals.find_proposal(sighted, public_id)
    verb = partial(proposals.take_back, proposal, officer=reader(request))
    return _done(request, sighted, proposal, verb, _("The proposal is taken back."))


def _to_decide(
    request: HttpRequest, reference: str, public_id: uuid.UUID
) -> tuple[Sighted, Proposal]:
    sighted = find(reference, request.user)
    proposal = proposals.find_proposal(sighted, public_id)
    only_originators(sighted)
    return sighted, proposal


def _done(
    request: HttpRequest,
    sighted: Sighted,
    proposal: Proposal,
    verb: Callable[[], object],
    said: str,
) -> HttpResponse:
    try:
        verb()
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except StaleVersion:
        raise
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("proposal-detail", sighted.case.reference, proposal.public_id)
    messages.success(request, said)
    return redirect("case-detail", sighted.case.reference)
