"""The grid of action items and member states over the API."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment
from agencies.problems import Problem
from roadmap.gridchoice import choice_of
from roadmap.models import Commitment

ASKED = {
    "edition": "Year of an edition; else the newest that has items.",
    "at": "A month, `2026-11`; else this one.",
    "since": "An earlier month to compare with; else three months before.",
}
TRENDS = ["up", "down", "blocked", "freed", "same"]


class GridCellOut(serializers.Serializer):
    """A country without a commitment has not started."""

    item = serializers.IntegerField(source="item.number")
    country = serializers.CharField(source="country.code")
    status = serializers.ChoiceField(choices=Commitment.Status.choices)
    before = serializers.ChoiceField(choices=Commitment.Status.choices)
    trend = serializers.ChoiceField(choices=TRENDS)
    is_disputed = serializers.BooleanField()
    changed_at = Moment(source="changed", allow_null=True)
    commitment = serializers.UUIDField(source="commitment.public_id", default=None, allow_null=True)


class DashboardOut(serializers.Serializer):
    edition = serializers.IntegerField(source="edition.year")
    at = serializers.DateField(help_text="First day of the month; it counts to its end.")
    since = serializers.DateField()
    cells = GridCellOut(many=True)


class Dashboard(Api):
    capabilities = {"retrieve": Capability.READ_ROADMAP}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset(ASKED)

    @extend_schema(
        summary="Progress of all items in all member states",
        description="As each stood at the end of a month, and whether it moved since another.",
        parameters=[OpenApiParameter(name, str, description=said) for name, said in ASKED.items()],
        responses=DashboardOut,
    )
    def retrieve(self, request: Request) -> Response:
        asked: Any = [request.query_params.get(name, "") for name in ASKED]
        try:
            choice = choice_of(*asked)
        except Problem as problem:
            raise ValidationError({problem.field: [problem.message]}) from problem
        if choice is None:
            raise Http404
        return Response(DashboardOut(choice.grid_for(request.user)).data)
