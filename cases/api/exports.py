"""Taking lists out over the API."""

from django.http.response import HttpResponseBase
from django_filters.utils import translate_validation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from agencies.access import Capability
from cases.api.body import SearchIn
from cases.api.cases import CaseApi
from cases.api.filters import CaseSearch
from cases.exports.caselist import take_list
from cases.exports.sheet import TYPES
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over


class ExportIn(SearchIn):
    """The questions of the search, what the copy is for, and the kind of file."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    format = serializers.ChoiceField(choices=sorted(TYPES), default="csv")


class Exports(CaseApi):
    capabilities = {"take": Capability.READ_CASES}

    @extend_schema(
        request=ExportIn,
        responses={
            (200, kind): OpenApiResponse(OpenApiTypes.BINARY)
            for kind in (content_type.partition(";")[0] for content_type in TYPES.values())
        },
        filters=False,
    )
    def take(self, request: Request) -> HttpResponseBase:
        """The list as a file, newest first, at most 1,000 cases, each as its headline.

        Drafts are left out, and for a court every case under H1. The copy number stands in the
        file; taking it is on record.
        """
        said = self.said(ExportIn)
        kind, purpose = said.pop("format"), Purpose(said.pop("purpose"))
        asked = CaseSearch(said, queryset=self.get_queryset().submitted(), request=request)
        if not asked.is_valid():
            raise translate_validation(asked.errors)
        copy = take_list(asked.qs.order_by("-pk"), self.me, kind=kind, purpose=purpose)
        return handed_over(copy)
