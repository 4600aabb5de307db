"""When reports are due, who has handed them in, and who is reminded.

A proposal, for no reporting cycle is public: quarterly reports 30 days after the quarter, yearly
ones on the day that the lead shepherd sets, else on 31 March of the year after. A report is
handed in when it is approved and frozen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Country, Office, Officer
from agencies.problems import Problem, StaleVersion
from agencies.roster import reachable_by_email
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from notices.models import Notice, Urgency
from notices.outbox import tell
from roadmap.keepers import LEAD, must_lead
from roadmap.models import Report, ReportDeadline
from roadmap.reportperiods import Period, quarters_over, today, year, years_over
from roadmap.reports import REGION, reference_of

Kind = Report.Kind
QUARTER_DAYS = 30
SOON = timedelta(days=14)
WEEK = 7
QUARTERS_SHOWN, YEARS_SHOWN = 2, 1


@dataclass(frozen=True)
class Due:
    """One kind of report of one period: by when, and of whom."""

    kind: Report.Kind
    period: Period
    on: date

    def reference(self, country: str) -> str:
        place = REGION if self.kind == Kind.AMMTC else country
        return reference_of(self.kind, place, self.period.text)

    @property
    def countries(self) -> list[Country]:
        rows = Country.objects.filter(is_member=True).order_by("code")
        return list(rows.filter(pk=LEAD) if self.kind == Kind.AMMTC else rows)

    def handed_in(self) -> set[str]:
        rows = Report.objects.frozen().filter(kind=self.kind, starts=self.period.starts)
        return set(rows.values_list("country", flat=True))


def due_reports(quarters: int = QUARTERS_SHOWN, years: int = YEARS_SHOWN) -> Iterator[Due]:
    """Of the newest periods that are over."""
    for period in quarters_over(quarters):
        yield Due(Kind.QUARTERLY, period, period.ends + timedelta(days=QUARTER_DAYS))
    for period in years_over(years):
        for kind in (Kind.SOMTC, Kind.AMMTC):
            yield Due(kind, period, yearly_day(kind, period.starts.year))


def standing(kind: str, of_year: int) -> ReportDeadline | None:
    return ReportDeadline.objects.filter(kind=kind, year=of_year).first()


def yearly_day(kind: str, of_year: int) -> date:
    row = standing(kind, of_year)
    return row.due_on if row is not None else date(of_year + 1, 3, 31)


@transaction.atomic
def set_day(kind: str, of_year: int, due_on: date, *, officer: Officer, version: int) -> Due:
    """By the lead shepherd, for the report of a year. `version`: 0 of a day that is new."""
    must_lead(officer)
    period = year(str(of_year))
    if kind not in (Kind.SOMTC, Kind.AMMTC) or period is None:
        raise Problem(_("A day is set for the yearly reports only."), field="kind")
    if not period.ends < due_on <= date(of_year + 1, 12, 31):
        raise Problem(_("Give a day of the year after."), field="due_on")
    Country.objects.select_for_update().get(pk=LEAD)
    row = standing(kind, of_year)
    if version != (row.version if row is not None else 0):
        raise StaleVersion(row.version if row is not None else 0)
    row = row or ReportDeadline(kind=kind, year=of_year, version=0)
    row.due_on, row.set_by, row.set_at = due_on, officer, now()
    row.version += 1
    row.save()
    ids = [f"{kind} {of_year}"]
    doing = Entry.Operation.ALTERATION
    record(doing, "set deadline", actor=actor(officer), kind="report", ids=ids, fields=["due_on"])
    return Due(Kind(kind), period, due_on)


# -- reminders -------------------------------------------------------------------------------------


def remind() -> int:
    """Of the newest period of each kind; how many notices stand for today's steps. Running again
    tells nobody twice: a step of a report is one event."""
    told = 0
    for due in due_reports(1, 1):
        step = step_of(due.on, today())
        if step:
            told += _remind(due, step)
    return told


def step_of(due_on: date, day: date) -> str:
    """`soon` from fourteen days before, `due` from the day, `late-1` … with every further week."""
    if day < due_on - SOON:
        return ""
    if day < due_on:
        return "soon"
    weeks = (day - due_on).days // WEEK
    return f"late-{weeks}" if weeks else "due"


def _remind(due: Due, step: str) -> int:
    done = due.handed_in()
    missing = [one for one in due.countries if one.pk not in done]
    return sum(_tell(due, country.pk, step) for country in missing)


@transaction.atomic
def _tell(due: Due, country: str, step: str) -> int:
    """The national desk, with an e-mail to the coordinators. Reference and link only."""
    reference = due.reference(country)
    desks = list(Office.objects.active().national_desk_of(country))
    coordinators = Officer.objects.active().filter(country=country, role=Officer.Role.COORDINATOR)
    for desk in desks:
        tell(
            desk,
            _kind_of(step),
            event_key=f"{reference}:{step}",
            reference=reference,
            link="/roadmap/reports/",
            urgency=Urgency.ROUTINE,
            readers=reachable_by_email(list(coordinators)),
        )
    return len(desks)


def _kind_of(step: str) -> Notice.Kind:
    known = {"soon": Notice.Kind.REPORT_DUE_SOON, "due": Notice.Kind.REPORT_DUE}
    return known.get(step, Notice.Kind.REPORT_OVERDUE)
