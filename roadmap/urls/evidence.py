"""Files as evidence of commitments."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import evidence

ONE = "roadmap/evidence/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "roadmap/commitments/<uuid:public_id>/evidence/new/",
        evidence.evidence_new,
        name="roadmap-evidence-new",
    ),
    path(ONE, evidence.evidence_content, name="roadmap-evidence"),
    path(f"{ONE}strike/", evidence.evidence_strike, name="roadmap-evidence-strike"),
]
