"""What the pages of the indicators show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from agencies.models import Country
from roadmap.commitmentpage import name_for
from roadmap.figurechart import Chart, Span, chart
from roadmap.figurefilters import REGION
from roadmap.figurereading import Shown, newest_period, rows_behind, shown
from roadmap.figures.measured import month_after
from roadmap.gridchoice import this_month
from roadmap.indicators import open_months
from roadmap.keepers import kept_by
from roadmap.models import ActionItem, Figure, Indicator, IndicatorChange, Target

MONTHS_SHOWN = 24
CHANGES_SHOWN = 100


@dataclass(frozen=True)
class FigureLine:
    """One indicator in the month and place that were chosen; without a figure: none yet."""

    indicator: Indicator
    figure: Shown | None
    rows: str


def lines_of(
    reader: object, place: str, period: date | None, item: int | str | None
) -> list[FigureLine]:
    wanted = Indicator.objects.select_related("item__edition")
    if item:
        wanted = wanted.filter(item__number=item)
    figures = Figure.objects.visible_to(reader).with_names().filter(office=None)
    figures = figures.filter(country=None if place == REGION else place)
    figures = figures.filter(period=period) if period is not None else figures.none()
    found = {one.figure.indicator_id: one for one in shown(figures, reader)}
    return [_line(indicator, found.get(indicator.pk), reader) for indicator in wanted]


def _line(indicator: Indicator, figure: Shown | None, reader: object) -> FigureLine:
    rows = rows_behind(figure.figure, reader) if figure is not None else ""
    return FigureLine(indicator, figure, rows)


@dataclass(frozen=True)
class ItemFigures:
    """The indicators of one item in the newest month that is over."""

    lines: list[FigureLine]
    number: int
    code: str
    place: str
    period: date | None


def figures_of(item: ActionItem, country: Country | None, reader: object) -> ItemFigures:
    """Of a country; without, of the region."""
    code = country.pk if country is not None else REGION
    place = str(country) if country is not None else gettext("The region")
    period = newest_period(reader, before=this_month())
    lines = lines_of(reader, code, period, item.number)
    own = [line for line in lines if line.indicator.item_id == item.pk]
    return ItemFigures(own, item.number, code, place, period)


@dataclass(frozen=True)
class Row:
    """A month in the table behind a chart."""

    shown: Shown
    rows: str
    may_verify: bool


@dataclass(frozen=True)
class Series:
    """An indicator over time, of one country or of the region."""

    title: str
    is_own: bool
    target: Target | None
    chart: Chart | None
    rows: list[Row]
    forecast: str


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    series: list[Series]
    offices: list[Row]
    changes: list[tuple[IndicatorChange, str]]
    may_attest: bool
    may_aim: bool


def page_of(indicator: Indicator, reader: object) -> IndicatorPage:
    own = kept_by(reader)
    since = month_after(open_months()[-1], 1 - MONTHS_SHOWN)
    rows = Figure.objects.visible_to(reader).with_names()
    rows = rows.filter(indicator=indicator, period__gte=since)
    places = {one.figure.public_id: one for one in shown(rows.filter(office=None), reader)}
    by_country: dict[str, list[Shown]] = {}
    for one in places.values():
        by_country.setdefault(one.figure.country_id or "", []).append(one)
    targets = Target.objects.visible_to(reader).filter(indicator=indicator)
    aims = {target.country_id: target for target in targets}
    names = {one.code: str(one) for one in Country.objects.all()}
    offices = shown(rows.filter(office__isnull=False)[:MONTHS_SHOWN], reader, ahead=False)
    span = _span(places.values())
    return IndicatorPage(
        indicator,
        [
            _series(
                _Whose(code, names.get(code, ""), aims.get(code)),
                by_country.get(code, []),
                reader,
                span,
            )
            for code in _in_order({*by_country, *aims}, own)
        ],
        [_row(one, reader, own) for one in offices],
        _changes(indicator, reader),
        may_attest=bool(own) and indicator.is_attested,
        may_aim=bool(own),
    )


def _span(every: Iterable[Shown]) -> Span | None:
    """The same months for each country, so that charts can be held against each other."""
    months = [one.figure.period for one in every if one.value is not None]
    return (min(months), max(months)) if months else None


def _changes(indicator: Indicator, reader: object) -> list[tuple[IndicatorChange, str]]:
    """What was stated and aimed at, each with by whom, the newest first."""
    rows = IndicatorChange.objects.visible_to(reader).filter(indicator=indicator)
    rows = rows.select_related("country", "by__country", "by__office")[:CHANGES_SHOWN]
    return [(row, name_for(row.by, reader)) for row in rows]


def _in_order(codes: set[str], own: str) -> list[str]:
    """The own country, the region, the others."""
    return sorted(codes, key=lambda code: (code != own, code != "", code))


@dataclass(frozen=True)
class _Whose:
    code: str
    name: str
    target: Target | None


def _series(whose: _Whose, figures: list[Shown], reader: object, span: Span | None) -> Series:
    own, target = kept_by(reader), whose.target
    newest = sorted(figures, key=lambda one: one.figure.period, reverse=True)
    points = [(one.figure.period, float(one.value)) for one in figures if one.value is not None]
    drawn = chart(points, float(target.value) if target is not None else None, span)
    rows = [_row(one, reader, own) for one in newest[:MONTHS_SHOWN]]
    words = newest[0].forecast_text if newest else ""
    is_own = bool(own) and whose.code == own
    return Series(whose.name, is_own, target, drawn, rows, words)


def _row(one: Shown, reader: object, own: str) -> Row:
    figure = one.figure
    is_waiting = figure.stated_by_id is not None and figure.verified_by_id is None
    is_second = figure.stated_by_id != getattr(reader, "pk", None)
    may_verify = is_waiting and is_second and bool(own) and figure.country_id == own
    return Row(one, rows_behind(figure, reader), may_verify)
