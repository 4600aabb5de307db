"""The API map below `/api/v1/roadmap/`, grouped by part of the programme."""

from typing import Any

from django.urls import path

from blo_portal.routes import to
from roadmap.api.commitments import Commitments

COMMITMENT = "commitments/<uuid:public_id>/"

urlpatterns: list[Any] = [
    # commitments of countries
    path("commitments/", to(Commitments, get="list", post="create"), name="roadmap-commitments"),
    path(COMMITMENT, to(Commitments, get="retrieve"), name="roadmap-commitment"),
    path(f"{COMMITMENT}state/", to(Commitments, post="state"), name="roadmap-commitment-state"),
    path(f"{COMMITMENT}verify/", to(Commitments, post="verify"), name="roadmap-commitment-verify"),
]
