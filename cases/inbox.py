"""The office's inbox: what waits, what is new, what was answered, what others have not
answered yet. Plain rows, made in a fixed number of queries however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import office_of
from agencies.models import Office, Officer
from agencies.roster import on_duty
from audit.clock import now
from cases import headline, requestinbox
from cases.mine import Mine, mine_of
from cases.models import Case, Involvement
from cases.reasons import joined, own_reasons
from cases.requestinbox import requests_of
from cases.requestpage import RequestRow
from cases.steps import Step, steps_of
from notices.clocks import Clock, clock_of
from notices.models import Notice, NoticeRead

Kind = Notice.Kind

WAITING_ROWS = 50
NEWS_ROWS = 20
DONE_ROWS = 10
OTHERS_ROWS = 20
LATELY = timedelta(days=14)
# How long an answer stays in sight of the office that waited for it.
ANSWERED_LATELY = timedelta(days=3)

# Silence that climbs inside the office is told in the row of the notice itself.
_FOLDED = (Kind.ESCALATED_DUTY, Kind.ESCALATED_HEAD)

_EXPLAINED = {
    Kind.CASE_SHARED: gettext_lazy("You may now see more or less of it than before."),
    Kind.CASE_RECALLED: gettext_lazy(
        "The office that logged it has recalled it from your country. Acknowledge that you know."
    ),
    Kind.CASE_EXPIRED: gettext_lazy(
        "It was shared with your country for a time, and that is over. You no longer see it."
    ),
    Kind.HANDLING_CHANGED: gettext_lazy(
        "Its handling code was changed. Read what it forbids before you use the case."
    ),
    Kind.ASKED: gettext_lazy("Readers of the case ask your office for something. Answer there."),
    Kind.HAND_OVER_OFFERED: gettext_lazy(
        "The office that leads it offers it to your office. Accept or decline on its page."
    ),
    Kind.HAND_OVER_SETTLED: gettext_lazy(
        "The hand-over was accepted, declined or taken back. Its page says which."
    ),
    Kind.CASE_HANDED_OVER: gettext_lazy("Another office leads it from now on."),
    Kind.APPROVAL_ASKED: gettext_lazy("An officer wants to disclose it and waits for the head."),
    Kind.APPROVAL_ANSWERED: gettext_lazy("What was to be disclosed is approved or declined."),
    Kind.ASK_ANSWERED: gettext_lazy("The office that logged it has answered what you asked."),
    Kind.CASE_CLOSED: gettext_lazy("The office that logged it has closed it."),
    Kind.JOINT_INVITED: gettext_lazy(
        "The office that logged it asks yours to be its originator too. Answer on its page."
    ),
    Kind.JOINT_ANSWERED: gettext_lazy("The office that was asked to be originator has answered."),
    Kind.CASE_RESULT: gettext_lazy(
        "The office that logged it has closed it and reports the result to you."
    ),
    Kind.CASE_REOPENED: gettext_lazy("The office that logged it has reopened it."),
    Kind.CASE_WITHDRAWN: gettext_lazy("The office that logged it asks you to disregard it."),
    Kind.TOUCH_WITHDRAWN: gettext_lazy("It was changed and no longer touches your border."),
    Kind.DECLINED: gettext_lazy("An office that was told says it is not for them."),
    Kind.NEEDS_TIME: gettext_lazy(
        "An office that was told says it needs 24 hours. Its silence climbs only after that."
    ),
    Kind.CONTRIBUTED: gettext_lazy(
        "A country that contributes added to it, or changed what it added."
    ),
    Kind.MESSAGE: gettext_lazy("An office wrote a message on it. It is read on its page."),
    Kind.CHANGE_PROPOSED: gettext_lazy("A country that contributes proposes a change to it."),
    Kind.PROPOSAL_SETTLED: gettext_lazy("A change that was proposed to it is settled."),
    Kind.OPERATION_INVITED: gettext_lazy(
        "Your office is asked to take part. Accept or decline on its page."
    ),
    Kind.OPERATION_ANSWERED: gettext_lazy("An office that was asked accepted or declined."),
    Kind.OPERATION_CHANGED: gettext_lazy("The office that leads it changed the plan."),
    Kind.OPERATION_STARTED: gettext_lazy("Results are written down from now on."),
    Kind.OPERATION_ENDED: gettext_lazy("Results may be corrected until it is reported."),
    Kind.OPERATION_CANCELLED: gettext_lazy("The office that leads it has called it off."),
    Kind.OPERATION_REPORTED: gettext_lazy("The final report can be read and taken out."),
    Kind.CUSTODY_TO_SIGN: gettext_lazy(
        "An exhibit was handed to your office. Sign for it on the page of the case."
    ),
    Kind.MEETING_CALLED: gettext_lazy("An office across the border wants to meet yours."),
    Kind.MEETING_CHANGED: gettext_lazy("The other office changed when, where or what about."),
    Kind.MEETING_CANCELLED: gettext_lazy("The other office has called it off."),
    Kind.MINUTES_WRITTEN: gettext_lazy("Agree to them on their page, or write your own wording."),
    Kind.MINUTES_AGREED: gettext_lazy("What was decided is a task of the offices now."),
    Kind.PATROL_LOGGED: gettext_lazy("Read the log and sign it for your office."),
    Kind.PATROL_SIGNED: gettext_lazy("The other office has signed."),
    Kind.PROCEDURE_OFFERED: gettext_lazy("Another country asks yours to agree to it."),
    Kind.PROCEDURE_IN_FORCE: gettext_lazy("Read it and acknowledge it for your office."),
    Kind.REPORT_DUE_SOON: gettext_lazy("The list of reports shows by when it is to be approved."),
    Kind.REPORT_DUE: gettext_lazy("It is approved by a second coordinator before it counts."),
    Kind.REPORT_OVERDUE: gettext_lazy("Your country has not handed it in yet."),
    Kind.THREAD_MOVED: gettext_lazy("Somebody wrote or answered in a thread of this item."),
    Kind.THREAD_ASKED: gettext_lazy("Agree, or object and say why."),
}
# Notices that lead to a page of their own, not to a case.
_BEGIN = ("operation_", "meeting_", "minutes_", "patrol_", "procedure_", "report_", "thread_")
_ELSEWHERE = frozenset(kind for kind in Kind if kind.startswith(_BEGIN))
_CLIMBED = {
    1: gettext_lazy("The officers on duty were reminded."),
    2: gettext_lazy("The head of office was told."),
    3: gettext_lazy("The national coordinator was told."),
}


@dataclass(frozen=True)
class Waiting:
    """How many notices wait for an answer, and which is the newest of all: what a page that
    asks again every few seconds compares. Never a row number: that would count other offices."""

    count: int = 0
    newest: UUID | None = None

    @property
    def mark(self) -> str:
        return f"{self.count}-{self.newest.hex[-8:]}" if self.newest else "0"


def waiting_for(officer: Officer | None) -> Waiting:
    if officer is None:
        return Waiting()
    notices = Notice.objects.visible_to(officer)
    waiting = notices.waiting().order_by().values(all=Value(1)).annotate(count=Count("pk"))
    asked = Officer.objects.filter(pk=officer.pk).values(
        count=Coalesce(Subquery(waiting.values("count")), 0),
        newest=Subquery(notices.order_by("-pk").values("public_id")[:1]),
    )
    return Waiting(**asked.get())


@dataclass(frozen=True)
class NoticeRow:
    """One notice, of a case or a request. Without either (recalled, out of reach) it shows
    reference and kind only."""

    notice: Notice
    case: Case | None
    sentence: str
    because: str
    clock: Clock | None
    request: RequestRow | None = None

    @property
    def elsewhere(self) -> str:
        """The page of what is no case; whoever no longer reaches it gets a 404 there."""
        return self.notice.link if self.notice.kind in _ELSEWHERE else ""

    @property
    def climbed(self) -> str:
        return str(_CLIMBED.get(self.notice.escalation_level, ""))


@dataclass(frozen=True)
class OutgoingRow:
    """A case of the own office and how far the offices that were told have come."""

    case: Case
    sentence: str
    steps: list[Step]


@dataclass(frozen=True)
class Inbox:
    office: Office
    on_duty: list[Officer]
    colleagues: list[Officer]
    waiting_total: int
    waiting: list[NoticeRow]
    news: list[NoticeRow]
    done: list[NoticeRow]
    others: list[OutgoingRow]
    mine: Mine

    @property
    def cases(self) -> list[Case]:
        """Every case of which something is on the page: what the audit row lists."""
        rows = [*self.waiting, *self.news, *self.done]
        shown = [row.case for row in rows if row.case is not None]
        shown += [row.case for row in self.others]
        shown += self.mine.cases
        return list({case.pk: case for case in shown}.values())


def inbox_of(officer: Officer) -> Inbox | None:
    """None for somebody without an office: nobody's inbox."""
    office = office_of(officer)
    if office is None:
        return None
    waiting = list(_waiting(officer)[:WAITING_ROWS])
    news, done = _settled(officer)
    shown = [*waiting, *news, *done]
    found = Found(_cases_of(shown, officer), requests_of(shown, officer))
    return Inbox(
        office=office,
        on_duty=on_duty(office),
        colleagues=list(Officer.objects.active().posted_to(office)),
        waiting_total=len(waiting) if len(waiting) < WAITING_ROWS else waiting_for(officer).count,
        waiting=_rows(waiting, found, office),
        news=_rows(news, found, office),
        done=_rows(done, found, office),
        others=_others(officer, office),
        mine=mine_of(officer, office),
    )


def _waiting(officer: Officer) -> QuerySet[Notice]:
    notices = Notice.objects.visible_to(officer).waiting().select_related("taken_by")
    return notices.order_by(F("acknowledge_by").asc(nulls_last=True), "pk")


def _settled(officer: Officer) -> tuple[list[Notice], list[Notice]]:
    """What is new to this officer and asks for nothing, and what is done; newest first."""
    own_reads = NoticeRead.objects.filter(notice=OuterRef("pk"), officer=officer)
    notices = (
        Notice.objects.visible_to(officer)
        .done()
        .filter(created_at__gte=now() - LATELY)
        .exclude(kind__in=_FOLDED)
        .select_related("acknowledged_by", "follows__office")
        .annotate(was_read=Exists(own_reads))
        .order_by("-pk")
    )
    news: list[Notice] = []
    done: list[Notice] = []
    for notice in notices[: NEWS_ROWS + DONE_ROWS]:
        (news if _is_news(notice) else done).append(notice)
    return news[:NEWS_ROWS], done[:DONE_ROWS]


def _is_news(notice: Any) -> bool:
    """`notice` carries the annotation `was_read`."""
    if notice.needs_acknowledgement or notice.acknowledged_at or notice.was_read:
        return False
    return notice.follows is None or notice.follows.is_waiting


def _cases_of(notices: Iterable[Notice], officer: Officer) -> dict[str, Case]:
    references = {notice.subject_reference for notice in notices}
    cases = Case.objects.visible_to(officer).filter(reference__in=references)
    rows = cases.with_list_rows().prefetch_related("touches")
    return {case.reference: case for case in rows}


@dataclass(frozen=True)
class Found:
    """What the notices are about, by reference."""

    cases: dict[str, Case]
    requests: dict[str, RequestRow]


def _rows(notices: list[Notice], found: Found, office: Office) -> list[NoticeRow]:
    return [_row(notice, found, office) for notice in notices]


def _row(notice: Notice, found: Found, office: Office) -> NoticeRow:
    case = found.cases.get(notice.subject_reference)
    return NoticeRow(
        notice=notice,
        case=case,
        sentence=headline.sentence(case) if case is not None else "",
        because=_because(notice, case, office),
        clock=clock_of(notice),
        request=found.requests.get(notice.subject_reference),
    )


def _because(notice: Notice, case: Case | None, office: Office) -> str:
    if notice.kind == Kind.CASE_SUBMITTED:
        reasons = joined(own_reasons(case, office.country_id)) if case is not None else ""
        return _("You are told because %(reasons)s.") % {"reasons": reasons} if reasons else ""
    if notice.kind == Kind.ESCALATED_COORDINATOR and notice.follows is not None:
        return _("%(office)s has not acknowledged it.") % {"office": notice.follows.office.title}
    return str((_EXPLAINED | requestinbox.EXPLAINED).get(Kind(notice.kind), ""))


def _others(officer: Officer, office: Office) -> list[OutgoingRow]:
    """Open cases of the office that somebody has not acknowledged, or did lately."""
    standing = Involvement.objects.standing().filter(case=OuterRef("pk"))
    pending = Q(acknowledged_at=None) | Q(acknowledged_at__gte=now() - ANSWERED_LATELY)
    progress = Involvement.objects.standing().with_progress()
    cases = (
        Case.objects.originated_by(officer)
        .open()
        .filter(Exists(standing.filter(pending)), office=office)
        .with_list_rows()
        .prefetch_related(Prefetch("involvements", progress))
        .order_by("-pk")
    )
    return [
        OutgoingRow(
            case=case,
            sentence=headline.sentence(case),
            steps=steps_of(case.involvements.all(), named=True),
        )
        for case in cases[:OTHERS_ROWS]
    ]
