"""Disputes of what is stated as done."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import disputes

ONE = "roadmap/disputes/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "roadmap/commitments/<uuid:public_id>/dispute/",
        disputes.dispute_new,
        name="roadmap-dispute-new",
    ),
    path(f"{ONE}answer/", disputes.dispute_answer, name="roadmap-dispute-answer"),
    path(f"{ONE}withdraw/", disputes.dispute_withdraw, name="roadmap-dispute-withdraw"),
    path(f"{ONE}settle/", disputes.dispute_settle, name="roadmap-dispute-settle"),
]
