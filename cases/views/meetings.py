"""Meetings of paired offices: called, held, minuted, agreed; what was decided."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from agencies.models import Office
from cases import decisions, meetings
from cases.exports.minutes import take_minutes
from cases.filedelivery import handed_over
from cases.forms.begun import version_in
from cases.forms.meeting_forms import (
    AttendanceForm,
    DecisionAssignForm,
    DecisionForm,
    MeetingForm,
    MinutesForm,
    PrintMinutesForm,
)
from cases.forms.moments import written
from cases.forms.operation_forms import WhyForm
from cases.meetingpage import MeetingPage
from cases.meetings import MeetingContent, consult_meeting, find_meeting, side_of
from cases.models import Meeting
from cases.narrowing import narrowed_by
from cases.officework import colleagues_of
from cases.views.asking import Question, reader, reader_office
from cases.views.questions import About, done_at_once, put, unless_stale, worked

ROWS = 50


@requires(Capability.READ_OPERATIONS)
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.user).select_related("office", "other")
    narrowed = narrowed_by(request.GET)
    context = {
        "rows": narrowed.of(rows, "office__country", "other__country", moment="at")[:ROWS],
        "narrowed": narrowed,
        "may_call": may(request.user, Capability.RUN_OPERATIONS),
    }
    return render(request, "cases/meetings.html", context)


@requires(Capability.READ_OPERATIONS)
@require_safe
def meeting_detail(request: HttpRequest, reference: str) -> HttpResponse:
    page = MeetingPage(consult_meeting(reference, request.user), request.user)
    return render(request, "cases/meeting.html", {"page": page, "meeting": page.meeting})


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    office = reader_office(request)
    offices = {one.code: one for one in meetings.offices_to_meet(office)}
    question = Question(
        title=_("Call a meeting"),
        lead=_("The other office is told. The time is that of your office; it reads its own."),
        button=_("Call the meeting"),
        done="",
    )
    form = MeetingForm(request.POST or None, office=office, offices=offices.values())
    made: list[Meeting] = []

    def verb(other: str, version: int | None, **said: Any) -> None:
        content = MeetingContent(**said)
        made.append(meetings.call(content, offices[other], officer=reader(request), office=office))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link)
    context = {"form": form, "question": question, "about": About(_("Meetings"), "/meetings/")}
    return render(request, "cases/question.html", context)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, side = of_two(reference, request)
    question = Question(
        title=_("Change the meeting"),
        lead=_("The other office is told. The time is that of your office; it reads its own."),
        button=_("Save the meeting"),
        done=_("The meeting is saved."),
    )
    form = MeetingForm(request.POST or None, office=side, initial=_shown(meeting, side))

    def verb(version: int | None, **said: Any) -> None:
        change = partial(meetings.change, meeting, MeetingContent(**said), officer=reader(request))
        unless_stale(request, form, change, version, lambda: _said(reference, request, side))

    return put(request, about(meeting), question, form, verb)


def _shown(meeting: Meeting, side: Office) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "at": written(meeting.at, ZoneInfo(side.time_zone)),
        "place": meeting.place,
        "agenda": "\n".join(meeting.agenda),
        "version": meeting.version,
    }


def _said(reference: str, request: HttpRequest, side: Office) -> str:
    shown = _shown(find_meeting(reference, request.user), side)
    return ", ".join(str(shown[name]) for name in ("title", "at", "place", "agenda"))


def about(meeting: Meeting) -> About:
    return About(meeting.reference, meeting.link)


def of_two(reference: str, request: HttpRequest) -> tuple[Meeting, Office]:
    """In reach, but of neither office: 403 before the page asks anything."""
    meeting = find_meeting(reference, request.user)
    side = side_of(meeting, request.user)
    if side is None:
        raise PermissionDenied(_("Only the two offices that meet can do that."))
    return meeting, side


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, _side = of_two(reference, request)
    question = Question(
        title=_("Cancel the meeting"),
        lead=_("The other office is told why."),
        button=_("Cancel the meeting"),
        done=_("The meeting is cancelled."),
        is_grave=True,
    )
    verb = partial(meetings.cancel, meeting, officer=reader(request))
    return put(request, about(meeting), question, WhyForm(request.POST or None), verb)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, side = of_two(reference, request)
    question = Question(
        title=_("Who came"),
        lead=_("Each office writes its own people."),
        button=_("Save"),
        done=_("It is written down."),
    )
    present = meeting.present_own if side == meeting.office else meeting.present_other
    form = AttendanceForm(request.POST or None, initial={"names": "\n".join(present)})
    verb = partial(meetings.write_attendance, meeting, officer=reader(request))
    return put(request, about(meeting), question, form, verb)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, _side = of_two(reference, request)
    question = Question(
        title=_("Minutes"),
        lead=_("What was said. Decisions are added one by one on the page of the meeting."),
        button=_("Save the minutes"),
        done=_("The minutes are saved. The other office agrees to them."),
    )
    initial = {"minutes": meeting.minutes, "version": meeting.version}
    form = MinutesForm(request.POST or None, initial=initial)

    def verb(minutes: str, version: int | None) -> None:
        write = partial(meetings.write_minutes, meeting, minutes, officer=reader(request))
        stands = lambda: find_meeting(reference, request.user).minutes  # noqa: E731
        unless_stale(request, form, write, version, stands)

    return put(request, about(meeting), question, form, verb)


@requires(Capability.RUN_OPERATIONS)
@require_POST
def meeting_agree(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, _side = of_two(reference, request)
    verb = partial(
        meetings.agree, meeting, officer=reader(request), version=version_in(request.POST)
    )
    return done_at_once(request, meeting.link, verb, _("The minutes are agreed."))


@requires(Capability.READ_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_print(request: HttpRequest, reference: str) -> HttpResponseBase:
    meeting = find_meeting(reference, request.user)
    form = PrintMinutesForm(request.POST or None, initial={"language": get_language() or "en"})
    if form.is_bound and form.is_valid():
        return handed_over(take_minutes(meeting, request.user, *form.wanted))
    return render(request, "cases/meeting_print.html", {"form": form, "about": about(meeting)})


# -- decisions ------------------------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, reference: str) -> HttpResponse:
    meeting, _side = of_two(reference, request)
    offices = {one.code: one for one in meeting.offices}
    question = Question(
        title=_("A decision"),
        lead=_("It is a task of that office once both have agreed to the minutes."),
        button=_("Add the decision"),
        done=_("The decision is added."),
    )

    def verb(text: str, office: str, due: date | None) -> None:
        officer = reader(request)
        decisions.decide(meeting, text, doer=offices[office], officer=officer, due=due or None)

    form = DecisionForm(request.POST or None, offices=offices.values())
    return put(request, about(meeting), question, form, verb)


def _at_once(verb: Callable[..., object], said: Promise) -> Callable[..., HttpResponse]:
    """A button beside a decision that asks nothing more."""

    @requires(Capability.RUN_OPERATIONS)
    @require_POST
    def view(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
        meeting, _side = of_two(reference, request)
        decision = decisions.find_decision(meeting, public_id)
        done = partial(verb, decision, officer=reader(request))
        return done_at_once(request, meeting.link, done, str(said))

    return view


decision_strike = _at_once(decisions.strike, gettext_lazy("The decision is struck."))
decision_done = _at_once(decisions.finish, gettext_lazy("The task is done."))
decision_reopen = _at_once(decisions.reopen, gettext_lazy("The task is open again."))


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_assign(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    meeting, side = of_two(reference, request)
    decision = decisions.find_decision(meeting, public_id)
    people = {one.username: one for one in colleagues_of(side)}
    question = Question(
        title=_("Who does it"),
        lead=decision.text,
        button=_("Save"),
        done=_("It is written down."),
    )
    known = decision.assignee.username if decision.assignee is not None else ""

    def verb(assignee: str) -> None:
        decisions.assign(decision, people.get(assignee), officer=reader(request))

    form = DecisionAssignForm(
        request.POST or None, colleagues=people.values(), initial={"assignee": known}
    )
    return put(request, about(meeting), question, form, verb)
