"""Pages of the I-24/7 sites."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, may, office_of, officer, requires
from agencies.models import Agency, Code, Crossing, Office, Officer
from cases.forms.days import written
from cases.narrowing import narrowed_by
from cases.views.asking import Question, reader
from cases.views.questions import About, put, unless_stale, worked
from roadmap import sites
from roadmap.forms.site_forms import MonthForm, SiteForm, StateForm, key_of
from roadmap.keepers import speaks_for
from roadmap.models import Site, SiteMonth
from roadmap.models.site import DATABASES
from roadmap.sections import sections_for
from roadmap.sites import SiteContent, content_of, find_site

MONTHS = 24


@requires(Capability.READ_ROADMAP)
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    narrowed = narrowed_by(request.GET)
    rows = narrowed.of(Site.objects.visible_to(request.user), "country")
    context = {
        "narrowed": narrowed,
        "rows": rows.select_related("country", "crossing", "office", "agency"),
        "live": sorted(rows.live_per_country().items()),
        "may_add": may(request.user, Capability.KEEP_SITES),
        "sections": sections_for(request, "roadmap-sites"),
    }
    return render(request, "roadmap/sites.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def site_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    site = find_site(public_id, request.user)
    context = {
        "site": site,
        "databases": [code.label for code in site.databases.all()],
        "months": SiteMonth.objects.visible_to(request.user).filter(site=site)[:MONTHS],
        "states": site.states.all(),
        "may_keep": sites.may_keep(request.user, site),
        "sections": sections_for(request, "roadmap-sites"),
    }
    return render(request, "roadmap/site.html", context)


@requires(Capability.KEEP_SITES)
@require_http_methods(["GET", "HEAD", "POST"])
def site_new(request: HttpRequest) -> HttpResponse:
    question = Question(
        title=_("Add a site"),
        lead=_("Where your country has, or is to have, a link to I-24/7."),
        button=_("Add the site"),
        done="",
    )
    form = _site_form(request)
    made: list[Site] = []

    def verb(version: int | None, **said: Any) -> None:
        content = SiteContent(**said)
        made.append(sites.add_site(content, by=reader(request), since=_today()))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect("roadmap-site-state", made[0].public_id)
    about = About(_("I-24/7 sites"), "/roadmap/sites/")
    context = {"form": form, "question": question, "about": about}
    return render(request, "cases/question.html", context)


@requires(Capability.KEEP_SITES)
@require_http_methods(["GET", "HEAD", "POST"])
def site_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    site = _kept(public_id, request)
    question = Question(
        title=_("Change the site"),
        lead=_("Its state and its monthly figures have pages of their own."),
        button=_("Save the site"),
        done=_("The site is saved."),
    )
    form = _site_form(request, initial=_shown(site))

    def verb(version: int | None, **said: Any) -> None:
        change = partial(sites.change_site, site, SiteContent(**said), by=reader(request))
        unless_stale(request, form, change, version, lambda: _said(public_id, request))

    return put(request, _about(site), question, form, verb)


@requires(Capability.KEEP_SITES)
@require_http_methods(["GET", "HEAD", "POST"])
def site_state(request: HttpRequest, public_id: UUID) -> HttpResponse:
    site = _kept(public_id, request)
    question = Question(
        title=_("State of the site"),
        lead=_("From which day on it is planned, live or down. What it was stays on record."),
        button=_("Save the state"),
        done=_("The state is saved."),
    )
    initial = {
        "state": site.state,
        "since": written(site.state_since),
        "reason": site.state_reason,
        "version": site.version,
    }
    form = StateForm(request.POST or None, initial=initial)

    def verb(state: str, since: date, reason: str, version: int | None) -> None:
        change = partial(
            sites.set_state, site, state, since=since, reason=reason, by=reader(request)
        )
        unless_stale(request, form, change, version, lambda: _said(public_id, request))

    return put(request, _about(site), question, form, verb)


@requires(Capability.KEEP_SITES)
@require_http_methods(["GET", "HEAD", "POST"])
def site_month(request: HttpRequest, public_id: UUID) -> HttpResponse:
    site = _kept(public_id, request)
    question = Question(
        title=_("Figures of a month"),
        lead=_("How many queries, and how many hits. A month that is written down is corrected."),
        button=_("Save the figures"),
        done=_("The figures are saved."),
    )
    form = MonthForm(request.POST or None)

    def verb(month: date, queries: int, hits: int, version: int | None) -> None:
        write = partial(
            sites.write_month, site, month, queries=queries, hits=hits, by=reader(request)
        )
        unless_stale(request, form, write, version, lambda: _counted(site, month))

    return put(request, _about(site), question, form, verb)


def _about(site: Site) -> About:
    return About(str(site), site.link_to)


def _kept(public_id: UUID, request: HttpRequest) -> Site:
    """In reach, but not this reader's to keep: 403 before the page asks anything."""
    site = find_site(public_id, request.user)
    if not sites.may_keep(request.user, site):
        raise PermissionDenied(
            _("A site is kept by the coordinators of its country and the head of its office.")
        )
    return site


def _today() -> date:
    return sites.latest_day()


def _site_form(request: HttpRequest, **more: Any) -> SiteForm:
    country = speaks_for(request.user)
    return SiteForm(
        request.POST or None,
        places=_places(request, country),
        agencies=Agency.objects.filter(country=country),
        databases=Code.objects.in_list(DATABASES).active(),
        **more,
    )


def _places(request: HttpRequest, country: str) -> list[Office | Crossing]:
    """The own country's; for a head the own office and the crossings beside it."""
    who, office = officer(request.user), office_of(request.user)
    if who is not None and who.role == Officer.Role.HEAD and office is not None:
        return [office, *office.crossings.all()]
    offices = Office.objects.border_offices().filter(country=country)
    return [*offices, *Crossing.objects.of_country(country)]


def _shown(site: Site) -> dict[str, Any]:
    content = content_of(site)
    return {
        **vars(content),
        "place": key_of(content.office or content.crossing),
        "agency": content.agency.code if content.agency else "",
        "databases": [code.code for code in content.databases],
        "tested_on": written(content.tested_on),
        "version": site.version,
    }


def _said(public_id: UUID, request: HttpRequest) -> str:
    site = find_site(public_id, request.user)
    words = (site, site.get_phase_display(), site.get_state_display(), written(site.state_since))
    return ", ".join(str(word) for word in words)


def _counted(site: Site, month: date) -> str:
    row = site.months.filter(month=month).first()
    counts = (row.queries, row.hits) if row is not None else (0, 0)
    return _("%(queries)s queries, %(hits)s hits") % {"queries": counts[0], "hits": counts[1]}
