"""The bodies of the Roadmap, the adoption trail of an edition, and what became of earlier items."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Strict, Text
from agencies.pagination import ByCode
from agencies.problems import Problem
from roadmap import editions
from roadmap.api.editions import InOrder
from roadmap.editions import AdoptionContent, MappingContent, find_edition, find_mapping
from roadmap.items import item_named
from roadmap.keepers import must_lead
from roadmap.models import Adoption, Body, ItemMapping


class BodyIn(Strict):
    code = Text(max_length=12)
    name = Text(max_length=200)
    what = Text(max_length=300, required=False, allow_blank=True)
    document = Text(max_length=500, required=False, allow_blank=True, help_text="Its address.")


class BodyOut(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    what = serializers.CharField()
    document = serializers.CharField()


class AdoptionIn(Strict):
    body = serializers.SlugRelatedField(slug_field="code", queryset=Body.objects.all())
    at = Text(max_length=10, help_text="2021, 2021-08 or 2021-08-30.")
    what = serializers.ChoiceField(choices=Adoption.What.choices)
    document = Text(max_length=500, required=False, allow_blank=True, help_text="Its address.")
    note = Text(max_length=300, required=False, allow_blank=True)


class AdoptionOut(serializers.Serializer):
    body = serializers.CharField(source="body.code")
    at = serializers.CharField()
    what = serializers.ChoiceField(choices=Adoption.What.choices)
    document = serializers.CharField()
    note = serializers.CharField()


class ItemMappingIn(Strict):
    old = Text(max_length=8, help_text="An earlier item: 2021-4.")
    new = Text(max_length=8, required=False, allow_null=True, help_text="None of one dropped.")
    kind = serializers.ChoiceField(choices=ItemMapping.Kind.choices)
    note = Text(max_length=500, required=False, allow_blank=True)


class ItemMappingOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    old = serializers.CharField(source="old.reference")
    new = serializers.CharField(source="new.reference", default=None, allow_null=True)
    kind = serializers.ChoiceField(choices=ItemMapping.Kind.choices)
    note = serializers.CharField()


class Bodies(Api):
    capabilities = {"list": Capability.READ_ROADMAP, "create": Capability.KEEP_ROADMAP}
    serializer_class = BodyOut
    pagination_class = ByCode

    def get_queryset(self) -> Any:
        return Body.objects.all()

    @extend_schema(responses=BodyOut(many=True))
    def list(self, request: Request) -> Response:
        """The bodies that deal with the Roadmap."""
        body = BodyOut(self.page_of(self.get_queryset()), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(request=BodyIn, responses={201: BodyOut})
    def create(self, request: Request) -> Response:
        """Add a body. For the lead shepherd."""
        must_lead(request.user)
        made = editions.add_body(**self.said(BodyIn), officer=self.me)
        return Response(BodyOut(made).data, status=201)


class Adoptions(Api):
    capabilities = {"list": Capability.READ_ROADMAP, "create": Capability.KEEP_ROADMAP}
    serializer_class = AdoptionOut
    pagination_class = InOrder

    def get_queryset(self) -> Any:
        return Adoption.objects.select_related("body")

    @extend_schema(responses=AdoptionOut(many=True))
    def list(self, request: Request, year: int) -> Response:
        """What bodies said of an edition, in the order in which it was entered."""
        rows = self.page_of(self.get_queryset().filter(edition=find_edition(year)))
        return self.get_paginated_response(AdoptionOut(rows, many=True).data)

    @extend_schema(request=AdoptionIn, responses={201: AdoptionOut})
    def create(self, request: Request, year: int) -> Response:
        """Add to the adoption trail; it stands for good. For the lead shepherd."""
        must_lead(request.user)
        content = AdoptionContent(**self.said(AdoptionIn))
        made = editions.add_adoption(find_edition(year), content, officer=self.me)
        return Response(AdoptionOut(made).data, status=201)


class ItemMappings(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "destroy": Capability.KEEP_ROADMAP,
    }
    serializer_class = ItemMappingOut
    pagination_class = InOrder

    def get_queryset(self) -> Any:
        return ItemMapping.objects.to_show()

    @extend_schema(responses=ItemMappingOut(many=True))
    def list(self, request: Request, year: int) -> Response:
        """What became of earlier items in this edition: a row for each pair."""
        rows = self.page_of(self.get_queryset().into(find_edition(year)))
        return self.get_paginated_response(ItemMappingOut(rows, many=True).data)

    @extend_schema(request=ItemMappingIn, responses={201: ItemMappingOut})
    def create(self, request: Request, year: int) -> Response:
        """Join an earlier item with one of this edition. For the lead shepherd."""
        must_lead(request.user)
        said = self.said(ItemMappingIn)
        for name in ("old", "new"):
            said[name] = _item(name, said.get(name))
        content = MappingContent(**said)
        made = editions.map_item(find_edition(year), content, officer=self.me)
        return Response(ItemMappingOut(made).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, year: int, public_id: UUID) -> Response:
        """They are joined no more. For the lead shepherd."""
        must_lead(request.user)
        found = find_mapping(find_edition(year), public_id)
        editions.unmap_item(found, officer=self.me)
        return Response(status=204)


def _item(field: str, reference: str | None) -> Any:
    found = item_named(reference) if reference else None
    if reference and found is None:
        raise Problem(_("There is no such item."), field=field)
    return found
