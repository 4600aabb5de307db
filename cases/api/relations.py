"""What a case has to do with other cases that the caller sees too."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text
from cases import relations
from cases.api.cases import CaseApi
from cases.models import Relation


class RelationIn(Strict):
    """Read as a sentence: this case is `kind` the `other` one."""

    other = Text(max_length=30, help_text="Reference of a case that the caller sees.")
    kind = serializers.ChoiceField(choices=Relation.Kind.choices)
    reason = Text(max_length=300)


class RelationOut(serializers.Serializer):
    """`reason` and `by` are empty unless the caller sees both cases in full."""

    id = serializers.UUIDField(source="relation.public_id")
    kind = serializers.ChoiceField(choices=Relation.Kind.choices, source="relation.kind")
    case = serializers.CharField(
        source="relation.case.reference", help_text="The sentence begins with this one."
    )
    other: Any = serializers.CharField(source="relation.other.reference")
    reason = serializers.CharField()
    by = serializers.CharField()
    at = Moment(source="relation.added_at")


class Relations(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
    }

    @extend_schema(responses=RelationOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Related cases, as far as the caller sees them. The others are not counted."""
        lines = relations.consult(self.found(), self.me)
        return Response(RelationOut(lines, many=True).data)

    @extend_schema(request=RelationIn, responses={201: RelationOut})
    def create(self, request: Request, reference: str) -> Response:
        """Relate two cases that the caller sees. Nobody is told."""
        sighted = self.found()
        said = self.said(RelationIn)
        made = relations.relate(sighted.case, said.pop("other"), officer=self.me, **said)
        lines = relations.relations_of(sighted, self.me)
        line = next(line for line in lines if line.relation.pk == made.pk)
        return Response(RelationOut(line).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """They are no longer related. It stays in the record."""
        relation = relations.find_relation(self.found(), public_id, self.me)
        relations.unrelate(relation, officer=self.me)
        return Response(status=204)
