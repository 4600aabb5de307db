from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmap.wordlist import MODULE, module_text


class Command(BaseCommand):
    help = "Write the words of the Roadmap's data into roadmap/words.py for the translators."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say whether the module is up to date"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        text = module_text()
        if check and (not MODULE.exists() or MODULE.read_text(encoding="utf-8") != text):
            raise CommandError(
                f"{MODULE.name} is out of date: run `manage.py write_roadmap_messages`."
            )
        if not check:
            MODULE.write_text(text, encoding="utf-8")
        self.stdout.write(f"{MODULE.name}: {text.count('gettext_noop(')} words.")
