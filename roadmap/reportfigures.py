"""The sections of a report about its indicators: what each means and aims at, and its figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from roadmap.figurereading import Shown, shown
from roadmap.figures.measured import months_between
from roadmap.models import Figure, Indicator, Report, Target

Section = dict[str, Any]
# A table has room for half a year.
MONTHS_ABREAST = 6


def figure_sections(report: Report, user: object) -> list[Section]:
    indicators = list(_indicators(report))
    found = _shown(report, user, indicators)
    tables = [_months(one, indicators, found) for one in _stretches(report)]
    if report.is_regional:
        tables.append(_by_country(report, user, indicators))
    waiting = [
        _("Stated by the country, verified by nobody yet: %(figure)s.") % {"figure": _named(one)}
        for one in found.values()
        if one.figure.stated_by_id is not None and one.figure.verified_by_id is None
    ]
    return [
        _part("figures", _("Figures"), [_hidden_words(), *waiting], tables),
        _part("indicators", _("Indicators and targets"), [], [_meanings(report, user, indicators)]),
    ]


def _part(key: str, title: str, notes: list[str], tables: list[Section]) -> Section:
    return {"key": key, "title": title, "notes": notes, "tables": tables}


def _hidden_words() -> str:
    return _("Figures are those of the month. “hidden”: made of fewer than five. “–”: none.")


def _indicators(report: Report) -> Any:
    rows = Indicator.objects.filter(item__edition=report.edition_id).select_related("item")
    return rows if report.item_id is None else rows.filter(item=report.item_id)


def _places(report: Report) -> str | None:
    return None if report.is_regional else report.country_id


def _own(report: Report) -> str:
    """Whose small figures may stand in it: nobody's, once others read it."""
    return report.country_id if report.is_national else ""


Known = dict[tuple[int, date], Shown]


def _shown(report: Report, user: object, indicators: list[Indicator]) -> Known:
    rows = Figure.objects.visible_to(user).with_names().filter(office=None)
    rows = rows.filter(country=_places(report), indicator__in=indicators)
    rows = rows.filter(period__gte=report.starts, period__lte=report.ends)
    found = shown(rows.order_by("period", "indicator"), user, ahead=False, own=_own(report))
    return {(one.figure.indicator_id, one.figure.period): one for one in found}


def _stretches(report: Report) -> list[list[date]]:
    months = months_between(report.starts, report.ends)
    return [months[at : at + MONTHS_ABREAST] for at in range(0, len(months), MONTHS_ABREAST)]


def _months(months: list[date], indicators: list[Indicator], found: Known) -> Section:
    columns = [{"key": "indicator", "title": _("Indicator"), "width": 6}]
    columns += [{"key": f"{one:%Y-%m}", "title": f"{one:%Y-%m}", "width": 2} for one in months]
    rows = []
    for indicator in indicators:
        cells = {month: found.get((indicator.pk, month)) for month in months}
        row: Section = {"code": indicator.code, "indicator": _titled(indicator)}
        row |= {f"{month:%Y-%m}": _cell(one) for month, one in cells.items()}
        row["hidden"] = [f"{month:%Y-%m}" for month, one in cells.items() if one and one.is_hidden]
        rows.append(row)
    return {"key": f"figures-{months[0]:%Y-%m}", "columns": columns, "rows": rows}


def _by_country(report: Report, user: object, indicators: list[Indicator]) -> Section:
    """In the last month of the period, one line for each indicator."""
    last = report.ends.replace(day=1)
    rows = Figure.objects.visible_to(user).with_names().of_countries()
    rows = rows.filter(period=last, indicator__in=indicators).order_by("indicator", "country")
    by_indicator: dict[int, list[str]] = {}
    for one in shown(rows, user, ahead=False, own=_own(report)):
        words = f"{one.figure.country_id} {_cell(one)}"
        by_indicator.setdefault(one.figure.indicator_id, []).append(words)
    columns = [
        {"key": "indicator", "title": _("Indicator"), "width": 4},
        {"key": "countries", "title": _("By country"), "width": 8},
    ]
    lines = [
        {
            "code": one.code,
            "indicator": _titled(one),
            "countries": ", ".join(by_indicator.get(one.pk, ["–"])),
        }
        for one in indicators
    ]
    title = _("Each country in %(month)s") % {"month": f"{last:%Y-%m}"}
    return {"key": "by-country", "title": title, "columns": columns, "rows": lines}


def _meanings(report: Report, user: object, indicators: list[Indicator]) -> Section:
    rows = Target.objects.visible_to(user).filter(country=report.country_id)
    own = {} if report.is_regional else {one.indicator_id: one for one in rows}
    columns = [
        {"key": "indicator", "title": _("Indicator"), "width": 4},
        {"key": "formula", "title": _("Formula"), "width": 8},
    ]
    if not report.is_regional:
        columns.append({"key": "target", "title": _("Target"), "width": 3})
    lines = [
        {
            "code": one.code,
            "kind": one.kind,
            "indicator": _titled(one),
            "formula": one.formula_text,
            "target": _aim(own.get(one.pk)),
        }
        for one in indicators
    ]
    return {"key": "indicators", "columns": columns, "rows": lines}


def _aim(target: Target | None) -> str:
    if target is None:
        return "–"
    said = {"value": number(target.value), "day": f"{target.by:%Y-%m-%d}"}
    words = _("%(value)s by %(day)s") % said
    if target.baseline is None:
        return words
    start = {"value": number(target.baseline), "day": f"{target.baseline_on:%Y-%m-%d}"}
    return f"{words}; " + _("began at %(value)s on %(day)s") % start


def _titled(indicator: Indicator) -> str:
    return f"{indicator} ({indicator.unit_text})"


def _named(one: Shown) -> str:
    return f"{one.indicator} {one.figure.period:%Y-%m}"


def _cell(one: Shown | None) -> str | int | float:
    if one is not None and one.is_hidden:
        return _("hidden")
    value = one.value if one is not None else None
    return "–" if value is None else number(value)


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
