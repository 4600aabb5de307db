from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.reference.book import DATA, BadReferenceError, read_reference
from agencies.reference.load import load
from agencies.reference.settle import Settled


class Command(BaseCommand):
    help = (
        "Load countries, borders, crossings, agencies, offices, holidays and code lists. "
        "Loading again changes nothing; what owners edited in the portal stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            dest="folder",
            type=Path,
            default=DATA,
            help="folder with the reference files (default: the portal's own)",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            tables = load(read_reference(folder))
        except BadReferenceError as bad:
            lines = "\n".join(f"  {fault}" for fault in bad.faults)
            raise CommandError(f"Nothing was loaded. These lines break a rule:\n{lines}") from bad
        for name, table in tables.items():
            self.stdout.write(f"{name:<10} {table}")
            if table.kept:
                self.stdout.write(f"{'':<10} edited by their owners: {', '.join(table.kept)}")
        self.stdout.write(f"Reference data: {_total(list(tables.values()))}.")


def _total(tables: list[Settled]) -> Settled:
    return Settled(
        created=[row for table in tables for row in table.created],
        changed=[row for table in tables for row in table.changed],
        kept=[code for table in tables for code in table.kept],
        unchanged=sum(table.unchanged for table in tables),
    )
