"""References: `TH-CKG-2026-000123` (office, year, running number) is a case; what is no case has a
word before it: `OP-TH-CKG-2026-000004`, `RQ-TH-CKG-2026-000123`."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Office
from cases.models import OfficeCounter, RequestCounter


def next_reference(office: Office, moment: datetime) -> str:
    """The next number of the office in its own year. Locks the counter until commit."""
    counter = _locked_counter(office, moment)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{office.code}-{counter.year}-{counter.last:06d}"


def next_references(office: Office, moment: datetime, number: int) -> Iterator[str]:
    """So many in a row, under one lock."""
    counter = _locked_counter(office, moment)
    first = counter.last + 1
    counter.last += number
    counter.save(update_fields=["last"])
    numbers = range(first, first + number)
    return (f"{office.code}-{counter.year}-{one:06d}" for one in numbers)


def next_numbered(word: str, taken: Any, office: Office, moment: datetime) -> str:
    """The next number behind `word` among the rows `taken`, of which none is ever deleted. The
    lock of the office's counter lets one at a time count them; cases keep their own numbers."""
    counter = _locked_counter(office, moment)
    beginning = f"{word}-{office.code}-{counter.year}-"
    number = taken.filter(reference__startswith=beginning).count() + 1
    return f"{beginning}{number:06d}"


def next_request_reference(office: Office, moment: datetime) -> str:
    """Requests are many: they have a counter of their own."""
    year = moment.astimezone(ZoneInfo(office.time_zone)).year
    RequestCounter.objects.get_or_create(office=office, year=year)
    counter = RequestCounter.objects.select_for_update().get(office=office, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"RQ-{office.code}-{year}-{counter.last:06d}"


def _locked_counter(office: Office, moment: datetime) -> OfficeCounter:
    year = moment.astimezone(ZoneInfo(office.time_zone)).year
    OfficeCounter.objects.get_or_create(office=office, year=year)
    return OfficeCounter.objects.select_for_update().get(office=office, year=year)


class ReferenceConverter:
    """A reference in an address: anything else is no case."""

    regex = r"[A-Z]{2}-[A-Z0-9]{2,9}-[0-9]{4}-[0-9]{6,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OperationReference(ReferenceConverter):
    regex = f"OP-{ReferenceConverter.regex}"


class RequestReferenceConverter(ReferenceConverter):
    """The reference of a request in an address."""

    regex = rf"RQ-{ReferenceConverter.regex}"


class MeetingReference(ReferenceConverter):
    regex = f"MT-{ReferenceConverter.regex}"


class PatrolReference(ReferenceConverter):
    regex = f"PT-{ReferenceConverter.regex}"


def is_of_request(text: str) -> bool:
    return re.fullmatch(RequestReferenceConverter.regex, text) is not None


def is_reference(text: str) -> bool:
    return re.fullmatch(ReferenceConverter.regex, text) is not None
