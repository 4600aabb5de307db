"""Training, I-24/7 sites, the expansion plan, a procedure, targets and stated figures of the
demonstration. All of it is made up, and says so where words stand."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from agencies.models import Border, Code, Crossing, Officer
from cases.forms.days import latest_day
from roadmap import certificates, expansion, indicators, procedures, sites, training
from roadmap.expansion import PlaceContent
from roadmap.figures.measured import first_of, month_after
from roadmap.indicators import Aim, Statement
from roadmap.models import (
    Course,
    Figure,
    Indicator,
    Place,
    Procedure,
    Site,
    Target,
)
from roadmap.models.expansion import STEPS
from roadmap.models.site import DATABASES
from roadmap.sites import SiteContent
from roadmap.training import CourseContent, PersonContent, Results, SessionContent

Keepers = Mapping[str, Officer]

COURSES = (
    ("TH", "Demonstration: document fraud at land borders", "documents", 3, "Chiang Rai"),
    ("LA", "Demonstration: finding victims of trafficking", "victims", 2, "Houay Xay"),
)
# Sex, points before and after, completed.
RESULTS = (("F", 45, 80, True), ("M", 50, 75, True), ("F", 60, 90, True), ("M", 40, 55, False))
# Country, crossing, state; queries and hits of the last months, the oldest first.
SITES = (
    ("TH", "TH-MM:mae-sai-1", Site.State.LIVE, ((310, 2), (355, 4), (402, 3))),
    ("MM", "TH-MM:mae-sai-1", Site.State.DOWN, ((120, 1), (95, 0))),
    ("TH", "TH-MM:mae-sot-1", Site.State.PLANNED, ()),
)
# Country, place, how many of the five steps are done.
PLACES = (
    ("TH", "Demonstration: a second post on the Moei", 2),
    ("LA", "Demonstration: a post on the Nam Tha", 1),
    ("MM", "Demonstration: a post south of Myawaddy", 0),
    ("VN", "Demonstration: a post in the northern hills", 3),
)
AIMS = (("offices-open", 30), ("requests-on-time", 90), ("data-completeness", 95))
STATED = (("offices-equipped", "6"), ("women-posted", "24.5"), ("strategy-agencies", "5"))
PAPER = "Demonstration: no document"
PROCEDURE = "Demonstration: handing over a person at the bridge"
WORDS = """1. The office that hands over calls the other office an hour before.
2. Both officers on duty check the name against the case in the portal.
3. Both sign the paper form; each office keeps one copy.

Demonstration: no two states have agreed to this text."""


def load() -> int:
    """How many rows were made; each part only where there is nothing of it yet."""
    rows = Officer.objects.filter(role=Officer.Role.COORDINATOR, is_active=True).order_by("-pk")
    keepers = {one.country_id: one for one in rows if one.country_id}
    parts = (
        (Course, _train),
        (Site, _connect),
        (Place, _plan),
        (Procedure, _agree),
        (Target, _aim),
    )
    made = [part(keepers) for model, part in parts if not model.objects.exists()]
    if not Figure.objects.filter(stated_by__isnull=False).exists():
        made.append(_state(keepers))
    return sum(made)


def _train(keepers: Keepers) -> int:
    for country, title, subject, days, place in COURSES:
        by = keepers[country]
        course = training.add_course(CourseContent(title, subject, "en", days), officer=by)
        last = first_of(latest_day()) - timedelta(days=12)
        held = SessionContent(place, last - timedelta(days=days - 1), last)
        session = training.add_session(course, held, officer=by)
        people = list(
            Officer.objects.active().people().filter(country=country, office__kind="border")
        )
        training.add_trainer(session, PersonContent(officer=people.pop(0)), officer=by)
        for number, (sex, before, after, completed) in enumerate(RESULTS, 1):
            person = PersonContent(
                name=f"Demonstration {number}", agency="Police", country=by.country
            )
            results = Results(sex, before, after, completed)
            trainee = training.add_trainee(session, person, results, officer=by)
            if completed and number == 1:
                certificates.issue(trainee, expires_on=None, officer=by)
    return len(COURSES)


def _connect(keepers: Keepers) -> int:
    databases = tuple(Code.objects.in_list(DATABASES).active()[:2])
    this = first_of(latest_day())
    for country, crossing, state, months in SITES:
        by, since = keepers[country], month_after(this, -6)
        content = SiteContent(
            Site.Phase.PILOT, Crossing.objects.get(code=crossing), databases=databases
        )
        why = "Demonstration: the line is cut." if state == Site.State.DOWN else ""
        site = sites.add_site(content, by=by, state=state, since=since, reason=why)
        for back, (queries, hits) in enumerate(reversed(months), 1):
            month = month_after(this, -back)
            sites.write_month(site, month, queries=queries, hits=hits, by=by, version=0)
    return len(SITES)


def _plan(keepers: Keepers) -> int:
    first = latest_day() - timedelta(days=300)
    for country, name, done in PLACES:
        days = {f"{step}_planned": first + 90 * timedelta(days=at) for at, step in enumerate(STEPS)}
        days |= {f"{step}_done": days[f"{step}_planned"] for step in STEPS[:done]}
        expansion.add_place(PlaceContent(name), by=keepers[country], days=days)
    return len(PLACES)


def _agree(keepers: Keepers) -> int:
    """Offered by Thailand, agreed by Myanmar, in force."""
    lead, other = keepers["TH"], keepers["MM"]
    begun = procedures.begin(PROCEDURE, Border.objects.get(pk="TH-MM"), WORDS, officer=lead)
    row = procedures.offer(begun.versions.get(), officer=lead, version=1)
    row = procedures.agree(row, officer=other, version=row.version)
    procedures.put_in_force(row, officer=lead, version=row.version)
    return 1


def _aim(keepers: Keepers) -> int:
    by = latest_day().replace(month=12, day=31)
    for code, value in AIMS:
        indicator = Indicator.objects.get(code=code)
        for country in ("TH", "LA"):
            aim = Aim(Decimal(value), by.replace(year=by.year + 1))
            indicators.set_target(indicator, aim, officer=keepers[country], version=0)
    return 2 * len(AIMS)


def _state(keepers: Keepers) -> int:
    last = month_after(first_of(latest_day()), -1)
    for code, value in STATED:
        indicator = Indicator.objects.get(code=code)
        said = Statement(last, Decimal(value), PAPER)
        indicators.attest(indicator, said, officer=keepers["TH"], version=0)
    return len(STATED)
