"""Saved views of the case list, each caller's own."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Strict, Text
from cases import savedviews
from cases.filters import CaseFilter
from cases.models import SavedView
from cases.models.savedview import SavedViewQuerySet


class SavedViewIn(Strict):
    """Filters of the list, as they stand in its address on the pages."""

    name = Text(max_length=80)
    query = serializers.CharField(max_length=1000, help_text="Such as `status=open&border=TH-MM`.")
    digest = serializers.ChoiceField(choices=SavedView.Digest.choices, required=False)

    def validate_query(self, value: str) -> QueryDict:
        """What would be left out without a word is a mistake."""
        query = QueryDict(value)
        unknown = [name for name in query if name not in CaseFilter.base_filters]
        if unknown:
            fault = _("There is no such filter: %(names)s.") % {"names": ", ".join(unknown)}
            raise serializers.ValidationError(fault, "unknown_parameter")
        return query


class SavedViewOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    query = serializers.CharField()
    digest = serializers.ChoiceField(choices=SavedView.Digest.choices)


class SavedViews(Api):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.SAVE_VIEW,
        "destroy": Capability.SAVE_VIEW,
    }
    pagination_class = None

    def get_queryset(self) -> SavedViewQuerySet:
        return SavedView.objects.readable_by(getattr(self.request, "user", None))

    @extend_schema(responses=SavedViewOut(many=True))
    def list(self, request: Request) -> Response:
        """The caller's saved views, by name."""
        return Response(SavedViewOut(savedviews.views_of(request.user), many=True).data)

    @extend_schema(request=SavedViewIn, responses={201: SavedViewOut})
    def create(self, request: Request) -> Response:
        """Save the filters of the list under a name, with an e-mail of new cases if wished."""
        said = self.said(SavedViewIn)
        view = savedviews.save_view(self.me, **said)
        return Response(SavedViewOut(view).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, public_id: UUID) -> Response:
        """Remove a view."""
        savedviews.drop_view(savedviews.find_view(request.user, public_id))
        return Response(status=204)
