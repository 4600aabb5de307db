"""Handing a case over, office to office (design 4.3): offered, then accepted or declined.

With acceptance the originator's grant moves. The reference stays. The office that led the case, or
its country, reads it in full from then on; what is national of it stays its own: no note and no
file that was marked national is shown to the new one.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import office_of, works_for
from agencies.models import Office, Officer
from audit.clock import now
from cases import handling, notify, policy, searchwords, sharing
from cases.locking import lock, lock_own
from cases.models import Case, Event, Grant, HandOver
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState, must_say_why
from cases.reading import Sighted
from cases.sharing import Audience
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

Answer = HandOver.Answer


def hand_overs_of(sighted: Sighted, user: object) -> list[HandOver]:
    """The newest first, as far as the reader may know of them."""
    rows = sighted.case.hand_overs.readable_by(user, sighted.level)
    named = rows.select_related("from_office__country", "to_office__country", "case")
    return list(named.select_related("offered_by", "answered_by").order_by("-pk"))


@transaction.atomic
def offer(case: Case, office: Office, *, officer: Officer, reason: str) -> HandOver:
    """Offer the case to another office that sees it already. Nothing moves before it accepts."""
    case = _lock_as_leader(case, officer)
    _must_be_offerable(case, office, reason)
    policy.must_be_free(case, officer, [Level.ORIGINATOR])
    row = HandOver.objects.create(
        case=case,
        from_office=case.office,
        to_office=office,
        offered_by=officer,
        offered_at=now(),
        reason=reason,
    )
    happened(case, Event.Kind.HAND_OVER_OFFERED, by=officer, about=office, reason=reason)
    notify.tell_office(case, office, Notice.Kind.HAND_OVER_OFFERED, _key(row, "offered"))
    _record(row, "offer_hand_over", officer, reason)
    return row


@transaction.atomic
def accept(row: HandOver, *, officer: Officer) -> Case:
    """The office takes the case: from now on it leads it."""
    row, case = _lock_for_answer(row, officer)
    _must_go_on(case)
    handling.must_have_read(case, officer)
    former = case.office
    _settle(row, Answer.ACCEPTED, officer)
    _move(case, row, officer)
    happened(case, Event.Kind.HANDED_OVER, by=officer, about=row.to_office, reason=row.reason)
    notify.tell_office(case, former, Notice.Kind.HAND_OVER_SETTLED, _key(row, "settled"))
    notify.tell_all_involved(case, Notice.Kind.CASE_HANDED_OVER.name, by=officer)
    _record(row, "accept_hand_over", officer, row.reason)
    return case


@transaction.atomic
def decline(row: HandOver, *, officer: Officer, reason: str) -> HandOver:
    row, case = _lock_for_answer(row, officer)
    must_say_why(reason)
    _settle(row, Answer.DECLINED, officer, reason)
    about = row.to_office
    happened(case, Event.Kind.HAND_OVER_DECLINED, by=officer, about=about, reason=reason)
    notify.tell_office(case, row.from_office, Notice.Kind.HAND_OVER_SETTLED, _key(row, "settled"))
    _record(row, "decline_hand_over", officer, reason)
    return row


@transaction.atomic
def cancel(row: HandOver, *, officer: Officer) -> HandOver:
    """The office that offered it keeps it."""
    case = _lock_as_leader(row.case, officer)
    row = _still_open(row)
    _settle(row, Answer.CANCELLED, officer)
    happened(case, Event.Kind.HAND_OVER_CANCELLED, by=officer, about=row.to_office)
    notify.tell_office(case, row.to_office, Notice.Kind.HAND_OVER_SETTLED, _key(row, "settled"))
    _record(row, "cancel_hand_over", officer, row.reason)
    return row


def may_answer(row: HandOver, officer: object) -> bool:
    office = office_of(officer)
    return not row.answer and office is not None and office.pk == row.to_office_id


_NOT_YOURS_TO_GIVE = gettext_lazy("Only the office that leads this case can hand it over.")


def _lock_as_leader(case: Case, officer: Officer) -> Case:
    """The second originator of a joint case has all rights but this one."""
    case = lock_own(case, officer, refusal=_NOT_YOURS_TO_GIVE)
    if not works_for(officer, case.office):
        raise NotAllowed(str(_NOT_YOURS_TO_GIVE))
    return case


def _must_be_offerable(case: Case, office: Office, reason: str) -> None:
    must_say_why(reason)
    if case.is_draft:
        raise WrongState(_("Submit the case first."))
    _must_go_on(case)
    if office == case.office:
        raise CaseProblem(_("Your office leads the case already."), field="office")
    if not office.is_active:
        raise CaseProblem(_("That office is not active."), field="office")
    if not _sees(case, office):
        raise CaseProblem(_("That office does not see the case. Share it first."), field="office")
    if case.hand_overs.open().exists():
        raise WrongState(_("The case is offered to an office already."))


def _must_go_on(case: Case) -> None:
    if not case.is_open:
        raise WrongState(_("The case is over. Reopen it before it is handed over."))


def _sees(case: Case, office: Office) -> bool:
    grants = Grant.objects.current().filter(case=case, country=office.country_id, partner=None)
    return grants.filter(office=office).exists() or grants.filter(office=None).exists()


def _lock_for_answer(row: HandOver, officer: Officer) -> tuple[HandOver, Case]:
    """Asked inside the lock: it may have been taken back, or the case recalled."""
    case = lock(row.case)
    if not may_answer(HandOver(to_office_id=row.to_office_id), officer):
        raise NotAllowed(_("Only the office that it is offered to can answer."))
    if sharing.level_of(officer, case) is None:
        raise NotAllowed(_("Your office no longer sees the case."))
    return _still_open(row), case


def _still_open(row: HandOver) -> HandOver:
    offices = HandOver.objects.select_related("from_office__country", "to_office__country")
    row = offices.get(pk=row.pk)
    if row.answer:
        raise WrongState(_("That was settled already."))
    return row


def _settle(row: HandOver, answer: HandOver.Answer, officer: Officer, reason: str = "") -> None:
    row.answer, row.answer_reason = answer, reason
    row.answered_by, row.answered_at = officer, now()
    row.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])


def _move(case: Case, row: HandOver, officer: Officer) -> None:
    """The case is the new office's; the former one and its country read it in full."""
    former, office = row.from_office, row.to_office
    handling.go_on_reading(case, former)
    for grant in case.grants.current().filter(basis=Grant.Basis.ORIGIN).select_related("country"):
        sharing.end_one(grant, by=officer, reason="handed over")
    notify.let_go(case, office.country_id)
    case.asks.filter(country=office.country).lapse()
    case.office, case.country = office, office.country
    case.version += 1
    case.save(update_fields=["office", "country", "version"])
    sharing.grant_origin(case, by=officer)
    _keep_reading(case, former, officer, row.reason)
    if not case.is_restricted:
        sharing.grant_own_country(case, by=officer)
    searchwords.index(case)


def _keep_reading(case: Case, former: Office, officer: Officer, reason: str) -> None:
    """In the same country by its policy; of a restricted case the former office alone."""
    if former.country_id == case.country_id and not case.is_restricted:
        return
    to = Audience(former.country, office=former if case.is_restricted else None)
    sharing.grant(case, to, Level.FULL, basis=Grant.Basis.SHARED, by=officer, purpose=reason)


def _key(row: HandOver, what: str) -> str:
    return f"{row.case.reference}:hand-over-{what}:{row.pk}"


def _record(row: HandOver, action: str, officer: Officer, purpose: str) -> None:
    trace(
        row.case,
        Operation.DISCLOSURE,
        action,
        by=officer,
        recipients=[row.from_office.code, row.to_office.code],
        purpose=purpose,
        fields=["office"],
    )
