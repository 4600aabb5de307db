"""An office answers a notice with a short code: acknowledged, or "we need 24 hours".

Whoever holds the code answers for the office it was given to; nobody signs in, nothing of the
case is shown. A wrong reference, a wrong code, one that was used, has ended or is another
office's: all get the same answer, after the same questions to the database.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Office
from audit.clock import now
from audit.models import Entry
from audit.trail import Actor, record
from cases import notify, requestarrival
from cases.answers import acknowledge_involvement
from cases.models import Event, Involvement
from cases.timeline import happened
from notices import clocks, shortcodes, tries
from notices.models import Notice, ShortCode

DELAY = timedelta(hours=24)


class Wish(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", _("We have seen it")
    NEED_24_HOURS = "need_24_hours", _("We need 24 hours")


@dataclass(frozen=True)
class Outcome:
    """`wait`: seconds until another try, when there were too many. Why a code was not accepted
    stands in the audit trail alone."""

    accepted: bool = False
    wait: int = 0


@transaction.atomic
def answer(reference: str, code: str, wish: str, *, source: str) -> Outcome:
    """Answer the notice of this reference for the office that holds the code. The code is used
    up. It raises nothing: what was wrong must stay on record."""
    doors = [
        tries.counter("address", tries.network_of(source)),
        tries.counter("case", reference),
    ]
    if wait := max(door.wait for door in doors):
        return Outcome(wait=wait)
    requestarrival.lock_behind(reference)
    held = shortcodes.held_by(code)
    notice = shortcodes.asked_by(reference, held)
    doors.append(tries.counter("office", held.office.code if held is not None else source))
    fault = _fault(held, notice, wish, doors[-1])
    if fault or held is None or notice is None:
        _refused(held, fault, doors)
        return Outcome()
    _use_up(held, notice)
    _VERBS[Wish(wish)](notice)
    return Outcome(accepted=True)


def _fault(
    held: ShortCode | None, notice: Notice | None, wish: str, of_office: tries.Counter
) -> str:
    """Why this is not accepted, as a code for the audit trail; "" when it is."""
    if held is None:
        return "unknown_code"
    again = wish == Wish.NEED_24_HOURS and notice is not None and notice.delayed_until is not None
    faults = {
        "used": held.used_at is not None,
        "expired": held.cancelled_at is not None or held.expires_at <= now(),
        "too_many": of_office.wait > 0,
        "not_for_this": notice is None,
        "delayed_before": again,
    }
    return next((fault for fault, is_there in faults.items() if is_there), "")


def _refused(held: ShortCode | None, fault: str, doors: list[tries.Counter]) -> None:
    closed = [door for door in doors if door.wrong()]
    office = held.office if held is not None else None
    _record(Entry.Operation.ACCESS, "acknowledge", office, [], fault)
    if closed:
        _record(Entry.Operation.ACCESS, "acknowledge", office, [], "too_many")


def _use_up(held: ShortCode, notice: Notice) -> None:
    held.used_at, held.used_for = now(), notice
    held.save(update_fields=["used_at", "used_for"])


def _acknowledge(notice: Notice) -> None:
    notice.acknowledged_at, notice.acknowledged_by_code = now(), True
    notice.next_escalation_at = None
    notice.save(update_fields=["acknowledged_at", "acknowledged_by_code", "next_escalation_at"])
    acknowledge_involvement(notice, None)
    requestarrival.acknowledged_by_code(notice)
    _record(Entry.Operation.ALTERATION, "acknowledge", notice.office, [notice.subject_reference])


def _delay(notice: Notice) -> None:
    """The silence climbs 24 hours later; the office that logged it is told."""
    notice.delayed_until = now() + DELAY
    notice.next_escalation_at = clocks.climbs_at(
        notice.urgency, notice.escalation_level + 1, notice.delayed_until
    )
    notice.save(update_fields=["delayed_until", "next_escalation_at"])
    involvement = Involvement.objects.filter(notice=notice).select_related("case__office").first()
    if involvement is not None:
        _tell_sender(involvement, notice.office)
    requestarrival.needs_time_by_code(notice)
    _record(Entry.Operation.ALTERATION, "need_24_hours", notice.office, [notice.subject_reference])


def _tell_sender(involvement: Involvement, office: Office) -> None:
    case = involvement.case
    event = happened(case, Event.Kind.NEEDS_TIME, by=None, about=office)
    key = f"{case.reference}:needs_time:{event.pk}"
    notify.tell_office(case, case.office, Notice.Kind.NEEDS_TIME, key)


_VERBS = {Wish.ACKNOWLEDGE: _acknowledge, Wish.NEED_24_HOURS: _delay}


def _record(
    operation: Entry.Operation,
    action: str,
    office: Office | None,
    references: list[str],
    fault: str = "",
) -> None:
    """Nobody is named: the holder of a code of that office. What was typed is not kept."""
    record(
        operation,
        f"{action}_by_code",
        actor=Actor(
            name="short code",
            role="code",
            office=office.code if office is not None else "",
            country=office.country_id if office is not None else "",
        ),
        kind="case" if references else "",
        ids=references,
        fields=["involvement"] if references else [],
        outcome=Entry.Outcome.DENIED if fault else Entry.Outcome.ALLOWED,
        reason_code=fault,
    )
