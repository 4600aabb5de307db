"""Action items, and the commitments of countries."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import commitments

ITEM = "roadmap/items/<int:year>-<int:number>/"
ONE = "roadmap/commitments/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ITEM, commitments.item, name="roadmap-item"),
    path(f"{ITEM}commit/", commitments.commitment_new, name="roadmap-commitment-new"),
    path(ONE, commitments.commitment, name="roadmap-commitment"),
    path(f"{ONE}state/", commitments.commitment_state, name="roadmap-commitment-state"),
    path(f"{ONE}verify/", commitments.commitment_verify, name="roadmap-commitment-verify"),
]
