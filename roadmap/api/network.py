"""The network of offices at the end of a month over the API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.models import Crossing
from agencies.problems import Problem
from roadmap.networkchoice import ASKED, network_choice
from roadmap.networkmap import SILENT_DAYS, Standing


class NetworkOfficeOut(serializers.Serializer):
    code = serializers.CharField(source="office.code")
    title = serializers.CharField(source="office.title")
    country = serializers.CharField(source="office.country_id")
    borders = serializers.ListField(child=serializers.CharField())
    lat = serializers.FloatField(source="office.lat", allow_null=True)
    lon = serializers.FloatField(source="office.lon", allow_null=True)
    state = serializers.ChoiceField(choices=Standing.choices, source="now")
    before = serializers.ChoiceField(choices=Standing.choices)


class NetworkPairOut(serializers.Serializer):
    """Offices of two countries beside one crossing."""

    one = serializers.CharField(source="one.office.code")
    other = serializers.CharField(source="other.office.code")
    both_active = serializers.BooleanField(source="is_active")
    were_active = serializers.BooleanField(source="was_active")


class NetworkCrossingOut(serializers.Serializer):
    code = serializers.CharField(source="crossing.code")
    name = serializers.CharField(source="crossing")
    border = serializers.CharField(source="crossing.border_id")
    status = serializers.ChoiceField(choices=Crossing.Status.choices)


class NetworkOut(serializers.Serializer):
    at = serializers.DateField(help_text="First day of the month; it counts to its end.")
    since = serializers.DateField()
    silent_days = serializers.SerializerMethodField()
    offices = NetworkOfficeOut(many=True)
    pairs = NetworkPairOut(many=True)
    crossings = NetworkCrossingOut(many=True)

    def get_silent_days(self, _network: Any) -> int:
        return SILENT_DAYS


class NetworkMap(Api):
    capabilities = {"retrieve": Capability.READ_ROADMAP}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset(ASKED)

    @extend_schema(
        summary="The network of offices at the end of a month",
        description=(
            "Each office as it stood, and in an earlier month. `silent`: active, and in the thirty "
            "days before it logged, acknowledged and answered nothing."
        ),
        parameters=[OpenApiParameter(name, str, description=said) for name, said in ASKED.items()],
        responses=NetworkOut,
    )
    def retrieve(self, request: Request) -> Response:
        try:
            choice = network_choice({name: request.query_params.get(name, "") for name in ASKED})
        except Problem as problem:
            raise ValidationError({problem.field: [problem.message]}) from problem
        return Response(NetworkOut(choice.network()).data)
