from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.clock import now
from roadmap import indicators
from roadmap.demo import milestones, programme, progress, reports, studies, threads


class Command(BaseCommand):
    """Run again it changes no statement, and computes the open months anew."""

    help = "Make the demonstration's Roadmap: what states have stated, and the newest figures."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only made where BLO_DEMO is on.")
        made = {
            "commitments": progress.state_progress(now()),
            "milestones": milestones.load(),
            "threads": threads.load(),
            "studies, positions and stays": studies.load(),
            "rows of the programme": programme.load(),
            "figures": indicators.compute(indicators.open_months()),
            # Last: they are drafted from what stands.
            "reports": reports.load(),
        }
        self.stdout.write(", ".join(f"{number} {name}" for name, number in made.items()) + ".")
