"""What the programme around the exchange shows: procedures acknowledged, places of the plan,
training, sites of the I-24/7 extension. Everybody of the Roadmap reads what these count."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q

from agencies.models import Country, Office
from cases.statistics import REGION, Key, Level, Span, Total
from roadmap.figures.measured import Measure, Measured, by_country, measure, open_share, plain
from roadmap.figures.network import offices_at
from roadmap.models import (
    Acknowledgement,
    Place,
    ProcedureVersion,
    Site,
    SiteMonth,
    Step,
    Trainee,
    Trainer,
)
from roadmap.training import cascade_of


def last_day(span: Span) -> date:
    return span.days[1] - timedelta(days=1)


# -- procedures ------------------------------------------------------------------------------------


def _acknowledged(span: Span, level: Level) -> dict[Key, Total]:
    """Pairs of a version in force and an office that was to acknowledge it."""
    done = _acknowledgements(span)
    stood = [one for one in offices_at(span.end) if one.is_open]
    borders = _borders_of(one.pk for one in stood)
    found: dict[Key, list[bool]] = defaultdict(list)
    for version, border in _in_force(span):
        for office in stood:
            if border is None or border in borders[office.pk]:
                key = REGION if level is Level.REGION else (office.country, "")
                found[key].append((version, office.pk) in done)
    return {key: Total(sum(each), len(each)) for key, each in found.items()}


def _in_force(span: Span) -> list[tuple[int, str | None]]:
    rows = ProcedureVersion.objects.current(before=span.end)
    return list(rows.values_list("pk", "procedure__border"))


def _acknowledgements(span: Span) -> set[tuple[int, int]]:
    rows = Acknowledgement.objects.before(span.end)
    current = ProcedureVersion.objects.current(before=span.end)
    return set(rows.filter(version__in=current).values_list("version", "office"))


def _borders_of(offices: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Office.objects.filter(pk__in=list(offices), borders__isnull=False)
    for office, border in rows.values_list("pk", "borders"):
        found[office].add(border)
    return found


procedures_acknowledged = measure(_acknowledged, open_share)


# -- the expansion plan ----------------------------------------------------------------------------


def places_at(step: Step) -> Measure:
    """Places of the plan that had done this step at the end of the month."""

    def measured(span: Span) -> dict[Key, Measured]:
        rows = Place.objects.reached_by(step, last_day(span))
        return by_country(rows.values_list("country", flat=True))

    return measured


# -- training --------------------------------------------------------------------------------------


def _by_level(rows: Iterable[tuple[str, int, int]], level: Level) -> dict[Key, Total]:
    """Rows of (country, how many, of how many)."""
    counted = {(country, ""): Total(count, whole) for country, count, whole in rows}
    if level is not Level.REGION:
        return counted
    every = counted.values()
    return {REGION: Total(sum(one.count for one in every), sum(one.of for one in every))}


def _trainees(span: Span, level: Level) -> dict[Key, Total]:
    rows = Trainee.objects.within(span.days[0], last_day(span)).order_by()
    counted = rows.values_list("country").annotate(count=Count("pk"), whole=Count("pk"))
    return _by_level(counted, level)


def _women(span: Span, level: Level) -> dict[Key, Total]:
    """Of those whose sex is stated."""
    women, stated = Q(sex=Trainee.Sex.FEMALE), ~Q(sex=Trainee.Sex.UNSTATED)
    rows = Trainee.objects.within(span.days[0], last_day(span)).order_by()
    counted = rows.values_list("country").annotate(
        count=Count("pk", filter=women), whole=Count("pk", filter=stated)
    )
    return _by_level(counted, level)


def _trainers(span: Span, level: Level) -> dict[Key, Total]:
    """An officer counts once, a name that was typed in each session."""
    rows = Trainer.objects.within(span.days[0], last_day(span)).order_by()
    typed = Count("pk", filter=Q(officer=None))
    counted = rows.values_list("country").annotate(
        count=Count("officer", distinct=True) + typed, whole=Count("pk")
    )
    return _by_level(counted, level)


trainees = measure(_trainees, plain)
women_trained = measure(_women, open_share)
trainers = measure(_trainers, plain)


def cascade_reached(span: Span) -> dict[Key, Measured]:
    """Until the end of the month, by the country of who trained first. In the region each once."""
    until = last_day(span)
    having = Trainer.objects.until(until).filter(officer__isnull=False)
    codes = Country.objects.filter(pk__in=having.values("country")).values_list("pk", flat=True)
    totals = {REGION: Total(cascade_of(until=until).passed_on)} | {
        (code, ""): Total(cascade_of(code, until).passed_on) for code in codes
    }
    return {key: plain(total) for key, total in totals.items()}


# -- I-24/7 ----------------------------------------------------------------------------------------


def sites_live(span: Span) -> dict[Key, Measured]:
    rows = Site.objects.live_on(last_day(span))
    return by_country(rows.values_list("country", flat=True))


def _asked(span: Span, level: Level) -> dict[Key, Total]:
    """Hits of queries."""
    rows = SiteMonth.objects.between(span.days[0], last_day(span)).asked_per_country()
    return _by_level(((country, hits, asked) for country, (asked, hits) in rows.items()), level)


def _queries(span: Span, level: Level) -> dict[Key, Total]:
    return {key: Total(total.of) for key, total in _asked(span, level).items()}


site_queries = measure(_queries, plain)
site_hits = measure(_asked, plain)
