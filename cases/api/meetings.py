"""Meetings of paired offices, and what they decided."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.schema import GUARDED, UNGUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Office
from audit.models import Entry
from cases import decisions, meetings, officework
from cases.api.body import code_of
from cases.api.desk import person
from cases.api.files import WhateverIsAccepted
from cases.api.increments import Told
from cases.api.operations import OperationWhyIn
from cases.exports.minutes import take_minutes
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.meetings import MeetingContent, content_of, find_meeting, names_for, trace_meeting
from cases.models import Decision, Meeting


class MeetingIn(Strict):
    title = Text(max_length=200)
    at = Moment()
    place = Text(max_length=200)
    agenda = serializers.ListField(child=Text(max_length=300), required=False, max_length=50)


class NewMeetingIn(MeetingIn):
    other = serializers.SlugRelatedField(
        slug_field="code", queryset=Office.objects.all(), help_text="An office of another country."
    )
    office = code_of(Office, help_text="Only for a partner system: which office calls.")


class AttendanceIn(Strict):
    names = serializers.ListField(child=Text(max_length=150), max_length=100)


class MinutesIn(Strict):
    minutes = Text(max_length=20_000)


class MeetingDecisionIn(Strict):
    text = Text(max_length=500)
    office = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())
    due = serializers.DateField(required=False, allow_null=True)


class AssigneeIn(Strict):
    assignee = person(required=True, allow_null=True)


class MeetingDecisionOut(serializers.Serializer):
    """A task of `office` once the minutes are agreed; `name` is for its own country."""

    id = serializers.UUIDField(source="public_id")
    office = serializers.CharField(source="office.code")
    text = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    name = serializers.SerializerMethodField()
    done_at = Moment(allow_null=True)

    def get_name(self, decision: Decision) -> str:
        return names_for(decision, self.context["request"].user)


class MeetingOut(serializers.Serializer):
    reference = serializers.CharField()
    url = serializers.CharField(source="api_link")
    office = serializers.CharField(source="office.code")
    other = serializers.CharField(source="other.code")
    title = serializers.CharField()
    at = Moment()
    place = serializers.CharField()
    agenda = serializers.ListField(child=serializers.CharField())
    present = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=Meeting.Status.choices)
    reason = serializers.CharField()
    minutes = serializers.CharField()
    minutes_by = serializers.CharField(source="minutes_by.code", default=None, allow_null=True)
    agreed_at = Moment(allow_null=True)
    decisions = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_present(self, meeting: Meeting) -> dict[str, list[str]]:
        names = (meeting.present_own, meeting.present_other)
        return {o.code: list(n) for o, n in zip(meeting.offices, names, strict=True)}

    @extend_schema_field(MeetingDecisionOut(many=True))
    def get_decisions(self, meeting: Meeting) -> list[Any]:
        rows = meetings.decisions_of(meeting)
        return list(MeetingDecisionOut(rows, many=True, context=self.context).data)


class MeetingApi(Api):
    lookup_field = "reference"
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> Any:
        rows = Meeting.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office", "other", "minutes_by")

    def found(self) -> Meeting:
        return find_meeting(self.kwargs["reference"], self.request.user)

    def version(self, meeting: Meeting) -> int:
        return expected_version(self.request, meeting.version)

    def answer(self, reference: str, **more: Any) -> Response:
        meeting = find_meeting(reference, self.request.user)
        body = MeetingOut(meeting, context=self.get_serializer_context()).data
        return tagged(self.request, meeting.version, body, **more)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find_meeting(reference, self.request.user)


class Meetings(Told, MeetingApi):
    capabilities = {
        "list": Capability.READ_OPERATIONS,
        "retrieve": Capability.READ_OPERATIONS,
        "create": Capability.RUN_OPERATIONS,
        "partial_update": Capability.RUN_OPERATIONS,
        "cancel": Capability.RUN_OPERATIONS,
        "attendance": Capability.RUN_OPERATIONS,
        "minutes": Capability.RUN_OPERATIONS,
        "agree": Capability.RUN_OPERATIONS,
    }
    pagination_class = Api.pagination_class
    serializer_class = MeetingOut

    @extend_schema(responses=MeetingOut(many=True))
    def list(self, request: Request) -> Response:
        """Meetings of the own office, newest first."""
        page = self.page_of(self.get_queryset())
        for one in page:
            trace_meeting(one, Entry.Operation.CONSULTATION, "list meetings", self.me)
        body = MeetingOut(page, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(request=NewMeetingIn, responses={201: MeetingOut})
    def create(self, request: Request) -> Response:
        """Call a meeting with an office of another country. It is told."""
        said = self.said(NewMeetingIn)
        office = officework.office_for(self.me, said.pop("office", None))
        other = said.pop("other")
        meeting = meetings.call(MeetingContent(**said), other, officer=self.me, office=office)
        response = self.answer(meeting.reference, status=201)
        response["Location"] = meeting.api_link
        return response

    @extend_schema(responses=MeetingOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One meeting."""
        meetings.consult_meeting(reference, request.user)
        return self.answer(reference)

    @extend_schema(request=MeetingIn, responses=MeetingOut)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change when, where or what about, before minutes are written."""
        meeting = self.found()
        version = self.version(meeting)
        content = MeetingContent(
            **{**vars(content_of(meeting)), **self.said(MeetingIn, partial=True)}
        )
        meetings.change(meeting, content, officer=self.me, version=version)
        return self.answer(reference)

    @extend_schema(request=OperationWhyIn, responses=MeetingOut)
    def cancel(self, request: Request, reference: str) -> Response:
        """Call it off, with the reason."""
        meetings.cancel(self.found(), officer=self.me, **self.said(OperationWhyIn))
        return self.answer(reference)

    @extend_schema(request=AttendanceIn, responses=MeetingOut, extensions=UNGUARDED)
    def attendance(self, request: Request, reference: str) -> Response:
        """Who came of the own office."""
        names = self.said(AttendanceIn)["names"]
        meetings.write_attendance(self.found(), names, officer=self.me)
        return self.answer(reference)

    @extend_schema(request=MinutesIn, responses=MeetingOut)
    def minutes(self, request: Request, reference: str) -> Response:
        """The minutes, whole (`If-Match`). The other side agrees to them."""
        meeting = self.found()
        version = self.version(meeting)
        text = self.said(MinutesIn)["minutes"]
        meetings.write_minutes(meeting, text, officer=self.me, version=version)
        return self.answer(reference)

    @extend_schema(request=Nothing, responses=MeetingOut, extensions=GUARDED)
    def agree(self, request: Request, reference: str) -> Response:
        """Agree to the minutes as they were read (`If-Match`). They stand from now on."""
        self.said(Nothing)
        meeting = self.found()
        meetings.agree(meeting, officer=self.me, version=self.version(meeting))
        return self.answer(reference)


class Decisions(MeetingApi):
    capabilities = {
        "create": Capability.RUN_OPERATIONS,
        "destroy": Capability.RUN_OPERATIONS,
        "assign": Capability.RUN_OPERATIONS,
        "done": Capability.RUN_OPERATIONS,
        "reopen": Capability.RUN_OPERATIONS,
    }

    @extend_schema(request=MeetingDecisionIn, responses={201: MeetingOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a decision to minutes that are not agreed yet."""
        said = self.said(MeetingDecisionIn)
        due = said.get("due")
        doer = said["office"]
        decisions.decide(self.found(), said["text"], doer=doer, officer=self.me, due=due)
        return self.answer(reference, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Strike a decision before the minutes are agreed."""
        decisions.strike(self._decision(public_id), officer=self.me)
        return Response(status=204)

    @extend_schema(request=AssigneeIn, responses=MeetingOut)
    def assign(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Who of the own office does it."""
        assignee = self.said(AssigneeIn)["assignee"]
        decisions.assign(self._decision(public_id), assignee, officer=self.me)
        return self.answer(reference)

    @extend_schema(request=Nothing, responses=MeetingOut)
    def done(self, request: Request, reference: str, public_id: UUID) -> Response:
        """It is done. A second time changes nothing."""
        self.said(Nothing)
        decisions.finish(self._decision(public_id), officer=self.me)
        return self.answer(reference)

    @extend_schema(request=Nothing, responses=MeetingOut)
    def reopen(self, request: Request, reference: str, public_id: UUID) -> Response:
        """It is to be done again."""
        self.said(Nothing)
        decisions.reopen(self._decision(public_id), officer=self.me)
        return self.answer(reference)

    def _decision(self, public_id: UUID) -> Decision:
        return decisions.find_decision(self.found(), public_id)


class MinutesPrintIn(Strict):
    purpose = serializers.ChoiceField(choices=Purpose.choices, default=Purpose.REPORTING)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class MinutesFile(MeetingApi):
    capabilities = {"take": Capability.READ_OPERATIONS}
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset(MinutesPrintIn().fields)

    @extend_schema(
        parameters=[MinutesPrintIn], responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def take(self, request: Request, reference: str) -> HttpResponseBase:
        """The minutes as PDF, stamped; each call is a new copy with a number of its own."""
        meeting = self.found()
        asked = MinutesPrintIn(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        purpose = Purpose(said["purpose"])
        return handed_over(take_minutes(meeting, self.me, purpose, said.get("language", "")))
