"""The API map below `/api/v1/roadmap/`, grouped by part of the programme."""

from typing import Any

from django.urls import path

from blo_portal.routes import to
from roadmap.api.checks import Checks
from roadmap.api.expansion import Expansion
from roadmap.api.sites import SiteMonths, Sites

SITE = "sites/<uuid:public_id>/"
PLACE = "expansion/<uuid:public_id>/"

urlpatterns: list[Any] = [
    # I-24/7 sites, and checks in other systems
    path("sites/", to(Sites, get="list", post="create"), name="roadmap-sites"),
    path(SITE, to(Sites, get="retrieve", patch="partial_update"), name="roadmap-site"),
    path(f"{SITE}state/", to(Sites, post="state"), name="roadmap-site-state"),
    path(f"{SITE}months/", to(SiteMonths, get="list"), name="roadmap-site-months"),
    path(f"{SITE}months/<code:month>/", to(SiteMonths, put="update"), name="roadmap-site-month"),
    path("checks/", to(Checks, get="list", post="create"), name="roadmap-checks"),
    path("checks/totals/", to(Checks, get="totals"), name="roadmap-check-totals"),
    path("checks/<uuid:public_id>/", to(Checks, delete="destroy"), name="roadmap-check"),
    # Expansion plan
    path("expansion/", to(Expansion, get="list", post="create"), name="roadmap-expansion"),
    path(PLACE, to(Expansion, get="retrieve", patch="partial_update"), name="roadmap-place"),
    path(f"{PLACE}steps/<code:step>/", to(Expansion, put="step"), name="roadmap-place-step"),
]
