"""The head of an office approves or declines what an officer wants to disclose."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import approvals
from cases.approvalpage import ApprovalPage
from cases.forms.approval_forms import ApprovalForm
from cases.models import Approval
from cases.reading import find
from cases.views.asking import Question, ask, reader


@requires(Capability.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_approval(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    rows = approvals.approvals_of(sighted)
    row = next((one for one in rows if one.public_id == public_id), None)
    if row is None:
        raise Http404
    question = Question(
        title=_("Approve a disclosure?"),
        lead=approvals.sentence(row),
        button=_("Answer"),
        done=_("It is answered."),
        seen=approvals.stands(sighted.case),
        template="cases/approval.html",
        more={"page": ApprovalPage(row, sighted, reader(request))},
    )
    read = request.POST.get("seen", "")

    def verb(answer: str, reason: str) -> object:
        who = reader(request)
        if answer == Approval.Answer.APPROVED:
            return approvals.approve(row, officer=who, read=read)
        # What comes back is no proposal of this officer's any more.
        return approvals.decline(row, officer=who, reason=reason).case

    return ask(request, sighted, question, ApprovalForm(request.POST or None), verb)
