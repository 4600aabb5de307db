"""Checks made in other systems: rows of the own office, totals for everybody."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import CodeField, Moment, Strict, Text
from agencies.models import Office
from cases import officework
from cases.api.body import code_of
from roadmap import checks
from roadmap.checks import CheckContent
from roadmap.models import Check
from roadmap.models.site import DATABASES


class CheckIn(Strict):
    database = CodeField(DATABASES)
    at = Moment()
    result = serializers.ChoiceField(choices=Check.Result.choices)
    follow_up = Text(max_length=Check.LONGEST, required=False, allow_blank=True)
    case = Text(
        max_length=30, required=False, allow_blank=True, help_text="Of the own office only."
    )
    office = code_of(Office, help_text="Only for a partner system: which office checked.")


class CheckOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    office = serializers.CharField(source="office.code")
    database = serializers.CharField(source="database.code")
    at = Moment()
    result = serializers.ChoiceField(choices=Check.Result.choices)
    follow_up = serializers.CharField()
    case = serializers.SerializerMethodField()

    def get_case(self, check: Check) -> str:
        return str(self.context["references"].get(check.pk, ""))


class CheckTotalOut(serializers.Serializer):
    country = serializers.CharField()
    database = serializers.CharField()
    result = serializers.ChoiceField(choices=Check.Result.choices)
    number = serializers.IntegerField(allow_null=True, help_text="Null: some, but fewer than five.")


class Checks(Api):
    own_moments = ("at", "struck_at")
    capabilities = {
        "list": Capability.RECORD_CHECK,
        "create": Capability.RECORD_CHECK,
        "destroy": Capability.RECORD_CHECK,
    }
    serializer_class = CheckOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = Check.objects.visible_to(getattr(self.request, "user", None)).standing()
        return rows.select_related("office", "database")

    @extend_schema(responses=CheckOut(many=True))
    def list(self, request: Request) -> Response:
        """Checks of the own office; of the country for its coordinators and systems."""
        return self.get_paginated_response(self._shown(self.page_of(self.get_queryset())))

    @extend_schema(request=CheckIn, responses={201: CheckOut})
    def create(self, request: Request) -> Response:
        """Record a check. No personal data: that belongs in a case."""
        said = self.said(CheckIn)
        office = officework.office_for(self.me, said.pop("office", None))
        check = checks.record_check(CheckContent(**said), by=self.me, office=office)
        return Response(self._shown([check])[0], status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, public_id: UUID) -> Response:
        """Strike one that was recorded by mistake: it counts no more."""
        checks.strike_check(checks.find_check(public_id, request.user), by=self.me)
        return Response(status=204)

    def _shown(self, rows: Any) -> Any:
        references = checks.case_references(rows, self.request.user)
        return CheckOut(rows, many=True, context={"references": references}).data


class CheckTotals(Api):
    capabilities = {"list": Capability.READ_ROADMAP}
    pagination_class = None

    @extend_schema(responses=CheckTotalOut(many=True), filters=False)
    def list(self, request: Request) -> Response:
        """By country, database and result; what is fewer than five is hidden."""
        return Response(CheckTotalOut(checks.totals(request.user), many=True).data)
