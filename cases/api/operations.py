"""Operations: plan, ask, answer, run, report."""

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django_filters import ChoiceFilter, FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.models import Crossing, Office
from audit.models import Entry
from cases import officework, operations
from cases.api.body import code_of
from cases.api.files import WhateverIsAccepted
from cases.api.increments import Told
from cases.exports.operationreport import PDF, TYPES, ReportAsked, take_operation
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.models import Operation, OperationEvent
from cases.operationreading import (
    SeenOperation,
    consult_operation,
    find_in_full,
    find_operation,
    seen_operations,
)
from cases.operations import OperationContent, content_of, trace_operation


class PlanIn(Strict):
    title = Text(max_length=200)
    objective = Text(max_length=5000)
    kind = serializers.ChoiceField(choices=Operation.Kind.choices)
    starts = serializers.DateField()
    ends = serializers.DateField()
    sites = serializers.SlugRelatedField(
        slug_field="code",
        queryset=Crossing.objects.all(),
        many=True,
        allow_empty=False,
        help_text="Codes of crossings; the borders follow from them.",
    )


class NewPlanIn(PlanIn):
    office = code_of(Office, help_text="Only for a partner system: which office leads.")


class SeatIn(Strict):
    """For which office."""

    office = code_of(Office, help_text="Only for a partner system.")


class OfficeAskIn(Strict):
    office = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())


class DeclineSeatIn(SeatIn):
    reason = Text(max_length=500)


class OperationWhyIn(Strict):
    reason = Text(max_length=500)


class SummaryIn(Strict):
    summary = Text(max_length=10_000)


class SeatOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    country = serializers.CharField(source="office.country_id")
    answer = serializers.CharField(help_text="`accepted`, `declined`, or empty: asked.")
    reason = serializers.CharField()
    invited_at = Moment()
    answered_at = Moment(allow_null=True)


class OperationEventOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=OperationEvent.Kind.choices)
    at = Moment()
    office = serializers.CharField(source="about.code")
    reason = serializers.CharField()


class AskedOut(serializers.Serializer):
    """What an office that declined reads: that it was asked."""

    reference = serializers.CharField(source="operation.reference")
    url = serializers.CharField(source="operation.api_link")
    office = serializers.CharField(source="operation.office.code", help_text="That leads.")
    participants = SeatOut(many=True, help_text="Of the own country alone.")


class OperationOut(AskedOut):
    title = serializers.CharField(source="operation.title")
    objective = serializers.CharField(source="operation.objective")
    kind = serializers.ChoiceField(source="operation.kind", choices=Operation.Kind.choices)
    starts = serializers.DateField(source="operation.starts")
    ends = serializers.DateField(source="operation.ends")
    status = serializers.ChoiceField(source="operation.status", choices=Operation.Status.choices)
    reason = serializers.CharField(source="operation.reason")
    summary = serializers.CharField(source="operation.summary")
    borders = serializers.SerializerMethodField()
    sites = serializers.SerializerMethodField()
    participants = SeatOut(many=True)
    events = OperationEventOut(many=True)
    planned_at = Moment(source="operation.planned_at")
    started_at = Moment(source="operation.started_at", allow_null=True)
    ended_at = Moment(source="operation.ended_at", allow_null=True)
    version = serializers.IntegerField(source="operation.version")

    def get_borders(self, seen: SeenOperation) -> list[str]:
        return [border.code for border in seen.operation.borders]

    def get_sites(self, seen: SeenOperation) -> list[str]:
        return sorted(site.code for site in seen.operation.sites.all())


def shown_operation(seen: SeenOperation) -> dict[str, Any]:
    shape = OperationOut if seen.is_full else AskedOut
    return dict(shape(seen).data)


class OperationFilter(FilterSet):
    status = ChoiceFilter(choices=Operation.Status.choices, method="in_status")

    class Meta:
        model = Operation
        fields: list[str] = []

    def in_status(self, rows: Any, name: str, value: str) -> Any:
        """The status belongs to the plan: it finds nothing for an office that declined."""
        return rows.read_in_full_by(self.request.user).filter(status=value)


class OperationApi(Api):
    """What the viewsets of one operation share: it is found, or it does not exist."""

    lookup_field = "reference"
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> Any:
        rows = Operation.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office__country").prefetch_related("sites__border")

    def found(self) -> SeenOperation:
        return find_operation(self.kwargs["reference"], self.request.user)

    def found_in_full(self) -> SeenOperation:
        return find_in_full(self.kwargs["reference"], self.request.user)

    def office(self, said: dict[str, Any]) -> Office:
        return officework.office_for(self.me, said.pop("office", None))

    def answer(self, reference: str, **more: Any) -> Response:
        """The operation after a verb, as the caller may see it now."""
        seen = find_operation(reference, self.request.user)
        return tagged(self.request, seen.operation.version, shown_operation(seen), **more)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find_operation(reference, self.request.user)


class Operations(Told, OperationApi):
    capabilities = {
        "list": Capability.READ_OPERATIONS,
        "retrieve": Capability.READ_OPERATIONS,
        "create": Capability.RUN_OPERATIONS,
        "partial_update": Capability.RUN_OPERATIONS,
    }
    pagination_class = Api.pagination_class
    filterset_class = OperationFilter
    serializer_class = OperationOut

    @extend_schema(responses=OperationOut(many=True))
    def list(self, request: Request) -> Response:
        """Operations that offices of the caller lead or were asked to, newest first."""
        page = self.page_of(self.get_queryset())
        seen = seen_operations(request.user, page)
        for one in page:
            trace_operation(one, Entry.Operation.CONSULTATION, "list operations", self.me)
        return self.get_paginated_response([shown_operation(one) for one in seen])

    @extend_schema(request=NewPlanIn, responses={201: OperationOut})
    def create(self, request: Request) -> Response:
        """Plan an operation. The office that plans leads it."""
        said = self.said(NewPlanIn)
        office = self.office(said)
        content = OperationContent(**{**said, "sites": tuple(said["sites"])})
        operation = operations.plan(content, officer=self.me, office=office)
        response = self.answer(operation.reference, status=201)
        response["Location"] = operation.api_link
        return response

    @extend_schema(responses=OperationOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One operation. An office that declined reads that it was asked, and no more."""
        seen = consult_operation(reference, request.user)
        return tagged(request, seen.operation.version, shown_operation(seen))

    @extend_schema(request=PlanIn, responses=OperationOut)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the named parts of the plan; `sites` is replaced whole. The offices are told."""
        operation = self.found_in_full().operation
        version = expected_version(request, operation.version)
        said = self.said(PlanIn, partial=True)
        values = {**vars(content_of(operation)), **said}
        content = OperationContent(**{**values, "sites": tuple(values["sites"])})
        operations.change(operation, content, officer=self.me, version=version)
        return self.answer(reference)


class OperationVerbs(OperationApi):
    capabilities = dict.fromkeys(
        ("invite", "accept", "decline", "start", "end", "report", "cancel"),
        Capability.RUN_OPERATIONS,
    )

    @extend_schema(request=OfficeAskIn, responses=OperationOut)
    def invite(self, request: Request, reference: str) -> Response:
        """Ask an office to take part. It is told, and reads the plan."""
        operations.invite(self.found_in_full().operation, officer=self.me, **self.said(OfficeAskIn))
        return self.answer(reference)

    @extend_schema(request=SeatIn, responses=OperationOut)
    def accept(self, request: Request, reference: str) -> Response:
        """Take part."""
        office = self.office(self.said(SeatIn))
        operations.accept(self.found().operation, officer=self.me, office=office)
        return self.answer(reference)

    @extend_schema(request=DeclineSeatIn, responses=AskedOut)
    def decline(self, request: Request, reference: str) -> Response:
        """Not take part, with the reason. The office reads the plan no longer."""
        said = self.said(DeclineSeatIn)
        office = self.office(said)
        operations.decline(self.found().operation, officer=self.me, office=office, **said)
        return self.answer(reference)

    @extend_schema(request=Nothing, responses=OperationOut)
    def start(self, request: Request, reference: str) -> Response:
        """It runs: results are written down from now on."""
        self.said(Nothing)
        operations.start(self.found_in_full().operation, officer=self.me)
        return self.answer(reference)

    @extend_schema(request=Nothing, responses=OperationOut)
    def end(self, request: Request, reference: str) -> Response:
        """It has ended; results may be corrected until it is reported."""
        self.said(Nothing)
        operations.end(self.found_in_full().operation, officer=self.me)
        return self.answer(reference)

    @extend_schema(request=SummaryIn, responses=OperationOut)
    def report(self, request: Request, reference: str) -> Response:
        """Report what was reached. The results stand from now on."""
        operations.report(self.found_in_full().operation, officer=self.me, **self.said(SummaryIn))
        return self.answer(reference)

    @extend_schema(request=OperationWhyIn, responses=OperationOut)
    def cancel(self, request: Request, reference: str) -> Response:
        """Call it off, with the reason."""
        operations.cancel(
            self.found_in_full().operation, officer=self.me, **self.said(OperationWhyIn)
        )
        return self.answer(reference)


class OperationReportIn(Strict):
    """What is wanted and what for."""

    format = serializers.ChoiceField(choices=sorted(TYPES), default=PDF)
    purpose = serializers.ChoiceField(choices=Purpose.choices, default=Purpose.REPORTING)
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES, required=False, help_text="Without it, the caller's own."
    )


class OperationReports(OperationApi):
    capabilities = {"take": Capability.READ_OPERATIONS}
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset(OperationReportIn().fields)

    @extend_schema(
        parameters=[OperationReportIn],
        responses={(200, kind): OpenApiResponse(OpenApiTypes.BINARY) for kind in TYPES.values()},
    )
    def take(self, request: Request, reference: str) -> HttpResponseBase:
        """The report as PDF or XLSX, stamped; each call is a new copy with a number of its own."""
        seen = self.found_in_full()
        asked = OperationReportIn(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        language = said.get("language", "")
        wanted = ReportAsked(said["format"], Purpose(said["purpose"]), language)
        return handed_over(take_operation(seen, wanted))
