"""Cases brought in bulk over the API: a file or JSON Lines in one request, a report row by row."""

import uuid
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict
from agencies.pagination import NewestFirst
from cases.api.files import WhateverIsAccepted
from cases.exports.sheet import TYPES
from cases.filedelivery import handed_over
from cases.files.sealed import SealedUpload
from cases.imports import bringing
from cases.imports.bringing import Asked, find_import, report_of
from cases.imports.template import KINDS, template
from cases.models import CaseImport, ImportRow
from cases.problems import CaseProblem

READ_SIZE = 64 * 1024
# What stands around the file in a multipart body.
AROUND = 64 * 1024
Mode = CaseImport.Mode


class Streamed(BaseParser):
    """A body that is the file itself. It waits sealed on the disk and is never held whole."""

    name = ""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None
    ) -> dict[str, Any]:
        upload = SealedUpload(name=self.name, content_type=self.media_type)
        # Closed with the request, as what comes in a form is.
        parser_context["request"]._request._files = MultiValueDict({"file": [upload]})
        while piece := stream.read(READ_SIZE):
            upload.put(piece)
            if (upload.size or 0) > settings.FILE_LIMIT:
                raise RequestDataTooBig
        return {"file": upload}


class JsonLines(Streamed):
    media_type = "application/jsonl"
    name = "rows.jsonl"


class NewlineJson(Streamed):
    media_type = "application/x-ndjson"
    name = "rows.jsonl"


class JsonArray(Streamed):
    media_type = "application/json"
    name = "rows.json"


class Options(Strict):
    """How the file is to be read, and what to do with its rows when it is checked."""

    encoding = serializers.ChoiceField(
        choices=CaseImport.Encoding.choices, default=CaseImport.Encoding.AUTO
    )
    burmese = serializers.ChoiceField(
        choices=CaseImport.Burmese.choices,
        default=CaseImport.Burmese.AUTO,
        help_text="Zawgyi is told from Unicode text by text, and converted.",
    )
    mode = serializers.ChoiceField(
        choices=Mode.choices,
        default=Mode.CHECK,
        help_text="`check`: a dry run, until `run/` says which rows.",
    )
    submit = serializers.BooleanField(
        default=False, help_text="Submit the cases made, and tell the offices concerned."
    )


class ImportIn(Options):
    """A file, and the options. In a body that is the file itself they are parameters."""

    file = serializers.FileField(help_text="CSV, XLSX, JSON or JSON Lines, by its name.")


class RunIn(Strict):
    """Which rows of what was checked, and whether they are submitted."""

    mode = serializers.ChoiceField(choices=[one for one in Mode.choices if one[0] != Mode.CHECK])
    submit = serializers.BooleanField(default=False)


class ImportOut(serializers.Serializer):
    """One file and how far it is: `done` of `total` rows in this `state`."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    name = serializers.CharField()
    format = serializers.ChoiceField(choices=CaseImport.Format.choices)
    encoding = serializers.ChoiceField(
        choices=CaseImport.Encoding.choices, help_text="What was found, once it is read."
    )
    burmese = serializers.ChoiceField(choices=CaseImport.Burmese.choices)
    mode = serializers.ChoiceField(choices=Mode.choices)
    submit = serializers.BooleanField()
    state = serializers.ChoiceField(choices=CaseImport.State.choices)
    fault = serializers.CharField(help_text="Why nothing was imported, or it stopped.")
    done = serializers.IntegerField()
    total = serializers.IntegerField(help_text="Rows; 0 while it is being read.")
    wrong = serializers.IntegerField()
    existing = serializers.IntegerField(help_text="Rows that were imported before.")
    made = serializers.IntegerField()
    submitted = serializers.IntegerField()
    converted = serializers.IntegerField(help_text="Texts in Zawgyi that became Unicode.")
    created_at = Moment()

    def get_url(self, found: CaseImport) -> str:
        return reverse("api:import-detail", args=[found.public_id])


class FaultOut(serializers.Serializer):
    field: Any = serializers.CharField(help_text="The column, or the path in a JSON row.")
    code = serializers.CharField()
    message = serializers.CharField()


class ImportRowOut(serializers.Serializer):
    row = serializers.IntegerField(
        source="number", help_text="Of a table as a spreadsheet program counts, else the line."
    )
    own_id = serializers.CharField()
    state = serializers.ChoiceField(choices=ImportRow.State.choices)
    faults = FaultOut(many=True)
    reference = serializers.CharField(source="case.reference", default=None, allow_null=True)


class ImportApi(Api):
    """What the viewsets of imports share: one is found, or it does not exist."""

    serializer_class = ImportOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return CaseImport.objects.visible_to(getattr(self.request, "user", None))

    def check_reach(self, body: Any) -> None:
        public_id = self.kwargs.get("public_id") or (body or {}).get("id")
        if public_id:
            find_import(public_id, self.request.user)


_OPTIONS = [
    OpenApiParameter("encoding", enum=CaseImport.Encoding.values),
    OpenApiParameter("burmese", enum=CaseImport.Burmese.values),
    OpenApiParameter("mode", enum=Mode.values),
    OpenApiParameter("submit", bool),
]


class Imports(ImportApi):
    capabilities = {"list": Capability.LOG_CASE, "create": Capability.LOG_CASE}
    parser_classes = [MultiPartParser, JsonLines, NewlineJson, JsonArray]

    def longest_body(self) -> int:
        return settings.FILE_LIMIT + AROUND

    def _parameters(self) -> frozenset[str]:
        options = {one.name for one in _OPTIONS} if self.action == "create" else ()
        return super()._parameters().union(options)

    @extend_schema(responses=ImportOut(many=True))
    def list(self, request: Request) -> Response:
        """What the partner system, or the office, brought lately, newest first."""
        rows = self.page_of(self.get_queryset())
        return self.get_paginated_response(ImportOut(rows, many=True).data)

    @extend_schema(
        request={
            "multipart/form-data": ImportIn,
            "application/jsonl": OpenApiTypes.BINARY,
            "application/json": {"type": "array", "items": {"type": "object"}},
        },
        parameters=_OPTIONS,
        responses={202: ImportOut},
    )
    def create(self, request: Request) -> Response:
        """Bring up to 50,000 cases as a file or as JSON Lines. A worker checks them, and imports
        them when `mode` says so; `Location` is where to look.

        A row of JSON is the body of `POST cases/` with `own_id`, the caller's own number of the
        case, and says when it happened. The same row again makes nothing; the same number with
        another content is wrong. Rows become drafts, of which nobody is told, unless `submit`.
        `all_or_nothing` checks all first; when a row is refused while drafts are made, those made
        are taken back.
        """
        said = _said(request)
        file = said.pop("file")
        found = bringing.bring(file.name, file.size, file.chunks(), Asked(**said), officer=self.me)
        body = ImportOut(found).data
        return Response(body, status=202, headers={"Location": body["url"]})


def _said(request: Request) -> dict[str, Any]:
    """Options stand in the form, or in the address of a body that is the file itself."""
    said: Any = request.data
    if isinstance(said, QueryDict):
        if request.query_params:
            where = _("Say this in the form.")
            raise ValidationError(dict.fromkeys(request.query_params, where))
        said = said.dict()
    else:
        said = {**said, **request.query_params.dict()}
    body = ImportIn(data=said)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class ByRow(NewestFirst):
    """The report in the order of the file."""

    ordering = "number"


class ImportWork(ImportApi):
    pagination_class = ByRow
    capabilities = {
        "retrieve": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "rows": Capability.LOG_CASE,
        "run": Capability.LOG_CASE,
    }

    def _parameters(self) -> frozenset[str]:
        own = {"rows": {"state", "cursor", "page_size"}}
        return super()._parameters().union(own.get(self.action, set()))

    def found(self) -> CaseImport:
        return find_import(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=ImportOut)
    def retrieve(self, request: Request, public_id: uuid.UUID) -> Response:
        """How far it is."""
        return Response(ImportOut(self.found()).data)

    @extend_schema(responses={200: ImportOut})
    def destroy(self, request: Request, public_id: uuid.UUID) -> Response:
        """Cancel it and erase the file. Drafts made by then stay, unless it is all or nothing:
        then they are taken back. 409 when it is over."""
        return Response(ImportOut(bringing.cancel(self.found(), officer=self.me)).data)

    @extend_schema(request=RunIn, responses={202: ImportOut})
    def run(self, request: Request, public_id: uuid.UUID) -> Response:
        """Import what was checked. 409 when it is not checked, or all rows are wanted and some
        are wrong."""
        said = self.said(RunIn)
        return Response(ImportOut(bringing.run(self.found(), officer=self.me, **said)).data, 202)

    @extend_schema(
        parameters=[OpenApiParameter("state", enum=ImportRow.State.values)],
        responses=ImportRowOut(many=True),
    )
    def rows(self, request: Request, public_id: uuid.UUID) -> Response:
        """The report: what became of each row, or would; for 30 days."""
        state = request.query_params.get("state", "")
        if state and state not in ImportRow.State.values:
            raise CaseProblem(_("There is no such state."), field="state")
        page = self.paginate_queryset(report_of(self.found(), state)) or []
        return self.get_paginated_response(ImportRowOut(page, many=True).data)


class ImportTemplate(Api):
    capabilities = {"take": Capability.LOG_CASE}
    pagination_class = None
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(
        responses={
            (200, kind.partition(";")[0]): OpenApiTypes.BINARY
            for kind in (TYPES[one] for one in KINDS)
        }
    )
    def take(self, request: Request, kind: str) -> HttpResponseBase:
        """The empty table to fill in: `csv`; `xlsx` says what each column holds, and the codes."""
        return handed_over(template(kind))
