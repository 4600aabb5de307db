"""What a meeting decided, and who does it: tasks of one of the two offices once both agreed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import office_of, works_for
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from cases.meetings import lock_side, reword, trace_meeting
from cases.models import Decision, Meeting
from cases.officework import must_be_colleague
from cases.problems import CaseProblem, NotAllowed, WrongState

ROWS = 30


def open_tasks(officer: Officer) -> list[Decision]:
    """Of the own office: given to this officer, or to nobody yet."""
    office = office_of(officer)
    if office is None:
        return []
    rows = Decision.objects.readable_by(officer).open().filter(office=office)
    mine = rows.filter(assignee=officer) | rows.filter(assignee=None)
    return list(mine.by_urgency().select_related("meeting", "assignee", "office")[:ROWS])


def find_decision(meeting: Meeting, public_id: UUID) -> Decision:
    rows = meeting.decisions.standing().select_related("office", "assignee", "meeting")
    decision: Decision | None = rows.filter(public_id=public_id).first()
    if decision is None:
        raise Http404
    return decision


@transaction.atomic
def decide(
    meeting: Meeting, text: str, *, doer: Office, officer: Officer, due: date | None = None
) -> Decision:
    """Part of the minutes: the other side agrees to it with them."""
    meeting, side = lock_side(meeting, officer)
    _must_be_minuted(meeting)
    if not text.strip():
        raise CaseProblem(_("Say what is to be done."), field="text")
    if doer not in meeting.offices:
        raise CaseProblem(_("Choose one of the two offices."), field="office")
    decision = Decision.objects.create(meeting=meeting, office=doer, text=text, due=due)
    reword(meeting, side, officer, ["decisions"])
    return decision


@transaction.atomic
def strike(decision: Decision, *, officer: Officer) -> None:
    """Before the minutes are agreed. A second time changes nothing."""
    meeting, side = lock_side(decision.meeting, officer)
    _must_be_minuted(meeting)
    rows = meeting.decisions.standing().filter(pk=decision.pk)
    if rows.update(removed_at=now()):
        reword(meeting, side, officer, ["decisions"])


@transaction.atomic
def assign(decision: Decision, assignee: Officer | None, *, officer: Officer) -> Decision:
    """Inside the office whose task it is; the other side does not read who."""
    decision = _task(decision, officer)
    if assignee is not None:
        must_be_colleague(assignee, decision.office, field="assignee")
    if decision.assignee != assignee:
        decision.assignee = assignee
        _save(decision, "assign decision", officer, ["assignee"])
    return decision


@transaction.atomic
def finish(decision: Decision, *, officer: Officer) -> Decision:
    """Done; both sides read it. A second time changes nothing."""
    decision = _task(decision, officer)
    if decision.done_at is None:
        decision.done_at, decision.done_by = now(), officer
        _save(decision, "finish decision", officer, ["done_at", "done_by"])
    return decision


@transaction.atomic
def reopen(decision: Decision, *, officer: Officer) -> Decision:
    decision = _task(decision, officer)
    if decision.done_at is not None:
        decision.done_at, decision.done_by = None, None
        _save(decision, "reopen decision", officer, ["done_at", "done_by"])
    return decision


def _task(decision: Decision, officer: Officer) -> Decision:
    """Locked; of the officer's own office, once agreed."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("office", "meeting")
    locked = rows.get(pk=decision.pk)
    if not works_for(officer, locked.office):
        raise NotAllowed(_("It is a task of the other office."))
    if not locked.meeting.is_agreed:
        raise WrongState(_("It is a task once the minutes are agreed."))
    return locked


def _save(decision: Decision, action: str, officer: Officer, fields: list[str]) -> None:
    decision.save(update_fields=fields)
    trace_meeting(decision.meeting, Entry.Operation.ALTERATION, action, officer, fields)


def _must_be_minuted(meeting: Meeting) -> None:
    if not meeting.is_draft:
        raise WrongState(_("Decisions stand in minutes that are not agreed yet."))
