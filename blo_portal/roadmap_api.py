"""The API map of the Roadmap, grouped by part of the programme."""

from typing import Any

from django.urls import path

from agencies.api.base import Api
from blo_portal.routes import to
from roadmap.api.certificates import CertificateCheck, CertificateFile, Certificates
from roadmap.api.checks import Checks
from roadmap.api.commitments import Commitments
from roadmap.api.dashboard import Dashboard
from roadmap.api.expansion import Expansion
from roadmap.api.indicators import Figures, Indicators
from roadmap.api.procedures import Procedures, ProcedureVersions
from roadmap.api.sites import SiteMonths, Sites
from roadmap.api.standard import DataStandard
from roadmap.api.training import Trainees, TrainingNeeds, Trainings, TrainingSessions

COMMITMENT = "commitments/<uuid:public_id>/"
SITE = "sites/<uuid:public_id>/"
PLACE = "expansion/<uuid:public_id>/"


def version(route: str, name: str, **actions: str) -> Any:
    """A route of one version of a procedure."""
    view = to(ProcedureVersions, **actions)
    return path(f"procedures/<code:reference>/versions/<int:number>/{route}", view, name=name)


def of_one(group: str, route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one session or trainee."""
    view = to(viewset, **actions)
    return path(f"trainings/{group}/<uuid:public_id>/{route}", view, name=name)


# Below `/api/v1/roadmap/`.
urlpatterns: list[Any] = [
    path("dashboard/", to(Dashboard, get="retrieve"), name="roadmap-dashboard"),
    # commitments of countries
    path("commitments/", to(Commitments, get="list", post="create"), name="roadmap-commitments"),
    path(COMMITMENT, to(Commitments, get="retrieve"), name="roadmap-commitment"),
    path(f"{COMMITMENT}state/", to(Commitments, post="state"), name="roadmap-commitment-state"),
    path(f"{COMMITMENT}verify/", to(Commitments, post="verify"), name="roadmap-commitment-verify"),
    # indicators and their figures
    path("indicators/", to(Indicators, get="list"), name="roadmap-indicators"),
    path("indicators/compute/", to(Indicators, post="compute"), name="roadmap-indicators-compute"),
    path(
        "indicators/<slug:code>/attest/",
        to(Indicators, put="attest"),
        name="roadmap-indicator-attest",
    ),
    path(
        "indicators/<slug:code>/targets/",
        to(Indicators, put="targets"),
        name="roadmap-indicator-targets",
    ),
    path("figures/<uuid:public_id>/", to(Figures, get="retrieve"), name="roadmap-figure"),
    path(
        "figures/<uuid:public_id>/verify/", to(Figures, post="verify"), name="roadmap-figure-verify"
    ),
    # standard procedures
    path("procedures/", to(Procedures, get="list", post="create"), name="roadmap-procedures"),
    path(
        "procedures/<code:reference>/",
        to(Procedures, get="retrieve", patch="partial_update"),
        name="roadmap-procedure",
    ),
    path(
        "procedures/<code:reference>/versions/",
        to(ProcedureVersions, get="list", post="create"),
        name="roadmap-procedure-versions",
    ),
    version("", "roadmap-procedure-version", get="retrieve", put="update"),
    version("offer/", "roadmap-procedure-offer", post="offer"),
    version("agree/", "roadmap-procedure-agree", post="agree"),
    version("in-force/", "roadmap-procedure-in-force", post="put_in_force"),
    version("acknowledge/", "roadmap-procedure-acknowledge", post="acknowledge"),
    # training
    path("trainings/", to(Trainings, get="list", post="create"), name="roadmap-trainings"),
    path("trainings/needs/", to(TrainingNeeds, get="list", post="create"), name="roadmap-needs"),
    path("trainings/cascade/", to(TrainingNeeds, get="cascade"), name="roadmap-cascade"),
    path(
        "trainings/<uuid:public_id>/",
        to(Trainings, get="retrieve", patch="partial_update"),
        name="roadmap-training",
    ),
    path(
        "trainings/<uuid:public_id>/sessions/",
        to(TrainingSessions, get="list", post="create"),
        name="roadmap-training-sessions",
    ),
    of_one(
        "sessions", "", TrainingSessions, "roadmap-session", get="retrieve", patch="partial_update"
    ),
    of_one("sessions", "trainers/", TrainingSessions, "roadmap-trainers", post="add_trainer"),
    of_one(
        "sessions",
        "trainers/<uuid:trainer>/",
        TrainingSessions,
        "roadmap-trainer",
        delete="remove_trainer",
    ),
    of_one("sessions", "trainees/", Trainees, "roadmap-trainees", get="list", post="create"),
    of_one("trainees", "", Trainees, "roadmap-trainee", get="retrieve", patch="partial_update"),
    of_one("trainees", "certificate/", Certificates, "roadmap-certificate", post="create"),
    of_one(
        "trainees", "certificate/file/", CertificateFile, "roadmap-certificate-file", get="take"
    ),
    path("certificates/check/", to(CertificateCheck, post="check"), name="certificate-check"),
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

# What stands at the top, because every partner needs it.
standard: list[Any] = [
    path("data-standard/", to(DataStandard, get="retrieve"), name="data-standard"),
    path(
        "data-standard/schemas/<code:name>/",
        to(DataStandard, get="of_entity"),
        name="data-standard-schema",
    ),
]
