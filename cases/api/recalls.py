"""After a recall: who knows of it, who had opened the case."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment
from cases.api.cases import CaseApi
from cases.api.progress import name_of
from cases.recalls import recalls_of
from cases.subjects import only_for_originators
from cases.trace import Operation, trace


class RecalledOfficeOut(serializers.Serializer):
    """An office that must acknowledge the recall."""

    office = serializers.CharField(source="office.code")
    told_at = Moment(source="created_at")
    acknowledged_at = Moment(allow_null=True)
    acknowledged_by = name_of("acknowledged_by")
    acknowledged_by_code = serializers.BooleanField()


class OpeningOut(serializers.Serializer):
    """Who opened the case until it was recalled, how often, and how many copies were taken.

    `office` is null for a partner system.
    """

    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    by = serializers.CharField(source="who")
    first_at = Moment(source="first")
    last_at = Moment(source="last")
    times = serializers.IntegerField()
    copies = serializers.IntegerField()


class RecallOut(serializers.Serializer):
    country = serializers.CharField(source="country.pk")
    office = serializers.CharField(
        source="office.code", default=None, allow_null=True, help_text="When only from this one."
    )
    at = Moment()
    by = name_of("by")
    reason = serializers.CharField()
    offices = RecalledOfficeOut(source="notices", many=True)
    openings = OpeningOut(many=True)


class Recalls(CaseApi):
    capabilities = {"list": Capability.READ_CASES}

    @extend_schema(responses=RecallOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Recalls of this case, newest first: which office acknowledged, who had opened it.

        For the office that logged the case alone.
        """
        sighted = self.found()
        only_for_originators(sighted)
        trace(sighted.case, Operation.CONSULTATION, "recalls", by=self.me)
        return Response(RecallOut(recalls_of(sighted), many=True).data)
