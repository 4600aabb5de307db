"""Sites of the I-24/7 extension, and what they asked."""

from datetime import date
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
from agencies.api.fields import CodeField, Day, Moment, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Agency, Country, Crossing, Office
from roadmap import sites
from roadmap.api.indicators import Month
from roadmap.forms.site_forms import first_of_month
from roadmap.models import Site, SiteMonth, SiteState
from roadmap.models.site import DATABASES
from roadmap.sites import SiteContent, content_of, find_site


def code_or_nothing(model: Any) -> serializers.SlugRelatedField:
    return serializers.SlugRelatedField(
        slug_field="code", queryset=model.objects.all(), required=False, allow_null=True
    )


class SiteIn(Strict):
    phase = serializers.ChoiceField(choices=Site.Phase.choices)
    crossing = code_or_nothing(Crossing)
    office = code_or_nothing(Office)
    agency = code_or_nothing(Agency)
    link = serializers.ChoiceField(choices=Site.Link.choices, required=False, allow_blank=True)
    databases = serializers.ListField(child=CodeField(DATABASES), required=False, max_length=50)
    is_mobile = serializers.BooleanField(required=False)
    tested_on = Day(required=False, allow_null=True)
    test_result = serializers.ChoiceField(
        choices=Site.Test.choices, required=False, allow_blank=True
    )


class SiteStateIn(Strict):
    state = serializers.ChoiceField(choices=Site.State.choices)
    since = Day()
    reason = Text(max_length=300, required=False, allow_blank=True)


class NewSiteIn(SiteIn):
    state = serializers.ChoiceField(choices=Site.State.choices, required=False)
    since = Day(help_text="From when the state holds.")
    reason = Text(max_length=300, required=False, allow_blank=True)


class SiteMonthIn(Strict):
    queries = serializers.IntegerField(min_value=0, max_value=SiteMonth.MOST)
    hits = serializers.IntegerField(min_value=0, max_value=SiteMonth.MOST)


class SiteMonthOut(serializers.Serializer):
    month = Month()
    queries = serializers.IntegerField()
    hits = serializers.IntegerField()
    version = serializers.IntegerField()


class SiteStateOut(serializers.Serializer):
    state = serializers.ChoiceField(choices=Site.State.choices)
    since = serializers.DateField()
    reason = serializers.CharField()
    at = Moment()


class SiteOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    country = serializers.CharField(source="country_id")
    crossing = serializers.CharField(source="crossing.code", default=None, allow_null=True)
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    agency = serializers.CharField(source="agency.code", default=None, allow_null=True)
    phase = serializers.ChoiceField(choices=Site.Phase.choices)
    link = serializers.CharField()
    databases = serializers.SerializerMethodField()
    is_mobile = serializers.BooleanField()
    state = serializers.ChoiceField(choices=Site.State.choices)
    since = serializers.DateField(source="state_since")
    reason = serializers.CharField(source="state_reason")
    tested_on = serializers.DateField(allow_null=True)
    test_result = serializers.CharField()
    states = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_databases(self, site: Site) -> list[str]:
        return [code.code for code in site.databases.all()]

    @extend_schema_field(SiteStateOut(many=True))
    def get_states(self, site: Site) -> list[Any]:
        return list(SiteStateOut(_history(site), many=True).data)


def _history(site: Site) -> list[SiteState]:
    return list(site.states.all())


class SiteFilter(FilterSet):
    country = ModelChoiceFilter(queryset=Country.objects.all())
    state = ChoiceFilter(choices=Site.State.choices)
    phase = ChoiceFilter(choices=Site.Phase.choices)

    class Meta:
        model = Site
        fields: list[str] = []


class SiteApi(Api):
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = Site.objects.visible_to(getattr(self.request, "user", None))
        rows = rows.select_related("country", "crossing", "office", "agency")
        return rows.prefetch_related("databases", "states")

    def found(self) -> Site:
        return find_site(self.kwargs["public_id"], self.request.user)

    def answer(self, public_id: UUID, **more: Any) -> Response:
        site = find_site(public_id, self.request.user)
        return tagged(self.request, site.version, SiteOut(site).data, **more)


class Sites(SiteApi):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_SITES,
        "partial_update": Capability.KEEP_SITES,
        "state": Capability.KEEP_SITES,
    }
    filterset_class = SiteFilter
    serializer_class = SiteOut

    @extend_schema(responses=SiteOut(many=True))
    def list(self, request: Request) -> Response:
        """Sites of all countries."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(SiteOut(page, many=True).data)

    @extend_schema(request=NewSiteIn, responses={201: SiteOut})
    def create(self, request: Request) -> Response:
        """Add a site of the own country: at a crossing, or at an office."""
        said = self.said(NewSiteIn)
        held = {name: said.pop(name) for name in ("state", "since", "reason") if name in said}
        said["databases"] = tuple(said.get("databases", ()))
        site = sites.add_site(SiteContent(**said), by=self.me, **held)
        response = self.answer(site.public_id, status=201)
        response["Location"] = site.api_link
        return response

    @extend_schema(responses=SiteOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One site, with the history of its state."""
        return self.answer(public_id)

    @extend_schema(request=SiteIn, responses=SiteOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change the named parts (`If-Match`); `databases` is replaced whole."""
        site = self.found()
        version = expected_version(request, site.version)
        values = {**vars(content_of(site)), **self.said(SiteIn, partial=True)}
        content = SiteContent(**{**values, "databases": tuple(values["databases"])})
        sites.change_site(site, content, by=self.me, version=version)
        return self.answer(public_id)

    @extend_schema(request=SiteStateIn, responses=SiteOut, extensions=GUARDED)
    def state(self, request: Request, public_id: UUID) -> Response:
        """Planned, live or down, from a day on (`If-Match`)."""
        site = self.found()
        version = expected_version(request, site.version)
        sites.set_state(site, by=self.me, version=version, **self.said(SiteStateIn))
        return self.answer(public_id)


class SiteMonths(SiteApi):
    capabilities = {"list": Capability.READ_ROADMAP, "update": Capability.KEEP_SITES}
    serializer_class = SiteMonthOut

    def get_queryset(self) -> Any:
        rows = SiteMonth.objects.visible_to(getattr(self.request, "user", None))
        return rows.filter(site__in=self._site())

    def _site(self) -> Any:
        """None for the schema, which has no address."""
        public_id = self.kwargs.get("public_id")
        rows = super().get_queryset()
        return rows.filter(public_id=public_id) if public_id is not None else rows.none()

    @extend_schema(responses=SiteMonthOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """Queries and hits of each month."""
        self.found()
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(SiteMonthOut(page, many=True).data)

    @extend_schema(request=SiteMonthIn, responses=SiteMonthOut)
    def update(self, request: Request, public_id: UUID, month: str) -> Response:
        """The figures of a month, as `2026-11` (`If-Match`: `"0"` for a new one, or `*`)."""
        site, first = self.found(), month_of(month)
        version = expected_version(request, sites.version_of_month(site, first))
        figures = self.said(SiteMonthIn)
        row = sites.write_month(site, first, by=self.me, version=version, **figures)
        return tagged(request, row.version, SiteMonthOut(row).data)


def month_of(text: str) -> date:
    try:
        return first_of_month(text)
    except ValueError:
        raise Http404(_("There is no such month.")) from None
