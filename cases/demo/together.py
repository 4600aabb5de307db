"""What offices do together in the demonstration: one running operation with results of its days, a
meeting with its minutes, a joint patrol."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from agencies.models import Office, Officer
from audit import clock
from audit.context import acting
from cases import dayresults, decisions, meetings, operationrecords, operations, patrols, shifts
from cases.dayresults import DayContent
from cases.demo import dice
from cases.demo.atlas import Atlas
from cases.meetings import MeetingContent
from cases.models import Case, Operation
from cases.operations import OperationContent
from cases.patrols import PatrolContent
from cases.shifts import ShiftContent
from notices import outbox

LEAD, PARTNER, ASKED = "TH-MSI", "MM-TCL", "LA-HXY"
SITES = ("TH-MM:mae-sai-1", "TH-LA:chiang-khong-bridge")
DAYS_AGO, DAYS = 3, 10
TITLE = "Golden Triangle: precursors and tablets"
OBJECTIVE = (
    "Find precursors on their way north and tablets on their way south at the two bridges, with "
    "the same questions asked on both banks, and tell each other of every hit the same hour."
)
# The usual number of a day, by code.
USUAL = {
    "sites": 1,
    "countries": 2,
    "searches": 420,
    "hits_sltd": 2,
    "hits_notice": 1,
    "hits_other": 5,
    "arrests": 3,
    "leads": 2,
    "refused": 6,
    "seizures": 4,
}


@transaction.atomic
def work_together(*, now: datetime) -> int:
    """How many operations were made: none a second time, or where these offices are not."""
    atlas = Atlas()
    lead, partner = atlas.office(LEAD), atlas.office(PARTNER)
    if Operation.objects.exists() or lead is None or partner is None:
        return 0
    with acting("demo"):
        _operation(atlas, lead, partner, now)
        _meeting(atlas, lead, partner, now)
        _patrol(atlas, lead, partner, now)
    return 1


def _operation(atlas: Atlas, lead: Office, partner: Office, now: datetime) -> None:
    by, other = _officer(atlas, lead), _officer(atlas, partner)
    today = now.astimezone(ZoneInfo(lead.time_zone)).date()
    with clock.at(now - timedelta(days=DAYS_AGO + 9)):
        operation = operations.plan(_content(atlas, today), officer=by, office=lead)
        operations.invite(operation, partner, officer=by)
        outbox.sweep()
    with clock.at(now - timedelta(days=DAYS_AGO + 7)):
        operations.accept(operation, officer=other, office=partner)
        outbox.sweep()
    with clock.at(now - timedelta(days=DAYS_AGO)):
        operation = operations.start(operation, officer=by)
        outbox.sweep()
    for office, officer in ((lead, by), (partner, other)):
        _shift(atlas, operation, office, today)
        _count(operation, office, officer, now)
    _attach(operation, lead, by)
    asked = atlas.office(ASKED)
    if asked is not None:
        with clock.at(now - timedelta(hours=5)):
            operations.invite(operation, asked, officer=by)
            outbox.sweep()


def _meeting(atlas: Atlas, lead: Office, partner: Office, now: datetime) -> None:
    """Held last week, its minutes agreed, a task for each office."""
    by, other = _officer(atlas, lead), _officer(atlas, partner)
    held = now - timedelta(days=6)
    content = MeetingContent(
        "Quarterly meeting of the two offices",
        held,
        "Mae Sai, meeting room at the first bridge",
        ("Cases of the quarter", "Night duty and telephone numbers", "Joint patrols"),
    )
    with clock.at(held - timedelta(days=10)):
        meeting = meetings.call(content, partner, officer=by, office=lead)
        outbox.sweep()
    with clock.at(held + timedelta(hours=3)):
        meetings.write_attendance(meeting, [by.full_title], officer=by)
        meetings.write_attendance(meeting, [other.full_title], officer=other)
        meeting.refresh_from_db()
        text = "Both offices went through the open cases. Night duty is reached by telephone."
        meetings.write_minutes(meeting, text, officer=by, version=meeting.version)
        due = (now + timedelta(days=8)).date()
        for office, task in ((lead, "Send the new duty list"), (partner, "Name a second contact")):
            decisions.decide(meeting, task, doer=office, officer=by, due=due)
        outbox.sweep()
    with clock.at(held + timedelta(days=1)):
        meeting.refresh_from_db()
        meetings.agree(meeting, officer=other, version=meeting.version)
        outbox.sweep()


def _patrol(atlas: Atlas, lead: Office, partner: Office, now: datetime) -> None:
    """Signed by the office that logged it; the other one has still to read it."""
    by, start = _officer(atlas, lead), now - timedelta(hours=30)
    site = atlas.crossing(SITES[0])
    content = PatrolContent(
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        route="Along the Sai river from the first bridge to the second and back",
        officers_own=4,
        officers_other=3,
        sites=[site] if site is not None else [],
    )
    with clock.at(start + timedelta(hours=5)):
        patrol = patrols.log(content, partner, officer=by, office=lead)
        patrols.add_incident(patrol, "A boat without a number, empty, at the old pier.", officer=by)
        patrol.refresh_from_db()
        patrols.sign(patrol, officer=by, version=patrol.version)
        outbox.sweep()


def _officer(atlas: Atlas, office: Office) -> Officer:
    return atlas.staff(office)[0]


def _content(atlas: Atlas, today: date) -> OperationContent:
    sites = [site for code in SITES if (site := atlas.crossing(code)) is not None]
    starts = today - timedelta(days=DAYS_AGO)
    return OperationContent(
        title=TITLE,
        objective=OBJECTIVE,
        kind=Operation.Kind.COORDINATED,
        starts=starts,
        ends=starts + timedelta(days=DAYS - 1),
        sites=tuple(sites),
    )


def _shift(atlas: Atlas, operation: Operation, office: Office, today: date) -> None:
    site, zone = atlas.crossing(SITES[0]), ZoneInfo(office.time_zone)
    staff = atlas.staff(office)[:2]
    if site is None:
        return
    for begins in (6, 14):
        start = datetime.combine(today, time(begins), zone)
        content = ShiftContent(site, start, start + timedelta(hours=8), staff)
        shifts.add_shift(operation, content, officer=staff[0], office=office)


def _count(operation: Operation, office: Office, officer: Officer, now: datetime) -> None:
    """Each evening; of today, what was counted so far."""
    random = dice("operation", office.code)
    for days in range(DAYS_AGO, -1, -1):
        with clock.at(now - timedelta(days=days)):
            day = operations.today_at(office)
            if day not in dayresults.days_of(operation, office):
                continue
            figures = {
                code: usual if usual < 3 and code in dayresults.WIDEST else _drawn(usual, random)
                for code, usual in USUAL.items()
            }
            dayresults.write_day(
                operation, day, DayContent(figures), officer=officer, office=office, version=0
            )


def _drawn(usual: int, random: Random) -> int:
    return int(random.triangular(0, 2 * usual, usual))


def _attach(operation: Operation, office: Office, officer: Officer) -> None:
    case = Case.objects.originated_by(officer).open().filter(office=office).order_by("-pk").first()
    if case is not None:
        operationrecords.attach(operation, case.reference, officer=officer, office=office)
