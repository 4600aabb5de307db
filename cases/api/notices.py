"""Notices: what one's office, or a partner's country, was told. They hold no case content."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing
from agencies.api.versions import tagged
from cases import answers
from cases.api.filters import NoticeFilter
from cases.api.increments import BesideCases
from notices.models import Notice


class NoticeOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    office = serializers.CharField(source="office.code")
    reference = serializers.CharField(source="subject_reference")
    state = serializers.SerializerMethodField()
    follows = serializers.UUIDField(source="follows.public_id", default=None, allow_null=True)
    created_at = Moment()
    delivered_at = Moment()
    acknowledge_by = Moment(allow_null=True)
    acknowledged_at = Moment(allow_null=True)
    acknowledged_by = serializers.CharField(
        source="acknowledged_by.full_title", default=None, allow_null=True
    )
    delayed_until = Moment(allow_null=True)
    taken_by = serializers.CharField(source="taken_by.full_title", default=None, allow_null=True)
    withdrawn_at = Moment(allow_null=True)

    class Meta:
        model = Notice
        fields = [
            "id",
            "kind",
            "urgency",
            "office",
            "reference",
            "state",
            "needs_acknowledgement",
            "acknowledge_by",
            "acknowledged_at",
            "acknowledged_by",
            "acknowledged_by_code",
            "delayed_until",
            "taken_by",
            "withdrawn_at",
            "escalation_level",
            "follows",
            "created_at",
            "delivered_at",
            "link",
        ]
        read_only_fields = fields

    def get_state(self, notice: Notice) -> str:
        return "waiting" if notice.is_waiting else "done"


class Notices(BesideCases):
    capabilities = {
        "list": Capability.READ_NOTICES,
        "retrieve": Capability.READ_NOTICES,
        "acknowledge": Capability.ANSWER_NOTICE,
        "take": Capability.ANSWER_NOTICE,
    }
    filterset_class = NoticeFilter
    serializer_class = NoticeOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = Notice.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office", "acknowledged_by", "taken_by", "follows")

    def list(self, request: Request) -> Response:
        """Notices of the own office, or of a partner's country, newest first."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(NoticeOut(page, many=True).data)

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One notice."""
        return tagged(request, 1, NoticeOut(self.get_object()).data)

    @extend_schema(request=Nothing, responses=NoticeOut)
    def acknowledge(self, request: Request, public_id: str) -> Response:
        """Acknowledge: the office has seen it. A second time changes nothing."""
        return self._answered(answers.acknowledge)

    @extend_schema(request=Nothing, responses=NoticeOut)
    def take(self, request: Request, public_id: str) -> Response:
        """Take the work for oneself, or over from a colleague."""
        return self._answered(answers.take)

    def _answered(self, verb: Any) -> Response:
        self.said(Nothing)
        verb(self.get_object(), officer=self.me)
        return Response(NoticeOut(self.get_object()).data)

    def check_reach(self, body: Any) -> None:
        self.get_object()
