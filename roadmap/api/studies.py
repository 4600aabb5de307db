"""Studies, their recommendations, and the positions of the member states."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Moment, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from agencies.problems import Problem
from roadmap import studies
from roadmap.api.editions import InOrder
from roadmap.commitmentpage import name_for
from roadmap.items import item_named
from roadmap.keepers import must_keep, must_lead
from roadmap.models import ActionItem, Body, Position, Recommendation, Study
from roadmap.studies import (
    RecommendationContent,
    Standing,
    StudyContent,
    content_of,
    find_recommendation,
    find_study,
    recommended,
    version_of_position,
)
from roadmap.studypage import rows_of


class StudyIn(Strict):
    title = Text(max_length=200)
    made_by = Text(max_length=200)
    at = Text(max_length=10, required=False, allow_blank=True, help_text="2021 or 2021-08-30.")
    document = Text(max_length=Study.LONGEST, help_text="An address or a place on each line.")
    note = Text(max_length=Study.LONGEST, required=False, allow_blank=True)


class RecommendationIn(Strict):
    number = serializers.IntegerField(min_value=1, max_value=999)
    text = Text(max_length=Recommendation.LONGEST)
    body = serializers.SlugRelatedField(
        slug_field="code", queryset=Body.objects.all(), required=False, allow_null=True
    )
    addressee = Text(
        max_length=120, required=False, allow_blank=True, help_text="When it is no body."
    )
    items = serializers.ListField(
        child=Text(max_length=8), required=False, max_length=99, help_text="Such as 2021-4."
    )


class StandingIn(Strict):
    status = serializers.ChoiceField(choices=Recommendation.Status.choices)
    status_on = Day()
    reason = Text(max_length=Study.LONGEST, required=False, allow_blank=True)


class PositionIn(Strict):
    stance = serializers.ChoiceField(choices=Position.Stance.choices)
    note = Text(max_length=Study.LONGEST, required=False, allow_blank=True)


class _By(serializers.Serializer):
    """A person of another country is named by the country alone."""

    by = serializers.SerializerMethodField()

    def get_by(self, row: Any) -> str:
        return name_for(row.by, self.context["request"].user) if row.by is not None else ""


class StudyOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    title = serializers.CharField()
    made_by = serializers.CharField()
    at = serializers.CharField()
    document = serializers.CharField()
    note = serializers.CharField()
    version = serializers.IntegerField()


class StudyChangeOut(_By):
    title = serializers.CharField()
    made_by = serializers.CharField()
    at = serializers.CharField()
    document = serializers.CharField()
    note = serializers.CharField()
    put_at = Moment()


class StudyDetailOut(StudyOut):
    changes = serializers.SerializerMethodField()

    @extend_schema_field(StudyChangeOut(many=True))
    def get_changes(self, study: Study) -> list[Any]:
        rows = study.changes.select_related("by__country", "by__office")
        return list(StudyChangeOut(rows, many=True, context=self.context).data)


class RecommendationOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    study = serializers.UUIDField(source="study.public_id")
    number = serializers.IntegerField()
    text = serializers.CharField()
    body = serializers.CharField(source="body.code", default=None, allow_null=True)
    addressee = serializers.CharField()
    items = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=Recommendation.Status.choices)
    status_on = serializers.DateField()
    reason = serializers.CharField()
    version = serializers.IntegerField()

    def get_items(self, row: Recommendation) -> list[str]:
        return [item.reference for item in row.items.all()]


class RecommendationChangeOut(_By):
    number = serializers.IntegerField()
    text = serializers.CharField()
    addressed_to = serializers.CharField()
    items = serializers.CharField(help_text="Their references.")
    status = serializers.ChoiceField(choices=Recommendation.Status.choices)
    status_on = serializers.DateField()
    reason = serializers.CharField()
    at = Moment()


class PositionOut(_By):
    country = serializers.CharField(source="country_id")
    stance = serializers.ChoiceField(choices=Position.Stance.choices)
    note = serializers.CharField()
    at = Moment()
    version = serializers.IntegerField(help_text="The country's highest one stands.")


class CountryPositionOut(serializers.Serializer):
    country = serializers.CharField(source="country.code")
    stance = serializers.CharField(
        source="position.stance", default=None, allow_null=True, help_text="None: no position yet."
    )


class RecommendationDetailOut(RecommendationOut):
    positions = serializers.SerializerMethodField(help_text="Of every member state.")
    changes = serializers.SerializerMethodField()

    @extend_schema_field(CountryPositionOut(many=True))
    def get_positions(self, row: Recommendation) -> list[Any]:
        cells = rows_of([row], self.context["request"].user)[0].cells
        return list(CountryPositionOut(cells, many=True).data)

    @extend_schema_field(RecommendationChangeOut(many=True))
    def get_changes(self, row: Recommendation) -> list[Any]:
        rows = row.changes.select_related("by__country", "by__office")
        return list(RecommendationChangeOut(rows, many=True, context=self.context).data)


class Studies(Api):
    own_moments = ("changes__at",)
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
    }
    serializer_class = StudyOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Study.objects.visible_to(getattr(self.request, "user", None))

    @extend_schema(responses=StudyOut(many=True))
    def list(self, request: Request) -> Response:
        """The studies, the newest first."""
        body = StudyOut(self.page_of(self.get_queryset()), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(responses=StudyDetailOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One study with every change of it."""
        return self._answer(public_id)

    @extend_schema(request=StudyIn, responses={201: StudyDetailOut})
    def create(self, request: Request) -> Response:
        """Add a study. For the lead shepherd."""
        must_lead(request.user)
        made = studies.add_study(StudyContent(**self.said(StudyIn)), officer=self.me)
        response = self._answer(made.public_id, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(request=StudyIn, responses=StudyDetailOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change it (`If-Match`). What is left out stays. For the lead shepherd."""
        found = find_study(public_id, request.user)
        must_lead(request.user)
        version = expected_version(request, found.version)
        content = StudyContent(**{**vars(content_of(found)), **self.said(StudyIn, partial=True)})
        studies.change_study(found, content, officer=self.me, version=version)
        return self._answer(public_id)

    def _answer(self, public_id: UUID, **more: Any) -> Response:
        found = find_study(public_id, self.request.user)
        body = StudyDetailOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)


class RecommendationApi(Api):
    serializer_class = RecommendationOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Recommendation.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def answered(self, public_id: UUID, **more: Any) -> Response:
        found = find_recommendation(public_id, self.request.user)
        body = RecommendationDetailOut(found, context=self.get_serializer_context()).data
        return tagged(self.request, found.version, body, **more)


class RecommendationFilter(FilterSet):
    status = ChoiceFilter(choices=Recommendation.Status.choices)


class StudyRecommendations(RecommendationApi):
    own_moments = ("changes__at",)
    capabilities = {"list": Capability.READ_ROADMAP, "create": Capability.KEEP_ROADMAP}
    filterset_class = RecommendationFilter
    pagination_class = InOrder

    def check_reach(self, body: Any) -> None:
        find_study(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=RecommendationOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """What a study recommends, in the order in which it was entered."""
        study = find_study(public_id, request.user)
        rows = self.page_of(self.get_queryset().filter(study=study))
        return self.get_paginated_response(RecommendationOut(rows, many=True).data)

    @extend_schema(request=RecommendationIn, responses={201: RecommendationDetailOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Add a recommendation; it begins as proposed. For the lead shepherd."""
        study = find_study(public_id, request.user)
        must_lead(request.user)
        content = _content(self.said(RecommendationIn))
        made = studies.add_recommendation(study, content, officer=self.me)
        response = self.answered(made.public_id, status=201)
        response["Location"] = made.api_link
        return response


class Recommendations(RecommendationApi):
    capabilities = {
        "retrieve": Capability.READ_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
        "status": Capability.KEEP_ROADMAP,
    }

    @extend_schema(responses=RecommendationDetailOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One recommendation with where each member state stands, and every change of it."""
        return self.answered(public_id)

    @extend_schema(request=RecommendationIn, responses=RecommendationDetailOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change its words, addressee or items (`If-Match`). For the lead shepherd."""
        found = find_recommendation(public_id, request.user)
        must_lead(request.user)
        version = expected_version(request, found.version)
        said = self.said(RecommendationIn, partial=True)
        content = _content({**vars(recommended(found)), **said})
        studies.change_recommendation(found, content, officer=self.me, version=version)
        return self.answered(public_id)

    @extend_schema(request=StandingIn, responses=RecommendationDetailOut, extensions=GUARDED)
    def status(self, request: Request, public_id: UUID) -> Response:
        """Put its status, since when and why (`If-Match`). For the lead shepherd."""
        found = find_recommendation(public_id, request.user)
        must_lead(request.user)
        version = expected_version(request, found.version)
        said = Standing(**{"reason": "", **self.said(StandingIn)})
        studies.put_standing(found, said, officer=self.me, version=version)
        return self.answered(public_id)


class PositionFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all())


class Positions(Api):
    own_moments = ("at",)
    capabilities = {"list": Capability.READ_ROADMAP, "update": Capability.KEEP_ROADMAP}
    serializer_class = PositionOut
    filterset_class = PositionFilter

    def get_queryset(self) -> Any:
        return Position.objects.visible_to(getattr(self.request, "user", None)).to_show()

    @extend_schema(responses=PositionOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """All that countries said of it, the newest first: the first of a country stands."""
        found = find_recommendation(public_id, request.user)
        rows = self.page_of(self.get_queryset().filter(recommendation=found))
        body = PositionOut(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)

    @extend_schema(request=PositionIn, responses=PositionOut)
    def update(self, request: Request, public_id: UUID, country: str) -> Response:
        """State the position of the own country (`If-Match`: its version, `"0"` for the first, or
        `*`). What it said before stays."""
        found = find_recommendation(public_id, request.user)
        state = Country.objects.filter(code=country).first()
        if state is None:
            raise Http404
        must_keep(request.user, state.pk)
        version = expected_version(request, version_of_position(found, state.pk))
        said = self.said(PositionIn)
        row = studies.state_position(found, state, **said, officer=self.me, version=version)
        body = PositionOut(row, context=self.get_serializer_context()).data
        return tagged(request, row.version, body)


def _content(said: dict[str, Any]) -> RecommendationContent:
    """Items may be named by their references."""
    items = tuple(_item(one) for one in said.pop("items", ()))
    return RecommendationContent(**said, items=items)


def _item(named: ActionItem | str) -> ActionItem:
    found = item_named(named) if isinstance(named, str) else named
    if found is None:
        raise Problem(_("There is no such item."), field="items")
    return found
