"""References: `TH-CKG-2026-000123` (office, year, running number)."""

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
