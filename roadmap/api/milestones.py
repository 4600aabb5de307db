"""Milestones of commitments."""

from typing import Any
from uuid import UUID

from django_filters import FilterSet, ModelChoiceFilter, NumberFilter, UUIDFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Moment, Strict, Text
from agencies.api.filters import YesNoFilter
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from roadmap import milestones
from roadmap.commitmentpage import MilestoneLine, name_for
from roadmap.commitments import find_commitment
from roadmap.keepers import must_keep
from roadmap.milestones import MilestoneContent, content_of, find_milestone, owner_named
from roadmap.models import Milestone, MilestoneChange
from roadmap.models.milestone import MilestoneQuerySet


class MilestoneIn(Strict):
    title = Text(max_length=200)
    due_on = Day()
    officer = Text(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="The owner: the user name of an officer of the own country. Else name a body.",
    )
    body = Text(max_length=120, required=False, allow_blank=True)
    done_on = Day(required=False, allow_null=True)
    note = Text(max_length=Milestone.LONGEST, required=False, allow_blank=True)


class NewMilestoneIn(MilestoneIn):
    commitment = serializers.UUIDField()


class MilestoneOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    commitment = serializers.UUIDField(source="commitment.public_id")
    edition = serializers.IntegerField(source="commitment.item.edition.year")
    item = serializers.IntegerField(source="commitment.item.number")
    country = serializers.CharField(source="commitment.country_id")
    title = serializers.CharField()
    due_on = serializers.DateField()
    owner = serializers.SerializerMethodField()
    done_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    note = serializers.CharField()
    version = serializers.IntegerField()

    def get_owner(self, milestone: Milestone) -> str:
        """A person of another country is named by the country alone."""
        return MilestoneLine(milestone, self.context["request"].user).owner


class MilestoneChangeOut(serializers.Serializer):
    title = serializers.CharField()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    by = serializers.SerializerMethodField()
    at = Moment()

    def get_by(self, change: MilestoneChange) -> str:
        return name_for(change.by, self.context["request"].user)


class MilestoneDetailOut(MilestoneOut):
    changes = serializers.SerializerMethodField()

    @extend_schema_field(MilestoneChangeOut(many=True))
    def get_changes(self, milestone: Milestone) -> list[Any]:
        rows = milestone.changes.select_related("by__country", "by__office")
        return list(MilestoneChangeOut(rows, many=True, context=self.context).data)


class MilestoneFilter(FilterSet):
    commitment = UUIDFilter(field_name="commitment__public_id")
    edition = NumberFilter(field_name="commitment__item__edition__year")
    item = NumberFilter(field_name="commitment__item__number")
    country = ModelChoiceFilter(field_name="commitment__country", queryset=Country.objects.all())
    overdue = YesNoFilter(method="that_are_overdue", help_text="`true`: only those.")

    def that_are_overdue(
        self, rows: MilestoneQuerySet, _name: str, value: str
    ) -> MilestoneQuerySet:
        late = rows.overdue()
        return late if value == "true" else rows.exclude(pk__in=late)


class Milestones(Api):
    own_moments = ("changes__at",)
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
    }
    serializer_class = MilestoneOut
    filterset_class = MilestoneFilter
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Milestone.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def check_reach(self, body: Any) -> None:
        if public_id := (body or {}).get("id"):
            find_milestone(public_id, self.request.user)

    @extend_schema(responses=MilestoneOut(many=True))
    def list(self, request: Request) -> Response:
        """Milestones of all countries."""
        rows = self.page_of(self.get_queryset())
        body = MilestoneOut(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(responses=MilestoneDetailOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One milestone with every change of it."""
        return self._answer(public_id)

    @extend_schema(request=NewMilestoneIn, responses={201: MilestoneDetailOut})
    def create(self, request: Request) -> Response:
        """A milestone of a commitment of the own country."""
        said = self.said(NewMilestoneIn)
        commitment = find_commitment(said.pop("commitment"), request.user)
        must_keep(request.user, commitment.country_id)
        made = milestones.add_milestone(commitment, self._content(said), officer=self.me)
        response = self._answer(made.public_id, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(request=MilestoneIn, responses=MilestoneDetailOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change it (`If-Match`). What is left out stays."""
        found = find_milestone(public_id, request.user)
        must_keep(request.user, found.commitment.country_id)
        version = expected_version(request, found.version)
        stands = {**vars(content_of(found)), "officer": _username(found)}
        content = self._content({**stands, **self.said(MilestoneIn, partial=True)})
        milestones.change_milestone(found, content, officer=self.me, version=version)
        return self._answer(public_id)

    def _content(self, said: dict[str, Any]) -> MilestoneContent:
        owner = owner_named(said.pop("officer", ""), self.request.user)
        return MilestoneContent(**said, officer=owner)

    def _answer(self, public_id: UUID, **more: Any) -> Response:
        found = find_milestone(public_id, self.request.user)
        body = MilestoneDetailOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)


def _username(milestone: Milestone) -> str:
    return milestone.officer.username if milestone.officer is not None else ""
