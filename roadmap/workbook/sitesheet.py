"""What the I-24/7 sites of the country asked month by month, as a sheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Officer
from agencies.problems import Problem
from roadmap import sites
from roadmap.keepers import kept_by
from roadmap.models import Site, SiteMonth
from roadmap.workbook import cells
from roadmap.workbook.cells import Row
from roadmap.workbook.sheet import Outcome, Sheet, must_be_as_taken, must_be_gone_nowhere


def month_rows(country: str) -> Iterable[dict[str, str]]:
    rows = SiteMonth.objects.filter(site__country=country)
    for one in rows.select_related("site__crossing", "site__office").order_by("site", "month"):
        yield {
            "site": _name(one.site),
            "month": f"{one.month:%Y-%m}",
            "queries": str(one.queries),
            "hits": str(one.hits),
            "version": str(one.version),
        }


def take_month(row: Row, officer: Officer) -> Outcome:
    site = _site(row, officer)
    month = cells.month(row, "month")
    queries, hits = (_count(row, name) for name in ("queries", "hits"))
    stands = site.months.filter(month=month).first()
    if stands is None:
        must_be_gone_nowhere(row)
    else:
        if (stands.queries, stands.hits) == (queries, hits):
            return Outcome.UNCHANGED
        must_be_as_taken(row, stands.version)
    version = stands.version if stands is not None else 0
    sites.write_month(site, month, queries=queries, hits=hits, by=officer, version=version)
    return Outcome.NEW if stands is None else Outcome.CHANGED


def _count(row: Row, column: str) -> int:
    read = cells.needed_number(row, column)
    if read % 1 or not 0 <= read <= SiteMonth.MOST:
        raise Problem(_("Write a whole number from 0 on."), field=column)
    return int(read)


def _site(row: Row, officer: Officer) -> Site:
    written = cells.text(row, "site", most=60, needed=True)
    rows = Site.objects.filter(country=kept_by(officer)).select_related("crossing", "office")
    found = next((one for one in rows if _name(one) == written), None)
    if found is None:
        message = _("Write the code of the crossing or office of a site of your own country.")
        raise Problem(message, field="site")
    return found


def _name(site: Site) -> str:
    place = site.crossing or site.office
    return place.code if place is not None else ""


def _sites(country: str) -> dict[str, list[str]]:
    rows = Site.objects.filter(country=country).select_related("crossing", "office")
    return {"site": sorted(_name(one) for one in rows)}


SITE_MONTHS = Sheet(
    "site_months",
    gettext_lazy("Queries and hits of the I-24/7 sites, month by month."),
    ("site", "month", "queries", "hits", "version"),
    2,
    month_rows,
    take_month,
    _sites,
)
