import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agencies.models import Office
from cases.demo import accounts, people, systems, world


class Command(BaseCommand):
    """Run again it finishes what is missing and changes nothing else."""

    help = "Make the demonstration: officers, partner systems and cases of two years."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=300, help="how many cases (300)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only made where BLO_DEMO is on.")
        if not Office.objects.exists():
            raise CommandError("There are no offices yet: run load_reference first.")
        began = time.monotonic()
        encoded = accounts.encoded_password(people.demo_officers())
        posted = people.post_officers(encoded, wants_email=world.already_told())
        connected = systems.connect_systems()
        told = world.tell_stories(count=options["cases"], now=timezone.now())
        accounts.write_files(people.demo_officers(), systems.demo_systems())
        self.stdout.write(
            f"{posted} officers, {connected} partner systems, {told} cases"
            f" in {time.monotonic() - began:.1f} s."
        )
