"""Keeping the network's data right over the API: the same verbs and rights as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies import upkeep
from agencies.access import Capability, country_of
from agencies.api.base import Api
from agencies.api.fields import Clock, Strict, Text, latitude, longitude
from agencies.api.reference import CrossingApi, OfficeApi
from agencies.api.serializers import CrossingOut, OfficeOut
from agencies.api.versions import expected_version, tagged
from agencies.models import Crossing, DutyShift, Office, Officer
from agencies.problems import NotAllowed


def confirms() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(upkeep.CONFIRMABLE)),
        required=False,
        help_text="What is right as it stands, so that it no longer rests on an estimate.",
    )


class OfficeIn(Strict):
    """What an office keeps up to date itself."""

    name_local = Text(required=False, allow_blank=True, max_length=120)
    phone = Text(required=False, allow_blank=True, max_length=60)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    connection = Text(required=False, allow_blank=True, max_length=60)
    languages = serializers.ListField(
        child=serializers.RegexField("^[a-z]{2,3}(-[A-Za-z]{2,4})?$"), required=False, max_length=20
    )
    working_days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7), required=False, max_length=7
    )
    opens = Clock(required=False)
    closes = Clock(required=False)
    lat = latitude(required=False)
    lon = longitude(required=False)
    status = serializers.ChoiceField(choices=Office.Status.choices, required=False)
    status_reason = Text(required=False, allow_blank=True, max_length=200)
    approval = serializers.ChoiceField(choices=Office.Approval.choices, required=False)
    confirms = confirms()


class CrossingIn(Strict):
    """The status, which both sides share, and the coordinates of the editor's own side."""

    status = serializers.ChoiceField(choices=Crossing.Status.choices, required=False)
    status_note = Text(required=False, allow_blank=True, max_length=200)
    lat = latitude(required=False)
    lon = longitude(required=False)
    confirms = confirms()


class Offices(OfficeApi):
    capabilities = {**OfficeApi.capabilities, "partial_update": Capability.EDIT_OFFICE}

    @extend_schema(request=OfficeIn, responses=OfficeOut)
    def partial_update(self, request: Request, code: str) -> Response:
        """Change an office: its head, and the national coordinator."""
        office = self.get_object()
        version = expected_version(request, office.version)
        changes = self.said(OfficeIn)
        confirmed = changes.pop("confirms", ())
        upkeep.edit_office(
            office, changes=changes, confirms=confirmed, version=version, officer=self.me
        )
        return self.retrieve(request, code=code)


class Crossings(CrossingApi):
    capabilities = {**CrossingApi.capabilities, "partial_update": Capability.EDIT_CROSSING}

    @extend_schema(request=CrossingIn, responses=CrossingOut)
    def partial_update(self, request: Request, code: str) -> Response:
        """Change a crossing: heads of the offices beside it, and the coordinators of both sides."""
        crossing = self.get_object()
        version = expected_version(request, crossing.version)
        changes = self.said(CrossingIn)
        confirmed = changes.pop("confirms", ())
        upkeep.edit_crossing(
            crossing, changes=changes, confirms=confirmed, version=version, officer=self.me
        )
        return self.retrieve(request, code=code)


@extend_schema_field(str)
class Compatriot(serializers.SlugRelatedField):
    """An officer of the caller's own country, by username. Others' names are unknown here."""

    def get_queryset(self) -> QuerySet[Officer]:
        own = country_of(self.context["request"].user)
        return Officer.objects.active().people().filter(country=own)


class ShiftIn(Strict):
    """A weekly shift in the office's wall time; one that ends at or before its start ends on the
    next day."""

    officer = Compatriot(slug_field="username")
    weekday = serializers.ChoiceField(choices=DutyShift.Weekday.choices, help_text="Monday is 1.")
    starts = Clock()
    ends = Clock()


class RosterIn(Strict):
    """The whole roster of a week."""

    shifts = serializers.ListField(child=ShiftIn(), max_length=200)


class ShiftOut(serializers.Serializer):
    officer = serializers.CharField(source="officer.username")
    name = serializers.CharField(source="officer.full_title")
    weekday = serializers.IntegerField()
    starts = Clock()
    ends = Clock()


class RosterOut(serializers.Serializer):
    """Who is on duty by name is for the own country."""

    shifts = ShiftOut(many=True)


class Rosters(Api):
    capabilities = {"retrieve": Capability.READ_REFERENCE, "update": Capability.EDIT_OFFICE}
    queryset = Office.objects.all()
    serializer_class = RosterOut
    pagination_class = None
    lookup_field = "code"

    def retrieve(self, request: Request, code: str) -> Response:
        """The weekly roster of an office of the own country."""
        return self._roster(self.get_object())

    @extend_schema(request=RosterIn, responses=RosterOut)
    def update(self, request: Request, code: str) -> Response:
        """Replace the weekly roster. If-Match is the office's own tag or the roster's."""
        office = self.get_object()
        version = expected_version(request, office.version)
        shifts = [upkeep.Shift(**shift) for shift in self.said(RosterIn)["shifts"]]
        done = upkeep.set_roster(office, shifts=shifts, version=version, officer=self.me)
        return self._roster(done)

    def _roster(self, office: Office) -> Response:
        if office.country_id != country_of(self.me):
            raise NotAllowed(_("The names on a roster are for the office's own country."))
        shifts: Any = office.shifts.select_related("officer")
        return tagged(self.request, office.version, RosterOut({"shifts": shifts}).data)
