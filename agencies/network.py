"""The network as a reader looks at it: borders with their offices and crossings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from agencies.models import Border, Crossing, Office
from agencies.models.border import CrossingQuerySet
from agencies.roster import on_duty_counts

MOST_FOUND = 50
CLOSED = (Crossing.Status.CLOSED, Crossing.Status.PLANNED)


@dataclass(frozen=True)
class OfficeRow:
    office: Office
    on_duty: int


@dataclass(frozen=True)
class BorderBlock:
    """One border in full."""

    border: Border
    offices: list[OfficeRow]
    crossings: list[Crossing]


@dataclass(frozen=True)
class BorderLine:
    """One border in the overview: how many offices are active, how many crossings open."""

    border: Border
    offices: int
    active: int
    crossings: int
    open: int


def overview(first: str = "") -> list[BorderLine]:
    """Every border; those of the country `first` come first."""
    offices = _counts("offices", Q(offices__status=Office.Status.ACTIVE))
    crossings = _counts("crossings", ~Q(crossings__status__in=CLOSED))
    borders = Border.objects.select_related("country_a", "country_b")
    lines = [BorderLine(b, *offices[b.pk], *crossings[b.pk]) for b in borders]
    return sorted(lines, key=lambda line: (first not in line.border.countries, line.border.pk))


def _counts(what: str, some: Q) -> dict[str, tuple[int, int]]:
    """By border: all of them, and those that fit."""
    counted = Border.objects.annotate(every=Count(what), fitting=Count(what, filter=some))
    return {pk: (every, fit) for pk, every, fit in counted.values_list("pk", "every", "fitting")}


def blocks(borders: Iterable[Border], own: str = "") -> list[BorderBlock]:
    """These borders in full; offices of the country `own` come first."""
    wanted = list(borders)
    offices = office_rows(Office.objects.filter(borders__in=wanted).distinct(), own)
    crossings = list(_crossings().filter(border__in=wanted))
    return [
        BorderBlock(
            border=border,
            offices=[r for r in offices if border.pk in {b.pk for b in r.office.borders.all()}],
            crossings=[c for c in crossings if c.border_id == border.pk],
        )
        for border in wanted
    ]


def office_rows(offices: QuerySet[Office], own: str = "") -> list[OfficeRow]:
    rows = list(offices.select_related("country").prefetch_related("borders"))
    counts = on_duty_counts(rows)
    found = [OfficeRow(office, counts[office.pk]) for office in rows]
    return sorted(found, key=lambda row: (row.office.country_id != own, row.office.code))


def found_crossings(text: str) -> list[Crossing]:
    return list(_crossings().matching(text)[:MOST_FOUND])


def found_offices(text: str, own: str = "") -> list[OfficeRow]:
    return office_rows(Office.objects.matching(text).order_by("code")[:MOST_FOUND], own)


def _crossings() -> CrossingQuerySet:
    return Crossing.objects.select_related("border", "country_a", "country_b")
