"""What the office that is asked does with a request for information (design 4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Code, Office, Officer
from agencies.worktime import calendar_of
from audit.clock import now
from cases import attaching
from cases.attaching import Chosen
from cases.models import Case, Request, RequestHolding, RequestStep
from cases.models.request import GROUNDS
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.requestclock import after, latest_extension
from cases.requestdeadlines import drop, limits_of, schedule
from cases.requeststeps import (
    Operation,
    acknowledged,
    hand_in,
    lock_as_answerer,
    must_be_open,
    must_run,
    must_say,
    release_notice,
    save,
    settle,
    step,
    tell_asker,
    tell_office,
    trace,
)
from notices.models import Notice

Kind = RequestStep.Kind
State = Request.State


@dataclass(frozen=True)
class Answer:
    """What is told, how it may be used, and how far it can be trusted (4×4), with the parts of
    own cases that go along."""

    text: str
    handling_code: str = Case.Handling.H0
    handling_text: str = ""
    source_evaluation: str = Case.Source.A
    information_evaluation: str = Case.Information.ONE
    attachments: Sequence[Chosen] = field(default_factory=tuple)


@transaction.atomic
def clarify(request: Request, *, officer: Officer, text: str) -> Request:
    """Ask back. The clock stands until the asker has answered."""
    request = lock_as_answerer(request, officer)
    must_run(request)
    must_say(text, "text", _("Write what you need to know."))
    acknowledged(request, officer)
    request.state, request.paused_at = State.CLARIFYING, now()
    request.due_version += 1
    drop(request)
    save(request)
    row = step(request, Kind.CLARIFY, by=officer, office=request.office, text=text)
    tell_asker(request, Notice.Kind.REQUEST_CLARIFY, row, officer, ["text", "state"])
    return request


@transaction.atomic
def answer_in_part(request: Request, content: Answer, *, officer: Officer) -> Request:
    """What is known so far; the clock goes on for the rest."""
    request = _to_be_answered(request, content, officer)
    must_run(request)
    request.state, request.partly_at = State.PARTLY, now()
    save(request)
    return _answered(request, Kind.PARTLY, content, officer)


@transaction.atomic
def answer(request: Request, content: Answer, *, officer: Officer) -> Request:
    request = _to_be_answered(request, content, officer)
    settle(request, State.ANSWERED)
    save(request)
    return _answered(request, Kind.ANSWERED, content, officer)


def _to_be_answered(request: Request, content: Answer, officer: Officer) -> Request:
    """The whole answer may come while the asker still thinks about what was asked back."""
    request = lock_as_answerer(request, officer)
    must_be_open(request)
    must_say(content.text, "text", _("Write the answer."))
    if content.handling_code == Case.Handling.H3:
        must_say(
            content.handling_text,
            "handling_text",
            _("Handling code H3 needs the restriction in words."),
        )
    acknowledged(request, officer)
    return request


def _answered(
    request: Request, kind: RequestStep.Kind, content: Answer, officer: Officer
) -> Request:
    restricted = content.handling_code == Case.Handling.H3
    row = step(
        request,
        kind,
        by=officer,
        office=request.office,
        text=content.text,
        handling_code=content.handling_code,
        handling_text=content.handling_text if restricted else "",
        source_evaluation=content.source_evaluation,
        information_evaluation=content.information_evaluation,
    )
    attaching.attach(row, content.attachments, officer=officer)
    told = f"REQUEST_{kind.upper()}"
    tell_office(request, request.asking_office, Notice.Kind[told], row)
    trace(
        request,
        Operation.DISCLOSURE,
        kind,
        by=officer,
        fields=["text", "handling_code", "evaluation"],
        recipients=[request.asking_office],
        purpose=request.purpose,
        handling=content.handling_code,
    )
    return request


def latest_until(request: Request) -> datetime:
    """As late as the next extension may reach."""
    limit = limits_of(request.urgency).answer
    return latest_extension(calendar_of(request.office, request.due_at), limit, request.due_at)


@transaction.atomic
def extend(request: Request, *, officer: Officer, due_at: datetime, reason: str) -> Request:
    """The time does not do, and the asker learns why and until when: before it is over, and only
    so often and so far (settings)."""
    request = lock_as_answerer(request, officer)
    must_run(request)
    must_say(reason, "reason", _("Say why."))
    _may_extend(request, due_at)
    acknowledged(request, officer)
    request.due_at = due_at
    request.extensions += 1
    request.due_version += 1
    save(request)
    schedule(request)
    row = step(request, Kind.EXTENDED, by=officer, office=request.office, text=reason,
               due_at=due_at)  # fmt: skip
    tell_asker(request, Notice.Kind.REQUEST_EXTENDED, row, officer, ["due_at"])
    return request


def _may_extend(request: Request, due_at: datetime) -> None:
    most = settings.REQUEST_EXTENSIONS
    if request.extensions >= most:
        raise WrongState(
            ngettext(
                "The time was prolonged %(most)s time, which is all there is.",
                "The time was prolonged %(most)s times, which is all there is.",
                most,
            )
            % {"most": most}
        )
    if request.due_at < now():
        raise WrongState(_("The time is over. Answer, in part if there is no more."))
    if due_at <= request.due_at:
        raise CaseProblem(_("Choose a later time than now stands."), field="due_at")
    if due_at > latest_until(request):
        raise CaseProblem(_("That is later than one extension may reach."), field="due_at")


@transaction.atomic
def refuse(request: Request, *, officer: Officer, ground: Code, reason: str = "") -> Request:
    """Not answered, on one of the grounds (Directive (EU) 2023/977 art. 6), with words or
    without."""
    request = lock_as_answerer(request, officer)
    must_be_open(request)
    if ground.list_id != GROUNDS:
        raise CaseProblem(_("Choose the ground."), field="ground")
    acknowledged(request, officer)
    request.refusal_ground = ground
    settle(request, State.REFUSED)
    save(request)
    row = step(request, Kind.REFUSED, by=officer, office=request.office, text=reason,
               ground=ground)  # fmt: skip
    tell_asker(request, Notice.Kind.REQUEST_REFUSED, row, officer, ["state", "ground"])
    return request


@transaction.atomic
def forward(request: Request, *, officer: Officer, to: Office, reason: str) -> Request:
    """Another office of the own country knows better. It acknowledges anew; the time to answer
    goes on as it is. Both sides see who has it now, and the old office goes on reading."""
    request = lock_as_answerer(request, officer)
    must_run(request)
    must_say(reason, "reason", _("Say why."))
    old = request.office
    _must_be_own(request, to)
    release_notice(request)
    limit = limits_of(request.urgency).acknowledge
    request.office, request.acknowledged_at = to, None
    request.acknowledge_by = after(calendar_of(to, now()), limit, now())
    request.due_version += 1
    if request.state == State.ACKNOWLEDGED:
        request.state = State.SENT
    save(request)
    RequestHolding.objects.get_or_create(request=request, office=to, defaults={"since": now()})
    row = step(request, Kind.FORWARDED, by=officer, office=old, text=reason, to_office=to)
    hand_in(request, Notice.Kind.REQUEST_RECEIVED, row)
    tell_office(request, request.asking_office, Notice.Kind.REQUEST_FORWARDED, row)
    trace(request, Operation.DISCLOSURE, "forward", by=officer, fields=["office"],
          recipients=[to, request.asking_office], purpose=reason)  # fmt: skip
    return request


def _must_be_own(request: Request, to: Office) -> None:
    if to.country_id != request.office.country_id:
        raise NotAllowed(_("A request is passed on inside the own country only."))
    if to.pk in (request.office_id, request.asking_office_id):
        raise CaseProblem(_("Choose another office."), field="office")
    if not to.is_active:
        raise CaseProblem(_("%(office)s is not active now.") % {"office": to.title}, field="office")
