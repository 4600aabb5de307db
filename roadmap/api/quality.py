"""The quality of the data of a month over the API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Number
from agencies.problems import Problem
from cases.dataquality import RULES
from roadmap.api.indicators import Month
from roadmap.dataquality import ASKED, quality_page

_DECIMAL: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "allow_null": True}


class QualityFaultOut(serializers.Serializer):
    code = serializers.ChoiceField(choices=sorted(RULES))
    cases = serializers.IntegerField()
    share = Number(max_digits=16, decimal_places=2)
    advice = serializers.CharField()


class QualityScoreOut(serializers.Serializer):
    """Shares in per cent. `null`: hidden, or nothing to count."""

    country = serializers.CharField(source="country.code", default=None, allow_null=True)
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    cases = Number(source="cases.value", **_DECIMAL)
    completeness = Number(source="completeness.value", **_DECIMAL)
    submitted_in_time = Number(source="in_time.value", **_DECIMAL)
    median_hours = Number(source="hours.value", **_DECIMAL)
    validity = Number(source="validity.value", **_DECIMAL)
    score = Number(source="score.value", **_DECIMAL)
    faults = QualityFaultOut(many=True)


class FaultyCaseOut(serializers.Serializer):
    reference = serializers.CharField(source="case.reference")
    faults = serializers.ListField(child=serializers.ChoiceField(choices=sorted(RULES)))


class DataQualityOut(serializers.Serializer):
    """`offices`: of the own country, for its coordinators. `own_office` and `to_fix` (the newest
    fifty): for the officers of an office."""

    period = Month()
    region = QualityScoreOut()
    countries = QualityScoreOut(many=True)
    own_country = QualityScoreOut(allow_null=True)
    offices = QualityScoreOut(many=True)
    own_office = QualityScoreOut(allow_null=True)
    to_fix = FaultyCaseOut(many=True)
    has_more = serializers.BooleanField()


class DataQuality(Api):
    capabilities = {"retrieve": Capability.READ_ROADMAP}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset(ASKED)

    @extend_schema(
        summary="How good the data of a month is",
        description=(
            "By country; what is made of fewer than five cases of another country is `null`, and "
            "so is the region's. The score is the mean of completeness, of the share submitted "
            "within 24 hours and of validity."
        ),
        parameters=[OpenApiParameter(name, str, description=said) for name, said in ASKED.items()],
        responses=DataQualityOut,
    )
    def retrieve(self, request: Request) -> Response:
        asked = {name: request.query_params.get(name, "") for name in ASKED}
        try:
            page = quality_page(request.user, asked)
        except Problem as problem:
            raise ValidationError({problem.field: [problem.message]}) from problem
        return Response(DataQualityOut(page).data)
