"""Changes that a contributing country proposes, and what becomes of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import CodeField, Moment, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from cases import proposals
from cases.api.body import MOST_PARTS, CaseIn, ReasonIn, StopIn, changed_content
from cases.api.cases import CaseApi
from cases.api.shapes import StopOut
from cases.content import PARTS, content_of
from cases.contentjson import brought_back
from cases.models import Proposal, RequestAttachment, RouteStop
from cases.reading import Sighted
from cases.subjects import only_for_originators
from cases.trace import Operation, trace


class ProposalIn(CaseIn):
    """The fields as they should be, and why. People, seizures and files are added, not proposed."""

    subjects = None  # type: ignore[assignment]
    seizures = None  # type: ignore[assignment]
    offences = serializers.ListField(
        child=CodeField("case_type_iccs"), required=False, min_length=1, max_length=20
    )
    route = serializers.ListField(
        child=StopIn(), required=False, min_length=1, max_length=MOST_PARTS
    )
    reason = Text(max_length=300)


class AcceptIn(Strict):
    """Which of the proposed fields are taken over; without it, all of them."""

    take = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, min_length=1, max_length=20
    )


class ProposedPartOut(serializers.Serializer):
    """The request whose answer it came with; what it says is read there."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=RequestAttachment.Kind.choices)
    request = serializers.UUIDField(source="step.request.public_id")


class ProposalOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    country = serializers.CharField(source="country_id")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    by = serializers.CharField(source="by.full_title")
    at = Moment()
    reason = serializers.CharField()
    state = serializers.ChoiceField(choices=Proposal.State.choices)
    changes = serializers.SerializerMethodField(help_text="The proposed values by field.")
    now = serializers.SerializerMethodField(help_text="What stands in the case now.")
    stood = serializers.SerializerMethodField(help_text="What stood there when it was proposed.")
    attachment = ProposedPartOut(
        allow_null=True,
        help_text="A part that came with an answer and would be added, in place of values.",
    )
    taken = serializers.ListField(child=serializers.CharField())
    settled_at = Moment(allow_null=True)
    settle_reason = serializers.CharField()

    def get_changes(self, proposal: Proposal) -> dict[str, Any]:
        return _told(proposal, proposal.changes)

    def get_now(self, proposal: Proposal) -> dict[str, Any]:
        return _told(proposal, {})

    def get_stood(self, proposal: Proposal) -> dict[str, Any]:
        return _told(proposal, proposal.stood) if proposal.stood else {}


def _told(proposal: Proposal, values: dict[str, Any]) -> dict[str, Any]:
    """The proposed fields of the case with these values in it."""
    content = brought_back(content_of(proposal.case), values)
    return {name: _shown(name, getattr(content, name)) for name in proposals.fields_of(proposal)}


def _compared(rows: Sequence[Proposal], sighted: Sighted) -> list[Any]:
    """All with the one case, which is read once."""
    prefetch_related_objects([sighted.case], *PARTS)
    for row in rows:
        row.case = sighted.case
    return list(ProposalOut(rows, many=True).data)


def _shown(name: str, value: Any) -> Any:
    if name == "offences":
        return [code.code for code in value]
    if name == "route":
        stops = [RouteStop(position=n, **vars(stop)) for n, stop in enumerate(value, start=1)]
        return StopOut(stops, many=True).data
    return Moment().to_representation(value) if name == "happened_at" else value


class Proposals(CaseApi):
    needs_full = True
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "retrieve": Capability.READ_CASES,
        "accept": Capability.LOG_CASE,
        "decline": Capability.LOG_CASE,
        "take_back": Capability.LOG_CASE,
    }

    @extend_schema(responses=ProposalOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Proposals, newest first: all for the originator, else those of the own country."""
        sighted = self.found()
        self._looked_at(sighted)
        return Response(_compared(proposals.proposals_of(sighted), sighted))

    @extend_schema(request=ProposalIn, responses={201: ProposalOut})
    def create(self, request: Request, reference: str) -> Response:
        """Propose other values for the originator's fields. The case stays as it is."""
        case = self.found().case
        said = self.said(ProposalIn)
        reason = said.pop("reason")
        content = changed_content(content_of(case), said, case.country_id)
        made = proposals.propose(case, content, officer=self.me, reason=reason)
        return Response(ProposalOut(made).data, status=201)

    @extend_schema(responses=ProposalOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One proposal."""
        sighted = self.found()
        proposal = proposals.find_proposal(sighted, public_id)
        self._looked_at(sighted)
        return self._answer(proposal, sighted)

    @extend_schema(request=AcceptIn, responses=ProposalOut, extensions=GUARDED)
    def accept(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take over the named fields, or all: a change of the case by the caller.

        `If-Match` is the ETag of the case, or of this proposal read beside it.
        """
        sighted = self.found()
        proposal = proposals.find_proposal(sighted, public_id)
        only_for_originators(sighted)
        version = expected_version(request, sighted.case.version)
        names = self.said(AcceptIn).get("take")
        done = proposals.accept(proposal, officer=self.me, names=names, version=version)
        return self._answer(done, self.found())

    @extend_schema(request=ReasonIn, responses=ProposalOut)
    def decline(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Decline, with a reason that the proposing country reads."""
        proposal = proposals.find_proposal(self.found(), public_id)
        said = self.said(ReasonIn)
        return Response(ProposalOut(proposals.decline(proposal, officer=self.me, **said)).data)

    @extend_schema(request=None, responses=ProposalOut)
    def take_back(self, request: Request, reference: str, public_id: UUID) -> Response:
        """The proposing country no longer proposes it."""
        proposal = proposals.find_proposal(self.found(), public_id)
        return Response(ProposalOut(proposals.take_back(proposal, officer=self.me)).data)

    def _answer(self, proposal: Proposal, sighted: Sighted) -> Response:
        """Its tag says which version of the case it is compared with."""
        (said,) = _compared([proposal], sighted)
        return tagged(self.request, sighted.case.version, said)

    def _looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "read proposals", by=self.me)
