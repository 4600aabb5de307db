"""Links between the subjects of a case."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Strict, Text
from cases import links
from cases.api.body import Identity
from cases.api.cases import REMOVED, CaseApi
from cases.models import Link, Subject
from cases.reading import Sighted
from cases.subjects import only_for_originators
from cases.trace import Operation, trace


class LinkIn(Strict):
    """`source` does something with `target`: it drives it, owns it, is paid by it."""

    source = Identity()  # type: ignore[assignment]
    target = Identity()
    kind = serializers.ChoiceField(choices=Link.Kind.choices)
    note = Text(required=False, allow_blank=True, max_length=300)


class LinkOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    source: Any = serializers.UUIDField(source="source.public_id")
    target = serializers.UUIDField(source="target.public_id")
    kind = serializers.ChoiceField(choices=Link.Kind.choices)
    is_mutual = serializers.BooleanField(help_text="Whether it says the same of both ends.")
    note = serializers.CharField()


class Links(CaseApi):
    needs_full = True
    lists_removed = True
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
    }

    @extend_schema(parameters=[REMOVED], responses=LinkOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The links of which the caller sees both ends."""
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "open links", by=self.me)
        asked = links.removed_of if self.asks_removed() else links.links_of
        return Response(LinkOut(asked(sighted), many=True).data)

    @extend_schema(request=LinkIn, responses={201: LinkOut})
    def create(self, request: Request, reference: str) -> Response:
        """Link two subjects of the case."""
        sighted = self.found()
        only_for_originators(sighted)
        said = self.said(LinkIn)
        source, target = (_end(sighted, name, said.pop(name)) for name in ("source", "target"))
        link = links.add_link(sighted.case, source, target, officer=self.me, **said)
        return Response(LinkOut(link).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a link away. It stays in the record and can be brought back."""
        links.remove_link(links.find_link(self.found(), public_id), officer=self.me)
        return Response(status=204)

    @extend_schema(request=None, responses=LinkOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a link that was taken away, while both its ends are on the case."""
        sighted = self.found()
        only_for_originators(sighted)
        link = links.find_removed(sighted, public_id)
        return Response(LinkOut(links.restore_link(link, officer=self.me)).data)


def _end(sighted: Sighted, name: str, public_id: UUID) -> Subject:
    """A subject that the caller does not see is no end of a link."""
    found = next((one for one in sighted.subjects if one.public_id == public_id), None)
    if found is None:
        fault = ErrorDetail(_("The case has no such subject."), "does_not_exist")
        raise serializers.ValidationError({name: [fault]})
    return found
