from typing import Any

from django.core.management.base import BaseCommand

from audit.context import acting
from notices import escalation, outbox


class Command(BaseCommand):
    """For cron or a systemd timer: with beat dead, notices are late and never lost."""

    help = "Deliver what is due and let silence climb, once."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting("cli"):
            delivered, climbed = outbox.sweep(), escalation.climb()
        self.stdout.write(f"{delivered} delivered, {climbed} climbed.")
