"""The expansion plan of the network."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django_filters import FilterSet, ModelChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.models import Country, Office
from roadmap import expansion
from roadmap.api.sites import code_or_nothing
from roadmap.expansion import PlaceContent, content_of, find_place
from roadmap.models import Place, Step


class PlaceIn(Strict):
    name = Text(max_length=120)
    office = code_or_nothing(Office)
    owner = Text(max_length=120, required=False, allow_blank=True)
    note = Text(max_length=500, required=False, allow_blank=True)


class PlaceStepIn(Strict):
    """Both days, whole: `done` null takes it back."""

    planned = Day(allow_null=True)
    done = Day(allow_null=True)


class PlaceStepOut(serializers.Serializer):
    step = serializers.ChoiceField(choices=Step.choices)
    planned = serializers.DateField(allow_null=True)
    done = serializers.DateField(allow_null=True)


class PlaceOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    country = serializers.CharField(source="country_id")
    name = serializers.CharField()
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    owner = serializers.CharField()
    note = serializers.CharField()
    steps = PlaceStepOut(many=True)
    version = serializers.IntegerField()


class PlaceFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all())

    class Meta:
        model = Place
        fields: list[str] = []


class Expansion(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
        "step": Capability.KEEP_ROADMAP,
    }
    filterset_class = PlaceFilter
    serializer_class = PlaceOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = Place.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("country", "office")

    @extend_schema(responses=PlaceOut(many=True))
    def list(self, request: Request) -> Response:
        """The places of the plan, of all countries."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(PlaceOut(page, many=True).data)

    @extend_schema(request=PlaceIn, responses={201: PlaceOut})
    def create(self, request: Request) -> Response:
        """Add a place of the own country."""
        place = expansion.add_place(PlaceContent(**self.said(PlaceIn)), by=self.me)
        response = self.answer(place.public_id, status=201)
        response["Location"] = place.api_link
        return response

    @extend_schema(responses=PlaceOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One place with its steps."""
        return self.answer(public_id)

    @extend_schema(request=PlaceIn, responses=PlaceOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change the named parts (`If-Match`)."""
        place = find_place(public_id, request.user)
        version = expected_version(request, place.version)
        values = {**vars(content_of(place)), **self.said(PlaceIn, partial=True)}
        expansion.change_place(place, PlaceContent(**values), by=self.me, version=version)
        return self.answer(public_id)

    @extend_schema(request=PlaceStepIn, responses=PlaceOut)
    def step(self, request: Request, public_id: UUID, step: str) -> Response:
        """When a step is planned and when it was done (`If-Match`). Steps are done in order."""
        place = find_place(public_id, request.user)
        if step not in Step.values:
            raise Http404
        version = expected_version(request, place.version)
        days = self.said(PlaceStepIn)
        expansion.write_step(place, Step(step), by=self.me, version=version, **days)
        return self.answer(public_id)

    def answer(self, public_id: UUID, **more: Any) -> Response:
        place = find_place(public_id, self.request.user)
        return tagged(self.request, place.version, PlaceOut(place).data, **more)
