"""The common data standard over the API: the dictionary and its JSON Schemas, by version."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from roadmap.standard import publication

VERSION = "version"


class TermOut(serializers.Serializer):
    """One field. What says nothing is left out."""

    name = serializers.CharField()
    label: Any = serializers.CharField()
    kind = serializers.CharField(
        help_text="text, codes, code, uuid, moment, date, decimal, integer or boolean"
    )
    required: Any = serializers.BooleanField()
    longest = serializers.IntegerField(required=False, help_text="Characters.")
    digits = serializers.IntegerField(required=False)
    decimals = serializers.IntegerField(required=False)
    choices = serializers.DictField(child=serializers.CharField(), required=False)
    lists = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Slugs of code lists."
    )


class EntityOut(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    umf = serializers.CharField(help_text="Its name in the Universal Message Format.")
    fields: Any = TermOut(many=True)


class StandardOut(serializers.Serializer):
    version = serializers.CharField()
    published_on = serializers.DateField()
    changes = serializers.CharField()
    versions = serializers.ListField(child=serializers.CharField(), help_text="The newest last.")
    entities = EntityOut(many=True)


_BY_VERSION = OpenApiParameter(VERSION, str, description="A published version; else the newest.")


class DataStandard(Api):
    capabilities = {
        "retrieve": Capability.READ_ROADMAP,
        "of_entity": Capability.READ_ROADMAP,
    }
    pagination_class = None

    def _parameters(self) -> frozenset[str]:
        return frozenset({VERSION})

    @extend_schema(
        summary="The data dictionary",
        description="What is written down about a case, field by field. In English.",
        parameters=[_BY_VERSION],
        responses=StandardOut,
    )
    def retrieve(self, request: Request) -> Response:
        found = self._published()
        known = list(publication.versions())
        return Response({**found, "versions": known, "entities": _without_schemas(found)})

    @extend_schema(
        summary="The JSON Schema of one entity",
        description="Draft 2020-12.",
        parameters=[_BY_VERSION],
        responses=OpenApiTypes.OBJECT,
    )
    def of_entity(self, request: Request, name: str) -> Response:
        for one in self._published()["entities"]:
            if one["name"] == name:
                return Response(one["schema"])
        raise Http404

    def _published(self) -> dict[str, Any]:
        asked = self.request.query_params.get(VERSION)
        found = publication.published(asked) if asked is not None else publication.newest()
        if found is None:
            known = ", ".join(publication.versions())
            raise ValidationError({VERSION: [f"There is no such version. There are: {known}."]})
        return found


def _without_schemas(found: dict[str, Any]) -> list[dict[str, Any]]:
    keys = ("name", "title", "umf", "fields")
    return [{key: one[key] for key in keys} for one in found["entities"]]
