"""A few milestones of the demonstration, an open dispute, and what the evidence looks like."""

from datetime import timedelta

from agencies.models import Officer
from audit.clock import now
from roadmap import disputes, evidence, milestones
from roadmap.evidence import Announced
from roadmap.milestones import MilestoneContent
from roadmap.models import Commitment, Milestone

# Days from today; title; body.
STEPS = (
    (-40, "Decree signed", "Cabinet"),
    (30, "First offices trained", "Immigration"),
    (120, "Report to SOMTC", "Ministry of Foreign Affairs"),
)
SETTLED = (Commitment.Status.DONE, Commitment.Status.VERIFIED)
MINUTES = b"Minutes of the national meeting on the Roadmap: the offices begin in this quarter.\n"


def load() -> int:
    """How many milestones were made: none when there are some already."""
    if Milestone.objects.exists():
        return 0
    rows = Officer.objects.filter(role=Officer.Role.COORDINATOR, is_active=True)
    coordinators = {one.country_id: one for one in rows if one.country_id}
    for commitment in Commitment.objects.filter(country__in=["TH", "LA", "VN"]):
        by = coordinators[commitment.country_id]
        for days, title, body in STEPS:
            due = (now() + timedelta(days=days)).date()
            is_done = days < 0 and commitment.status in SETTLED
            content = MilestoneContent(title, due, body=body, done_on=due if is_done else None)
            milestones.add_milestone(commitment, content, officer=by)
    _dispute(coordinators["MM"])
    _show(coordinators["TH"])
    return Milestone.objects.count()


def _dispute(by: Officer) -> None:
    done = Commitment.objects.filter(status=Commitment.Status.DONE).exclude(country=by.country)
    row = done.first()
    if row is not None:
        reason = "Two of the offices named in the report are not open yet."
        disputes.raise_dispute(row, reason=reason, officer=by, version=row.version)


def _show(by: Officer) -> None:
    row = Commitment.objects.filter(country=by.country).first()
    if row is not None:
        announced = Announced("minutes.txt", len(MINUTES), "Minutes of the national meeting")
        evidence.add_whole(row, announced, [MINUTES], officer=by)
