"""What a country states for an action item, and what a second coordinator verifies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, partner_of
from agencies.access import officer as officer_behind
from agencies.models import Country, Officer
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from roadmap.keepers import kept_by, kept_member, must_keep
from roadmap.models import ActionItem, Commitment, CommitmentChange, Dispute

Status = Commitment.Status
KIND = "commitment"


@dataclass(frozen=True)
class Statement:
    """What a country says of one item."""

    status: str
    note: str = ""
    evidence_at: str = ""
    reported_to: str = ""


FIELDS = ("status", "note", "evidence_at", "reported_to")


def find_item(year: int, number: int) -> ActionItem:
    rows = ActionItem.objects.select_related("edition")
    item = rows.filter(edition__year=year, number=number).first()
    if item is None:
        raise Http404
    return item


def find_commitment(public_id: UUID, user: object) -> Commitment:
    rows = Commitment.objects.visible_to(user).to_show()
    commitment = rows.filter(public_id=public_id).first()
    if commitment is None:
        raise Http404
    return commitment


def own_country(user: object) -> Country:
    country = Country.objects.filter(code=kept_by(user), is_member=True).first()
    if country is None:
        raise NotAllowed(_("Coordinators of the member states state progress."))
    return country


def may_verify(commitment: Commitment, user: object) -> bool:
    """A coordinator of a member state, a person, other than who stated it: also before a
    colleague put it in other words."""
    is_person = partner_of(user) is None and bool(kept_member(user))
    if not is_person or commitment.stated_by_id == getattr(user, "pk", None):
        return False
    said = CommitmentChange.objects.filter(commitment=commitment, to_status=Status.DONE)
    return not said.filter(by=officer_behind(user)).exists()


@transaction.atomic
def begin(item: ActionItem, said: Statement, *, officer: Officer) -> Commitment:
    """The first statement of the officer's own country."""
    country = own_country(officer)
    _must_be_sound(said)
    Country.objects.select_for_update().get(pk=country.pk)
    if Commitment.objects.filter(item=item, country=country).exists():
        raise Conflict(_("The country has a commitment for this item."), field="item")
    commitment = Commitment.objects.create(
        item=item, country=country, stated_by=officer, **vars(said)
    )
    _written(commitment, "", officer)
    _note(commitment, "begin commitment", officer, FIELDS, Entry.Operation.COLLECTION)
    return commitment


@transaction.atomic
def state(commitment: Commitment, said: Statement, *, officer: Officer, version: int) -> Commitment:
    """By its own country. What was verified is verified no more."""
    row = locked(commitment)
    must_keep(officer, row.country_id)
    if row.version != version:
        raise StaleVersion(row.version)
    _must_be_sound(said, files=row.files)
    stood = statement_of(row)
    changed = [name for name in FIELDS if getattr(stood, name) != getattr(said, name)]
    if not changed:
        return row
    before, moment = row.status, now()
    for name, value in vars(said).items():
        setattr(row, name, value)
    row.stated_by, row.stated_at = officer, moment
    row.verified_by = row.verified_at = None
    _save(row, before, officer)
    _note(row, "state commitment", officer, changed)
    return row


@transaction.atomic
def verify(commitment: Commitment, *, officer: Officer, version: int) -> Commitment:
    """By a second coordinator of any country, to what was read; never by who stated it."""
    row = locked(commitment)
    if not may_verify(row, officer):
        raise NotAllowed(_("A coordinator other than the one who stated it verifies it."))
    if row.status != Status.DONE:
        raise WrongState(_("Only what is stated as done is verified."))
    if row.version != version:
        raise StaleVersion(row.version)
    if Dispute.objects.open().filter(commitment=row).exists():
        raise WrongState(_("It is disputed. Nobody verifies it until the dispute is over."))
    if row.milestones.overdue().exists():
        raise WrongState(_("A milestone of it is overdue: its country says first what came of it."))
    row.status, row.verified_by, row.verified_at = Status.VERIFIED, officer, now()
    _save(row, Status.DONE, officer)
    _note(row, "verify commitment", officer, ["status"])
    return row


def verified_once(commitment: Commitment, *, officer: Officer) -> None:
    """Its country added something that nobody who verified it has read."""
    row = locked(commitment)
    if row.status == Status.VERIFIED:
        verified_no_more(row, officer=officer)


def verified_no_more(row: Commitment, *, officer: Officer) -> None:
    """What it rested on is gone. Caller holds the row's lock."""
    row.status, row.verified_by, row.verified_at = Status.DONE, None, None
    _save(row, Status.VERIFIED, officer)


def statement_of(commitment: Commitment) -> Statement:
    """As its country stated it: a verified one was stated as done."""
    said = {name: getattr(commitment, name) for name in FIELDS}
    if commitment.status == Status.VERIFIED:
        said["status"] = Status.DONE.value
    return Statement(**said)


def restated(commitment: Commitment, said: Mapping[str, str]) -> Statement:
    """What is left out stays; but the reason of one status is not that of another."""
    stood = statement_of(commitment)
    if said.get("status", stood.status) != stood.status:
        stood = replace(stood, note="", evidence_at="")
    return replace(stood, **said)


def _must_be_sound(said: Statement, *, files: int = 0) -> None:
    if said.status not in dict(Commitment.STATED):
        raise Problem(_("A second coordinator verifies it."), field="status")
    if said.status == Status.BLOCKED and not said.note.strip():
        raise Problem(_("Say what blocks it."), field="note")
    if said.status == Status.DONE and not said.evidence_at.strip() and not files:
        message = _("Say where the evidence is, or add a file first.")
        raise Problem(message, field="evidence_at")


def locked(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related("item__edition", "country").get(pk=commitment.pk)


def _save(row: Commitment, before: str, officer: Officer) -> None:
    row.version += 1
    row.changed_at = now()
    row.save()
    _written(row, before, officer)


def _written(row: Commitment, before: str, officer: Officer) -> None:
    CommitmentChange.objects.create(
        commitment=row,
        from_status=before,
        by=officer,
        to_status=row.status,
        note=row.note,
        evidence_at=row.evidence_at,
        reported_to=row.reported_to,
    )


def _note(
    row: Commitment,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(officer), kind=KIND, ids=[str(row.public_id)], fields=fields)
