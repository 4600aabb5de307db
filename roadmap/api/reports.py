"""Reports on the Roadmap, their files, and when they are due."""

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Moment, Nothing, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from cases.api.files import WhateverIsAccepted
from cases.filedelivery import handed_over
from roadmap import reportdeadlines, reports
from roadmap.commitmentpage import name_for
from roadmap.commitments import find_item
from roadmap.models import Report, ReportChange, ReportSending
from roadmap.models.report import ReportQuerySet
from roadmap.reportcontent import content_of, holds
from roadmap.reportfiles import PDF, TYPES, take
from roadmap.reportpage import due_lines
from roadmap.reportperiods import is_period
from roadmap.reports import Wanted, find_report


class ReportItemIn(Strict):
    edition = serializers.IntegerField(min_value=2000, max_value=2200)
    number = serializers.IntegerField(min_value=1, max_value=99)


class NewReportIn(Strict):
    kind = serializers.ChoiceField(choices=Report.Kind.choices)
    period = Text(max_length=7, help_text="`2026-Q3`, `2026`, for an item sheet `2026-10`.")
    item = ReportItemIn(required=False, help_text="For an item sheet.")
    is_regional = serializers.BooleanField(
        required=False, help_text="An item sheet of the region, by the lead shepherd."
    )
    is_national = serializers.BooleanField(required=False, help_text="It stays with its country.")
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES, required=False, help_text="Without it, the caller's own."
    )


class ReportIn(Strict):
    texts = serializers.DictField(
        child=Text(max_length=Report.LONGEST, allow_blank=True),
        required=False,
        help_text="Words by the key of their section; what is left out stays.",
    )
    is_national = serializers.BooleanField(required=False)


class SendReportBackIn(Strict):
    reason = Text(max_length=2000)


class ReportSendingIn(Strict):
    body = serializers.ChoiceField(choices=ReportSending.Body.choices)
    day = Day()


class ReportSendingOut(serializers.Serializer):
    body = serializers.ChoiceField(choices=ReportSending.Body.choices)
    day = serializers.DateField()


class ReportChangeOut(serializers.Serializer):
    step = serializers.ChoiceField(choices=ReportChange.Step.choices)
    section = serializers.CharField()
    text = serializers.CharField()
    by = serializers.SerializerMethodField()
    at = Moment()

    def get_by(self, change: ReportChange) -> str:
        return name_for(change.by, self.context["request"].user)


class ReportOut(serializers.Serializer):
    reference = serializers.CharField()
    url = serializers.CharField(source="api_link")
    kind = serializers.ChoiceField(choices=Report.Kind.choices)
    country = serializers.CharField(source="country_id", help_text="Who keeps it.")
    is_regional = serializers.BooleanField()
    is_national = serializers.BooleanField()
    edition = serializers.IntegerField(source="edition.year")
    item = serializers.IntegerField(source="item.number", default=None, allow_null=True)
    period = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()
    number = serializers.IntegerField(help_text="Of the report: 2 replaces 1.")
    replaces = serializers.CharField(source="replaces.reference", default=None, allow_null=True)
    language = serializers.CharField()
    state = serializers.ChoiceField(choices=Report.State.choices)
    drafted_at = Moment()
    approved_at = Moment(allow_null=True)
    fingerprint = serializers.CharField(help_text="SHA-256 of the JSON file, once frozen.")
    version = serializers.IntegerField()


class ReportDetailOut(ReportOut):
    sent_back_because = serializers.CharField()
    seal_holds = serializers.SerializerMethodField(help_text="Null until it is frozen.")
    sendings = ReportSendingOut(many=True)
    content = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField(help_text="For those who keep it.")

    def get_seal_holds(self, report: Report) -> bool | None:
        return holds(report) if report.is_frozen else None

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_content(self, report: Report) -> Any:
        return content_of(report)

    @extend_schema_field(ReportChangeOut(many=True))
    def get_changes(self, report: Report) -> list[Any]:
        rows = ReportChange.objects.visible_to(self.context["request"].user).filter(report=report)
        rows = rows.select_related("by__country", "by__office")
        return list(ReportChangeOut(rows, many=True, context=self.context).data)


class ReportFilter(FilterSet):
    kind = ChoiceFilter(choices=Report.Kind.choices)
    country = ModelChoiceFilter(queryset=Country.objects.all())
    period = CharFilter(method="of_period", help_text="`2026-Q3`, `2026` or `2026-10`.")
    state = ChoiceFilter(choices=Report.State.choices)

    def of_period(self, rows: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        if not is_period(value):
            raise ValidationError({name: ["Write 2026-Q3, 2026 or 2026-10."]})
        return rows.filter(period=value)


class ReportApi(Api):
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> ReportQuerySet:
        rows = Report.objects.visible_to(getattr(self.request, "user", None))
        return rows.to_show()

    def found(self) -> Report:
        return find_report(self.kwargs["reference"], self.request.user)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find_report(reference, self.request.user)


class Reports(ReportApi):
    own_moments = ("changes__at",)
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        **dict.fromkeys(
            ("create", "partial_update", "refresh", "submit", "send_back", "approve", "sent"),
            Capability.KEEP_ROADMAP,
        ),
        "correct": Capability.KEEP_ROADMAP,
    }
    pagination_class = Api.pagination_class
    serializer_class = ReportOut
    filterset_class = ReportFilter

    @extend_schema(responses=ReportOut(many=True))
    def list(self, request: Request) -> Response:
        """Reports: what is frozen, and what the own country is writing."""
        body = ReportOut(self.page_of(self.get_queryset()), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(responses=ReportDetailOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One report with its full content."""
        return self._answer(reports.consult_report(reference, request.user).reference)

    @extend_schema(request=NewReportIn, responses={201: ReportDetailOut})
    def create(self, request: Request) -> Response:
        """Draft a report of a period that is over, from the data."""
        said = self.said(NewReportIn)
        item = said.pop("item", None)
        if item is not None:
            item = find_item(item["edition"], item["number"])
        made = reports.begin(Wanted(**said, item=item), officer=self.me)
        return self._created(made)

    @extend_schema(request=ReportIn, responses=ReportDetailOut)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Write the words of a draft (`If-Match`)."""
        report = self.found()
        version = expected_version(request, report.version)
        said = self.said(ReportIn)
        texts = said.pop("texts", {})
        reports.write(report, texts, officer=self.me, version=version, **said)
        return self._answer(reference)

    @extend_schema(request=Nothing, responses=ReportDetailOut, extensions=GUARDED)
    def refresh(self, request: Request, reference: str) -> Response:
        """Draft the data anew (`If-Match`); the words stay."""
        return self._step(reports.refresh)

    @extend_schema(request=Nothing, responses=ReportDetailOut, extensions=GUARDED)
    def submit(self, request: Request, reference: str) -> Response:
        """Submit it for approval (`If-Match`)."""
        return self._step(reports.submit)

    @extend_schema(request=SendReportBackIn, responses=ReportDetailOut, extensions=GUARDED)
    def send_back(self, request: Request, reference: str) -> Response:
        """Make it a draft again, with the reason (`If-Match`)."""
        report = self.found()
        version = expected_version(request, report.version)
        reason = self.said(SendReportBackIn)["reason"]
        reports.send_back(report, reason, officer=self.me, version=version)
        return self._answer(reference)

    @extend_schema(request=Nothing, responses=ReportDetailOut, extensions=GUARDED)
    def approve(self, request: Request, reference: str) -> Response:
        """Approve and freeze it (`If-Match`): a second coordinator, never who submitted it."""
        return self._step(reports.approve)

    @extend_schema(request=ReportSendingIn, responses=ReportDetailOut)
    def sent(self, request: Request, reference: str) -> Response:
        """Mark a frozen report as sent to a body on a day."""
        reports.mark_sent(self.found(), officer=self.me, **self.said(ReportSendingIn))
        return self._answer(reference)

    @extend_schema(request=Nothing, responses={201: ReportDetailOut})
    def correct(self, request: Request, reference: str) -> Response:
        """Draft the edition that replaces a frozen report."""
        self.said(Nothing)
        return self._created(reports.correct(self.found(), officer=self.me))

    def _step(self, verb: Any) -> Response:
        self.said(Nothing)
        report = self.found()
        verb(report, officer=self.me, version=expected_version(self.request, report.version))
        return self._answer(report.reference)

    def _created(self, made: Report) -> Response:
        response = self._answer(made.reference, status=201)
        response["Location"] = made.api_link
        return response

    def _answer(self, reference: str, **more: Any) -> Response:
        report = find_report(reference, self.request.user)
        body = ReportDetailOut(report, context=self.get_serializer_context()).data
        return tagged(self.request, report.version, body, **more)


class ReportFileIn(serializers.Serializer):
    format = serializers.ChoiceField(choices=list(TYPES), default=PDF)


class ReportFiles(ReportApi):
    capabilities = {"take": Capability.READ_ROADMAP}
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset(ReportFileIn().fields)

    @extend_schema(
        parameters=[ReportFileIn],
        responses={(200, kind): OpenApiResponse(OpenApiTypes.BINARY) for kind in TYPES.values()},
    )
    def take(self, request: Request, reference: str) -> HttpResponseBase:
        """The report as PDF, XLSX, CSV or JSON, in its own language. What is frozen carries its
        fingerprint, what is not says that it is a draft."""
        asked = ReportFileIn(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return handed_over(take(self.found(), asked.validated_data["format"], request.user))


class DueReportOut(serializers.Serializer):
    kind = serializers.CharField(source="due.kind")
    period = serializers.CharField(source="due.period.text")
    due_on = serializers.DateField(source="due.on")
    handed_in = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()

    def get_handed_in(self, line: Any) -> list[str]:
        return [one.pk for one in line.done]

    def get_missing(self, line: Any) -> list[str]:
        return [one.pk for one in line.missing]


class ReportDeadlineIn(Strict):
    due_on = Day(help_text="A day of the year after.")


class ReportDeadlineOut(serializers.Serializer):
    kind = serializers.CharField()
    year = serializers.IntegerField()
    due_on = serializers.DateField()


class ReportDeadlines(Api):
    capabilities = {"list": Capability.READ_ROADMAP, "update": Capability.KEEP_ROADMAP}
    pagination_class = None

    @extend_schema(responses=DueReportOut(many=True), filters=False)
    def list(self, request: Request) -> Response:
        """What is due when, and who has handed in."""
        return Response(DueReportOut(due_lines(request.user), many=True).data)

    @extend_schema(request=ReportDeadlineIn, responses=ReportDeadlineOut)
    def update(self, request: Request, kind: str, year: int) -> Response:
        """Set the day of a yearly report (`If-Match`, `"0"` for a day that is new): the lead."""
        row = reportdeadlines.standing(kind, year)
        version = expected_version(request, row.version if row is not None else 0)
        due_on = self.said(ReportDeadlineIn)["due_on"]
        due = reportdeadlines.set_day(kind, year, due_on, officer=self.me, version=version)
        body = {"kind": kind, "year": year, "due_on": f"{due.on}"}
        return tagged(request, version + 1, body)
