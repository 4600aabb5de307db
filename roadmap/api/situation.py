"""The situation at the borders over the API."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.problems import Problem
from cases.situation import What
from roadmap.api.indicators import Month
from roadmap.situation import ASKED, By, answer_to

_COUNT, _BY = [one.value for one in What], [one.value for one in By]
_SAID = {
    "count": "What is counted; else cases.",
    "by": "The rows; else by border, of other things than cases by type.",
    "border": "A border, `TH-MM`.",
    "country": "Borders of a country; flows from or to it.",
    "type": "One of `types` of the answer.",
    "first": "First month, `2026-01`; else January of last year.",
    "last": "Last month; else the last one that is over.",
}
_ENUMS = {"count": _COUNT, "by": _BY}


class SituationRowOut(serializers.Serializer):
    key = serializers.CharField(help_text="Of a border, a type, or the first day of a time.")
    cases = serializers.IntegerField(help_text="At least so many.")
    amount = serializers.DecimalField(
        max_digits=24, decimal_places=3, help_text="Of seizures in their unit; of people persons."
    )


class SituationOut(serializers.Serializer):
    """Least numbers: groups of fewer than five cases are left out or in a wider group."""

    count = serializers.ChoiceField(choices=_COUNT, source="question.what.value")
    by = serializers.ChoiceField(choices=_BY, source="question.by.value")
    border = serializers.CharField(source="question.border")
    country = serializers.CharField(source="question.country")
    type = serializers.CharField(source="question.type")
    first = Month(source="question.first")
    last = Month(source="question.last")
    rows = SituationRowOut(many=True)
    wider = SituationRowOut(allow_null=True, help_text="In several rows together.")
    types = serializers.ListField(child=serializers.CharField())


def answered(request: Request, names: tuple[str, ...], verb: Callable[[Any], Any]) -> Any:
    """What `verb` answers, or 400 naming the parameter."""
    try:
        return verb({name: request.query_params.get(name, "") for name in names})
    except Problem as problem:
        raise ValidationError({problem.field: [problem.message]}) from problem


class SituationApi(Api):
    capabilities = {"retrieve": Capability.READ_ROADMAP}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset(ASKED)

    @extend_schema(
        parameters=[
            OpenApiParameter(name, str, description=said, enum=_ENUMS.get(name))
            for name, said in _SAID.items()
        ],
        responses=SituationOut,
    )
    def retrieve(self, request: Request) -> Response:
        """Cases, seizures, people and flows of the region, without small groups."""
        return Response(SituationOut(answered(request, ASKED, answer_to)).data)
