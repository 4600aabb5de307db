"""What offices do together in the demonstration: one running operation with results of its days."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from agencies.models import Office, Officer
from audit import clock
from audit.context import acting
from cases import dayresults, operationcases, operations, shifts
from cases.dayresults import DayContent
from cases.demo import dice
from cases.demo.atlas import Atlas
from cases.models import Case, Operation
from cases.operations import OperationContent
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
        operationcases.attach(operation, case.reference, officer=officer, office=office)
