"""What the office that asks does with a request for information (design 4.5).

The verbs of the office that answers stand in `cases.requestanswers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import uuid6
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import works_for
from agencies.models import Code, Country, Office, Officer
from agencies.worktime import calendar_of
from audit.clock import now
from cases import sharing
from cases.models import Case, Request, RequestHolding, RequestQuestion, RequestStep
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.references import next_request_reference
from cases.requestclock import resumed, times_of
from cases.requestdeadlines import limits_of, schedule
from cases.requeststeps import (
    Operation,
    hand_in,
    lock_as_asker,
    must_be_open,
    must_say,
    save,
    settle,
    step,
    tell_office,
    trace,
)
from notices.models import Notice

Kind = RequestStep.Kind
State = Request.State

MOST_QUESTIONS = 10
MOST_OFFICES = 20


@dataclass(frozen=True)
class Asked:
    """What is asked. `disclosed`: the asker knows that an office which does not see the case
    learns what is written here, and nothing else."""

    urgency: str
    purpose: str
    legal_basis: str
    question: str = ""
    questions: Sequence[tuple[Code, str]] = field(default_factory=tuple)
    case: Case | None = None
    parent: Request | None = None
    disclosed: bool = False


def desk_of(country: Country) -> Office:
    """A country is asked through its national coordination desk."""
    desk = Office.objects.active().national_desk_of(country.pk).first()
    if desk is None:
        raise CaseProblem(_("That country has no coordination desk here."), field="to_country")
    return desk


@transaction.atomic
def ask(asked: Asked, *, officer: Officer, office: Office, to: Sequence[Office]) -> list[Request]:
    """One request for each office that is asked, each with its own clock."""
    if not works_for(officer, office):
        raise NotAllowed(_("You can only ask for your own office."))
    _must_be_said(asked)
    offices = list({each.pk: each for each in to}.values())
    _must_be_offices(offices, office)
    _must_see_the_case(asked, officer, offices)
    bundle = uuid6.uuid7()
    return [_ask_one(asked, officer, office, each, bundle) for each in offices]


def _must_be_said(asked: Asked) -> None:
    if not asked.question.strip() and not asked.questions:
        raise CaseProblem(_("Write what you ask, or choose a question."), field="question")
    if len(asked.questions) > MOST_QUESTIONS:
        raise CaseProblem(_("Ask at most ten questions at once."), field="questions")
    must_say(asked.purpose, "purpose", _("Say what for."))
    must_say(asked.legal_basis, "legal_basis", _("Say on which legal basis."))


def _must_be_offices(offices: list[Office], own: Office) -> None:
    if not offices:
        raise CaseProblem(_("Choose whom you ask."), field="to_office")
    if len(offices) > MOST_OFFICES:
        raise CaseProblem(_("Ask at most twenty offices at once."), field="to_office")
    for office in offices:
        if office.pk == own.pk:
            raise CaseProblem(_("Ask another office than your own."), field="to_office")
        if not office.is_active:
            raise CaseProblem(
                _("%(office)s is not active now. Ask its national desk.")
                % {"office": office.title},
                field="to_office",
            )


def _must_see_the_case(asked: Asked, officer: Officer, offices: list[Office]) -> None:
    """An office that does not see the case is asked only knowingly, and never past the handling
    code of somebody else's case."""
    case = asked.case
    if case is None:
        return
    level = sharing.level_of(officer, case)
    if level is None or case.is_draft:
        raise CaseProblem(_("You see no such case."), field="case")
    blind = [each for each in offices if not _reaches(each, case)]
    if not blind:
        return
    if level is not Level.ORIGINATOR and case.handling_code in (_H.H2, _H.H3):
        raise NotAllowed(
            _("The handling code of the case forbids to ask who does not see it (%(offices)s).")
            % {"offices": _named(blind)}
        )
    if not asked.disclosed:
        raise CaseProblem(
            _(
                "%(offices)s does not see the case. Confirm that they may learn what you have "
                "written here, or ask without the case."
            )
            % {"offices": _named(blind)},
            field="disclosed",
        )


_H = Case.Handling


def _reaches(office: Office, case: Case) -> bool:
    return Case.objects.reached_from(office).filter(pk=case.pk).exists()


def _named(offices: list[Office]) -> str:
    return ", ".join(office.title for office in offices)


def _ask_one(
    asked: Asked, officer: Officer, asking: Office, office: Office, bundle: UUID
) -> Request:
    moment = now()
    times = times_of(calendar_of(office, moment), limits_of(asked.urgency), moment)
    request = Request.objects.create(
        reference=next_request_reference(asking, moment),
        bundle=bundle,
        asking_office=asking,
        asked_by=officer,
        asked_at=moment,
        office=office,
        case=asked.case,
        parent=asked.parent,
        urgency=asked.urgency,
        question=asked.question,
        purpose=asked.purpose,
        legal_basis=asked.legal_basis,
        runs_from=times.runs_from,
        acknowledge_by=times.acknowledge_by,
        due_at=times.due_at,
    )
    RequestQuestion.objects.bulk_create(
        RequestQuestion(request=request, position=n, code=code, about=about)
        for n, (code, about) in enumerate(asked.questions, 1)
    )
    RequestHolding.objects.create(request=request, office=office, since=moment)
    row = step(request, Kind.ASKED, by=officer, office=asking, due_at=request.due_at)
    hand_in(request, Notice.Kind.REQUEST_RECEIVED, row)
    trace(
        request,
        Operation.DISCLOSURE,
        "ask",
        by=officer,
        fields=["question", *(["questions"] if asked.questions else [])],
        recipients=[office],
        purpose=asked.purpose,
    )
    return request


@transaction.atomic
def clarified(request: Request, *, officer: Officer, text: str) -> Request:
    """Answer what they asked back: the clock goes on with what was left."""
    request = lock_as_asker(request, officer)
    must_be_open(request)
    must_say(text, "text", _("Write what they asked."))
    if request.paused_at is None:
        raise WrongState(_("They have not asked back."))
    moment = now()
    request.due_at = resumed(
        calendar_of(request.office, request.paused_at),
        limits_of(request.urgency).answer,
        request.due_at,
        paused=request.paused_at,
        now=moment,
    )
    request.paused_at = None
    request.state = State.PARTLY if request.partly_at is not None else State.ACKNOWLEDGED
    request.due_version += 1
    save(request)
    schedule(request)
    row = step(request, Kind.CLARIFIED, by=officer, office=request.asking_office, text=text,
               due_at=request.due_at)  # fmt: skip
    _tell_answerer(request, Notice.Kind.REQUEST_CLARIFIED, row, officer, ["text", "due_at"])
    return request


@transaction.atomic
def withdraw(request: Request, *, officer: Officer, reason: str) -> Request:
    """The answer is not needed any more."""
    request = lock_as_asker(request, officer)
    must_be_open(request)
    must_say(reason, "reason", _("Say why."))
    settle(request, State.WITHDRAWN)
    save(request)
    row = step(request, Kind.WITHDRAWN, by=officer, office=request.asking_office, text=reason)
    _tell_answerer(request, Notice.Kind.REQUEST_WITHDRAWN, row, officer, ["state"])
    return request


@transaction.atomic
def reopen(request: Request, *, officer: Officer, reason: str) -> Request:
    """The answer does not do, or the refusal does not hold: asked again, with a new clock."""
    request = lock_as_asker(request, officer)
    must_say(reason, "reason", _("Say why."))
    if request.is_open:
        raise WrongState(_("The request is open."))
    moment = now()
    times = times_of(calendar_of(request.office, moment), limits_of(request.urgency), moment)
    request.state, request.settled_at, request.refusal_ground = State.SENT, None, None
    request.acknowledged_at, request.partly_at = None, None
    request.extensions = 0
    request.runs_from, request.acknowledge_by = times.runs_from, times.acknowledge_by
    request.due_at = times.due_at
    request.due_version += 1
    save(request)
    row = step(request, Kind.REOPENED, by=officer, office=request.asking_office, text=reason,
               due_at=request.due_at)  # fmt: skip
    hand_in(request, Notice.Kind.REQUEST_RECEIVED, row)
    trace(request, Operation.ALTERATION, "reopen", by=officer, fields=["state", "due_at"],
          recipients=[request.office], purpose=reason)  # fmt: skip
    return request


@transaction.atomic
def report_result(request: Request, *, officer: Officer, text: str) -> Request:
    """What became of the answer, told to the offices that helped. It can be said again: the
    newest stands, the steps keep the others."""
    request = lock_as_asker(request, officer)
    must_say(text, "text", _("Say what became of it."))
    if not request.steps.filter(kind__in=RequestStep.ANSWERS).exists():
        raise WrongState(_("Nothing was answered yet."))
    request.result, request.result_at = text, now()
    save(request)
    row = step(request, Kind.RESULT, by=officer, office=request.asking_office, text=text)
    helped = [holding.office for holding in request.holdings.select_related("office")]
    for office in helped:
        tell_office(request, office, Notice.Kind.REQUEST_RESULT, row)
    trace(request, Operation.DISCLOSURE, "report_result", by=officer, fields=["result"],
          recipients=helped)  # fmt: skip
    return request


def _tell_answerer(
    request: Request, kind: Notice.Kind, row: RequestStep, officer: Officer, fields: list[str]
) -> None:
    tell_office(request, request.office, kind, row)
    trace(request, Operation.ALTERATION, row.kind, by=officer, fields=fields,
          recipients=[request.office])  # fmt: skip
