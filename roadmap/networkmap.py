"""The network of liaison offices as it stood at the end of a month: which were planned, open,
silent or suspended, which pairs were active on both sides, and what moved since an earlier month.

Of an office's work it says only that there was none in thirty days: never how much there was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.models import Crossing, Office
from audit.clock import now
from cases import statistics
from cases.statistics import Span
from roadmap.figures.measured import span_of
from roadmap.figures.network import crossings_at, inactive_between, offices_at, pairs_beside

SILENT_DAYS = 30


class Standing(TextChoices):
    OPEN = "open", _("open")
    SILENT = "silent", _("silent")
    PLANNED = "planned", _("planned")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")

    @property
    def shape(self) -> str:
        return _SHAPES[self]

    @property
    def is_active(self) -> bool:
        return self in (Standing.OPEN, Standing.SILENT)


# They differ in black and white; the word stands beside each.
_SHAPES = {
    Standing.OPEN: "●",
    Standing.SILENT: "◇",
    Standing.PLANNED: "○",
    Standing.SUSPENDED: "▲",
    Standing.CLOSED: "✕",
}


@dataclass(frozen=True)
class Stand:
    """An office in the month that is shown, and in the earlier one."""

    office: Office
    now: Standing
    before: Standing

    @property
    def has_moved(self) -> bool:
        return self.now != self.before

    @property
    def borders(self) -> list[str]:
        return sorted(border.pk for border in self.office.borders.all())


@dataclass(frozen=True)
class Pair:
    """Offices of two countries beside one crossing."""

    one: Stand
    other: Stand

    @property
    def states(self) -> tuple[Standing, Standing]:
        return self.one.now, self.other.now

    @property
    def is_active(self) -> bool:
        return self.one.now.is_active and self.other.now.is_active

    @property
    def was_active(self) -> bool:
        return self.one.before.is_active and self.other.before.is_active


@dataclass(frozen=True)
class CrossingThen:
    crossing: Crossing
    status: Crossing.Status


@dataclass(frozen=True)
class Network:
    at: date
    since: date
    offices: tuple[Stand, ...]
    pairs: tuple[Pair, ...]
    crossings: tuple[CrossingThen, ...]

    @property
    def totals(self) -> list[tuple[Standing, int, int]]:
        """Of each state, how many now and before."""
        now_, before = (
            Counter(getattr(one, name) for one in self.offices) for name in ("now", "before")
        )
        return [(state, now_[state], before[state]) for state in Standing]

    @property
    def moved(self) -> list[Stand]:
        return [one for one in self.offices if one.has_moved]

    @property
    def moves(self) -> list[tuple[Standing, Standing, list[Stand]]]:
        """Offices by what they were and became."""
        found: dict[tuple[Standing, Standing], list[Stand]] = {}
        for one in self.moved:
            found.setdefault((one.before, one.now), []).append(one)
        order = list(Standing)
        kinds = sorted(found, key=lambda kind: (order.index(kind[1]), order.index(kind[0])))
        return [(*kind, found[kind]) for kind in kinds]

    @property
    def pairs_active(self) -> int:
        return sum(pair.is_active for pair in self.pairs)

    @property
    def active(self) -> int:
        """As the indicators count offices open."""
        return sum(one.now.is_active for one in self.offices)

    @property
    def pairs_silent(self) -> int:
        """Active pairs of which one side at least is silent."""
        silent = Standing.SILENT
        return sum(pair.is_active and silent in pair.states for pair in self.pairs)

    @property
    def pairs_were_active(self) -> int:
        return sum(pair.was_active for pair in self.pairs)


def standings_at(moment: datetime) -> dict[int, Standing]:
    """Silent is an office that was active all the thirty days before and did nothing in them."""
    start = moment - timedelta(days=SILENT_DAYS)
    excused = statistics.offices_heard(Span(start, moment)) | inactive_between(start, moment)
    return {
        one.pk: Standing.SILENT if one.is_open and one.pk not in excused else _named(one.status)
        for one in offices_at(moment)
    }


def _named(status: str) -> Standing:
    return Standing.OPEN if status == Office.Status.ACTIVE else Standing(status)


def end_of(month: date) -> datetime:
    """Its end, or this moment while it lasts."""
    return min(span_of(month).end, now())


def network_of(at: date, since: date, country: str = "", border: str = "") -> Network:
    """In a fixed number of queries. Everybody of the Roadmap reads where offices are."""
    now_, before = standings_at(end_of(at)), standings_at(end_of(since))
    offices = tuple(
        Stand(office, now_[office.pk], before[office.pk]) for office in _offices(country, border)
    )
    return Network(
        at,
        since,
        offices,
        _pairs(offices, now_, before),
        tuple(_crossings(country, border, crossings_at(end_of(at)))),
    )


def _offices(country: str, border: str) -> Iterable[Office]:
    rows = Office.objects.border_offices().select_related("country").order_by("code")
    if country:
        rows = rows.filter(country=country)
    if border:
        rows = rows.filter(borders=border)
    return rows.prefetch_related("borders", "crossings")


def _pairs(
    shown: Iterable[Stand], now_: Mapping[int, Standing], before: Mapping[int, Standing]
) -> tuple[Pair, ...]:
    """Those of which one side at least is shown; closed offices make none."""
    rows = Office.objects.filter(pk__in=now_).select_related("country").order_by("code")
    every = {
        office.pk: Stand(office, now_[office.pk], before[office.pk])
        for office in rows.prefetch_related("borders", "crossings")
        if now_[office.pk] != Standing.CLOSED
    }
    here = {one.office.pk for one in shown}
    countries = {pk: one.office.country_id for pk, one in every.items()}
    found = [
        Pair(every[one], every[other])
        for one, other in pairs_beside(countries)
        if one in here or other in here
    ]
    return tuple(sorted(found, key=lambda pair: (pair.one.office.code, pair.other.office.code)))


def _crossings(country: str, border: str, statuses: Mapping[int, str]) -> list[CrossingThen]:
    rows = Crossing.objects.select_related("border", "country_a", "country_b").order_by("code")
    if country:
        rows = rows.filter(Q(country_a=country) | Q(country_b=country))
    if border:
        rows = rows.filter(border=border)
    return [CrossingThen(one, Crossing.Status(statuses[one.pk])) for one in rows]
