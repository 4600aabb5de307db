"""The expansion plan of the network."""

from django.urls import URLPattern, URLResolver, path, register_converter

from roadmap.models import Step
from roadmap.views import expansion

ONE = "roadmap/expansion/<uuid:public_id>/"


class StepName:
    regex = "|".join(Step.values)

    def to_python(self, value: str) -> Step:
        return Step(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(StepName, "step")

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/expansion/", expansion.plan, name="roadmap-expansion"),
    path("roadmap/expansion/new/", expansion.place_new, name="roadmap-place-new"),
    path(ONE, expansion.place_detail, name="roadmap-place"),
    path(f"{ONE}change/", expansion.place_change, name="roadmap-place-change"),
    path(f"{ONE}steps/<step:step>/", expansion.place_step, name="roadmap-place-step"),
]
