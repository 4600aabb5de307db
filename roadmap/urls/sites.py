"""The I-24/7 sites, and the record of checks made in other systems."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import checks, sites

ONE = "roadmap/sites/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/sites/", sites.site_list, name="roadmap-sites"),
    path("roadmap/sites/new/", sites.site_new, name="roadmap-site-new"),
    path(ONE, sites.site_detail, name="roadmap-site"),
    path(f"{ONE}change/", sites.site_change, name="roadmap-site-change"),
    path(f"{ONE}state/", sites.site_state, name="roadmap-site-state"),
    path(f"{ONE}months/", sites.site_month, name="roadmap-site-month"),
    path("roadmap/checks/", checks.check_list, name="roadmap-checks"),
    path("roadmap/checks/new/", checks.check_new, name="roadmap-check-new"),
    path(
        "roadmap/checks/<uuid:public_id>/strike/",
        checks.check_strike,
        name="roadmap-check-strike",
    ),
]
