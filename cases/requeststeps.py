"""What every verb on a request does besides its own: the step, the event of the case, the notice
to the other office and the audit row. Inside the verb's transaction, with the request locked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agencies.access import actor, works_for
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.models import Event, Request, RequestDeadline, RequestStep
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.requestdeadlines import drop, schedule
from cases.timeline import happened
from notices.models import Notice, NoticeRead
from notices.outbox import tell

KIND = "request"
Operation = Entry.Operation
State = Request.State


def lock(request: Request) -> Request:
    """Verbs on one request happen one after the other."""
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "office__country", "asking_office__country", "case", "notice"
    )
    return rows.get(pk=request.pk)


def lock_as_asker(request: Request, officer: Officer) -> Request:
    locked = lock(request)
    if not works_for(officer, locked.asking_office):
        raise NotAllowed(_("Only the office that asked can do that."))
    return locked


def lock_as_answerer(request: Request, officer: Officer) -> Request:
    """Asked inside the lock: it may have been passed on."""
    locked = lock(request)
    if not works_for(officer, locked.office):
        raise NotAllowed(_("Only the office that has the request to answer can do that."))
    return locked


def must_be_open(request: Request) -> None:
    """Of two at once one wins; the other learns what stands now, and by whom."""
    if request.is_open:
        return
    last = request.steps.exclude(kind=RequestStep.Kind.RESULT).select_related("by").last()
    raise WrongState(
        _("The request is settled: %(state)s, by %(name)s.")
        % {
            "state": request.get_state_display(),
            "name": last.by.full_title if last is not None and last.by is not None else "",
        }
    )


def must_run(request: Request) -> None:
    must_be_open(request)
    if request.is_paused:
        raise WrongState(_("You have asked back, and the clock stands until they have answered."))


def must_say(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise CaseProblem(sentence, field=field)


def save(request: Request) -> None:
    """Every verb is a new version of the request."""
    request.version += 1
    request.save()


def step(
    request: Request, kind: RequestStep.Kind, *, by: Officer | None, office: Office, **said: Any
) -> RequestStep:
    """Write down what happened, for this side, and in the case for those who see the request."""
    row = RequestStep.objects.create(
        request=request, kind=kind, at=now(), by=by, office=office, **said
    )
    if request.case is not None:
        happened(
            request.case,
            Event.Kind(f"rq_{kind}"),
            by=by,
            about=said.get("to_office") or request.office,
            detail=request.reference,
        )
    return row


def settle(request: Request, state: Request.State) -> None:
    """Nobody waits for it any more."""
    request.state, request.settled_at, request.paused_at = state, now(), None
    drop(request)
    release_notice(request)


def acknowledged(request: Request, officer: Officer) -> bool:
    """Whatever the answering office does first says that the request has arrived. False when it
    was known already."""
    if not arrived(request):
        return False
    _acknowledge_notice(request, officer)
    return True


def arrived(request: Request) -> bool:
    if request.acknowledged_at is not None:
        return False
    request.acknowledged_at = now()
    if request.state == State.SENT:
        request.state = State.ACKNOWLEDGED
    drop(request, RequestDeadline.Kind.ACKNOWLEDGE_SOON)
    return True


def _acknowledge_notice(request: Request, officer: Officer) -> None:
    if request.notice is None:
        return
    Notice.objects.waiting().filter(pk=request.notice.pk).update(
        acknowledged_at=now(), acknowledged_by=officer, next_escalation_at=None
    )
    NoticeRead.objects.get_or_create(notice=request.notice, officer=officer, defaults={"at": now()})


def release_notice(request: Request) -> None:
    """The office that had it to answer owes no acknowledgement any more."""
    Notice.objects.waiting().filter(request=request).update(
        withdrawn_at=now(), next_escalation_at=None
    )


def hand_in(request: Request, kind: Notice.Kind, row: RequestStep) -> None:
    """The office that has to answer is told, and its deadlines begin. Its notice waits for an
    acknowledgement and climbs by the same clock."""
    request.notice = _tell(
        request,
        request.office,
        kind,
        row,
        needs_acknowledgement=True,
        acknowledge_by=request.acknowledge_by,
    )
    request.save(update_fields=["notice"])
    schedule(request)


def tell_office(request: Request, office: Office, kind: Notice.Kind, row: RequestStep) -> None:
    _tell(request, office, kind, row)


def tell_asker(
    request: Request, kind: Notice.Kind, row: RequestStep, officer: Officer, fields: list[str]
) -> None:
    tell_office(request, request.asking_office, kind, row)
    trace(request, Operation.ALTERATION, row.kind, by=officer, fields=fields,
          recipients=[request.asking_office])  # fmt: skip


def _tell(
    request: Request, office: Office, kind: Notice.Kind, row: RequestStep, **more: Any
) -> Notice:
    return tell(
        office,
        kind,
        event_key=f"{request.reference}:{row.kind}:{row.pk}",
        reference=request.reference,
        link=request.link,
        urgency=request.urgency,
        **more,
    )


def trace(
    request: Request,
    operation: Entry.Operation,
    action: str,
    *,
    by: object,
    fields: Iterable[str] = (),
    recipients: Iterable[Office] = (),
    purpose: str = "",
    handling: str = "",
) -> None:
    """Names of fields and codes of offices only."""
    record(
        operation,
        action,
        actor=actor(by),
        kind=KIND,
        ids=[request.reference],
        fields=fields,
        recipients=[office.code for office in recipients],
        purpose=purpose,
        handling=handling,
    )
