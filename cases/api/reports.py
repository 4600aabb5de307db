"""A case as a file to print, and the register of the copies that were taken of it."""

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict
from cases import handling
from cases.api.cases import CaseApi
from cases.api.files import WhateverIsAccepted
from cases.exports.casereport import PDF, TYPES, Asked, take_report
from cases.exports.stamp import Purpose
from cases.exports.taken import copies_of
from cases.filedelivery import handed_over
from cases.models import CaseCopy
from cases.models.levels import Level


class ReportIn(Strict):
    """What is wanted and what for."""

    format = serializers.ChoiceField(choices=sorted(TYPES), default=PDF)
    purpose = serializers.ChoiceField(
        choices=Purpose.choices,
        required=False,
        help_text="Under H1 and H2 it is needed; else `investigation` when it is left out.",
    )
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES, required=False, help_text="Without it, the caller's own."
    )
    national = serializers.BooleanField(
        default=False, help_text="With the notes and national files of the own country."
    )


class CopyOut(serializers.Serializer):
    """One copy that somebody took along; its number stands on every page."""

    number = serializers.CharField()
    by = serializers.CharField(source="officer.full_title")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    country = serializers.CharField()
    at = Moment()
    format = serializers.ChoiceField(source="kind", choices=CaseCopy.Kind.choices)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    language = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    file = serializers.UUIDField(
        source="file.public_id", default=None, allow_null=True, help_text="Of one file of the case."
    )


_NUMBER = OpenApiParameter("number", str, description="Only the copy with this number.")


class Reports(CaseApi):
    capabilities = {"take": Capability.READ_CASES}
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset(ReportIn().fields)

    @extend_schema(
        parameters=[ReportIn],
        responses={(200, kind): OpenApiResponse(OpenApiTypes.BINARY) for kind in TYPES.values()},
    )
    def take(self, request: Request, reference: str) -> HttpResponseBase:
        """The case as PDF or DOCX, as much of it as the caller sees, stamped on every page.

        Each call is a new copy with a number of its own, on record. Under H1 a case does not go
        to court, under H2 nowhere, without the consent of the office that logged it.
        """
        sighted = self.found()
        asked = ReportIn(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        if "purpose" not in asked.validated_data:
            handling.must_name_purpose(sighted)
        return handed_over(take_report(sighted, self.me, _understood(asked.validated_data)))


def _understood(said: dict[str, Any]) -> Asked:
    return Asked(
        kind=said["format"],
        purpose=Purpose(said.get("purpose", Purpose.INVESTIGATION)),
        language=said.get("language", ""),
        national=said["national"],
    )


class Copies(CaseApi):
    capabilities = {"list": Capability.READ_CASES}

    def _parameters(self) -> frozenset[str]:
        return frozenset({"number"})

    @extend_schema(parameters=[_NUMBER], responses=CopyOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Who took a copy of the case, newest first: all copies for the office that logged it,
        else those of the own country."""
        sighted = self.found()
        copies = copies_of(sighted, request.query_params.get("number", ""))
        return Response(CopyOut(copies, many=True).data)
