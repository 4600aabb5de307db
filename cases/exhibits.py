"""Exhibits of a case and their chain of custody: who handed what to whom, where, when and why.

Those who may add to the case add exhibits and steps; all full readers see them. A step is never
changed, an exhibit only until a receiver has signed for it. A step to an office of the portal waits
until an officer of that office confirms it with the own sign-in; one to anybody else stays "not
confirmed in the portal".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, may, office_of
from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import changing, notify, searchwords, sharing
from cases.keeping import Recorded, found
from cases.locking import lock
from cases.models import Case, CustodySignature, CustodyStep, Event, Exhibit, Seizure
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import Sighted
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

PART = "exhibits"
_OVER = (Case.Status.WITHDRAWN,)


@dataclass(frozen=True)
class ExhibitContent:
    description: str
    seal_number: str = ""
    seizure: Seizure | None = None


@dataclass(frozen=True)
class Handover:
    """`received_by` is a name with its function; `receiving_office` one whose officer will confirm
    it in the portal. `at` is when it happened, however late it is written down."""

    at: datetime
    handed_by: str
    received_by: str
    place: str
    reason: str
    receiving_office: Office | None = None
    seal_number: str = ""
    corrects: CustodyStep | None = None


# -- finding -----------------------------------------------------------------------------------


def exhibits_of(sighted: Sighted) -> list[Exhibit]:
    """Those of the case, with their chains; none below level full."""
    if not sighted.is_full:
        return []
    rows = sighted.case.exhibits.select_related(*Exhibits.related)
    return list(rows.prefetch_related("steps__signature__officer", "steps__receiving_office"))


def count_of(sighted: Sighted) -> int:
    return sighted.case.exhibits.count() if sighted.is_full else 0


def find_exhibit(sighted: Sighted, public_id: UUID) -> Exhibit:
    return found(exhibits_of(sighted), public_id)


def steps_of(exhibit: Exhibit) -> list[CustodyStep]:
    """In the order in which they happened."""
    rows = exhibit.steps.select_related(
        "receiving_office__country", "recorded_by", "signature__officer", "corrects"
    )
    return list(rows)


def find_step(exhibit: Exhibit, public_id: UUID) -> CustodyStep:
    for step in steps_of(exhibit):
        if step.public_id == public_id:
            return step
    raise Http404


def last_of(steps: list[CustodyStep]) -> CustodyStep | None:
    """Who has it: the last row by the time when it happened, of those that no other row says
    right."""
    corrected = {step.corrects_id for step in steps}
    standing = [step for step in steps if step.pk not in corrected]
    return standing[-1] if standing else None


def to_sign(sighted: Sighted, user: object) -> list[CustodyStep]:
    """The rows that wait for an officer of the reader's office; not those said right later."""
    office = office_of(user)
    if office is None or not sighted.is_full:
        return []
    rows = CustodyStep.objects.filter(exhibit__case=sighted.case, exhibit__removed_at=None)
    rows = rows.filter(receiving_office=office, signature=None, corrections=None)
    return list(rows.select_related("exhibit"))


def may_change(exhibit: Exhibit, sighted: Sighted, user: object) -> bool:
    """Until a receiver has signed for it."""
    keeps = exhibit.is_kept_by(sighted.level, sighted.country)
    return keeps and may_add(sighted, user) and not exhibit.is_signed


def may_add(sighted: Sighted, user: object) -> bool:
    standing = sighted.case.is_draft or sighted.case.is_open
    return standing and may_hand_over(sighted, user)


def may_hand_over(sighted: Sighted, user: object) -> bool:
    """After the case is closed, too: to court, to be destroyed."""
    adds = sighted.level.rank >= Level.CONTRIBUTE.rank and sighted.case.status not in _OVER
    return adds and may(user, Capability.LOG_CASE)


def may_sign(step: CustodyStep, user: object) -> bool:
    """An officer of the office that received it, until somebody has."""
    office = office_of(user)
    return step.signed is None and office is not None and office == step.receiving_office


# -- verbs -------------------------------------------------------------------------------------


class Exhibits(Recorded[Exhibit, ExhibitContent]):
    """Put right and taken off until a receiver has signed for it: then others rely on it."""

    model, part, one = Exhibit, PART, "exhibit"
    related = ("seizure__substance", "country", "created_by")
    fields = ("description", "seal_number", "seizure")

    @transaction.atomic
    def add(self, case: Case, record: ExhibitContent, *, officer: Officer) -> Exhibit:
        """With the next number of its case, which is never used again."""
        case, _country = changing.begin_adding(case, officer)
        _must_be_of(case, record.seizure)
        last = Exhibit.everything.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        exhibit: Exhibit = Exhibit.objects.create(
            case=case,
            number=last + 1,
            country=Country.objects.get(pk=officer.country_id),
            created_by=officer,
            created_at=now(),
            **vars(record),
        )
        _end(case, "add exhibit", by=officer, fields=_told(record))
        return exhibit

    def record_of(self, row: Exhibit) -> ExhibitContent:
        return ExhibitContent(**{name: getattr(row, name) for name in self.fields})

    def write(self, row: Exhibit, record: ExhibitContent) -> None:
        _must_be_of(row.case, record.seizure)
        for name in self.fields:
            setattr(row, name, getattr(record, name))
        row.save()

    def must_be_loose(self, row: Exhibit) -> None:
        if row.is_signed:
            raise WrongState(_("A receiver has signed for this exhibit: it stays as it is."))


EXHIBITS = Exhibits()
record_of = EXHIBITS.record_of
removed_of, find_removed = EXHIBITS.removed_of, EXHIBITS.find_removed
add_exhibit, change_exhibit = EXHIBITS.add, EXHIBITS.change
remove_exhibit, restore_exhibit = EXHIBITS.remove, EXHIBITS.restore


@transaction.atomic
def hand_over(exhibit: Exhibit, handover: Handover, *, officer: Officer) -> CustodyStep:
    """Write down that it changed hands; when that was typed is kept beside when it was."""
    locked, _level = changing.lock_to_add(exhibit.case, officer)
    case = changing.not_withdrawn(locked)
    _must_be_there(exhibit)
    _must_be_able_to_confirm(case, handover.receiving_office)
    moment = now()
    if handover.at > moment:
        raise CaseProblem(_("What is recorded has happened already."), field="at")
    if handover.corrects is not None and handover.corrects.exhibit_id != exhibit.pk:
        raise CaseProblem(_("This row is about another exhibit."), field="corrects")
    step = CustodyStep.objects.create(
        exhibit=exhibit, recorded_by=officer, recorded_at=moment, **vars(handover)
    )
    _end(case, "hand over exhibit", by=officer, fields=_told(handover))
    _tell_receiver(case, step, officer)
    return step


def _tell_receiver(case: Case, step: CustodyStep, by: Officer) -> None:
    """The office that received it signs for it; the own one need not be told."""
    office = step.receiving_office
    if office is not None and office.pk != by.office_id and not case.is_draft:
        key = f"{case.reference}:custody:{step.pk}"
        notify.tell_office(case, office, Notice.Kind.CUSTODY_TO_SIGN, key)


@transaction.atomic
def sign(step: CustodyStep, *, officer: Officer) -> CustodySignature:
    """The receiver confirms with the own sign-in. A second time changes nothing. After the case is
    closed or withdrawn, too: the evidence goes on existing, and somebody has it."""
    case = lock(step.exhibit.case)
    _must_be_there(step.exhibit)
    level = sharing.level_of(officer, case)
    reads = level is not None and level.rank >= Level.FULL.rank
    if not reads or office_of(officer) is None or office_of(officer) != step.receiving_office:
        raise NotAllowed(_("Only an officer of the office that received it can confirm that."))
    found = CustodySignature.objects.filter(step=step).first()
    if found is not None:
        return found
    signature = CustodySignature.objects.create(step=step, officer=officer, signed_at=now())
    _end(case, "sign for exhibit", by=officer, fields=["signature"])
    return signature


def _must_be_able_to_confirm(case: Case, office: Office | None) -> None:
    """An office that does not open the exhibit cannot sign for it."""
    if office is not None and not sharing.is_granted_in_full(case, office):
        text = _("This office does not see the case in full, so nobody there could confirm it.")
        raise CaseProblem(text, field="receiving_office")


def _must_be_there(exhibit: Exhibit) -> None:
    """It may have been taken off while the page was open."""
    if not Exhibit.objects.filter(pk=exhibit.pk).exists():
        raise WrongState(_("This exhibit was taken off the case."))


def _must_be_of(case: Case, seizure: Seizure | None) -> None:
    if seizure is not None and seizure.case_id != case.pk:
        raise CaseProblem(_("This seizure is on another case."), field="seizure")


def _told(said: object) -> list[str]:
    return [name for name, value in vars(said).items() if value]


def _end(case: Case, action: str, *, by: Officer, fields: Iterable[str]) -> None:
    searchwords.index(case)
    done = Event.done_with_parts(action)
    happened(case, Event.Kind.REVISED, by=by, fields=[PART], detail=done)
    trace(case, Operation.ALTERATION, action, by=by, fields=[PART, *fields])
