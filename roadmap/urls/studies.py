"""Studies and recommendations, and the days without a visa."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import studies, visafree

STUDY = "roadmap/studies/<uuid:public_id>/"
ONE = "roadmap/recommendations/<uuid:public_id>/"
PAIR = "roadmap/visa-free/<slug:host>/<slug:nationality>/"
STATED = "roadmap/visa-free/statements/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/studies/", studies.studies, name="roadmap-studies"),
    path("roadmap/studies/new/", studies.study_new, name="roadmap-study-new"),
    path(STUDY, studies.study, name="roadmap-study"),
    path(f"{STUDY}change/", studies.study_change, name="roadmap-study-change"),
    path(
        f"{STUDY}recommendations/new/",
        studies.recommendation_new,
        name="roadmap-recommendation-new",
    ),
    path(ONE, studies.recommendation, name="roadmap-recommendation"),
    path(f"{ONE}change/", studies.recommendation_change, name="roadmap-recommendation-change"),
    path(f"{ONE}status/", studies.recommendation_status, name="roadmap-recommendation-status"),
    path(f"{ONE}position/", studies.position, name="roadmap-recommendation-position"),
    path("roadmap/visa-free/", visafree.visa_free, name="roadmap-visa-free"),
    path("roadmap/visa-free/table.csv", visafree.visa_free_csv, name="roadmap-visa-free-csv"),
    path(PAIR, visafree.visa_pair, name="roadmap-visa-pair"),
    path(f"{PAIR}new/", visafree.visa_new, name="roadmap-visa-new"),
    path(f"{STATED}verify/", visafree.visa_verify, name="roadmap-visa-verify"),
    path(f"{STATED}strike/", visafree.visa_strike, name="roadmap-visa-strike"),
]
