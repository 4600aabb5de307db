"""National notes: what the own country wrote beside a case."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text
from cases import notes
from cases.api.cases import CaseApi
from cases.models import NationalNote


class NoteIn(Strict):
    """A note for the own country."""

    text = Text(max_length=NationalNote.LONGEST)


class NoteOut(serializers.Serializer):
    """Read by the own country alone."""

    id = serializers.UUIDField(source="public_id")
    text = serializers.CharField()
    by = serializers.CharField(source="author.full_title")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    at = Moment(source="written_at")


class Notes(CaseApi):
    needs_full = True
    capabilities = {"list": Capability.READ_CASES, "create": Capability.WRITE_NOTE}

    @extend_schema(responses=NoteOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The notes of the caller's own country, oldest first.

        No other country reads them, the originator's included. Below level full there are none.
        """
        return Response(NoteOut(notes.consult(self.found(), self.me), many=True).data)

    @extend_schema(request=NoteIn, responses={201: NoteOut})
    def create(self, request: Request, reference: str) -> Response:
        """Write a note for the own country. Nobody is told, and it is not changed afterwards."""
        said = self.said(NoteIn)
        note = notes.write_note(self.found().case, said["text"], officer=self.me)
        return Response(NoteOut(note).data, status=201)
