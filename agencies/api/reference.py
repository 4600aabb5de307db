"""Countries, borders, crossings, offices and code lists: open to everybody who is signed in."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.filters import BorderFilter, CodeFilter, CrossingFilter, OfficeFilter
from agencies.api.serializers import (
    BorderOut,
    CodeListOut,
    CodeOut,
    CountryOut,
    CrossingOut,
    OfficeOut,
)
from agencies.api.versions import tagged
from agencies.models import Border, Code, CodeList, Country, Crossing, Office
from agencies.pagination import ByCode

READ = Capability.READ_REFERENCE


class ReferenceApi(Api):
    """A list in the order of its codes, and one entry by its code."""

    capabilities = {"list": READ, "retrieve": READ}
    pagination_class = ByCode
    lookup_field = "code"

    def list(self, request: Request, **kwargs: Any) -> Response:
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        version = getattr(row, "version", 1)
        return tagged(request, version, self.get_serializer(row).data)


class CountryApi(ReferenceApi):
    """Countries of the exchange: member states and their neighbours."""

    queryset = Country.objects.all()
    serializer_class = CountryOut


class BorderApi(ReferenceApi):
    """Borders: unordered pairs of countries, such as TH-MM."""

    queryset = Border.objects.all()
    serializer_class = BorderOut
    filterset_class = BorderFilter


class CrossingApi(ReferenceApi):
    """Crossings: a named place on each side of one border."""

    queryset = Crossing.objects.prefetch_related("names", "offices")
    serializer_class = CrossingOut
    filterset_class = CrossingFilter


class OfficeApi(ReferenceApi):
    """Border Liaison Offices and national coordination desks."""

    queryset = Office.objects.select_related("host_agency").prefetch_related(
        "borders", "crossings", "member_agencies"
    )
    serializer_class = OfficeOut
    filterset_class = OfficeFilter


class BySlug(ByCode):
    ordering = "slug"


class CodeListApi(ReferenceApi):
    """Published code lists with their ground: offences, drugs, units …"""

    queryset = CodeList.objects.all()
    serializer_class = CodeListOut
    pagination_class = BySlug
    lookup_field = "slug"


class CodeApi(ReferenceApi):
    """The codes of one list."""

    capabilities = {"list": READ}
    queryset = Code.objects.all()
    serializer_class = CodeOut
    filterset_class = CodeFilter

    def list(self, request: Request, **kwargs: Any) -> Response:
        get_object_or_404(CodeList, pk=kwargs["slug"])
        return super().list(request, **kwargs)

    def get_queryset(self) -> QuerySet[Code]:
        return super().get_queryset().filter(list=self.kwargs["slug"])
