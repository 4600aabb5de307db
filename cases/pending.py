"""What waits for an answer rests on what was so when it was asked: a recall, or the end of a case,
ends it. Rows only; the verbs that call it write the event and the audit row."""

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Officer
from audit.clock import now
from cases.models import Approval, Case, HandlingConfirmation, HandOver, JointInvite


def end_with(case: Case, country: str, *, by: Officer) -> None:
    """The country no longer sees the case: what it was asked to become, what the head was asked
    to show it, and what its officers confirmed for themselves, are over."""
    _end(
        case,
        by,
        invites=Q(office__country=country),
        offers=Q(to_office__country=country),
        approvals=Q(country=country),
        reason=_("The case was recalled."),
    )
    HandlingConfirmation.objects.filter(case=case, officer__country=country).delete()


def end_all(case: Case, *, by: Officer) -> None:
    """The case is over."""
    anybody = Q()
    reason = _("The case is over.")
    _end(case, by, invites=anybody, offers=anybody, approvals=anybody, reason=reason)


def _end(case: Case, by: Officer, *, invites: Q, offers: Q, approvals: Q, reason: str) -> None:
    answered = {"answered_by": by, "answered_at": now()}
    waiting = JointInvite.objects.waiting().filter(invites, case=case)
    waiting.update(answer=JointInvite.Answer.WITHDRAWN, **answered)
    case.hand_overs.open().filter(offers).update(answer=HandOver.Answer.CANCELLED, **answered)
    asked = case.approvals.open().filter(approvals, verb=Approval.Verb.SHARE)
    asked.update(answer=Approval.Answer.DECLINED, reason=reason, **answered)
