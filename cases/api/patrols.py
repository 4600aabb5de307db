"""The log of joint patrols."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Crossing, Office
from cases import officework, patrols
from cases.api.body import code_of
from cases.api.increments import Told
from cases.models import Patrol
from cases.patrols import IncidentLine, PatrolContent, content_of, find_patrol


class PatrolIn(Strict):
    starts_at = Moment()
    ends_at = Moment()
    route = Text(max_length=2000)
    officers_own = serializers.IntegerField(min_value=1, max_value=10_000)
    officers_other = serializers.IntegerField(min_value=1, max_value=10_000)
    sites = serializers.SlugRelatedField(
        slug_field="code", queryset=Crossing.objects.all(), many=True, required=False
    )


class NewPatrolIn(PatrolIn):
    other = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())
    office = code_of(Office, help_text="Only for a partner system: which office logs it.")


class PatrolIncidentIn(Strict):
    text = Text(max_length=1000)
    case = Text(
        max_length=30,
        required=False,
        allow_blank=True,
        help_text="Reference of a case that the caller sees. Naming it shares nothing.",
    )


class PatrolIncidentOut(serializers.Serializer):
    """`case` only where the caller sees it."""

    id = serializers.UUIDField(source="incident.public_id")
    office = serializers.CharField(source="incident.office.code")
    text = serializers.CharField(source="incident.text")
    case = serializers.SerializerMethodField()

    def get_case(self, line: IncidentLine) -> str | None:
        return line.case.reference if line.case is not None else None


class PatrolOut(serializers.Serializer):
    reference = serializers.CharField()
    url = serializers.CharField(source="api_link")
    office = serializers.CharField(source="office.code")
    other = serializers.CharField(source="other.code")
    starts_at = Moment()
    ends_at = Moment()
    route = serializers.CharField()
    sites = serializers.SerializerMethodField()
    officers_own = serializers.IntegerField()
    officers_other = serializers.IntegerField()
    incidents = serializers.SerializerMethodField()
    signed_own_at = Moment(allow_null=True)
    signed_other_at = Moment(allow_null=True)
    version = serializers.IntegerField()

    def get_sites(self, patrol: Patrol) -> list[str]:
        return sorted(site.code for site in patrol.sites.all())

    @extend_schema_field(PatrolIncidentOut(many=True))
    def get_incidents(self, patrol: Patrol) -> list[Any]:
        lines = patrols.incidents_of(patrol, self.context["request"].user)
        return list(PatrolIncidentOut(lines, many=True).data)


class Patrols(Told):
    capabilities = {
        "list": Capability.READ_OPERATIONS,
        "retrieve": Capability.READ_OPERATIONS,
        "create": Capability.RUN_OPERATIONS,
        "partial_update": Capability.RUN_OPERATIONS,
        "incident": Capability.RUN_OPERATIONS,
        "strike": Capability.RUN_OPERATIONS,
        "sign": Capability.RUN_OPERATIONS,
    }
    lookup_field = "reference"
    serializer_class = PatrolOut

    def get_queryset(self) -> Any:
        rows = Patrol.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office", "other").prefetch_related("sites")

    @extend_schema(responses=PatrolOut(many=True))
    def list(self, request: Request) -> Response:
        """Joint patrols of the own office, newest first."""
        page = self.page_of(self.get_queryset())
        body = PatrolOut(page, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(request=NewPatrolIn, responses={201: PatrolOut})
    def create(self, request: Request) -> Response:
        """Log a patrol. The other office is told, and signs what it agrees with."""
        said = self.said(NewPatrolIn)
        office = officework.office_for(self.me, said.pop("office", None))
        other = said.pop("other")
        patrol = patrols.log(PatrolContent(**said), other, officer=self.me, office=office)
        response = self._answer(patrol.reference, status=201)
        response["Location"] = patrol.api_link
        return response

    @extend_schema(responses=PatrolOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One patrol."""
        patrols.consult_patrol(reference, request.user)
        return self._answer(reference)

    @extend_schema(request=PatrolIn, responses=PatrolOut)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the log. Both sides sign anew."""
        patrol = self._found()
        version = expected_version(request, patrol.version)
        content = PatrolContent(**{**vars(content_of(patrol)), **self.said(PatrolIn, partial=True)})
        patrols.change(patrol, content, officer=self.me, version=version)
        return self._answer(reference)

    @extend_schema(request=PatrolIncidentIn, responses={201: PatrolOut})
    def incident(self, request: Request, reference: str) -> Response:
        """Add what happened. Both sides sign anew."""
        said = self.said(PatrolIncidentIn)
        case = said.get("case", "")
        patrols.add_incident(self._found(), said["text"], officer=self.me, reference=case)
        return self._answer(reference, status=201)

    @extend_schema(responses={204: None})
    def strike(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Strike what the own office added."""
        patrols.strike_incident(self._found(), public_id, officer=self.me)
        return Response(status=204)

    @extend_schema(request=Nothing, responses=PatrolOut, extensions=GUARDED)
    def sign(self, request: Request, reference: str) -> Response:
        """Sign for the own side what was read (`If-Match`)."""
        self.said(Nothing)
        patrol = self._found()
        version = expected_version(request, patrol.version)
        patrols.sign(patrol, officer=self.me, version=version)
        return self._answer(reference)

    def _found(self) -> Patrol:
        return find_patrol(self.kwargs["reference"], self.request.user)

    def _answer(self, reference: str, **more: Any) -> Response:
        patrol = find_patrol(reference, self.request.user)
        body = PatrolOut(patrol, context=self.get_serializer_context()).data
        return tagged(self.request, patrol.version, body, **more)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find_patrol(reference, self.request.user)
