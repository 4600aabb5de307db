"""Editions of the Roadmap and their action items."""

from typing import Any

from django_filters import FilterSet, NumberFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.pagination import NewestFirst
from roadmap import editions, items
from roadmap.commitmentpage import name_for
from roadmap.commitments import find_item
from roadmap.editions import EditionContent, find_edition
from roadmap.items import Wording
from roadmap.keepers import must_lead
from roadmap.models import ActionItem, Edition, ItemWording


class InOrder(NewestFirst):
    """Items, and what is told of editions, as they follow each other."""

    ordering = "pk"


class ActionItemOut(serializers.Serializer):
    edition = serializers.IntegerField(source="edition.year")
    number = serializers.IntegerField()
    url = serializers.CharField(source="api_link")
    title = serializers.CharField()
    is_working_title = serializers.BooleanField(
        help_text="The official title is not known: this one is ours."
    )
    text = serializers.CharField()
    ground = serializers.CharField()
    strength = serializers.CharField()
    tracked_by = serializers.CharField()
    version = serializers.IntegerField()


class ItemWordingOut(serializers.Serializer):
    title = serializers.CharField()
    text = serializers.CharField()
    title_before = serializers.CharField()
    text_before = serializers.CharField()
    by = serializers.SerializerMethodField()
    at = Moment()

    def get_by(self, wording: ItemWording) -> str:
        return name_for(wording.by, self.context["request"].user)


class ActionItemDetailOut(ActionItemOut):
    wordings = serializers.SerializerMethodField()

    @extend_schema_field(ItemWordingOut(many=True))
    def get_wordings(self, item: ActionItem) -> list[Any]:
        rows = item.wordings.select_related("by__country", "by__office")
        return list(ItemWordingOut(rows, many=True, context=self.context).data)


class WordingIn(Strict):
    title = Text(max_length=300)
    text = Text(max_length=ActionItem.LONGEST, required=False, allow_blank=True)


class EditionOut(serializers.Serializer):
    year = serializers.IntegerField()
    url = serializers.CharField(source="api_link")
    title = serializers.CharField()
    adopted_by = serializers.CharField()
    adopted_on = serializers.CharField()
    note = serializers.CharField()


class EditionDetailOut(EditionOut):
    items = serializers.SerializerMethodField()

    @extend_schema_field(ActionItemOut(many=True))
    def get_items(self, edition: Edition) -> list[Any]:
        rows = edition.items.select_related("edition")
        return list(ActionItemOut(rows, many=True).data)


class NewEditionIn(Strict):
    year = serializers.IntegerField(min_value=2000, max_value=2200)
    title = Text(max_length=200)
    adopted_by = Text(max_length=200)
    adopted_on = Text(max_length=40, required=False, allow_blank=True)
    note = Text(max_length=2000, required=False, allow_blank=True)
    items = serializers.ListField(
        child=Text(max_length=300),
        required=False,
        max_length=99,
        help_text="The official titles of its items, in their order.",
    )


class NewItemIn(Strict):
    edition = serializers.IntegerField(min_value=2000, max_value=2200)
    title = Text(max_length=300)


class Editions(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "destroy": Capability.KEEP_ROADMAP,
    }
    serializer_class = EditionOut
    lookup_field = "year"

    def get_queryset(self) -> Any:
        return Edition.objects.all()

    @extend_schema(responses=EditionOut(many=True))
    def list(self, request: Request) -> Response:
        """The editions of the Roadmap."""
        body = EditionOut(self.page_of(self.get_queryset()), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(responses=EditionDetailOut)
    def retrieve(self, request: Request, year: int) -> Response:
        """One edition with its items."""
        return Response(EditionDetailOut(find_edition(year)).data)

    @extend_schema(request=NewEditionIn, responses={201: EditionDetailOut})
    def create(self, request: Request) -> Response:
        """Add an edition with its items. For the lead shepherd."""
        must_lead(request.user)
        said = self.said(NewEditionIn)
        titles = said.pop("items", [])
        made = editions.add_edition(EditionContent(**said), titles, officer=self.me)
        response = Response(EditionDetailOut(made).data, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, year: int) -> Response:
        """Remove an edition that was entered by mistake (409 once anything rests on it). For the
        lead shepherd."""
        must_lead(request.user)
        editions.remove_edition(find_edition(year), officer=self.me)
        return Response(status=204)


class ActionItemFilter(FilterSet):
    edition = NumberFilter(field_name="edition__year")


class ActionItems(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "wording": Capability.KEEP_ROADMAP,
    }
    serializer_class = ActionItemOut
    pagination_class = InOrder
    filterset_class = ActionItemFilter

    def get_queryset(self) -> Any:
        return ActionItem.objects.select_related("edition")

    @extend_schema(responses=ActionItemOut(many=True))
    def list(self, request: Request) -> Response:
        """The action items of all editions."""
        body = ActionItemOut(self.page_of(self.get_queryset()), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(responses=ActionItemDetailOut)
    def retrieve(self, request: Request, year: int, number: int) -> Response:
        """One item, with every wording that was put in the place of another."""
        return self._answer(year, number)

    @extend_schema(request=NewItemIn, responses={201: ActionItemDetailOut})
    def create(self, request: Request) -> Response:
        """Add an item to an edition, after those that it has. For the lead shepherd."""
        must_lead(request.user)
        said = self.said(NewItemIn)
        edition = find_edition(said["edition"])
        made = editions.add_items(edition, [said["title"]], officer=self.me)[0]
        response = self._answer(edition.year, made.number, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(request=WordingIn, responses=ActionItemDetailOut)
    def wording(self, request: Request, year: int, number: int) -> Response:
        """Put the official words in (`If-Match`). For the lead shepherd."""
        found = find_item(year, number)
        said = Wording(**{"text": found.text, **self.said(WordingIn)})
        version = expected_version(request, found.version)
        items.put_wording(found, said, officer=self.me, version=version)
        return self._answer(year, number)

    def _answer(self, year: int, number: int, **more: Any) -> Response:
        found = find_item(year, number)
        body = ActionItemDetailOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)
