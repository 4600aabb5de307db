"""References: `TH-CKG-2026-000123` (office, year, running number)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from agencies.models import Office
from cases.models import OfficeCounter


def next_reference(office: Office, moment: datetime) -> str:
    """The next number of the office in its own year. Locks the counter until commit."""
    year = moment.astimezone(ZoneInfo(office.time_zone)).year
    OfficeCounter.objects.get_or_create(office=office, year=year)
    counter = OfficeCounter.objects.select_for_update().get(office=office, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{office.code}-{year}-{counter.last:06d}"


class ReferenceConverter:
    """A reference in an address: anything else is no case."""

    regex = r"[A-Z]{2}-[A-Z0-9]{2,9}-[0-9]{4}-[0-9]{6,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def is_reference(text: str) -> bool:
    return re.fullmatch(ReferenceConverter.regex, text) is not None
