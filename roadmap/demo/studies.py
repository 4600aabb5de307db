"""Recommendations of a study that does not exist, positions on them, and days without a visa:
all of it says that it is a demonstration."""

from datetime import date

from agencies.models import Officer
from cases.forms.days import latest_day
from roadmap import studies, visafree
from roadmap.keepers import LEAD
from roadmap.models import Body, Position, Recommendation, Study, VisaStatement
from roadmap.studies import RecommendationContent, Standing, StudyContent
from roadmap.visafree import VisaContent, members

STUDY = StudyContent(
    title="Demonstration: a study that does not exist",
    made_by="Demonstration",
    document="Demonstration: no document",
    note="Made up to show how recommendations and positions look. No study says this.",
)
# Text, code of the body it is addressed to; none: all member states.
TEXTS = (
    ("Demonstration: use one form for the extension of a stay.", "DGICM"),
    ("Demonstration: publish the days without a visa in one place.", ""),
    ("Demonstration: meet once a year on what changed.", "SOMTC"),
)
# Country; its word on each of the recommendations, "" for none yet.
WORDS = (
    ("TH", ("supports", "supports", "in_part")),
    ("LA", ("supports", "in_part", "needs_time")),
    ("MM", ("needs_time", "supports", "")),
    ("VN", ("supports", "not", "")),
)
# Host, nationality, paper, days, first day, whether a second coordinator verifies.
STAYS = (
    ("TH", "LA", "ordinary", 11, date(2024, 1, 1), True),
    ("TH", "LA", "ordinary", 22, date(2026, 1, 1), True),
    ("TH", "MM", "ordinary", 0, date(2026, 1, 1), False),
    ("LA", "TH", "ordinary", 22, date(2026, 1, 1), True),
    ("LA", "VN", "official", 33, date(2026, 1, 1), False),
)
NOT_REAL = "Demonstration: made up, not what is in force"


def load() -> int:
    """How many rows were made: none when there are some already."""
    if Recommendation.objects.exists() or VisaStatement.objects.exists():
        return 0
    rows = Officer.objects.filter(role=Officer.Role.COORDINATOR, is_active=True)
    coordinators = {one.country_id: one for one in rows if one.country_id}
    _recommend(coordinators)
    _stays(coordinators)
    return Study.objects.count() + Position.objects.count() + VisaStatement.objects.count()


def _recommend(coordinators: dict[str, Officer]) -> None:
    lead = coordinators[LEAD]
    study = studies.add_study(STUDY, officer=lead)
    for number, (text, code) in enumerate(TEXTS, 1):
        body = Body.objects.filter(code=code).first()
        content = RecommendationContent(number, text, body, "" if body else "all member states")
        row = studies.add_recommendation(study, content, officer=lead)
        if number == 1:
            said = Standing("considered", latest_day(), "Demonstration: put on the agenda.")
            studies.put_standing(row, said, officer=lead, version=row.version)
    _positions(study, coordinators)


def _positions(study: Study, coordinators: dict[str, Officer]) -> None:
    states = {one.pk: one for one in members()}
    for row in study.recommendations.all():
        for code, words in WORDS:
            if words[row.number - 1] and code in coordinators:
                studies.state_position(
                    row,
                    states[code],
                    stance=words[row.number - 1],
                    note="Demonstration.",
                    officer=coordinators[code],
                    version=0,
                )


def _stays(coordinators: dict[str, Officer]) -> None:
    states = {one.pk: one for one in members()}
    for host, nationality, paper, days, first, is_verified in STAYS:
        content = VisaContent(paper, days, first, ground=NOT_REAL, document=NOT_REAL)
        row = visafree.state(states[host], states[nationality], content, officer=coordinators[host])
        if is_verified:
            visafree.verify(row, officer=coordinators["MM"], version=row.version)
