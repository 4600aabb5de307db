"""Joint operations by quarter and country over the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from roadmap.api.situation import answered
from roadmap.operations import year_of


class OperationFiguresOut(serializers.Serializer):
    """`null`: nothing, or hidden."""

    hits = serializers.IntegerField(default=None, allow_null=True)
    arrests = serializers.IntegerField(default=None, allow_null=True)
    seizures = serializers.IntegerField(default=None, allow_null=True)
    victims = serializers.IntegerField(default=None, allow_null=True)


class OperationLineOut(serializers.Serializer):
    """`quarter` 0: what is shown of the year only; `country` empty: of several together."""

    quarter = serializers.IntegerField()
    country = serializers.CharField()
    operations = serializers.IntegerField(allow_null=True)
    sites = serializers.IntegerField(allow_null=True)
    counted = OperationFiguresOut(help_text="Least numbers.")


class OperationYearOut(serializers.Serializer):
    year = serializers.IntegerField()
    lines = OperationLineOut(many=True)


class OperationsApi(Api):
    capabilities = {"retrieve": Capability.READ_ROADMAP}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset({"year"})

    @extend_schema(
        parameters=[OpenApiParameter("year", int, description="Else this year.")],
        responses=OperationYearOut,
    )
    def retrieve(self, request: Request) -> Response:
        """Operations that have begun, their sites and results; what is fewer than five hidden."""
        found = answered(request, ("year",), lambda asked: year_of(asked["year"]))
        return Response(OperationYearOut(found).data)
