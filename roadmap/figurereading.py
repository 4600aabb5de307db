"""Figures as a reader may see them.

A figure about another country that is made of fewer than five cases or persons is hidden. So is
the figure of the region in that month, for what is hidden would follow from it and the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agencies.access import country_of, may
from roadmap.figures.measured import month_after
from roadmap.figures.table import FORMULAS
from roadmap.forecast import Forecast, Outlook, forecast
from roadmap.gridchoice import EARLIEST, this_month
from roadmap.models import Figure, Indicator, Target

FEWEST = 5
# In a running month two readings of these tell of the case between them.
TELLING = frozenset(code for code, formula in FORMULAS.items() if formula.tells)


@dataclass(frozen=True)
class Shown:
    """A figure with what of it the reader may know."""

    figure: Figure
    target: Target | None
    is_hidden: bool
    forecast: Forecast | None = None

    @property
    def indicator(self) -> Indicator:
        return self.figure.indicator

    @property
    def value(self) -> Decimal | None:
        return None if self.is_hidden else self.figure.value

    @property
    def numerator(self) -> Decimal | None:
        return None if self.is_hidden else self.figure.numerator

    @property
    def denominator(self) -> Decimal | None:
        return None if self.is_hidden else self.figure.denominator

    @property
    def reason(self) -> str:
        """Why there is no value."""
        if self.is_hidden and self.figure.period >= this_month():
            return _("Hidden: a running month, or made of fewer than five.")
        if self.is_hidden:
            return _("Hidden: some figures of this month are made of fewer than five.")
        return _(self.figure.reason) if self.figure.reason else ""

    @property
    def forecast_text(self) -> str:
        return forecast_words(self.forecast) if self.forecast is not None else ""


def shown(
    figures: Iterable[Figure], reader: object, *, ahead: bool = True, own: str | None = None
) -> list[Shown]:
    """In a fixed number of queries. `ahead`: with the forecasts. `own`: the country whose small
    figures may stand there; "" is nobody's, for what others read too. Without: the reader's."""
    rows = list(figures)
    judge = _Judge(rows, reader, country_of(reader) if own is None else own)
    targets = _targets(rows, reader)
    series = _series(rows, judge, reader) if ahead and targets else {}
    return [_one(row, judge, targets, series) for row in rows]


class _Judge:
    """Which figures the reader may not see."""

    def __init__(self, figures: list[Figure], reader: object, own: str) -> None:
        self.own = own
        wanted = {row.indicator_id for row in figures}
        few = Figure.objects.visible_to(reader).of_countries()
        few = few.filter(indicator__in=wanted, fewest__gt=0, fewest__lt=FEWEST)
        self.small_months = set(few.values_list("indicator", "period"))

    def hides(self, figure: Figure) -> bool:
        is_telling = figure.indicator.code in TELLING and figure.country_id != self.own
        if is_telling and figure.period >= this_month():
            return True
        one_is_small = (figure.indicator_id, figure.period) in self.small_months
        return hides(figure.country_id, figure.fewest, own=self.own, one_is_small=one_is_small)


def hides(country: str | None, fewest: int | None, *, own: str, one_is_small: bool) -> bool:
    """The rule. `country` None is the region; `one_is_small`: of some country in that month."""
    if country is None:
        return one_is_small or is_small(fewest)
    return country != own and is_small(fewest)


def is_small(fewest: int | None) -> bool:
    return fewest is not None and 0 < fewest < FEWEST


Whose = tuple[int, str | None]


def _targets(figures: list[Figure], reader: object) -> dict[Whose, Target]:
    wanted = {row.indicator_id for row in figures}
    rows = Target.objects.visible_to(reader).filter(indicator__in=wanted)
    return {(target.indicator_id, target.country_id): target for target in rows}


def _series(
    figures: list[Figure], judge: _Judge, reader: object
) -> dict[Whose, list[tuple[date, float]]]:
    """What each forecast is made of: no more than the reader sees."""
    rows = Figure.objects.visible_to(reader).of_countries().filter(value__isnull=False)
    rows = rows.filter(
        indicator__in={row.indicator_id for row in figures},
        country__in={row.country_id for row in figures if row.country_id},
    )
    found: dict[Whose, list[tuple[date, float]]] = {}
    for row in rows:
        if row.value is not None and not judge.hides(row):
            key = (row.indicator_id, row.country_id)
            found.setdefault(key, []).append((row.period, float(row.value)))
    return found


def _one(
    figure: Figure,
    judge: _Judge,
    targets: dict[Whose, Target],
    series: dict[Whose, list[tuple[date, float]]],
) -> Shown:
    whose = (figure.indicator_id, figure.country_id)
    target = targets.get(whose) if figure.office_id is None else None
    ahead = None
    if target is not None and (series or not judge.hides(figure)):
        more = figure.indicator.better == Indicator.Better.HIGHER
        # A month that runs is not a whole one.
        until = min(figure.period, month_after(this_month(), -1))
        points = [point for point in series.get(whose, []) if point[0] <= until]
        ahead = forecast(points, float(target.value), more=more)
    return Shown(figure, target, judge.hides(figure), ahead)


def forecast_words(ahead: Forecast) -> str:
    match ahead.outlook:
        case Outlook.MET:
            return _("Met.")
        case Outlook.TOO_FEW:
            return _("Cannot be said: fewer than four months are known.")
        case Outlook.WRONG_WAY:
            return _("Cannot be said: it does not move towards the target.")
        case Outlook.TOO_FAR:
            return _("Not within twenty years, as things go.")
    said = {"when": _month(ahead.when), "early": _month(ahead.earliest)}
    if ahead.latest is None:
        return _("%(when)s; four of five chances: from %(early)s on, with no end.") % said
    return _("%(when)s; four of five chances: %(early)s to %(late)s.") % {
        **said,
        "late": _month(ahead.latest),
    }


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day is not None else ""


def rows_behind(figure: Figure, reader: object) -> str:
    """The address of the list of what was counted, if the reader may open it."""
    formula = FORMULAS.get(figure.indicator.code)
    if formula is None or formula.rows is None or not may(reader, formula.rows.capability):
        return ""
    said = {
        formula.rows.office: figure.office.code if figure.office is not None else "",
        formula.rows.country: figure.country_id or "",
        formula.rows.period: f"{figure.period:%Y-%m}" if figure.period >= EARLIEST else "",
        formula.rows.year: f"{figure.period:%Y}" if figure.period >= EARLIEST else "",
        formula.rows.first: f"{figure.period:%Y-%m-%d}",
        formula.rows.last: f"{month_after(figure.period) - timedelta(days=1):%Y-%m-%d}",
    }
    known = {name: value for name, value in said.items() if name and value}
    address = reverse(formula.rows.url_name)
    return f"{address}?{urlencode(known)}" if known else address


def newest_period(reader: object, before: date | None = None) -> date | None:
    rows = Figure.objects.visible_to(reader)
    rows = rows.filter(period__lt=before) if before is not None else rows
    found = rows.order_by("-period").first()
    return found.period if found is not None else None
