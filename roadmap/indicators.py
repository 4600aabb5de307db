"""The verbs of the indicators: compute the figures of a month, state one with its document,
verify it, set a target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.access import actor
from agencies.models import Country, Office, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import SYSTEM, record
from cases.statistics import REGION, Key
from roadmap.figures.measured import Measured, first_of, month_after, span_of
from roadmap.figures.table import FORMULAS
from roadmap.keepers import kept_by, must_be_person
from roadmap.models import Figure, Indicator, IndicatorChange, Target

NOTHING_TO_COUNT = gettext_noop("There was nothing to count in this month.")
FIRST_YEAR = 2000
# Units of which a figure may be a part.
IN_PARTS = ("%", "hours")


def find_indicator(code: str) -> Indicator:
    found = Indicator.objects.select_related("item__edition").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def find_figure(public_id: UUID, user: object) -> Figure:
    rows = Figure.objects.visible_to(user).with_names()
    figure = rows.filter(public_id=public_id).first()
    if figure is None:
        raise Http404
    return figure


# -- computing -------------------------------------------------------------------------------------


def open_months() -> list[date]:
    """Months that are computed without being named: this one, until yesterday, and the one
    before. Older ones stand as they are."""
    this = first_of((now().astimezone(UTC) - timedelta(days=1)).date())
    return [month_after(this, -1), this]


def compute(months: Iterable[date], *, officer: Officer | None = None) -> int:
    """How many figures were written. Each indicator of a month is one transaction, and each row
    replaces the one before it: running again, or on after a break, comes to the same."""
    wanted = [first_of(month) for month in months]
    _trace("compute figures", officer, [f"{month:%Y-%m}" for month in wanted])
    return sum(_compute_month(month, FORMULAS) for month in wanted)


def compute_named(day: date) -> int:
    """The month that an administrator names, however old."""
    _must_have_begun(first_of(day))
    return compute([day])


def compute_now(*, officer: Officer, month: date | None = None) -> int:
    """The months that still move; or one that is over and was never computed."""
    if not kept_by(officer):
        raise NotAllowed(_("Coordinators have the figures computed."))
    if month is None or first_of(month) in open_months():
        return compute(open_months(), officer=officer)
    _must_have_begun(first_of(month))
    if not _uncomputed([first_of(month)]):
        raise WrongState(_("The figures of this month are computed, and stand as they are."))
    return compute([month], officer=officer)


def compute_missing(months: Iterable[date], *, officer: Officer) -> int:
    """Those of the months that have begun and were never computed."""
    begun = [month for month in months if month <= now().astimezone(UTC).date()]
    missing = _uncomputed(begun)
    return compute(missing, officer=officer) if missing else 0


def _uncomputed(months: list[date]) -> list[date]:
    known = Figure.objects.filter(period__in=months, computed_at__isnull=False)
    found = set(known.values_list("period", flat=True))
    return [month for month in months if month not in found]


def compute_due() -> int:
    """What was not computed since midnight (UTC); what a broken run left is done by the next."""
    midnight = now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    due = {month: set(FORMULAS) - _computed_since(midnight, month) for month in open_months()}
    due = {month: codes for month, codes in due.items() if codes & _loaded()}
    if due:
        _trace("compute figures", None, [f"{month:%Y-%m}" for month in due])
    return sum(_compute_month(month, codes) for month, codes in due.items())


def _loaded() -> set[str]:
    return set(Indicator.objects.values_list("code", flat=True))


def _computed_since(midnight: datetime, month: date) -> set[str]:
    rows = Figure.objects.filter(period=month, computed_at__gte=midnight)
    return set(rows.values_list("indicator__code", flat=True))


def _compute_month(month: date, codes: Iterable[str]) -> int:
    known = Indicator.objects.filter(kind=Indicator.Kind.COMPUTED)
    return sum(
        _compute(indicator, month)
        for indicator in known.filter(code__in=list(codes)).order_by("code")
        if indicator.code in FORMULAS
    )


@transaction.atomic
def _compute(indicator: Indicator, month: date) -> int:
    formula, moment = FORMULAS[indicator.code], now()
    found = formula.measure(span_of(month))
    empty = dict.fromkeys([REGION, *_countries()], formula.empty)
    offices = dict(Office.objects.values_list("code", "pk"))
    rows = [
        Figure(
            indicator=indicator,
            country_id=country or None,
            office_id=offices[office] if office else None,
            period=month,
            computed_at=moment,
            **_said(measured),
        )
        for (country, office), measured in sorted((empty | found).items(), key=lambda one: one[0])
    ]
    Figure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["indicator", "country", "office", "period"],
        update_fields=["value", "reason", "numerator", "denominator", "fewest", "computed_at"],
    )
    # An office of which there is nothing to count any more.
    counted = [row.office_id for row in rows if row.office_id is not None]
    before = Figure.objects.filter(indicator=indicator, period=month, office__isnull=False)
    before.exclude(office__in=counted).delete()
    return len(rows)


def _countries() -> list[Key]:
    """Those that have an office."""
    codes = Country.objects.filter(offices__isnull=False).order_by("code").values_list("code")
    return [(code, "") for (code,) in codes.distinct()]


def _said(measured: Measured) -> dict[str, Any]:
    return {**vars(measured), "reason": NOTHING_TO_COUNT if measured.value is None else ""}


# -- attesting -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Statement:
    """What a country states of a month, and the document it stands in."""

    period: date
    value: Decimal | None
    document: str
    reason: str = ""


def standing(indicator: Indicator, country: str, period: date) -> Figure | None:
    rows = Figure.objects.filter(indicator=indicator, country=country, office=None)
    return rows.filter(period=first_of(period)).first()


@transaction.atomic
def attest(indicator: Indicator, said: Statement, *, officer: Officer, version: int) -> Figure:
    """State the figure of a month, or state it anew: then it is to be verified again. `version`
    is the one that was read, 0 of a month without any."""
    country = _must_keep(officer)
    _must_be_complete(indicator, said)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    month = first_of(said.period)
    figure = standing(indicator, country, month)
    if version != (figure.version if figure is not None else 0):
        raise StaleVersion(figure.version if figure is not None else 0)
    doing = Entry.Operation.COLLECTION if figure is None else Entry.Operation.ALTERATION
    if figure is None:
        figure = Figure(indicator=indicator, country_id=country, period=month, version=0)
    figure.value, figure.document = said.value, said.document
    figure.reason = said.reason if said.value is None else ""
    figure.stated_by, figure.stated_at = officer, now()
    figure.verified_by = figure.verified_at = None
    figure.version += 1
    figure.save()
    _remember(figure, IndicatorChange.Kind.STATED, officer)
    _trace("attest figure", officer, [str(figure)], ["value", "document"], doing)
    return figure


@transaction.atomic
def verify(figure: Figure, *, officer: Officer, version: int) -> Figure:
    """By a second person of the same country, what was read."""
    figure = Figure.objects.select_for_update(of=("self",)).get(pk=figure.pk)
    must_be_person(officer)
    if _must_keep(officer) != figure.country_id:
        raise NotAllowed(_("The coordinators of the country verify its figures."))
    if figure.stated_by_id is None:
        raise WrongState(_("A computed figure is not verified: its formula stands beside it."))
    if figure.verified_by_id is not None:
        raise WrongState(_("The figure is verified already."))
    if figure.stated_by_id == officer.pk:
        raise NotAllowed(_("A second person verifies: you stated this figure yourself."))
    if figure.version != version:
        raise StaleVersion(figure.version)
    figure.verified_by, figure.verified_at = officer, now()
    figure.version += 1
    figure.save()
    _remember(figure, IndicatorChange.Kind.VERIFIED, officer)
    _trace("verify figure", officer, [str(figure)], ["verified_by"])
    return figure


def _remember(figure: Figure, kind: str, officer: Officer) -> None:
    IndicatorChange.objects.create(
        indicator_id=figure.indicator_id,
        country_id=figure.country_id or "",
        kind=kind,
        period=figure.period,
        value=figure.value,
        reason=figure.reason,
        document=figure.document,
        by=officer,
    )


# -- targets ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aim:
    value: Decimal
    by: date
    baseline: Decimal | None = None
    baseline_on: date | None = None


@transaction.atomic
def set_target(indicator: Indicator, aim: Aim, *, officer: Officer, version: int) -> Target:
    country = _must_keep(officer)
    if (aim.baseline is None) != (aim.baseline_on is None):
        raise Problem(_("Give the baseline with its day, or neither."), field="baseline")
    _must_be_an_aim(indicator, aim)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    target = Target.objects.filter(indicator=indicator, country=country).first()
    if version != (target.version if target is not None else 0):
        raise StaleVersion(target.version if target is not None else 0)
    target = target or Target(indicator=indicator, country_id=country, version=0)
    for name, value in vars(aim).items():
        setattr(target, name, value)
    target.set_by, target.set_at = officer, now()
    target.version += 1
    target.save()
    IndicatorChange.objects.create(
        indicator=indicator,
        country_id=country,
        kind=IndicatorChange.Kind.TARGET,
        value=aim.value,
        due_on=aim.by,
        baseline=aim.baseline,
        baseline_on=aim.baseline_on,
        by=officer,
    )
    _trace("set target", officer, [f"{indicator.code} {country}"], list(vars(aim)))
    return target


def _must_be_an_aim(indicator: Indicator, aim: Aim) -> None:
    if aim.value < 0 or (aim.baseline is not None and aim.baseline < 0):
        raise Problem(_("A figure is not below zero."), field="value")
    if indicator.unit == "%" and max(aim.value, aim.baseline or 0) > 100:
        raise Problem(_("A share is at most 100 per cent."), field="value")
    if aim.by.year < FIRST_YEAR:
        raise Problem(_("Give a day in which it can still be met."), field="by")
    if aim.baseline_on is not None and aim.baseline_on >= aim.by:
        raise Problem(_("The baseline is of an earlier day than the target."), field="baseline_on")


def _must_keep(officer: Officer) -> str:
    country = kept_by(officer)
    if not country:
        raise NotAllowed(_("Coordinators state the figures of their own country."))
    return country


def _must_be_complete(indicator: Indicator, said: Statement) -> None:
    if not indicator.is_attested:
        raise WrongState(_("This figure is computed from the exchange; nobody types it."))
    _must_have_begun(first_of(said.period))
    if not said.document.strip():
        raise Problem(_("Name the document that the figure stands in."), field="document")
    if said.value is None and not said.reason.strip():
        raise Problem(_("Give the figure, or say why there is none."), field="value")
    if said.value is not None and said.value < 0:
        raise Problem(_("A figure is not below zero."), field="value")
    if indicator.unit == "%" and said.value is not None and said.value > 100:
        raise Problem(_("A share is at most 100 per cent."), field="value")
    if indicator.unit not in IN_PARTS and said.value is not None and said.value % 1:
        raise Problem(_("Write a whole number: parts of one are not counted."), field="value")


def _must_have_begun(month: date) -> None:
    if month.year < FIRST_YEAR:
        raise Problem(_("Choose a month from the year 2000 on."), field="period")
    if month > now().astimezone(UTC).date():
        raise Problem(_("This month lies ahead."), field="period")


def _trace(
    action: str,
    officer: Officer | None,
    ids: Iterable[str],
    fields: Iterable[str] = (),
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    by = SYSTEM if officer is None else actor(officer)
    record(doing, action, actor=by, kind="figure", ids=ids, fields=fields)
