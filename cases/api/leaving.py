"""An officer leaves: the open work of a posting, handed over in one action."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Strict
from agencies.models import Office
from cases import leaving
from cases.api.desk import person
from cases.leaving import Parcel, Work
from cases.models import Case
from cases.reading import list_consulted


class SuccessorIn(Strict):
    """Who takes over: somebody who is posted to the same office."""

    to = person(help_text="Username.")


class PostingOut(serializers.Serializer):
    username = serializers.CharField()
    name = serializers.CharField(source="full_title")
    open_work = serializers.IntegerField(help_text="How many rows would be handed over.")


class ParcelOut(serializers.Serializer):
    """What goes. A case that the caller does not see is counted in `total` and not named."""

    assignments = serializers.ListField(child=serializers.CharField())
    tasks = serializers.ListField(child=serializers.CharField())
    drafts = serializers.ListField(child=serializers.CharField())
    notices = serializers.ListField(child=serializers.CharField())
    forms = serializers.IntegerField(help_text="Forms begun and not logged, which nobody reads.")
    total = serializers.IntegerField()


class Postings(Api):
    """For the head of the office and the national coordinator."""

    capabilities = {
        "list": Capability.HAND_OVER_POSTING,
        "retrieve": Capability.HAND_OVER_POSTING,
        "hand_over": Capability.HAND_OVER_POSTING,
    }
    queryset = Office.objects.select_related("country")
    lookup_field = "code"
    pagination_class = None

    @extend_schema(responses=PostingOut(many=True))
    def list(self, request: Request, code: str) -> Response:
        """Officers of the office, and those who left it with work open."""
        office = self._own()
        rows = leaving.officers_with_work(office)
        for row in rows:
            row.open_work = Work(row, office).parcel.total  # type: ignore[attr-defined]
        return Response(PostingOut(rows, many=True).data)

    @extend_schema(responses=ParcelOut)
    def retrieve(self, request: Request, code: str, username: str) -> Response:
        """What would go if this officer handed over now."""
        office = self._own()
        return self._parcel(Work(leaving.find(office, username), office).parcel)

    @extend_schema(request=SuccessorIn, responses=ParcelOut)
    def hand_over(self, request: Request, code: str, username: str) -> Response:
        """Hand over everything to a successor of the same office, at once."""
        office = self._own()
        said = self.said(SuccessorIn)
        officer = leaving.find(office, username)
        parcel = leaving.hand_over(officer, said["to"], office=office, officer=self.me)
        return self._parcel(parcel)

    def _own(self) -> Office:
        office: Office = self.get_object()
        leaving.must_be_theirs(self.me, office)
        return office

    def _parcel(self, parcel: Parcel) -> Response:
        seen = Case.objects.visible_to(self.me).filter(reference__in=parcel.references)
        list_consulted(seen, self.me, action="posting")
        names = {case.reference for case in seen}
        shown: dict[str, Any] = {
            part: [one for one in getattr(parcel, part) if one in names]
            for part in ("assignments", "tasks", "drafts", "notices")
        }
        shown |= {"forms": parcel.forms, "total": parcel.total}
        return Response(ParcelOut(shown).data)
