"""What a counterpart office does with a notice: acknowledge, engage, or not for us."""

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor, works_for
from agencies.models import Office, Officer
from audit.clock import now
from audit.trail import record
from cases import notify, requestarrival
from cases.models import Case, Event, Involvement, Request
from cases.problems import NotAllowed, WrongState, must_say_why
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice, NoticeRead


@transaction.atomic
def acknowledge(notice: Notice, *, officer: Officer) -> Notice:
    """The office has seen it. A second acknowledgement changes nothing. What a request came with
    acknowledges the request, whose row is locked first."""
    request = Request.objects.filter(notice=notice).first()
    if request is not None:
        with suppress(WrongState):  # settled meanwhile: then the notice alone is acknowledged
            requestarrival.acknowledge(request, officer=officer)
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    _must_answer_for(notice.office, officer)
    if notice.acknowledged_at is None:
        notice.acknowledged_at, notice.acknowledged_by = now(), officer
        notice.next_escalation_at = None
        notice.save(update_fields=["acknowledged_at", "acknowledged_by", "next_escalation_at"])
        mark_read(notice, officer)
        acknowledge_involvement(notice, officer)
        record(
            Operation.ALTERATION,
            "acknowledge",
            actor=actor(officer),
            kind="request" if notice.subject_reference.startswith("RQ-") else "case",
            ids=[notice.subject_reference],
            fields=["involvement"],
        )
    return notice


def acknowledge_involvement(notice: Notice, officer: Officer | None) -> None:
    """Nobody's name where a short code did it (`cases/bycode.py`)."""
    involvement = Involvement.objects.filter(notice=notice).select_related("case").first()
    if involvement is not None and involvement.acknowledged_at is None:
        involvement.acknowledged_at, involvement.acknowledged_by = now(), officer
        involvement.save(update_fields=["acknowledged_at", "acknowledged_by"])
        happened(involvement.case, Event.Kind.ACKNOWLEDGED, by=officer, about=notice.office)


@transaction.atomic
def engage(case: Case, *, officer: Officer, office: Office) -> Involvement:
    """The office works on it. Engaging acknowledges as well."""
    involvement = _involvement(case, office, officer)
    if involvement.notice is not None:
        acknowledge(involvement.notice, officer=officer)
        involvement.refresh_from_db()
    if involvement.engaged_at is None:
        involvement.engaged_at, involvement.engaged_by = now(), officer
        involvement.declined_at, involvement.declined_by = None, None
        involvement.decline_reason = ""
        involvement.save()
        happened(case, Event.Kind.ENGAGED, by=officer, about=office)
        trace(
            case,
            Operation.ALTERATION,
            "engage",
            by=officer,
            fields=["involvement"],
        )
    return involvement


@transaction.atomic
def decline(case: Case, *, officer: Officer, office: Office, reason: str) -> Involvement:
    """Not for us, with a reason; the sender is told. It counts as an acknowledgement."""
    must_say_why(reason, _("Say why it is not for your office."))
    involvement = _involvement(case, office, officer)
    if involvement.notice is not None:
        acknowledge(involvement.notice, officer=officer)
        involvement.refresh_from_db()
    involvement.declined_at, involvement.declined_by = now(), officer
    involvement.engaged_at, involvement.engaged_by = None, None
    involvement.decline_reason = reason
    involvement.save()
    event = happened(case, Event.Kind.DECLINED, by=officer, about=office, reason=reason)
    key = f"{case.reference}:declined:{event.pk}"
    notify.tell_office(case, case.office, Notice.Kind.DECLINED, key)
    trace(
        case,
        Operation.ALTERATION,
        "decline",
        by=officer,
        fields=["involvement"],
        purpose=reason,
    )
    return involvement


def take(notice: Notice, *, officer: Officer, to: Officer | None = None) -> Notice:
    """An officer takes the work, or hands it `to` a colleague of the same office. Taking it
    over from whoever has it is fine."""
    _must_answer_for(notice.office, officer)
    if to is not None and to.office_id != notice.office_id:
        raise NotAllowed(_("Work is handed over inside the office."))
    notice.taken_by = to or officer
    notice.save(update_fields=["taken_by"])
    return notice


def mark_read(notice: Notice, officer: Officer) -> None:
    NoticeRead.objects.get_or_create(notice=notice, officer=officer, defaults={"at": now()})


def _involvement(case: Case, office: Office, officer: Officer) -> Involvement:
    _must_answer_for(office, officer)
    found = (
        Involvement.objects.standing()
        .select_for_update(of=("self",))
        .select_related("notice", "office")
        .filter(case=case, office=office)
        .first()
    )
    if found is None:
        raise NotAllowed(_("Your office was not told of this case, so it has nothing to answer."))
    return found


def _must_answer_for(office: Office, officer: Officer) -> None:
    if not works_for(officer, office):
        raise NotAllowed(_("You can only answer for your own office."))
