"""What readers ask of the office that logged a case, and its answer: one row each, read by both.

What is asked stands in `cases.consents` (take a copy, pass it on) and `cases.askmore`.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Office, Officer
from audit.clock import now
from cases import notify, sharing
from cases.disclosure import lock_to_disclose
from cases.locking import lock
from cases.models import Ask, Case, Event
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState, must_say_why
from cases.reading import Sighted
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


def asks_of(sighted: Sighted) -> list[Ask]:
    """The newest first: all of them for the originator, else those of the own country."""
    rows = sighted.case.asks.readable_by(sighted.level, sighted.country)
    named = rows.select_related("asked_by", "office", "country", "to_country", "to_office")
    return list(named.select_related("answered_by", "case").order_by("-pk"))


def lock_as_reader(case: Case, officer: Officer) -> tuple[Case, Level]:
    """Asked by who reads the case; its originator has nobody to ask."""
    locked = lock(case)
    level = sharing.level_of(officer, locked)
    if level is None or level is Level.ORIGINATOR:
        raise NotAllowed(_("Your own office logged this case: there is nobody to ask."))
    return locked, level


def put(case: Case, kind: Ask.Kind, purpose: str, *, officer: Officer, **what: Any) -> Ask:
    """Ask, and tell the originators of the case. The caller has locked it."""
    if not purpose.strip():
        raise CaseProblem(_("Say what for."), field="purpose")
    country = country_of(officer)
    must_not_be_open(case, kind, officer, what)
    ask = Ask.objects.create(
        case=case,
        kind=kind,
        purpose=purpose,
        asked_by=officer,
        office=office_of(officer),
        country_id=country,
        asked_at=now(),
        handling_version=case.handling_version,
        **what,
    )
    happened(
        case, Event.Kind.ASKED, by=officer, country=country, detail=ask.kind, reason=ask.purpose
    )
    told = notify.tell_originators(case, Notice.Kind.ASKED, f"{case.reference}:asked:{ask.pk}")
    trace(
        case,
        Operation.CONSULTATION,
        f"ask_{kind}",
        by=officer,
        recipients=[office.code for office in told],
        purpose=purpose,
    )
    return ask


def must_not_be_open(case: Case, kind: Ask.Kind, officer: Officer, what: dict[str, Any]) -> None:
    """Nobody asks twice while the first question waits: an office for its copies, a country for
    the same recipient, and for more once whatever the level."""
    same = {name: value for name, value in what.items() if name != "level"}
    if kind == Ask.Kind.EXPORT:
        same["office"] = office_of(officer)
    if case.asks.open().filter(kind=kind, country=country_of(officer), **same).exists():
        raise WrongState(_("That was asked already and waits for an answer."))


@transaction.atomic
def decline(ask: Ask, *, officer: Officer, reason: str) -> Ask:
    case = lock_to_disclose(ask.case, officer)
    must_say_why(reason, _("Say why not."))
    return settle(case, still_open(ask), Ask.Answer.DECLINED, officer=officer, reason=reason)


def still_open(ask: Ask) -> Ask:
    """Read again inside the lock: a colleague may have answered, or the country lost the case."""
    row = Ask.objects.select_related("country", "office", "to_country", "to_office").get(pk=ask.pk)
    if row.answer:
        raise WrongState(_("That was answered already."))
    if row.lapsed_at is not None:
        raise WrongState(_("Who asked no longer sees the case."))
    return row


def settle(case: Case, ask: Ask, answer: Ask.Answer, *, officer: Officer, reason: str) -> Ask:
    """Write the answer and tell who asked. The caller has locked the case."""
    ask.answer, ask.reason = answer, reason
    ask.answered_by, ask.answered_at = officer, now()
    ask.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    given = answer is Ask.Answer.GIVEN
    kind = Event.Kind.ASK_GIVEN if given else Event.Kind.ASK_DECLINED
    happened(case, kind, by=officer, country=ask.country_id, detail=ask.kind, reason=reason)
    told = _tell_asker(case, ask)
    trace(
        case,
        Operation.DISCLOSURE,
        "consent" if given else "decline_consent",
        by=officer,
        recipients=[ask.country_id, *(office.code for office in told)],
        purpose=ask.purpose,
        fields=[ask.kind],
    )
    return ask


def _tell_asker(case: Case, ask: Ask) -> list[Office]:
    key = f"{case.reference}:ask-answered:{ask.pk}"
    if ask.office is None:
        return notify.tell_country(case, ask.country_id, Notice.Kind.ASK_ANSWERED, key)
    notify.tell_office(case, ask.office, Notice.Kind.ASK_ANSWERED, key)
    return [ask.office]
