"""Changes that a contributing country proposes to the originator's own fields: it proposes, the
originator accepts all or some of them, or declines with a reason (design 4.3, level contribute).

Until then the case is what it was. The proposal is read by its own country and the originator.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Officer
from audit.clock import now
from cases import contentjson, merging, notify, receiving, sharing, workflow
from cases.content import CaseContent, changed_fields, content_of
from cases.locking import lock, lock_own
from cases.models import Case, Event, Proposal, Request, RequestAttachment
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.reading import Sighted
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


def proposals_of(sighted: Sighted) -> list[Proposal]:
    rows = Proposal.objects.filter(case=sighted.case)
    rows = rows.readable_at(sighted.level, sighted.country)
    return list(
        rows.select_related("country", "office", "by", "settled_by", "attachment__step__request")
    )


def find_proposal(sighted: Sighted, public_id: UUID) -> Proposal:
    for proposal in proposals_of(sighted):
        if proposal.public_id == public_id:
            return proposal
    raise Http404


def may_propose(sighted: Sighted) -> bool:
    return sighted.level is Level.CONTRIBUTE and sighted.case.is_open


def fields_of(proposal: Proposal) -> list[str]:
    """In the order of the form; the database keeps none."""
    return [name for name in contentjson.NAMES if name in proposal.changes]


def proposed(proposal: Proposal, before: CaseContent) -> CaseContent:
    """The content as it would be."""
    return contentjson.brought_back(before, proposal.changes)


def stood(proposal: Proposal, before: CaseContent) -> CaseContent:
    """The content as it was when the change was proposed, of the proposed fields."""
    return contentjson.brought_back(before, proposal.stood)


def changed_since(proposal: Proposal, now: CaseContent) -> list[str]:
    """Which of the proposed fields say something else now than when it was proposed."""
    return changed_fields(stood(proposal, now), now)


def marks_of(proposal: Proposal, now: CaseContent) -> merging.Marks:
    """Of what stands in the proposed fields, for who reads the proposal."""
    marks = merging.marks_of(now)
    return {name: marks[name] for name in fields_of(proposal)}


def moved(now: CaseContent, read: merging.Marks, names: Iterable[str]) -> list[str]:
    """Which of the fields say something else now than what was read."""
    marks = merging.marks_of(now)
    return [name for name in names if read.get(name) != marks[name]]


# -- verbs -------------------------------------------------------------------------------------


@transaction.atomic
def propose(case: Case, content: CaseContent, *, officer: Officer, reason: str) -> Proposal:
    """`content` is the case as the officer would have it; what may not be proposed is ignored."""
    case = lock(case)
    if sharing.level_of(officer, case) is not Level.CONTRIBUTE:
        raise NotAllowed(_("Only a country that contributes proposes changes."))
    if not case.is_open:
        raise WrongState(_("A closed or withdrawn case cannot be changed."))
    stands = content_of(case)
    differing = changed_fields(stands, content)
    names = [name for name in differing if name in contentjson.NAMES]
    if not names:
        raise CaseProblem(_("Nothing differs from what stands in the case."))
    proposal = Proposal.objects.create(
        case=case,
        country_id=country_of(officer),
        office=office_of(officer),
        by=officer,
        at=now(),
        reason=reason,
        changes=contentjson.kept(content, names),
        stood=contentjson.kept(stands, names),
    )
    event = happened(
        case,
        Event.Kind.PROPOSED,
        by=officer,
        country=proposal.country_id,
        fields=names,
        reason=reason,
    )
    key = f"{case.reference}:proposed:{event.pk}"
    notify.tell_originators(case, Notice.Kind.CHANGE_PROPOSED, key)
    trace(case, Operation.COLLECTION, "propose", by=officer, fields=names, purpose=reason)
    return proposal


@transaction.atomic
def accept(
    proposal: Proposal,
    *,
    officer: Officer,
    names: Collection[str] | None = None,
    version: int | None = None,
    read: merging.Marks | None = None,
) -> Proposal:
    """Take over the named fields, or all of them, as a change of the case by this officer. Raises
    StaleVersion when `version` is not the case's current one, or when one of the fields says
    something else than what was `read` of it. A part that came with an answer becomes a record of
    the case, once, however many accept it."""
    case, proposal = _own(proposal, officer)
    if proposal.adds_a_part and proposal.state == Proposal.State.ACCEPTED:
        return proposal
    _must_wait(proposal)
    if version is not None and version != case.version:
        raise StaleVersion(case.version)
    if proposal.attachment is not None:
        return _accept_part(case, proposal, proposal.attachment, officer)
    unknown = set(names or ()) - set(proposal.changes)
    if unknown or (names is not None and not names):
        raise CaseProblem(_("Choose what of the proposal is taken over."), field="take")
    taken = [name for name in fields_of(proposal) if names is None or name in names]
    stands = content_of(case)
    if read is not None and moved(stands, read, taken):
        raise StaleVersion(case.version)
    values = {name: proposal.changes[name] for name in taken}
    content = contentjson.brought_back(stands, values)
    case = workflow.revise(case, content, officer=officer, version=case.version)
    proposal.taken = taken
    _settle(case, proposal, Proposal.State.ACCEPTED, officer, fields=taken)
    return proposal


@transaction.atomic
def decline(proposal: Proposal, *, officer: Officer, reason: str) -> Proposal:
    case, proposal = _waiting(proposal, officer)
    _settle(case, proposal, Proposal.State.DECLINED, officer, reason=reason)
    return proposal


@transaction.atomic
def take_back(proposal: Proposal, *, officer: Officer) -> Proposal:
    """The proposing country no longer proposes it."""
    case = lock(proposal.case)
    proposal = _locked(proposal)
    if proposal.adds_a_part:
        raise WrongState(_("What came with an answer is taken back there."))
    level = sharing.level_of(officer, case)
    is_own = level is not None and proposal.country_id == country_of(officer)
    if not is_own or level is Level.ORIGINATOR:
        raise NotAllowed(_("Only the country that proposed it takes it back."))
    _must_wait(proposal)
    _settle(case, proposal, Proposal.State.WITHDRAWN, officer)
    return proposal


def _waiting(proposal: Proposal, officer: Officer) -> tuple[Case, Proposal]:
    case, proposal = _own(proposal, officer)
    _must_wait(proposal)
    return case, proposal


def _own(proposal: Proposal, officer: Officer) -> tuple[Case, Proposal]:
    case = lock_own(proposal.case, officer)
    return case, _locked(proposal)


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("office", "attachment")
    return rows.get(pk=proposal.pk)


def _must_wait(proposal: Proposal) -> None:
    if not proposal.is_waiting:
        raise WrongState(
            _("The proposal is settled: %(state)s.") % {"state": proposal.get_state_display()}
        )


_EVENTS = {
    Proposal.State.ACCEPTED: Event.Kind.PROPOSAL_ACCEPTED,
    Proposal.State.DECLINED: Event.Kind.PROPOSAL_DECLINED,
    Proposal.State.WITHDRAWN: Event.Kind.PROPOSAL_WITHDRAWN,
}


def _settle(
    case: Case,
    proposal: Proposal,
    state: Proposal.State,
    by: Officer,
    *,
    reason: str = "",
    fields: list[str] | None = None,
) -> None:
    """The other side is told: the originator decides for the proposer to know, and so back."""
    proposal.state, proposal.settle_reason = state, reason
    proposal.settled_by, proposal.settled_at = by, now()
    proposal.save()
    event = happened(
        case, _EVENTS[state], by=by, country=proposal.country_id, fields=fields, reason=reason
    )
    key = f"{case.reference}:proposal:{event.pk}"
    if proposal.adds_a_part:
        _tell_answerer(case, proposal, key)
    elif state == Proposal.State.WITHDRAWN:
        notify.tell_originators(case, Notice.Kind.PROPOSAL_SETTLED, key)
    elif proposal.office is not None:
        notify.tell_office(case, proposal.office, Notice.Kind.PROPOSAL_SETTLED, key)
    else:
        notify.tell_country(case, proposal.country_id, Notice.Kind.PROPOSAL_SETTLED, key)
    trace(case, Operation.ALTERATION, event.kind, by=by, fields=fields or [], purpose=reason)


# -- parts that came with an answer ------------------------------------------------------------


def propose_parts(
    case: Case, rows: Sequence[RequestAttachment], request: Request, *, officer: Officer
) -> None:
    """What an office attached to its answer waits in the case of the office that asked; the
    answer itself says why."""
    office = rows[0].step.office
    Proposal.objects.bulk_create(
        Proposal(
            case=case,
            country=office.country,
            office=office,
            by=officer,
            at=now(),
            reason=request.purpose,
            changes={},
            attachment=row,
        )
        for row in rows
    )
    parts = sorted({row.part for row in rows})
    event = happened(case, Event.Kind.PROPOSED, by=officer, country=office.country_id, fields=parts)
    key = f"{case.reference}:proposed:{event.pk}"
    notify.tell_office(case, request.asking_office, Notice.Kind.CHANGE_PROPOSED, key)
    trace(case, Operation.COLLECTION, "propose", by=officer, fields=parts, purpose=request.purpose)


def lock_waiting_of(attachment: RequestAttachment) -> Proposal | None:
    """With its case first, as everywhere."""
    proposal = Proposal.objects.filter(attachment=attachment).select_related("case").first()
    if proposal is None:
        return None
    lock(proposal.case)
    proposal = _locked(proposal)
    return proposal if proposal.is_waiting else None


def end_with_its_part(proposal: Proposal, *, officer: Officer) -> None:
    """The office that attached it has taken it back."""
    _settle(proposal.case, proposal, Proposal.State.WITHDRAWN, officer)


def _accept_part(
    case: Case, proposal: Proposal, attachment: RequestAttachment, officer: Officer
) -> Proposal:
    received = receiving.take(attachment, case, officer=officer)
    proposal.taken = [attachment.part]
    _settle(received.case, proposal, Proposal.State.ACCEPTED, officer, fields=[attachment.part])
    return proposal


def _tell_answerer(case: Case, proposal: Proposal, key: str) -> None:
    """By a notice of the case only where that office sees it; else the request says it. What it
    took back itself it knows."""
    office = proposal.office
    if proposal.state == Proposal.State.WITHDRAWN or office is None:
        return
    if Case.objects.reached_from(office).filter(pk=case.pk).exists():
        notify.tell_office(case, office, Notice.Kind.PROPOSAL_SETTLED, key)
