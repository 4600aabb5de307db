"""The API map below `/api/v1/roadmap/`, grouped by part of the programme."""

from typing import Any

from django.urls import path

from agencies.api.base import Api
from blo_portal.routes import to
from roadmap.api.certificates import CertificateCheck, CertificateFile, Certificates
from roadmap.api.procedures import Procedures, ProcedureVersions
from roadmap.api.training import Trainees, TrainingNeeds, Trainings, TrainingSessions


def version(route: str, name: str, **actions: str) -> Any:
    """A route of one version of a procedure."""
    view = to(ProcedureVersions, **actions)
    return path(f"procedures/<code:reference>/versions/<int:number>/{route}", view, name=name)


def of_one(group: str, route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one session or trainee."""
    view = to(viewset, **actions)
    return path(f"trainings/{group}/<uuid:public_id>/{route}", view, name=name)


urlpatterns: list[Any] = [
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
]
