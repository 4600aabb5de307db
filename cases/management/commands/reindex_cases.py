from typing import Any

from django.core.management.base import BaseCommand

from cases import rewording


class Command(BaseCommand):
    help = (
        "Write the search texts of all cases anew, newest first: after an upgrade that finds cases "
        "by other words, or brings new translations. The portal may run meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for ids in rewording.every_case():
            rewording.index(ids)
            number += len(ids)
        self.stdout.write(f"{number} cases are indexed anew.")
