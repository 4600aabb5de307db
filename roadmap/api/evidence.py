"""Files as evidence of commitments: announced, sent in one go, downloaded, struck."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from cases.api.files import READ_SIZE, WhateverIsAccepted
from cases.filedelivery import attachment, part_of
from cases.models import CaseFile
from roadmap import evidence
from roadmap.commitmentpage import name_for
from roadmap.commitments import find_commitment
from roadmap.evidence import Announced, find_evidence
from roadmap.keepers import must_keep
from roadmap.models import Evidence


class EvidenceIn(Strict):
    """What is said about a file before its content is put at `content/`."""

    name = Text(max_length=255)
    size = serializers.IntegerField(min_value=1, help_text="In bytes.")
    caption = Text(max_length=300, required=False, allow_blank=True)
    reach = serializers.ChoiceField(choices=Evidence.Reach.choices, required=False)


class StrikeIn(Strict):
    reason = Text(max_length=300)


class EvidenceOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    commitment = serializers.UUIDField(source="commitment.public_id")
    country = serializers.CharField(source="country_id")
    name = serializers.CharField(help_text="Harmless to save; its extension tells what it is.")
    caption = serializers.CharField()
    reach = serializers.ChoiceField(choices=Evidence.Reach.choices)
    state = serializers.ChoiceField(choices=CaseFile.State.choices)
    fault = serializers.CharField(help_text="Why it is held back: a code, or nothing.")
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    shared_size = serializers.IntegerField(allow_null=True)
    shared_sha256 = serializers.CharField(help_text="Of the copy that is downloaded.")
    added_by = serializers.SerializerMethodField()
    added_at = Moment(source="created_at")
    struck_at = Moment(allow_null=True)
    struck_reason = serializers.CharField()

    def get_added_by(self, file: Evidence) -> str:
        return name_for(file.created_by, self.context["request"].user)


class EvidenceApi(Api):
    serializer_class = EvidenceOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Evidence.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def answer(self, public_id: UUID, **more: Any) -> Response:
        found = find_evidence(public_id, self.request.user)
        body = EvidenceOut(found, context=self.get_serializer_context()).data
        return Response(body, **more)


class CommitmentEvidence(EvidenceApi):
    capabilities = {"list": Capability.READ_ROADMAP, "create": Capability.KEEP_ROADMAP}

    def check_reach(self, body: Any) -> None:
        find_commitment(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=EvidenceOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """The files of a commitment: what is published and checked, and what the own country keeps
        to itself."""
        commitment = find_commitment(public_id, request.user)
        rows = self.page_of(self.get_queryset().filter(commitment=commitment))
        body = EvidenceOut(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(request=EvidenceIn, responses={201: EvidenceOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Announce a file of the own country; its content is then put at `content/`."""
        said = Announced(**self.said(EvidenceIn))
        commitment = find_commitment(public_id, request.user)
        made = evidence.begin(commitment, said, officer=self.me)
        response = self.answer(made.public_id, status=201)
        response["Location"] = made.api_link
        return response


class EvidenceFiles(EvidenceApi):
    capabilities = {"retrieve": Capability.READ_ROADMAP, "strike": Capability.KEEP_ROADMAP}

    def check_reach(self, body: Any) -> None:
        find_evidence(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=EvidenceOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One file: what it is, and how far its check has come."""
        return self.answer(public_id)

    @extend_schema(request=StrikeIn, responses=EvidenceOut)
    def strike(self, request: Request, public_id: UUID) -> Response:
        """Take it off, with the reason. It stays in the record."""
        found = find_evidence(public_id, request.user)
        evidence.strike(found, **self.said(StrikeIn), officer=self.me)
        return self.answer(public_id)


class EvidenceContent(EvidenceApi):
    capabilities = {"content": Capability.READ_ROADMAP, "receive": Capability.KEEP_ROADMAP}
    content_negotiation_class = WhateverIsAccepted

    def longest_body(self) -> int:
        return int(settings.FILE_LIMIT)

    @extend_schema(
        responses={
            (200, "*/*"): OpenApiTypes.BINARY,
            (206, "*/*"): OpenApiTypes.BINARY,
        }
    )
    def content(self, request: Request, public_id: UUID) -> HttpResponseBase:
        """Download the copy without metadata. Every download is recorded."""
        file = find_evidence(public_id, request.user)
        verb = evidence.look_at if request.method == "HEAD" else evidence.open_content
        return attachment(verb(file, self.me, part_of(request)))

    @extend_schema(request={"application/octet-stream": OpenApiTypes.BINARY}, responses=EvidenceOut)
    def receive(self, request: Request, public_id: UUID) -> Response:
        """Send the content, all of it, as `application/octet-stream`; then it is checked."""
        found = find_evidence(public_id, request.user)
        must_keep(request.user, found.country_id)
        evidence.receive(found, _body(request), officer=self.me)
        return self.answer(public_id)


def _body(request: Request) -> Iterator[bytes]:
    """The body as it arrives; it is never held whole."""
    stream = request.stream
    while stream is not None and (some := stream.read(READ_SIZE)):
        yield some
