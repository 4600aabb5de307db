"""Disputing that something is done: a person of another member state says why, the owner answers,
who disputed it withdraws it or the lead shepherd settles it. Meanwhile nobody verifies."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, country_of, may, partner_of
from agencies.models import Country, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from roadmap import commitments
from roadmap.keepers import is_lead, must_keep
from roadmap.models import Commitment, Dispute, DisputeStep
from roadmap.rows import put_down

KIND = "dispute"
Step = DisputeStep.Kind
DISPUTED = (Commitment.Status.DONE, Commitment.Status.VERIFIED)


def find_dispute(public_id: UUID, user: object) -> Dispute:
    dispute = Dispute.objects.visible_to(user).to_show().filter(public_id=public_id).first()
    if dispute is None:
        raise Http404
    return dispute


def is_coordinator(user: object) -> bool:
    """A person, no system."""
    return partner_of(user) is None and may(user, Capability.KEEP_ROADMAP)


def may_raise(commitment: Commitment, user: object) -> bool:
    own = country_of(user)
    member = Country.objects.filter(code=own, is_member=True)
    return is_coordinator(user) and own != commitment.country_id and member.exists()


def may_withdraw(dispute: Dispute, user: object) -> bool:
    return is_coordinator(user) and country_of(user) == dispute.country_id


def may_settle(dispute: Dispute, user: object) -> bool:
    """The lead shepherd, never about a statement of its own, nor about its own dispute."""
    parties = (dispute.commitment.country_id, dispute.country_id)
    return is_coordinator(user) and is_lead(user) and country_of(user) not in parties


@transaction.atomic
def raise_dispute(
    commitment: Commitment, *, reason: str, officer: Officer, version: int
) -> Dispute:
    """Of what was read; one open at a time from each country."""
    row = commitments.locked(commitment)
    if not may_raise(row, officer):
        raise NotAllowed(_("A coordinator of another member state disputes it."))
    if row.status not in DISPUTED:
        raise WrongState(_("Only what is stated as done is disputed."))
    if row.version != version:
        raise StaleVersion(row.version)
    dispute = Dispute(commitment=row, country_id=country_of(officer))
    put_down(dispute, fields={})
    _step(dispute, Step.RAISED, reason, officer, Entry.Operation.COLLECTION)
    return dispute


@transaction.atomic
def answer(dispute: Dispute, *, text: str, officer: Officer, version: int) -> Dispute:
    """By the country whose statement it is."""
    row = _locked(dispute)
    must_keep(officer, row.commitment.country_id)
    _must_be_open(row, version)
    return _next(row, Step.ANSWERED, text, officer)


@transaction.atomic
def withdraw(dispute: Dispute, *, text: str, officer: Officer, version: int) -> Dispute:
    row = _locked(dispute)
    if not may_withdraw(row, officer):
        raise NotAllowed(_("The country that disputes it withdraws it."))
    _must_be_open(row, version)
    return _end(row, Step.WITHDRAWN, text, officer)


@transaction.atomic
def settle(dispute: Dispute, *, text: str, officer: Officer, version: int) -> Dispute:
    row = _locked(dispute)
    if not may_settle(row, officer):
        message = _("The lead shepherd settles it, unless it is a party to it.")
        raise NotAllowed(message)
    _must_be_open(row, version)
    return _end(row, Step.SETTLED, text, officer)


def _locked(dispute: Dispute) -> Dispute:
    """The commitment first, as everybody locks it."""
    commitment = commitments.locked(dispute.commitment)
    row = Dispute.objects.select_for_update().get(pk=dispute.pk)
    row.commitment = commitment
    return row


def _must_be_open(row: Dispute, version: int) -> None:
    if not row.is_open:
        raise WrongState(_("This dispute is over."))
    if row.version != version:
        raise StaleVersion(row.version)


def _end(row: Dispute, kind: DisputeStep.Kind, text: str, officer: Officer) -> Dispute:
    row.ended_at = now()
    return _next(row, kind, text, officer)


def _next(row: Dispute, kind: DisputeStep.Kind, text: str, officer: Officer) -> Dispute:
    row.version += 1
    row.save()
    _step(row, kind, text, officer)
    return row


def _step(
    row: Dispute,
    kind: DisputeStep.Kind,
    text: str,
    officer: Officer,
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    if not text.strip():
        raise Problem(_("Say why."), field="text")
    DisputeStep.objects.create(dispute=row, kind=kind, text=text, by=officer)
    ids = [str(row.public_id)]
    record(doing, f"{kind} dispute", actor=actor(officer), kind=KIND, ids=ids, fields=["text"])
