"""Disclosures that the head of the office approves first, where the rule of the office asks it.

`submit` and `share` do it at once, or keep it as a proposal. The head's approval does it then, in
one transaction and with the head's own rights, asked again; nothing leaves before. What is approved
is what the head has read: a change of the case since is read first.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import disclosure, notify, policy, workflow
from cases.locking import lock_own
from cases.models import Approval, Case, Event, Grant
from cases.models.levels import OFFERED, Level
from cases.problems import NotAllowed, StaleVersion, WrongState, must_say_why
from cases.reading import Sighted
from cases.seen import Seen, must_stand, version_of
from cases.trace import Operation, trace
from notices.models import Notice

Verb, Answer = Approval.Verb, Approval.Answer


def approvals_of(sighted: Sighted) -> list[Approval]:
    """The newest first, for the office whose case it is."""
    if not sighted.is_originator:
        return []
    rows = sighted.case.approvals.select_related("country", "office__country", "case__office")
    return list(rows.select_related("proposed_by", "answered_by").order_by("-pk"))


def sentence(row: Approval) -> str:
    """What would be disclosed, to whom and how much of it."""
    who = {"who": row.proposed_by.full_title}
    if row.verb == Verb.SUBMIT:
        shown = ", ".join(f"{code}: {Level(level).label}" for code, level in row.levels.items())
        text = _("%(who)s wants to submit the case.") % who
        return f"{text} {shown}".strip()
    facts = {**who, "to": row.to, "level": Level(row.level).label, "words": row.purpose}
    return _("%(who)s wants to show the case to %(to)s (%(level)s). “%(words)s”") % facts


@transaction.atomic
def submit(
    case: Case, *, officer: Officer, levels: dict[str, Level] | None = None
) -> Case | Approval:
    case = lock_own(case, officer)
    chosen = levels or {}
    if not case.is_draft or not policy.needs_approval(case, officer, chosen.values()):
        return workflow.submit(case, officer=officer, levels=levels)
    return _propose(case, Verb.SUBMIT, officer, levels=chosen)


@transaction.atomic
def share(
    case: Case,
    country: Country,
    level: Level,
    *,
    officer: Officer,
    office: Office | None = None,
    purpose: str = "",
    expires: datetime | None = None,
    seen: Seen | None = None,
) -> Grant | Approval:
    case = disclosure.lock_to_disclose(case, officer)
    must_stand(case, seen)
    waits = policy.ruling_office(case, officer) == case.office
    if level in OFFERED and waits and policy.needs_approval(case, officer, [level]):
        disclosure.must_be_shareable(case, country, office)
        what = {"level": level, "purpose": purpose, "expires_at": expires}
        return _propose(case, Verb.SHARE, officer, country=country, office=office, **what)
    return disclosure.share(
        case, country, level, officer=officer, office=office, purpose=purpose, expires=expires
    )


def stands(case: Case) -> str:
    """What the head has read: the case, its files, who sees it. Whatever changes, this does."""
    files = case.events.filter(kind__in=Event.ABOUT_FILES).exclude(kind=Event.Kind.FILE_OPENED)
    return f"{case.version}.{files.count()}.{version_of(case)}"


def is_changed(row: Approval) -> bool:
    """Whether it still waits, and the case is not what it was when it was asked."""
    return not row.answer and row.stood not in ("", stands(row.case))


@transaction.atomic
def approve(row: Approval, *, officer: Officer, read: str = "") -> Case:
    """Do it, as the head. What cannot be done any more is refused, and waits on. `read` is what
    stood when the head read the case; without it, the case must be what it was when it was
    asked. Raises StaleVersion."""
    case, row = _lock_as_head(row, officer)
    if (read or row.stood) not in ("", stands(case)):
        raise StaleVersion(case.version)
    _settle(row, Answer.APPROVED, officer)
    _record(row, "approve", officer)
    if row.verb == Verb.SUBMIT:
        levels = {country: Level(level) for country, level in row.levels.items()}
        return workflow.submit(case, officer=officer, levels=levels)
    if row.country is None:
        raise WrongState(_("That can no longer be done."))
    disclosure.share(
        case,
        row.country,
        Level(row.level),
        officer=officer,
        office=row.office,
        purpose=row.purpose,
        expires=row.expires_at,
    )
    return case


@transaction.atomic
def decline(row: Approval, *, officer: Officer, reason: str) -> Approval:
    _case, row = _lock_as_head(row, officer)
    must_say_why(reason, _("Say why not."))
    _settle(row, Answer.DECLINED, officer, reason)
    _record(row, "decline_approval", officer)
    return row


def _propose(case: Case, verb: Approval.Verb, officer: Officer, **what: Any) -> Approval:
    same = {name: what.get(name) for name in ("country", "office")}
    if case.approvals.open().filter(verb=verb, **same).exists():
        raise WrongState(_("That waits for the head of your office already."))
    row = Approval.objects.create(
        case=case,
        verb=verb,
        proposed_by=officer,
        proposed_at=now(),
        stood=stands(case),
        **what,
    )
    key = f"{case.reference}:approval:{row.pk}"
    notify.tell_office(case, case.office, Notice.Kind.APPROVAL_ASKED, key)
    _record(row, "ask_approval", officer)
    return row


def _lock_as_head(row: Approval, officer: Officer) -> tuple[Case, Approval]:
    case = lock_own(row.case, officer)
    if not policy.heads(case.office, officer):
        raise NotAllowed(_("Only the head of the office approves or declines this."))
    row = Approval.objects.select_related("case__office", "country", "office").get(pk=row.pk)
    if row.answer:
        raise WrongState(_("That was answered already."))
    return case, row


def _settle(row: Approval, answer: Approval.Answer, officer: Officer, reason: str = "") -> None:
    row.answer, row.reason = answer, reason
    row.answered_by, row.answered_at = officer, now()
    row.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    key = f"{row.case.reference}:approval-answered:{row.pk}"
    notify.tell_office(row.case, row.case.office, Notice.Kind.APPROVAL_ANSWERED, key)


def _record(row: Approval, action: str, officer: Officer) -> None:
    trace(
        row.case,
        Operation.DISCLOSURE,
        action,
        by=officer,
        recipients=[row.case.office.code],
        purpose=row.reason or row.purpose,
        fields=[row.verb],
    )
