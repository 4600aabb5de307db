"""After a recall: which office knows of it, and who had opened the case or taken a copy.

For the office that logged the case alone. Who opened it is read from the audit trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q

from agencies.models import Country, Office, Officer
from audit.models import COPIES, Entry
from cases.models import Event
from cases.reading import Sighted
from notices.models import Notice


@dataclass(frozen=True)
class Opening:
    """What one person (or partner system) did with the case until it was recalled. `office` is
    None for a partner system."""

    office: Office | None
    who: str
    first: datetime
    last: datetime
    times: int
    copies: int


@dataclass(frozen=True)
class Recall:
    """`notices` are those of the recall, one for each office that must acknowledge it. `office`
    is there when it was recalled from that office alone."""

    country: Country
    office: Office | None
    at: datetime
    by: Officer | None
    reason: str
    notices: list[Notice]
    openings: list[Opening]

    @property
    def who(self) -> Office | Country:
        return self.office or self.country


def recalls_of(sighted: Sighted) -> list[Recall]:
    """The newest first; nothing for anybody but the originator."""
    if not sighted.is_originator:
        return []
    events = sighted.case.events.filter(kind=Event.Kind.RECALLED).select_related("by")
    rows = list(events.select_related("about_office__country").order_by("-pk"))
    if not rows:
        return []
    countries = Country.objects.in_bulk([row.about_country for row in rows])
    told = _told(sighted.case.reference)
    return [
        Recall(
            country=countries[row.about_country],
            office=row.about_office,
            at=row.at,
            by=row.by,
            reason=row.reason,
            notices=told.get(row.pk, []),
            openings=openings_by(
                row.about_country, row.about_office, reference=sighted.case.reference, until=row.at
            ),
        )
        for row in rows
    ]


def _told(reference: str) -> dict[int, list[Notice]]:
    """By the event of the recall, which stands last in the key of the notice."""
    found: dict[int, list[Notice]] = {}
    notices = Notice.objects.about(reference).filter(kind=Notice.Kind.CASE_RECALLED)
    for notice in notices.select_related("office__country", "acknowledged_by").order_by("pk"):
        found.setdefault(int(notice.event_key.rpartition(":")[2]), []).append(notice)
    return found


def openings_by(
    country: str, office: Office | None, *, reference: str, until: datetime | None = None
) -> list[Opening]:
    """Who of a country, or of one office of it, opened the case: until it was recalled, or so
    far."""
    opened = Entry.objects.openings("case", reference).filter(country=country)
    if until is not None:
        opened = opened.filter(at__lte=until)
    if office is not None:
        opened = opened.filter(office=office.code)
    rows: list[Any] = list(
        opened.order_by()
        .values("actor_id", "actor_name", "office")
        .annotate(
            first=Min("at"),
            last=Max("at"),
            times=Count("pk"),
            copies=Count("pk", filter=Q(action__in=COPIES)),
        )
        .order_by("first")
    )
    return _named(rows)


def _named(rows: Iterable[dict[str, Any]]) -> list[Opening]:
    listed = list(rows)
    people = Officer.objects.in_bulk([row["actor_id"] for row in listed])
    offices = Office.objects.in_bulk([row["office"] for row in listed], field_name="code")
    return [
        Opening(
            office=offices.get(row["office"]),
            who=people[row["actor_id"]].full_title if row["actor_id"] in people else "",
            first=row["first"],
            last=row["last"],
            times=row["times"],
            copies=row["copies"],
        )
        for row in listed
    ]
