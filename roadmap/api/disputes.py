"""Disputes of what countries state as done."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from roadmap import disputes
from roadmap.commitmentpage import name_for
from roadmap.commitments import find_commitment
from roadmap.disputes import find_dispute
from roadmap.models import Dispute, DisputeStep


class DisputeTextIn(Strict):
    text = Text(max_length=Dispute.LONGEST)


class DisputeStepOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=DisputeStep.Kind.choices)
    text = serializers.CharField()
    by = serializers.SerializerMethodField()
    at = Moment()

    def get_by(self, step: DisputeStep) -> str:
        return name_for(step.by, self.context["request"].user)


class DisputeOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    commitment = serializers.UUIDField(source="commitment.public_id")
    country = serializers.CharField(source="country_id", help_text="That disputes it.")
    is_open = serializers.BooleanField()
    raised_at = Moment()
    ended_at = Moment(allow_null=True)
    steps = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    @extend_schema_field(DisputeStepOut(many=True))
    def get_steps(self, dispute: Dispute) -> list[Any]:
        return list(DisputeStepOut(dispute.steps.all(), many=True, context=self.context).data)


class DisputeApi(Api):
    serializer_class = DisputeOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Dispute.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def answered(self, public_id: UUID, **more: Any) -> Response:
        found = find_dispute(public_id, self.request.user)
        body = DisputeOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)


class CommitmentDisputes(DisputeApi):
    own_moments = ("steps__at",)
    capabilities = {"list": Capability.READ_ROADMAP, "create": Capability.KEEP_ROADMAP}

    def check_reach(self, body: Any) -> None:
        find_commitment(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=DisputeOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """The disputes of a commitment, the newest first, with all that was said."""
        commitment = find_commitment(public_id, request.user)
        rows = self.page_of(self.get_queryset().filter(commitment=commitment))
        body = DisputeOut(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(request=DisputeTextIn, responses={201: DisputeOut}, extensions=GUARDED)
    def create(self, request: Request, public_id: UUID) -> Response:
        """Dispute what is stated as done (`If-Match`: the tag of the commitment). For coordinators
        of other member states."""
        found = find_commitment(public_id, request.user)
        version = expected_version(request, found.version)
        reason = self.said(DisputeTextIn)["text"]
        made = disputes.raise_dispute(found, reason=reason, officer=self.me, version=version)
        response = self.answered(made.public_id, status=201)
        response["Location"] = made.api_link
        return response


class Disputes(DisputeApi):
    capabilities = {
        "retrieve": Capability.READ_ROADMAP,
        "answer": Capability.KEEP_ROADMAP,
        "withdraw": Capability.KEEP_ROADMAP,
        "settle": Capability.KEEP_ROADMAP,
    }

    def check_reach(self, body: Any) -> None:
        find_dispute(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=DisputeOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One dispute with all that was said."""
        return self.answered(public_id)

    @extend_schema(request=DisputeTextIn, responses=DisputeOut, extensions=GUARDED)
    def answer(self, request: Request, public_id: UUID) -> Response:
        """Answer it (`If-Match`). For the country whose statement it is."""
        return self._do(disputes.answer, public_id)

    @extend_schema(request=DisputeTextIn, responses=DisputeOut, extensions=GUARDED)
    def withdraw(self, request: Request, public_id: UUID) -> Response:
        """Withdraw it (`If-Match`). For coordinators of the country that disputes it."""
        return self._do(disputes.withdraw, public_id)

    @extend_schema(request=DisputeTextIn, responses=DisputeOut, extensions=GUARDED)
    def settle(self, request: Request, public_id: UUID) -> Response:
        """Settle it (`If-Match`). For the lead shepherd, unless it is a party to it."""
        return self._do(disputes.settle, public_id)

    def _do(self, verb: Any, public_id: UUID) -> Response:
        found = find_dispute(public_id, self.request.user)
        version = expected_version(self.request, found.version)
        verb(found, **self.said(DisputeTextIn), officer=self.me, version=version)
        return self.answered(public_id)
