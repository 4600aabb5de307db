"""Meetings between paired offices: called by one side, minutes of one side agreed by the other.

Whoever changes the wording of the minutes or a decision has it agreed by the other side. What was
decided is then a task of one of the two offices (`cases.decisions`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, country_of, works_for
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.models import Decision, Meeting
from cases.operationreading import mark_notices_read
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.references import next_numbered
from notices.models import Notice, Urgency
from notices.outbox import tell

Status = Meeting.Status
WORD = "MT"
KIND = "meeting"


@dataclass(frozen=True)
class MeetingContent:
    """What a call says."""

    title: str
    at: datetime
    place: str
    agenda: Sequence[str] = ()


FIELDS = ("title", "at", "place", "agenda")


def content_of(meeting: Meeting) -> MeetingContent:
    return MeetingContent(meeting.title, meeting.at, meeting.place, tuple(meeting.agenda))


def find_meeting(reference: str, user: object) -> Meeting:
    """Out of reach does not exist."""
    rows = Meeting.objects.visible_to(user).filter(reference=reference)
    meeting = rows.select_related("office__country", "other__country", "minutes_by").first()
    if meeting is None:
        raise Http404
    return meeting


def consult_meeting(reference: str, user: object) -> Meeting:
    meeting = find_meeting(reference, user)
    mark_notices_read(reference, user)
    trace_meeting(meeting, Entry.Operation.CONSULTATION, "open meeting", user)
    return meeting


def decisions_of(meeting: Meeting) -> list[Decision]:
    rows = meeting.decisions.standing().select_related("office", "assignee", "done_by", "meeting")
    return list(rows)


def side_of(meeting: Meeting, user: object) -> Office | None:
    """The office of the two that this user acts for; None for one who only reads."""
    return next((office for office in meeting.offices if works_for(user, office)), None)


def across(meeting: Meeting, office: Office) -> Office:
    return meeting.other if office == meeting.office else meeting.office


def offices_to_meet(office: Office) -> list[Office]:
    """Offices abroad: those paired at a crossing first, then those on the same borders."""
    paired = set(Office.objects.filter(crossings__in=office.crossings.all()).values_list("pk"))
    rows = Office.objects.active().exclude(country=office.country).select_related("country")
    near = rows.filter(borders__in=office.borders.all()).distinct()
    return sorted(near, key=lambda one: ((one.pk,) not in paired, one.code))


def must_be_across(office: Office, other: Office) -> None:
    """Offices meet across a border that both of them work on."""
    if other not in offices_to_meet(office):
        raise CaseProblem(
            _("Choose an active office across a border of your office."), field="other"
        )


@transaction.atomic
def call(content: MeetingContent, other: Office, *, officer: Officer, office: Office) -> Meeting:
    if not works_for(officer, office):
        raise NotAllowed(_("You call meetings for your own office."))
    must_be_across(office, other)
    _must_say(content)
    moment = now()
    meeting = Meeting.objects.create(
        reference=next_numbered(WORD, Meeting.objects, office, moment),
        office=office,
        other=other,
        called_by=officer,
        called_at=moment,
        **{**vars(content), "agenda": list(content.agenda)},
    )
    _note(meeting, "call meeting", officer, FIELDS, doing=Entry.Operation.COLLECTION)
    _tell(meeting, Notice.Kind.MEETING_CALLED, office)
    return meeting


@transaction.atomic
def change(meeting: Meeting, content: MeetingContent, *, officer: Officer, version: int) -> Meeting:
    """By either side, while nothing is minuted. Raises StaleVersion when a colleague was faster."""
    meeting, side = _locked(meeting, officer)
    if not meeting.is_planned:
        raise WrongState(_("The meeting has been held or cancelled."))
    if meeting.version != version:
        raise StaleVersion(meeting.version)
    _must_say(content)
    before = content_of(meeting)
    content = MeetingContent(**{**vars(content), "agenda": tuple(content.agenda)})
    changed = [name for name in FIELDS if getattr(before, name) != getattr(content, name)]
    if changed:
        for name, value in vars(content).items():
            setattr(meeting, name, list(value) if name == "agenda" else value)
        _save(meeting, "change meeting", officer, changed)
        _tell(meeting, Notice.Kind.MEETING_CHANGED, side)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, officer: Officer) -> Meeting:
    meeting, side = _locked(meeting, officer)
    if not meeting.is_planned:
        raise WrongState(_("The meeting has been held or cancelled."))
    if not reason.strip():
        raise CaseProblem(_("Say why."), field="reason")
    meeting.status, meeting.reason = Status.CANCELLED, reason
    _save(meeting, "cancel meeting", officer, ["status", "reason"])
    _tell(meeting, Notice.Kind.MEETING_CANCELLED, side)
    return meeting


@transaction.atomic
def write_attendance(meeting: Meeting, names: Sequence[str], *, officer: Officer) -> Meeting:
    """Who came: each side writes its own."""
    meeting, side = _locked(meeting, officer)
    _must_be_open(meeting)
    field = "present_own" if side == meeting.office else "present_other"
    if getattr(meeting, field) != list(names):
        setattr(meeting, field, list(names))
        _save(meeting, "write attendance", officer, [field])
    return meeting


@transaction.atomic
def write_minutes(meeting: Meeting, text: str, *, officer: Officer, version: int) -> Meeting:
    """The other side agrees, or writes its own wording, which this side agrees then."""
    meeting, side = _locked(meeting, officer)
    _must_be_open(meeting)
    if meeting.version != version:
        raise StaleVersion(meeting.version)
    if now() < meeting.at:
        raise WrongState(_("Minutes are written once the meeting has begun."))
    if not text.strip():
        raise CaseProblem(_("Write what was said."), field="minutes")
    if meeting.minutes != text or meeting.is_planned:
        meeting.minutes = text
        reword(meeting, side, officer, ["minutes"])
    return meeting


@transaction.atomic
def agree(meeting: Meeting, *, officer: Officer, version: int) -> Meeting:
    """By the side that did not word it last, to what it has read. From then on it stands."""
    meeting, side = _locked(meeting, officer)
    if not meeting.is_draft:
        raise WrongState(_("There are no minutes to agree."))
    if meeting.minutes_by == side:
        raise NotAllowed(_("The other side agrees to what your office wrote."))
    if meeting.version != version:
        raise StaleVersion(meeting.version)
    meeting.status, meeting.agreed_by, meeting.agreed_at = Status.AGREED, officer, now()
    _save(meeting, "agree minutes", officer, ["status"])
    _tell(meeting, Notice.Kind.MINUTES_AGREED, side)
    return meeting


def reword(meeting: Meeting, side: Office, officer: Officer, fields: Iterable[str]) -> None:
    """The wording is this side's now; the other is told when the pen changes hands. Inside a
    verb's transaction."""
    is_news = meeting.minutes_by != side
    meeting.status, meeting.minutes_by = Status.DRAFT, side
    _save(meeting, "write minutes", officer, list(fields))
    if is_news:
        _tell(meeting, Notice.Kind.MINUTES_WRITTEN, side)


def lock_side(meeting: Meeting, officer: Officer) -> tuple[Meeting, Office]:
    return _locked(meeting, officer)


def trace_meeting(
    meeting: Meeting,
    doing: Entry.Operation,
    action: str,
    by: object,
    fields: Iterable[str] = (),
    *,
    purpose: str = "",
) -> None:
    record(
        doing,
        action,
        actor=actor(by),
        kind=KIND,
        ids=[meeting.reference],
        fields=fields,
        purpose=purpose,
    )


def names_for(decision: Decision, user: object) -> str:
    """Who does it, named to the own country."""
    person = decision.assignee
    own = person is not None and decision.office.country_id == country_of(user)
    return person.full_title if own and person is not None else ""


def _locked(meeting: Meeting, officer: Officer) -> tuple[Meeting, Office]:
    rows = Meeting.objects.select_for_update(of=("self",))
    locked = rows.select_related("office__country", "other__country").get(pk=meeting.pk)
    side = side_of(locked, officer)
    if side is None:
        raise NotAllowed(_("Only the two offices that meet can do that."))
    return locked, side


def _must_be_open(meeting: Meeting) -> None:
    if not meeting.is_open:
        raise WrongState(_("What is agreed or cancelled is not changed."))


def _must_say(content: MeetingContent) -> None:
    for name, message in (
        ("title", _("Give the meeting a title.")),
        ("place", _("Say where.")),
    ):
        if not getattr(content, name).strip():
            raise CaseProblem(message, field=name)


def _save(meeting: Meeting, action: str, officer: Officer, fields: list[str]) -> None:
    meeting.version += 1
    meeting.save()
    _note(meeting, action, officer, fields)


def _note(
    meeting: Meeting,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    trace_meeting(meeting, doing, action, officer, fields)


def _tell(meeting: Meeting, kind: Notice.Kind, side: Office) -> None:
    """The other side. Reference and link only."""
    tell(
        across(meeting, side),
        kind,
        event_key=f"{meeting.reference}:{kind}:{meeting.version}",
        reference=meeting.reference,
        link=meeting.link,
        urgency=Urgency.ROUTINE,
    )
