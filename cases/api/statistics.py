"""Figures without content: who answers whom, and who is silent."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment
from cases import reciprocity, silence
from cases.reciprocity import Row

_GROUPS = [reciprocity.BORDER, reciprocity.PAIR, reciprocity.OFFICE]


class FiguresOut(serializers.Serializer):
    """Hours run from the asking to the answer. `null`: hidden, or nothing to tell."""

    asked = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    late = serializers.IntegerField(allow_null=True, help_text="Answered after the time was over.")
    refused = serializers.IntegerField(allow_null=True, help_text='A case: "not for us".')
    unanswered = serializers.IntegerField(allow_null=True, help_text="Past their time.")
    waiting = serializers.IntegerField(allow_null=True, help_text="In time.")
    median_hours = serializers.FloatField(allow_null=True)
    p90_hours = serializers.FloatField(allow_null=True, help_text="90th percentile.")


class ReciprocityRowOut(serializers.Serializer):
    """What `answers` did with what `asks` put to it: codes of countries (by border) or offices;
    `null` is all of them together."""

    border = serializers.CharField(allow_null=True)
    asks = serializers.CharField(allow_null=True)
    answers = serializers.CharField(allow_null=True)
    requests = FiguresOut()
    cases = FiguresOut(help_text="Cases of which the office was told; answered: acknowledged.")


class QuietOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    last_heard_at = Moment(source="last_heard", allow_null=True)
    waiting = serializers.IntegerField()


class SignInsOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    officers = serializers.IntegerField()
    not_signed_in = serializers.IntegerField(source="absent", help_text="For 30 days.")


class ReciprocityOut(serializers.Serializer):
    by = serializers.CharField()
    days = serializers.IntegerField()
    rows = ReciprocityRowOut(many=True)
    quiet = QuietOut(many=True, help_text="Offices not heard from for 7 days.")
    sign_ins = SignInsOut(many=True, help_text="Of the own office, or country.")


class ReciprocityIn(serializers.Serializer):
    by = serializers.ChoiceField(choices=_GROUPS, default=reciprocity.BORDER)
    days = serializers.ChoiceField(choices=list(reciprocity.DAYS), default=90)


_PARAMETERS = [
    OpenApiParameter("by", OpenApiTypes.STR, enum=_GROUPS),
    OpenApiParameter("days", OpenApiTypes.INT, enum=list(reciprocity.DAYS)),
]


class Statistics(Api):
    capabilities = {"reciprocity": Capability.READ_FIGURES}
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset({"by", "days"})

    @extend_schema(parameters=_PARAMETERS, responses=ReciprocityOut)
    def reciprocity(self, request: Request) -> Response:
        """Who answers whom, how often and how fast, and which offices are silent.

        Made of what concerns the caller's office (coordinator, partner system: country). The
        regional observer reads borders only; figures below five are `null` there.
        """
        scope = reciprocity.scope_of(self.me)
        asked = ReciprocityIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        by, days = asked.validated_data["by"], asked.validated_data["days"]
        if scope is None or by not in reciprocity.groups_for(scope):
            raise PermissionDenied()
        return Response(ReciprocityOut(_found(scope, by, days)).data)


def _found(scope: reciprocity.Scope, by: str, days: int) -> dict[str, Any]:
    found: list[Row] = reciprocity.rows(scope, by, days)
    return {
        "by": by,
        "days": days,
        "rows": found,
        "quiet": silence.quiet_offices(scope),
        "sign_ins": silence.sign_ins(scope),
    }
