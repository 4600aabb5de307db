"""Keeping the sites of the I-24/7 extension: by the country's coordinators, and by the head of the
office at the site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may, office_of, officer
from agencies.models import Agency, Code, Crossing, Office, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion
from audit.models import Entry
from audit.trail import record
from cases.forms.days import latest_day
from roadmap.figures.measured import month_after
from roadmap.indicators import FIRST_YEAR
from roadmap.keepers import speaks_for
from roadmap.models import Site, SiteMonth, SiteState
from roadmap.rows import changed_fields, put_down

KIND = "site"
FIELD_OF = {
    "site_is_a_crossing_or_an_office": "office",
    "site_once_per_crossing": "crossing",
    "site_once_per_office": "office",
    "site_test_has_day_and_result": "test_result",
    "site_figures_not_negative": "queries",
    "site_hits_within_queries": "hits",
}


@dataclass(frozen=True)
class SiteContent:
    """What is said of a site, besides its state."""

    phase: str
    crossing: Crossing | None = None
    office: Office | None = None
    agency: Agency | None = None
    link: str = ""
    databases: Sequence[Code] = ()
    is_mobile: bool = False
    tested_on: date | None = None
    test_result: str = ""


PLAIN = [one.name for one in fields(SiteContent) if one.name != "databases"]


def content_of(site: Site) -> SiteContent:
    plain = {name: getattr(site, name) for name in PLAIN}
    return SiteContent(**plain, databases=tuple(site.databases.all()))


def find_site(public_id: UUID, user: object) -> Site:
    """Out of reach does not exist."""
    rows = Site.objects.visible_to(user).filter(public_id=public_id)
    site = rows.select_related("country", "crossing", "office", "agency").first()
    if site is None:
        raise Http404
    return site


def may_keep(user: object, site: Site) -> bool:
    if not may(user, Capability.KEEP_SITES) or speaks_for(user) != site.country_id:
        return False
    who, office = officer(user), office_of(user)
    if who is None or who.role != Officer.Role.HEAD:
        return True
    at_crossing = site.crossing is not None and office is not None
    return site.office == office or (at_crossing and _is_beside(office, site.crossing))


def _is_beside(office: Office | None, crossing: Crossing | None) -> bool:
    return (
        office is not None and office.crossings.filter(pk=crossing.pk if crossing else 0).exists()
    )


@transaction.atomic
def add_site(
    content: SiteContent,
    *,
    by: Officer,
    state: str = Site.State.PLANNED,
    since: date,
    reason: str = "",
) -> Site:
    site = Site(country_id=speaks_for(by))
    _take(site, content)
    _must_be_own(site)
    _must_keep(site, by)
    _set_state(site, state, since, reason)
    put_down(site, fields=FIELD_OF)
    site.databases.set(content.databases)
    _remember_state(site, by)
    _note(site, "add site", by, [*PLAIN, "databases", "state"], Entry.Operation.COLLECTION)
    return site


@transaction.atomic
def change_site(site: Site, content: SiteContent, *, by: Officer, version: int) -> Site:
    """Raises StaleVersion when a colleague was faster."""
    site = _locked(site, by)
    if site.version != version:
        raise StaleVersion(site.version)
    changed = changed_fields(site, {name: getattr(content, name) for name in PLAIN})
    if set(site.databases.all()) != set(content.databases):
        changed.append("databases")
    if changed:
        _take(site, content)
        _must_be_own(site)
        _must_keep(site, by)
        _save(site, "change site", by, changed)
        site.databases.set(content.databases)
    return site


@transaction.atomic
def set_state(
    site: Site, state: str, *, since: date, reason: str = "", by: Officer, version: int
) -> Site:
    """From a day on. What it was stays in the history."""
    site = _locked(site, by)
    if site.version != version:
        raise StaleVersion(site.version)
    if (site.state, site.state_since, site.state_reason) == (state, since, reason.strip()):
        return site
    begun = site.state != Site.State.PLANNED or site.states.count() > 1
    if state != site.state and since < site.state_since and begun:
        raise Problem(_("The site was changed on a later day already."), field="since")
    _set_state(site, state, since, reason)
    _save(site, "set state of site", by, ["state", "state_since", "state_reason"])
    _remember_state(site, by)
    return site


@transaction.atomic
def write_month(
    site: Site, month: date, *, queries: int, hits: int, by: Officer, version: int
) -> SiteMonth:
    """Once for each month; written again it is corrected. `version` is 0 for a new one."""
    site = _locked(site, by)
    month = month.replace(day=1)
    if month.year < FIRST_YEAR:
        raise Problem(_("Choose a month from the year 2000 on."), field="month")
    if month > latest_day():
        raise Problem(_("This month lies ahead."), field="month")
    _must_stand(site, month)
    row = site.months.filter(month=month).first() or SiteMonth(site=site, month=month, version=0)
    if row.version != version:
        raise StaleVersion(row.version)
    changed = changed_fields(row, {"queries": queries, "hits": hits})
    if changed:
        row.queries, row.hits, row.version = queries, hits, row.version + 1
        _must_count(row)
        put_down(row, fields=FIELD_OF)
        _note(site, "write month of site", by, changed)
    return row


def _must_stand(site: Site, month: date) -> None:
    if not site.states.filter(since__lt=month_after(month)).exists():
        raise Problem(_("The site is known from a later month on."), field="month")


def version_of_month(site: Site, month: date) -> int:
    row = site.months.filter(month=month.replace(day=1)).first()
    return row.version if row is not None else 0


def _must_count(row: SiteMonth) -> None:
    if min(row.queries, row.hits) < 0:
        raise Problem(_("A count is not negative."), field="queries")
    if row.hits > row.queries:
        raise Problem(_("There are not more hits than queries."), field="hits")


def _must_keep(site: Site, by: Officer) -> None:
    if not may_keep(by, site):
        raise NotAllowed(
            _("A site is kept by the coordinators of its country and the head of its office.")
        )


def _must_be_own(site: Site) -> None:
    """Both the place and the agency are of the site's country."""
    crossing, office, agency = site.crossing, site.office, site.agency
    if (crossing is None) == (office is None):
        raise Problem(_("A site is at a crossing or at an office: choose one."), field="office")
    if office is not None and office.country_id != site.country_id:
        raise Problem(_("Choose an office of your own country."), field="office")
    sides = (crossing.country_a_id, crossing.country_b_id) if crossing is not None else ()
    if crossing is not None and site.country_id not in sides:
        raise Problem(_("Choose a crossing of your own country."), field="crossing")
    if agency is not None and agency.country_id != site.country_id:
        raise Problem(_("Choose an agency of your own country."), field="agency")
    if (site.tested_on is None) != (site.test_result == ""):
        message = _("A test has a day and a result: give both, or neither.")
        raise Problem(message, field="test_result")
    if site.tested_on is not None and site.tested_on > latest_day():
        raise Problem(_("This day lies ahead."), field="tested_on")


def _set_state(site: Site, state: str, since: date, reason: str) -> None:
    if state == Site.State.DOWN and not reason.strip():
        raise Problem(_("Say why the site is down."), field="reason")
    if state != Site.State.PLANNED and since > latest_day():
        raise Problem(_("This day lies ahead."), field="since")
    site.state, site.state_since, site.state_reason = state, since, reason.strip()


def _take(site: Site, content: SiteContent) -> None:
    for name in PLAIN:
        setattr(site, name, getattr(content, name))


def _remember_state(site: Site, by: Officer) -> None:
    SiteState.objects.create(
        site=site, state=site.state, since=site.state_since, reason=site.state_reason, by=by
    )


def _locked(site: Site, by: Officer) -> Site:
    rows = Site.objects.select_for_update(of=("self",)).select_related("crossing", "office")
    locked = rows.get(pk=site.pk)
    _must_keep(locked, by)
    return locked


def _save(site: Site, action: str, by: Officer, changed: Iterable[str]) -> None:
    site.version += 1
    put_down(site, fields=FIELD_OF)
    _note(site, action, by, changed)


def _note(
    site: Site,
    action: str,
    by: Officer,
    changed: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(by), kind=KIND, ids=[str(site.public_id)], fields=changed)
