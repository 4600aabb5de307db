"""The life of a case: draft → open → closed or withdrawn.

Each verb is one transaction that changes rows, writes its event, its notices and its audit
row. Web, API and the demonstration world call the same verbs. Verbs that change a case lock
its row first (`lock_own`), so that two of them at once happen one after the other.
"""

import uuid
from collections.abc import Iterable

import uuid6
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import partner_of
from agencies.models import Border, Office, Officer
from audit.clock import now
from cases import handling, notify, papers, pending, policy, results, searchwords, sharing
from cases.content import (
    CHILDREN,
    CaseContent,
    changed_fields,
    content_of,
    write_children,
)
from cases.files import store
from cases.locking import lock_own
from cases.merging import NOTHING, Marks, Overtaken, merge
from cases.models import Case, CaseFile, Event, TouchDecision
from cases.models.case import this_installation
from cases.models.levels import Level
from cases.problems import StaleVersion, WrongState
from cases.references import next_reference
from cases.timeline import happened
from cases.trace import Operation, trace


@transaction.atomic
def create_draft(
    content: CaseContent,
    *,
    officer: Officer,
    office: Office,
    draft_key: uuid.UUID | None = None,
) -> Case:
    """Log a draft of `office`. The same `draft_key` again returns the same case; the key of a
    form on paper gives it that form's number."""
    key = draft_key or uuid6.uuid7()
    known = Case.objects.filter(draft_key=key).first()
    if known is not None:
        return known
    moment, paper = now(), papers.of_draft(key, office)
    case = Case.objects.create(
        installation=this_installation(),
        reference=paper.number if paper is not None else next_reference(office, moment),
        office=office,
        country=office.country,
        created_by=officer,
        created_at=moment,
        draft_key=key,
        **content.plain_values(),
    )
    papers.keyed_in(paper, case)
    write_children(case, content, by=officer)
    sharing.grant_origin(case, by=officer, partner=partner_of(officer))
    searchwords.index(case)
    happened(case, Event.Kind.LOGGED, by=officer)
    trace(
        case,
        Operation.COLLECTION,
        "log",
        by=officer,
        fields=CHILDREN,
    )
    return case


@transaction.atomic
def revise(
    case: Case,
    content: CaseContent,
    *,
    officer: Officer,
    version: int,
    began: Marks | None = None,
    theirs: Marks = NOTHING,
) -> Case:
    """Change a draft or open case. Newly touched offices are told, nobody twice.

    With `began` (cases.merging) a change of other fields than somebody else's is joined with it,
    and Overtaken raised when both changed the same; without it StaleVersion when `version` is
    not the current one. Raises WrongState when the case is over.
    """
    case = lock_own(case, officer)
    if case.status not in (Case.Status.DRAFT, Case.Status.OPEN):
        raise WrongState(_("A closed or withdrawn case cannot be changed. Reopen it first."))
    content = _joined(case, content, version, began, theirs)
    names = changed_fields(content_of(case), content)
    if not names:
        return case
    handling.must_not_loosen(case, content.handling_code, content.handling_text, officer=officer)
    for name, value in content.plain_values().items():
        setattr(case, name, value)
    write_children(case, content, names, by=officer)
    _next_version(case, *content.plain_values())
    searchwords.index(case)
    happened(case, Event.Kind.REVISED, by=officer, fields=names)
    if case.is_open:
        notify.tell_newly_touched(case, by=officer)
    if set(names) & set(handling.FIELDS):
        handling.changed(case)
    trace(
        case,
        Operation.ALTERATION,
        "revise",
        by=officer,
        fields=names,
    )
    return case


@transaction.atomic
def submit(case: Case, *, officer: Officer, levels: dict[str, Level] | None = None) -> Case:
    """Open the case and tell the counterparts (design 4.2). A second submit changes nothing.

    `levels` raises what a country sees (default headline), by country code.
    """
    case = lock_own(case, officer)
    if not case.is_draft:
        return case
    policy.must_be_free(case, officer, (levels or {}).values())
    case.status = Case.Status.OPEN
    case.submitted_at = now()
    case.submitted_by = officer
    _next_version(case, "status", "submitted_at", "submitted_by")
    if not case.is_restricted:
        sharing.grant_own_country(case, by=officer)
    happened(case, Event.Kind.SUBMITTED, by=officer)
    told = notify.tell_counterparts(case, by=officer, levels=levels or {})
    trace(
        case,
        Operation.DISCLOSURE,
        "submit",
        by=officer,
        recipients=[office.code for office in told],
    )
    return case


@transaction.atomic
def discard(case: Case, *, officer: Officer) -> None:
    """Throw a draft away. Only drafts: what was submitted is closed or withdrawn."""
    case = lock_own(case, officer)
    if not case.is_draft:
        raise WrongState(_("Only a draft can be discarded."))
    trace(
        case,
        Operation.ERASURE,
        "discard",
        by=officer,
    )
    files = list(CaseFile.everything.filter(case=case).values_list("public_id", flat=True))
    case.delete()
    transaction.on_commit(lambda: store.erase(*files))


@transaction.atomic
def decide_touch(
    case: Case,
    border: Border,
    *,
    kind: TouchDecision.Kind,
    reason: str,
    officer: Officer,
) -> Case:
    """Add or strike a border with a reason; both stay in the record."""
    case = lock_own(case, officer)
    _must_be(case, Case.Status.DRAFT, Case.Status.OPEN)
    TouchDecision.objects.create(
        case=case, border=border, kind=kind, reason=reason, by=officer, at=now()
    )
    added = kind == TouchDecision.Kind.ADD
    event = Event.Kind.TOUCH_ADDED if added else Event.Kind.TOUCH_STRUCK
    _next_version(case)
    happened(case, event, by=officer, detail=border.code, reason=reason)
    if case.is_open:
        notify.tell_newly_touched(case, by=officer)
    trace(
        case,
        Operation.ALTERATION,
        event,
        by=officer,
        fields=["touches"],
        purpose=reason,
    )
    return case


@transaction.atomic
def close(
    case: Case,
    *,
    officer: Officer,
    outcome: str,
    result: str = "",
    report_to: Iterable[Office] | None = None,
) -> Case:
    """Close with a coded outcome; the offices involved are told how it ended. The result in words
    is reported to the offices named, without names to all that helped."""
    case = lock_own(case, officer)
    _must_be(case, Case.Status.OPEN)
    case.status, case.outcome, case.result = Case.Status.CLOSED, outcome, result
    _next_version(case, "status", "outcome", "result")
    happened(case, Event.Kind.CLOSED, by=officer, detail=outcome)
    reported = results.report(case, report_to)
    if reported:
        policy.must_be_free(case, officer, results.levels_for(case, reported))
    pending.end_all(case, by=officer)
    notify.tell_closed(case, reported, by=officer)
    trace(
        case,
        Operation.ALTERATION,
        "close",
        by=officer,
        fields=["status", "outcome", "result"],
        recipients=[office.code for office in reported],
    )
    return case


@transaction.atomic
def reopen(case: Case, *, officer: Officer, reason: str) -> Case:
    case = lock_own(case, officer)
    _must_be(case, Case.Status.CLOSED, Case.Status.WITHDRAWN)
    case.status, case.outcome = Case.Status.OPEN, ""
    _next_version(case, "status", "outcome")
    happened(case, Event.Kind.REOPENED, by=officer, reason=reason)
    notify.tell_all_involved(case, "CASE_REOPENED", by=officer)
    trace(
        case,
        Operation.ALTERATION,
        "reopen",
        by=officer,
        fields=["status"],
        purpose=reason,
    )
    return case


@transaction.atomic
def withdraw(case: Case, *, officer: Officer, reason: str) -> Case:
    """The case should not have been sent: the offices involved are told to disregard it."""
    case = lock_own(case, officer)
    _must_be(case, Case.Status.OPEN)
    case.status = Case.Status.WITHDRAWN
    _next_version(case, "status")
    pending.end_all(case, by=officer)
    happened(case, Event.Kind.WITHDRAWN, by=officer, reason=reason)
    notify.tell_all_involved(case, "CASE_WITHDRAWN", by=officer)
    trace(
        case,
        Operation.ALTERATION,
        "withdraw",
        by=officer,
        fields=["status"],
        purpose=reason,
    )
    return case


def _joined(
    case: Case,
    content: CaseContent,
    version: int,
    began: Marks | None,
    theirs: Marks,
) -> CaseContent:
    if began is not None:
        merged = merge(began, content_of(case), content, theirs=theirs)
        if merged.both:
            raise Overtaken(case.version, merged)
        return merged.content
    if case.version != version:
        raise StaleVersion(case.version)
    return content


def _must_be(case: Case, *states: Case.Status) -> None:
    if case.status not in states:
        raise WrongState(
            _("The case is %(status)s, so this cannot be done.")
            % {"status": case.get_status_display()}
        )


def _next_version(case: Case, *names: str) -> None:
    case.version += 1
    case.save(update_fields=["version", *names])
