"""`manage.py publish_data_standard 1.1 --changes "what changed"`, after the models changed."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.clock import now
from roadmap.standard import publication


class Command(BaseCommand):
    help = "Publishes a new version of the common data standard."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", help="1.1, 2.0 …")
        parser.add_argument("--changes", required=True, help="What changed, in one sentence.")

    def handle(self, *args: Any, version: str, changes: str, **options: Any) -> None:
        if not re.fullmatch(r"\d+\.\d+", version):
            raise CommandError("A version is two numbers: 1.1")
        if publication.versions() and publication.is_up_to_date():
            raise CommandError("Nothing changed since the newest version.")
        try:
            path = publication.publish(version, changes, now().date())
        except FileExistsError as problem:
            raise CommandError(f"Version {version} is published and stays as it is.") from problem
        self.stdout.write(f"Published version {version}: {path.name}.")
