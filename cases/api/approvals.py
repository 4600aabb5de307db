"""Disclosures that wait for the head of the office, by the rule that the office set itself."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text
from cases import approvals
from cases.api.body import ReasonIn
from cases.api.cases import CaseApi
from cases.api.progress import name_of
from cases.api.shapes import CASE
from cases.models import Approval
from cases.trace import Operation, trace


class ApproveIn(Strict):
    """What was read: `stands` of the approval. 412 when the case was changed since. Without it
    the case must be what it was when it was asked."""

    read = Text(required=False, max_length=40)


class ApprovalOut(serializers.Serializer):
    """For the office whose case it is. `levels`: of a submission, by country."""

    id = serializers.UUIDField(source="public_id")
    verb = serializers.ChoiceField(choices=Approval.Verb.choices)
    country = serializers.CharField(source="country_id", allow_null=True)
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    level = serializers.CharField()
    levels = serializers.DictField(child=serializers.CharField())
    purpose = serializers.CharField()
    expires = Moment(source="expires_at", allow_null=True)
    proposed_by = serializers.CharField(source="proposed_by.full_title")
    proposed_at = Moment()
    answer = serializers.ChoiceField(choices=Approval.Answer.choices, allow_blank=True)
    reason = serializers.CharField()
    answered_by = name_of("answered_by")
    answered_at = Moment(allow_null=True)
    stands = serializers.SerializerMethodField(
        help_text="The case as it is now: its content, its files, who sees it. Read them, then "
        "send it back with `approve/`. It is no version to compute with."
    )
    changed = serializers.SerializerMethodField(
        help_text="Whether any of that was changed since it was asked."
    )

    def get_stands(self, row: Approval) -> str:
        return "" if row.answer else approvals.stands(row.case)

    def get_changed(self, row: Approval) -> bool:
        return approvals.is_changed(row)


class Approvals(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "approve": Capability.APPROVE,
        "decline": Capability.APPROVE,
    }

    @extend_schema(responses=ApprovalOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """What waits for the head of the office, or was answered; nothing for other offices."""
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "approvals", by=self.me)
        return Response(ApprovalOut(approvals.approvals_of(sighted), many=True).data)

    @extend_schema(request=ApproveIn, responses=CASE)
    def approve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Approve: it is done now, with the rights of the head, as the head has read it."""
        said = self.said(ApproveIn)
        return self.answer(approvals.approve(self._row(public_id), officer=self.me, **said))

    @extend_schema(request=ReasonIn, responses=ApprovalOut)
    def decline(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Decline, with a reason that the officer reads."""
        said = self.said(ReasonIn)
        row = approvals.decline(self._row(public_id), officer=self.me, **said)
        return Response(ApprovalOut(row).data)

    def _row(self, public_id: UUID) -> Approval:
        rows = approvals.approvals_of(self.found())
        row = next((one for one in rows if one.public_id == public_id), None)
        if row is None:
            raise Http404
        return row
