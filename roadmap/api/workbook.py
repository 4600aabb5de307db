"""A coordinator's spreadsheet: taken, checked row by row, imported."""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict
from cases.api.files import WhateverIsAccepted
from cases.filedelivery import handed_over
from roadmap.models import WorkbookImport
from roadmap.workbook import importing
from roadmap.workbook.importing import find_import
from roadmap.workbook.sheet import Outcome


class FileIn(serializers.Field):
    """Bytes, written as base64."""

    default_error_messages = {"invalid": "Write the file as base64."}

    def to_internal_value(self, data: Any) -> bytes:
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, TypeError, ValueError):
            self.fail("invalid")

    def to_representation(self, value: bytes) -> str:
        raise NotImplementedError


class WorkbookIn(Strict):
    file = extend_schema_field(OpenApiTypes.BYTE)(FileIn)(
        help_text="The XLSX file in base64, at most 1 MB before."
    )


class WorkbookRowOut(serializers.Serializer):
    sheet = serializers.CharField()
    line = serializers.IntegerField(help_text="As the spreadsheet program counts.")
    row = serializers.CharField(help_text="What the row is about.")
    outcome = serializers.ChoiceField(choices=[one.value for one in Outcome])
    column = serializers.CharField()
    message = serializers.CharField()


class WorkbookImportOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    country = serializers.CharField(source="country_id")
    state = serializers.ChoiceField(choices=WorkbookImport.State.choices)
    sha256 = serializers.CharField()
    checked_at = Moment()
    imported_at = Moment(allow_null=True)


class WorkbookReportOut(WorkbookImportOut):
    rows = WorkbookRowOut(source="report", many=True)


class Workbooks(Api):
    capabilities = {
        "list": Capability.KEEP_ROADMAP,
        "retrieve": Capability.KEEP_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "bring_in": Capability.KEEP_ROADMAP,
    }
    serializer_class = WorkbookImportOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return WorkbookImport.objects.visible_to(getattr(self.request, "user", None))

    def check_reach(self, body: Any) -> None:
        public_id = self.kwargs.get("public_id") or (body or {}).get("id")
        if public_id:
            find_import(public_id, self.request.user)

    @extend_schema(responses=WorkbookImportOut(many=True))
    def list(self, request: Request) -> Response:
        """What the own country brought, newest first."""
        return self.get_paginated_response(
            WorkbookImportOut(self.page_of(self.get_queryset()), many=True).data
        )

    @extend_schema(responses=WorkbookReportOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One of them, with its report."""
        return Response(WorkbookReportOut(find_import(public_id, request.user)).data)

    @extend_schema(request=WorkbookIn, responses={201: WorkbookReportOut})
    def create(self, request: Request) -> Response:
        """Check a spreadsheet row by row. Nothing is changed until it is imported."""
        made = importing.check(self.said(WorkbookIn)["file"], officer=self.me)
        headers = {"Location": made.api_link}
        return Response(WorkbookReportOut(made).data, status=201, headers=headers)

    @extend_schema(request=Nothing, responses=WorkbookReportOut)
    def bring_in(self, request: Request, public_id: UUID) -> Response:
        """Import what was checked: all rows or none. A row that is refused now stands in the
        report, and the state stays `checked`."""
        self.said(Nothing)
        found = find_import(public_id, request.user)
        return Response(WorkbookReportOut(importing.bring_in(found, officer=self.me)).data)


class WorkbookFile(Api):
    capabilities = {"take": Capability.KEEP_ROADMAP}
    pagination_class = None
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(
        responses={
            (
                200,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ): OpenApiTypes.BINARY
        }
    )
    def take(self, request: Request) -> HttpResponseBase:
        """The spreadsheet (XLSX) with the own country's rows as they stand: a template too."""
        return handed_over(importing.take(request.user))
