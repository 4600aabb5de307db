"""Milestones of commitments."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import milestones

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/milestones/", milestones.milestone_list, name="roadmap-milestones"),
    path("roadmap/milestones/<uuid:public_id>/", milestones.milestone, name="roadmap-milestone"),
    path(
        "roadmap/commitments/<uuid:public_id>/milestones/new/",
        milestones.milestone_new,
        name="roadmap-milestone-new",
    ),
]
