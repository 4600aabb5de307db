from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.problems import Problem
from roadmap import indicators


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-30.") from error


class Command(BaseCommand):
    help = (
        "Compute the indicators of the Roadmap: of the month of --date, or of the month of "
        "yesterday and the one before. Running again comes to the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=day, help="any day of the month, such as 2026-11-30")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["date"] is not None:
                written = indicators.compute_named(options["date"])
            else:
                written = indicators.compute(indicators.open_months())
        except Problem as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write(f"Roadmap: {written} figures computed.")
