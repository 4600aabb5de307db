"""Commitments of countries for the Roadmap's action items."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from roadmap import commitments
from roadmap.commitmentpage import name_for
from roadmap.commitments import Statement, find_commitment, find_item
from roadmap.models import Commitment, CommitmentChange, Evidence


class StatementIn(Strict):
    status = serializers.ChoiceField(choices=Commitment.STATED)
    note = Text(max_length=Commitment.LONGEST, required=False, allow_blank=True)
    evidence_at = Text(
        max_length=300, required=False, allow_blank=True, help_text="Needed for what is done."
    )
    reported_to = Text(max_length=100, required=False, allow_blank=True)


class NewCommitmentIn(StatementIn):
    edition = serializers.IntegerField(min_value=2000, max_value=2200)
    item = serializers.IntegerField(min_value=1, max_value=99)


class CommitmentChangeOut(serializers.Serializer):
    from_status = serializers.CharField(allow_blank=True)
    to_status = serializers.ChoiceField(choices=Commitment.Status.choices)
    note = serializers.CharField()
    evidence_at = serializers.CharField()
    reported_to = serializers.CharField()
    by = serializers.SerializerMethodField()
    at = Moment()

    def get_by(self, change: CommitmentChange) -> str:
        return name_for(change.by, self.context["request"].user)


class CommitmentOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    edition = serializers.IntegerField(source="item.edition.year")
    item = serializers.IntegerField(source="item.number")
    country = serializers.CharField(source="country_id")
    status = serializers.ChoiceField(choices=Commitment.Status.choices)
    note = serializers.CharField()
    evidence_at = serializers.CharField()
    reported_to = serializers.CharField()
    files = serializers.SerializerMethodField()
    stated_at = Moment()
    verified_at = Moment(allow_null=True)
    changed_at = Moment()
    version = serializers.IntegerField()

    def get_files(self, commitment: Commitment) -> int:
        """Files of evidence that were checked, stand, and may be opened by this reader."""
        counted: int = self.context["files"].get(commitment.pk, 0)
        return counted


class CommitmentDetailOut(CommitmentOut):
    changes = serializers.SerializerMethodField()

    @extend_schema_field(CommitmentChangeOut(many=True))
    def get_changes(self, commitment: Commitment) -> list[Any]:
        rows = commitment.changes.select_related("by__country", "by__office")
        return list(CommitmentChangeOut(rows, many=True, context=self.context).data)


class CommitmentFilter(FilterSet):
    edition = NumberFilter(field_name="item__edition__year")
    item = NumberFilter(field_name="item__number")
    country = ModelChoiceFilter(queryset=Country.objects.all())
    status = ChoiceFilter(choices=Commitment.Status.choices)


class Commitments(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "state": Capability.KEEP_ROADMAP,
        "verify": Capability.KEEP_ROADMAP,
    }
    serializer_class = CommitmentOut
    filterset_class = CommitmentFilter
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Commitment.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def check_reach(self, body: Any) -> None:
        public_id = self.kwargs.get("public_id") or (body or {}).get("id")
        if public_id:
            find_commitment(public_id, self.request.user)

    @extend_schema(responses=CommitmentOut(many=True))
    def list(self, request: Request) -> Response:
        """Commitments of all countries."""
        rows = self.page_of(self.get_queryset())
        body = CommitmentOut(rows, many=True, context=self._told(rows)).data
        return self.get_paginated_response(body)

    @extend_schema(responses=CommitmentDetailOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One commitment with every change of it."""
        return self._answer(public_id)

    @extend_schema(request=NewCommitmentIn, responses={201: CommitmentDetailOut})
    def create(self, request: Request) -> Response:
        """The first statement of the own country for an item."""
        said = self.said(NewCommitmentIn)
        item = find_item(said.pop("edition"), said.pop("item"))
        commitment = commitments.begin(item, Statement(**said), officer=self.me)
        response = self._answer(commitment.public_id, status=201)
        response["Location"] = commitment.api_link
        return response

    @extend_schema(request=StatementIn, responses=CommitmentDetailOut, extensions=GUARDED)
    def state(self, request: Request, public_id: UUID) -> Response:
        """State progress (`If-Match`). What is left out stays; with another status, `note` and
        `evidence_at` are given anew. It is verified no more."""
        found = find_commitment(public_id, request.user)
        version = expected_version(request, found.version)
        said = commitments.restated(found, self.said(StatementIn))
        commitments.state(found, said, officer=self.me, version=version)
        return self._answer(public_id)

    @extend_schema(request=Nothing, responses=CommitmentDetailOut, extensions=GUARDED)
    def verify(self, request: Request, public_id: UUID) -> Response:
        """Verify what is stated as done (`If-Match`). For coordinators, never who stated it."""
        self.said(Nothing)
        found = find_commitment(public_id, request.user)
        version = expected_version(request, found.version)
        commitments.verify(found, officer=self.me, version=version)
        return self._answer(public_id)

    def _answer(self, public_id: UUID, **more: Any) -> Response:
        found = find_commitment(public_id, self.request.user)
        body = CommitmentDetailOut(found, context=self._told([found])).data
        return tagged(self.request, found.version, body, **more)

    def _told(self, rows: Sequence[Commitment]) -> dict[str, Any]:
        files = Evidence.objects.visible_to(self.request.user).ready_of(rows)
        return {**self.get_serializer_context(), "files": files}
