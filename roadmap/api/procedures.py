"""Standard procedures, their versions, and the offices that acknowledge them."""

from typing import Any

from django_filters import FilterSet, ModelChoiceFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.filters import YesNoFilter
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Border, Country
from roadmap import procedures
from roadmap.models import Procedure, ProcedureQuerySet, ProcedureVersion
from roadmap.procedurepage import offices_of
from roadmap.procedures import find_procedure, find_version, versions_for


class ProcedureIn(Strict):
    title = Text(max_length=200)
    text = Text(max_length=50_000)
    border = serializers.SlugRelatedField(
        slug_field="code",
        queryset=Border.objects.all(),
        required=False,
        allow_null=True,
        help_text="Of the own country; without one it is for the whole region.",
    )


class ProcedureTitleIn(Strict):
    title = Text(max_length=200)


class ProcedureVersionIn(Strict):
    text = Text(max_length=50_000)
    changes = Text(max_length=2000, required=False, help_text="Against the version before.")


class OfficeAcknowledgementOut(serializers.Serializer):
    """An office that is to acknowledge; `at` is null until it has."""

    office = serializers.CharField(source="office.code")
    at = Moment(source="done.at", default=None, allow_null=True)


class ProcedureVersionOut(serializers.Serializer):
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=["draft", "offered", "agreed", "in_force"])
    text = serializers.CharField()
    changes = serializers.CharField()
    agreed_at = Moment(allow_null=True)
    in_force_at = Moment(allow_null=True)
    offices = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    @extend_schema_field(OfficeAcknowledgementOut(many=True))
    def get_offices(self, row: ProcedureVersion) -> list[Any]:
        if row.in_force_at is None:
            return []
        return list(OfficeAcknowledgementOut(offices_of(row.procedure, row), many=True).data)


class ProcedureOut(serializers.Serializer):
    reference = serializers.CharField()
    url = serializers.CharField(source="api_link")
    title = serializers.CharField()
    border = serializers.CharField(source="border_id", allow_null=True)
    country = serializers.CharField(source="country_id")
    agreeing = serializers.CharField(source="agreeing_id", help_text="The country that agrees.")
    current = serializers.SerializerMethodField(help_text="The number in force, or null.")
    version = serializers.IntegerField()

    def get_current(self, procedure: Procedure) -> int | None:
        row = procedures.current_of(procedure)
        return row.number if row is not None else None


class ProcedureFilters(FilterSet):
    border = ModelChoiceFilter(queryset=Border.objects.all())
    country = ModelChoiceFilter(queryset=Country.objects.all())
    waiting = YesNoFilter(method="waits", label="Waits for an answer of the own office.")

    def waits(self, rows: ProcedureQuerySet, _name: str, wanted: str) -> ProcedureQuerySet:
        open_ones = ProcedureVersion.objects.waiting_for(self.request.user).values("procedure")
        return rows.filter(pk__in=open_ones) if wanted == "true" else rows.exclude(pk__in=open_ones)


class ProcedureApi(Api):
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> ProcedureQuerySet:
        rows = Procedure.objects.visible_to(getattr(self.request, "user", None))
        return rows.with_countries()

    def found(self) -> Procedure:
        return find_procedure(self.kwargs["reference"], self.request.user)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find_procedure(reference, self.request.user)


class Procedures(ProcedureApi):
    own_moments = (
        "versions__drafted_at",
        "versions__offered_at",
        "versions__agreed_at",
        "versions__in_force_at",
    )
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
    }
    pagination_class = Api.pagination_class
    serializer_class = ProcedureOut
    filterset_class = ProcedureFilters

    @extend_schema(responses=ProcedureOut(many=True))
    def list(self, request: Request) -> Response:
        """Procedures, newest first. `waiting=true`: those the own office is to acknowledge."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(ProcedureOut(page, many=True).data)

    @extend_schema(request=ProcedureIn, responses={201: ProcedureOut})
    def create(self, request: Request) -> Response:
        """A procedure of the own country, with the draft of its first version."""
        said = self.said(ProcedureIn)
        made = procedures.begin(said["title"], said.get("border"), said["text"], officer=self.me)
        response = tagged(request, made.version, ProcedureOut(made).data, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(responses=ProcedureOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One procedure."""
        procedure = procedures.consult_procedure(reference, request.user)
        return tagged(request, procedure.version, ProcedureOut(procedure).data)

    @extend_schema(request=ProcedureTitleIn, responses=ProcedureOut)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the title (`If-Match`)."""
        procedure = self.found()
        version = expected_version(request, procedure.version)
        title = self.said(ProcedureTitleIn)["title"]
        made = procedures.rename(procedure, title, officer=self.me, version=version)
        return tagged(request, made.version, ProcedureOut(self.found()).data)


class ProcedureVersions(ProcedureApi):
    """Each change of a draft, and each step of it, names what was read (`If-Match`)."""

    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "update": Capability.KEEP_ROADMAP,
        "offer": Capability.KEEP_ROADMAP,
        "agree": Capability.KEEP_ROADMAP,
        "put_in_force": Capability.KEEP_ROADMAP,
        "acknowledge": Capability.ACKNOWLEDGE_PROCEDURE,
    }

    @extend_schema(responses=ProcedureVersionOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Versions that may be read, newest first."""
        rows = versions_for(self.found(), request.user)
        return Response(ProcedureVersionOut(rows, many=True).data)

    @extend_schema(request=ProcedureVersionIn, responses={201: ProcedureVersionOut})
    def create(self, request: Request, reference: str) -> Response:
        """Draft the next version."""
        said = self.said(ProcedureVersionIn)
        row = procedures.draft(self.found(), said["text"], said.get("changes", ""), officer=self.me)
        return self._answer(row.number, status=201)

    @extend_schema(responses=ProcedureVersionOut)
    def retrieve(self, request: Request, reference: str, number: int) -> Response:
        """One version, with the offices that have acknowledged it."""
        return self._answer(number)

    @extend_schema(request=ProcedureVersionIn, responses=ProcedureVersionOut)
    def update(self, request: Request, reference: str, number: int) -> Response:
        """Change a draft (`If-Match`). What was offered or agreed of it is void."""
        row = self._row(number)
        version = expected_version(request, row.version)
        said = self.said(ProcedureVersionIn)
        procedures.redraft(
            row, said["text"], said.get("changes", ""), officer=self.me, version=version
        )
        return self._answer(number)

    @extend_schema(request=Nothing, responses=ProcedureVersionOut, extensions=GUARDED)
    def offer(self, request: Request, reference: str, number: int) -> Response:
        """Offer a draft to the country that agrees (`If-Match`)."""
        return self._step(number, procedures.offer)

    @extend_schema(request=Nothing, responses=ProcedureVersionOut, extensions=GUARDED)
    def agree(self, request: Request, reference: str, number: int) -> Response:
        """Agree to it as it was read (`If-Match`); never by who wrote it."""
        return self._step(number, procedures.agree)

    @extend_schema(request=Nothing, responses=ProcedureVersionOut, extensions=GUARDED)
    def put_in_force(self, request: Request, reference: str, number: int) -> Response:
        """Put it in force (`If-Match`). It never changes again; the offices are told."""
        return self._step(number, procedures.put_in_force)

    @extend_schema(request=Nothing, responses=ProcedureVersionOut)
    def acknowledge(self, request: Request, reference: str, number: int) -> Response:
        """Acknowledge it for the own office. A second time changes nothing."""
        self.said(Nothing)
        procedures.acknowledge(self._row(number), officer=self.me)
        return self._answer(number)

    def _row(self, number: int) -> ProcedureVersion:
        return find_version(self.found(), number, self.request.user)

    def _step(self, number: int, verb: Any) -> Response:
        self.said(Nothing)
        row = self._row(number)
        verb(row, officer=self.me, version=expected_version(self.request, row.version))
        return self._answer(number)

    def _answer(self, number: int, **more: Any) -> Response:
        row = self._row(number)
        return tagged(self.request, row.version, ProcedureVersionOut(row).data, **more)
