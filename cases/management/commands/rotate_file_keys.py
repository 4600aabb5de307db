from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.models import Country
from cases.files import vault
from cases.models import CountryKey
from notices.webhooks import signing


class Command(BaseCommand):
    help = (
        "Wrap the countries' file keys by the current master key (the first of FILE_MASTER_KEYS). "
        "Afterwards the old master key may be taken out of the settings. Files are not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-country-keys",
            action="store_true",
            help="Also give each country a new key for its coming files.",
        )

    def handle(self, *args: Any, new_country_keys: bool, **options: Any) -> None:
        number = vault.rotate()
        self.stdout.write(f"{number} country keys were wrapped anew.")
        with transaction.atomic():
            number = signing.seal_again()
        self.stdout.write(f"{number} webhooks' secrets were sealed anew.")
        if new_country_keys:
            for country in Country.objects.filter(pk__in=CountryKey.objects.values("country")):
                vault.renewed(country)
                self.stdout.write(f"{country.pk} has a new key.")
