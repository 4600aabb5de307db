"""Days without a visa between member states."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django_filters import ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Moment, Strict, Text, country_field
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from roadmap import visafree
from roadmap.keepers import must_keep
from roadmap.models import VisaStatement
from roadmap.models.visa import VisaStatementQuerySet
from roadmap.visafree import VisaContent, find_statement
from roadmap.visamatrix import VisaLine


class VisaStatementIn(Strict):
    host = country_field(help_text="The own country.")
    nationality = country_field()
    paper = serializers.ChoiceField(choices=VisaStatement.Paper.choices)
    days = serializers.IntegerField(
        min_value=0, max_value=VisaStatement.MOST_DAYS, help_text="0: a visa is needed."
    )
    valid_from = Day(help_text="What holds now ends on the day before.")
    valid_to = Day(
        required=False, allow_null=True, help_text="The last day; none: until further notice."
    )
    ground = Text(max_length=VisaStatement.LONGEST, help_text="The agreement, law or decision.")
    document = Text(max_length=VisaStatement.LONGEST, help_text="An address, or a document.")


class VisaStrikeIn(Strict):
    reason = Text(max_length=VisaStatement.LONGEST)


class VisaStatementOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    host = serializers.CharField(source="host_id")
    nationality = serializers.CharField(source="nationality_id")
    paper = serializers.ChoiceField(choices=VisaStatement.Paper.choices)
    days = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    ground = serializers.CharField()
    document = serializers.CharField()
    stated_by = serializers.SerializerMethodField()
    stated_at = Moment()
    verified_by = serializers.SerializerMethodField()
    verified_at = Moment(allow_null=True)
    struck_at = Moment(allow_null=True)
    struck_reason = serializers.CharField()
    version = serializers.IntegerField()

    def get_stated_by(self, row: VisaStatement) -> str:
        """A person of another country is named by the country alone."""
        return VisaLine(row, self.context["request"].user).stated_by

    def get_verified_by(self, row: VisaStatement) -> str:
        return VisaLine(row, self.context["request"].user).verified_by


class VisaFilter(FilterSet):
    host = ModelChoiceFilter(queryset=Country.objects.all())
    nationality = ModelChoiceFilter(queryset=Country.objects.all())
    paper = ChoiceFilter(choices=VisaStatement.Paper.choices)
    on = DateFilter(method="that_held", help_text="Only what held on this day and is not struck.")

    def that_held(
        self, rows: VisaStatementQuerySet, _name: str, day: date
    ) -> QuerySet[VisaStatement]:
        return rows.on(day)


class VisaFree(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "verify": Capability.KEEP_ROADMAP,
        "strike": Capability.KEEP_ROADMAP,
    }
    serializer_class = VisaStatementOut
    filterset_class = VisaFilter
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return VisaStatement.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def check_reach(self, body: Any) -> None:
        if public_id := self.kwargs.get("public_id"):
            find_statement(public_id, self.request.user)

    @extend_schema(responses=VisaStatementOut(many=True))
    def list(self, request: Request) -> Response:
        """What was stated, the newest first, with what is over and what is struck. A pair that is
        not here: nothing is stated."""
        rows = self.page_of(self.get_queryset())
        body = VisaStatementOut(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(responses=VisaStatementOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One statement."""
        return self._answer(public_id)

    @extend_schema(request=VisaStatementIn, responses={201: VisaStatementOut})
    def create(self, request: Request) -> Response:
        """State what the own country grants. It is never changed: a later one ends it, a mistake
        is struck."""
        said = self.said(VisaStatementIn)
        pair = said.pop("host"), said.pop("nationality")
        must_keep(request.user, pair[0].pk)
        made = visafree.state(*pair, VisaContent(**said), officer=self.me)
        response = self._answer(made.public_id, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(request=None, responses=VisaStatementOut, extensions=GUARDED)
    def verify(self, request: Request, public_id: UUID) -> Response:
        """Verify it (`If-Match`). For a coordinator, a person, who did not state it."""
        found = find_statement(public_id, request.user)
        version = expected_version(request, found.version)
        visafree.verify(found, officer=self.me, version=version)
        return self._answer(public_id)

    @extend_schema(request=VisaStrikeIn, responses=VisaStatementOut, extensions=GUARDED)
    def strike(self, request: Request, public_id: UUID) -> Response:
        """Strike a mistake (`If-Match`); it stays to be read. For the host."""
        found = find_statement(public_id, request.user)
        must_keep(request.user, found.host_id)
        version = expected_version(request, found.version)
        visafree.strike(found, **self.said(VisaStrikeIn), officer=self.me, version=version)
        return self._answer(public_id)

    def _answer(self, public_id: UUID, **more: Any) -> Response:
        found = find_statement(public_id, self.request.user)
        body = VisaStatementOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)
