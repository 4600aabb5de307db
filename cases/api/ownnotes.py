"""Notes for oneself beside a case or a request: each caller's own."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.schema import refuses
from cases import ownnotes
from cases.api.beside import BESIDE, named_in, one_of_both, place_named
from cases.api.body import Identity
from cases.models import OwnNote
from cases.threads import about_of


class OwnNoteIn(Strict):
    """A note for oneself, beside a case or a request."""

    case = Text(max_length=40, required=False, help_text="Its reference.")
    request = Identity(required=False, help_text="Its id.")
    text = Text(max_length=OwnNote.LONGEST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return one_of_both(attrs)


class OwnNoteOut(serializers.Serializer):
    """Read by the caller alone."""

    id = serializers.UUIDField(source="public_id")
    text = serializers.CharField()
    at = Moment(source="written_at")


_CASE = OpenApiParameter("case", str, description="Reference of the case; or `request`.")
_REQUEST = OpenApiParameter("request", UUID, description="Id of the request; or `case`.")


class OwnNotes(Api):
    """A person's: a partner system has none."""

    capabilities = dict.fromkeys(("list", "create", "destroy"), Capability.KEEP_OWN_NOTES)
    pagination_class = None

    def get_queryset(self) -> Any:
        return OwnNote.objects.readable_by(getattr(self.request, "user", None))

    def _parameters(self) -> frozenset[str]:
        return BESIDE if self.action == "list" else frozenset()

    @extend_schema(
        parameters=[_CASE, _REQUEST],
        responses=OwnNoteOut(many=True),
        extensions=refuses("404"),
    )
    def list(self, request: Request) -> Response:
        """The caller's own notes beside one case or request, newest first; at most a hundred."""
        place = place_named(named_in(request), self.me)
        return Response(OwnNoteOut(ownnotes.consult(place, self.me), many=True).data)

    @extend_schema(request=OwnNoteIn, responses={201: OwnNoteOut})
    def create(self, request: Request) -> Response:
        """Write something down for oneself. Nobody else reads it, and nobody is told."""
        said = self.said(OwnNoteIn)
        text = said.pop("text")
        place = place_named(said, self.me)
        note = ownnotes.write(about_of(place), text, officer=self.me)
        return Response(OwnNoteOut(note).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, public_id: UUID) -> Response:
        """It goes for good."""
        _place, note = ownnotes.found(public_id, self.me)
        ownnotes.drop(note, officer=self.me)
        return Response(status=204)

    def check_reach(self, body: Any) -> None:
        ownnotes.found(UUID(body["id"]), self.me)
