"""Pages of the indicators: the figures of a month, one indicator over time, stating, verifying."""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, country_of, may, requires
from cases.forms.begun import version_in
from cases.forms.days import written
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale
from roadmap import indicators
from roadmap.figurefilters import REGION, month_of
from roadmap.figurepage import lines_of, page_of
from roadmap.figurereading import newest_period
from roadmap.forms.indicators import AttestForm, FigureChoiceForm, TargetForm
from roadmap.gridchoice import this_month
from roadmap.indicators import Aim, Statement, find_figure, find_indicator, open_months
from roadmap.keepers import kept_by
from roadmap.models import Figure, Indicator, Target
from roadmap.sections import sections_for

HERE = "roadmap-indicators"


@requires(Capability.READ_ROADMAP)
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    form = FigureChoiceForm(request.GET.copy() or _first_choice(request))
    context: dict[str, Any] = {"form": form, "sections": sections_for(request, HERE)}
    context["may_compute"] = may(request.user, Capability.KEEP_ROADMAP)
    if form.is_valid():
        said = form.cleaned_data
        period = said["period"] or newest_period(request.user)
        place = said["country"] or REGION
        context |= {
            "lines": lines_of(request.user, place, period, said["item"]),
            "period": period,
            "is_open": period is None or period in open_months(),
        }
    return render(request, "roadmap/indicators.html", context)


def _first_choice(request: HttpRequest) -> dict[str, str]:
    """The own country in the newest month; the region in the newest that is over, for of a
    running one others are told little."""
    newest = newest_period(request.user)
    place = country_of(request.user) or REGION
    if place == REGION and newest is not None:
        newest = newest_period(request.user, before=this_month()) or newest
    return {"country": place, "period": f"{newest:%Y-%m}" if newest is not None else ""}


@requires(Capability.READ_ROADMAP)
@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    page = page_of(find_indicator(code), request.user)
    context = {"page": page, "indicator": page.indicator, "sections": sections_for(request, HERE)}
    return render(request, "roadmap/indicator.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_attest(request: HttpRequest, code: str) -> HttpResponse:
    indicator = _attested(code)
    question = Question(
        title=_("State a figure"),
        lead=f"{indicator}. {indicator.formula_text}",
        button=_("State the figure"),
        done=_("The figure is stated. A second coordinator verifies it."),
    )
    before = _standing(request, indicator)
    form = AttestForm(request.POST or None, initial=_stated(before, request))

    def verb(version: int | None, value: Any, **said: Any) -> None:
        statement = Statement(value=value, **said)
        attest = partial(indicators.attest, indicator, statement, officer=reader(request))

        def stands() -> str:
            found = indicators.standing(indicator, kept_by(request.user), statement.period)
            return f"{found.value}, {found.document}" if found is not None else "–"

        unless_stale(request, form, attest, version, stands)

    return put(request, _about(indicator), question, form, verb)


def _attested(code: str) -> Indicator:
    indicator = find_indicator(code)
    if not indicator.is_attested:
        raise PermissionDenied(_("This figure is computed from the exchange; nobody types it."))
    return indicator


def _standing(request: HttpRequest, indicator: Indicator) -> Figure | None:
    month = month_of(request.GET.get("period", ""))
    country = kept_by(request.user)
    return indicators.standing(indicator, country, month) if month is not None else None


def _stated(figure: Figure | None, request: HttpRequest) -> dict[str, Any]:
    if figure is None:
        return {"period": request.GET.get("period", ""), "version": 0}
    return {
        "period": f"{figure.period:%Y-%m}",
        "value": figure.value,
        "reason": figure.reason,
        "document": figure.document,
        "version": figure.version,
    }


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_target(request: HttpRequest, code: str) -> HttpResponse:
    indicator = find_indicator(code)
    question = Question(
        title=_("Set the target"),
        lead=f"{indicator} ({indicator.unit_text}). {indicator.formula_text}",
        button=_("Set the target"),
        done=_("The target is set."),
    )
    form = TargetForm(request.POST or None, initial=_aimed(_target(request, indicator)))

    def verb(version: int | None, **said: Any) -> None:
        aim = partial(indicators.set_target, indicator, Aim(**said), officer=reader(request))
        unless_stale(request, form, aim, version, lambda: str(_target(request, indicator)))

    return put(request, _about(indicator), question, form, verb)


def _target(request: HttpRequest, indicator: Indicator) -> Target | None:
    rows = Target.objects.visible_to(request.user).filter(indicator=indicator)
    return rows.filter(country=kept_by(request.user)).first()


def _aimed(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {"version": 0}
    return {
        "value": target.value,
        "by": written(target.by),
        "baseline": target.baseline,
        "baseline_on": written(target.baseline_on),
        "version": target.version,
    }


@requires(Capability.KEEP_ROADMAP)
@require_POST
def figure_verify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    figure = find_figure(public_id, request.user)
    verb = partial(
        indicators.verify, figure, officer=reader(request), version=version_in(request.POST)
    )
    return done_at_once(request, figure.indicator.link, verb, _("The figure is verified."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def indicators_compute(request: HttpRequest) -> HttpResponse:
    written = request.POST.get("period", "")
    month = month_of(written)
    if written and month is None:
        raise SuspiciousOperation
    verb = partial(indicators.compute_now, officer=reader(request), month=month)
    here = f"{reverse(HERE)}?{urlencode({'period': f'{month:%Y-%m}'})}" if month else reverse(HERE)
    return done_at_once(request, here, verb, _("The figures are computed."))


def _about(indicator: Indicator) -> About:
    return About(str(indicator), indicator.link)
