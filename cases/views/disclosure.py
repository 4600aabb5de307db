"""Sharing more with a country, and recalling the case from it."""

from datetime import tzinfo
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from agencies.models import Country, Office
from cases import approvals, disclosure, seen
from cases.effect import Effect
from cases.forms.moments import written, zone_of
from cases.forms.verbs import RecallForm, ShareForm
from cases.models import Case
from cases.models.levels import Level
from cases.reading import find
from cases.recalls import openings_by
from cases.views.asking import Question, ask, only_originators, reader, seen_sharing


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_share(request: HttpRequest, reference: str, country: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    other = get_object_or_404(Country, pk=country)
    office = _office(request, other)
    question = Question(
        title=_("What %(country)s sees") % {"country": other},
        lead=_("It takes effect at once. Their offices are told that something changed."),
        button=_("Set what %(country)s sees") % {"country": other},
        done=_("%(country)s was told.") % {"country": other},
        seen=str(seen.version_of(sighted.case, other.pk)),
        template="cases/ask_share.html",
        more={"effect": Effect(sighted.case, other, office, sighted.country)},
    )
    read = seen_sharing(request, other.pk)

    def verb(level: str, **more: Any) -> object:
        who = reader(request)
        return approvals.share(sighted.case, other, Level(level), officer=who, seen=read, **more)

    zone = zone_of(reader(request).time_zone)
    form = ShareForm(
        request.POST or None,
        zone=zone,
        offices=Office.objects.active().filter(country=other).exclude(pk=sighted.case.office_id),
        must_choose=sighted.case.is_restricted,
        initial=_now(sighted.case, other, office, zone),
    )
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_recall(request: HttpRequest, reference: str, country: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    other = get_object_or_404(Country, pk=country)
    office = _office(request, other)
    who = {"country": office or other}
    openings = openings_by(other.pk, office, reference=reference)
    question = Question(
        title=_("Recall from %(country)s") % who,
        lead=_recalling(office, other),
        button=_("Recall from %(country)s") % who,
        done=_("%(country)s no longer sees the case.") % who,
        is_grave=True,
        seen=str(seen.version_of(sighted.case, other.pk)),
        template="cases/ask_recall.html",
        more={"openings": openings},
    )
    verb = partial(
        disclosure.recall,
        sighted.case,
        other,
        office=office,
        officer=reader(request),
        seen=seen_sharing(request, other.pk),
    )
    return ask(request, sighted, question, RecallForm(request.POST or None), verb)


def _office(request: HttpRequest, country: Country) -> Office | None:
    """`?office=MM-TCL`: the one office of the country that the button spoke of."""
    code = request.GET.get("office", "")
    return get_object_or_404(Office, code=code, country=country) if code else None


def _recalling(office: Office | None, country: Country) -> str:
    if office is not None:
        return _(
            "Nobody at %(office)s can open the case from now on. The office must acknowledge that "
            "it was recalled. What they have read already, they have read."
        ) % {"office": office}
    return _(
        "Nobody in %(country)s can open the case from now on. Each of their offices must "
        "acknowledge that it was recalled. What they have read already, they have read."
    ) % {"country": country}


def _now(case: Case, country: Country, office: Office | None, zone: tzinfo) -> dict[str, str]:
    """What they see today and until when; the headline for one that sees nothing yet."""
    standing = case.grants.current().filter(country=country, office=office, partner=None).first()
    chosen = {"office": office.code} if office is not None else {}
    if standing is None:
        return {"level": Level.HEADLINE, **chosen}
    until = standing.expires_at
    expires = written(until, zone) if until else ""
    return {"level": standing.level, "expires": expires, **chosen}
