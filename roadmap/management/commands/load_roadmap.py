from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.reference.cells import BadLineError
from roadmap.reference import load


class Command(BaseCommand):
    help = (
        "Load the Roadmap's editions, action items and indicators. Loading again changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load()
        except BadLineError as bad:
            raise CommandError(f"Nothing was loaded. {bad}") from bad
        self.stdout.write(
            f"Roadmap: {loaded.created} created, {loaded.changed} changed, "
            f"{loaded.unchanged} unchanged, {loaded.kept} kept as edited."
        )
