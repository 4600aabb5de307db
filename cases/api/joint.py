"""Joint cases: two originators with equal rights."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.models import Office
from cases import joint
from cases.api.body import ReasonIn, code_of
from cases.api.cases import CaseApi
from cases.jointpage import JointLine, joint_line
from cases.trace import Operation, trace


class InviteIn(Strict):
    """Which office of another country, among those that were told; and why."""

    office = code_of(Office)
    reason = Text(max_length=300)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        fields["office"].required = True
        return dict(fields)


class InviteOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    reason = serializers.CharField()
    by = serializers.CharField(source="invited_by.full_title")
    at = Moment(source="invited_at")


class JointOut(serializers.Serializer):
    """`other` is the second originator, for who reads the full case; `invite` the question that
    waits, for the originators and the office that was asked."""

    other = serializers.CharField(source="other.code", default=None, allow_null=True)
    invite = InviteOut(allow_null=True)


class Joint(CaseApi):
    capabilities = {
        "retrieve": Capability.READ_CASES,
        "create": Capability.SHARE_CASE,
        "destroy": Capability.SHARE_CASE,
        "accept": Capability.SHARE_CASE,
        "decline": Capability.SHARE_CASE,
        "step_back": Capability.SHARE_CASE,
    }

    @extend_schema(responses=JointOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """Who the second originator is, and who is asked to be."""
        trace(self.found().case, Operation.CONSULTATION, "joint", by=self.me)
        return self._line()

    @extend_schema(request=InviteIn, responses={201: JointOut})
    def create(self, request: Request, reference: str) -> Response:
        """Ask an office of another country to be originator too. It is told."""
        case = self.found().case
        said = self.said(InviteIn)
        joint.invite(case, said["office"], reason=said["reason"], officer=self.me)
        return self._line(status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take the question back before it is answered."""
        joint.take_back(self.found().case, officer=self.me)
        return Response(status=204)

    @extend_schema(request=Nothing, responses=JointOut)
    def accept(self, request: Request, reference: str) -> Response:
        """Become originator, for the office that was asked. Its country reads the full case."""
        self.said(Nothing)
        joint.accept(self.found().case, officer=self.me)
        return self._line()

    @extend_schema(request=ReasonIn, responses=JointOut)
    def decline(self, request: Request, reference: str) -> Response:
        """Do not become originator."""
        joint.decline(self.found().case, officer=self.me, **self.said(ReasonIn))
        return self._line()

    @extend_schema(request=ReasonIn, responses=JointOut)
    def step_back(self, request: Request, reference: str) -> Response:
        """Be originator no longer, for the office that was invited."""
        joint.step_back(self.found().case, officer=self.me, **self.said(ReasonIn))
        return self._line()

    def _line(self, **more: Any) -> Response:
        line: JointLine = joint_line(self.found(), self.me)
        return Response(JointOut(line).data, **more)
