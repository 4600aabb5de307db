"""Handing a case over to another office: offer, accept, decline, take back."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.models import Office
from cases import handover
from cases.api.body import ReasonIn
from cases.api.cases import CaseApi
from cases.api.progress import name_of
from cases.api.shapes import CASE
from cases.models import HandOver
from cases.trace import Operation, trace


class HandOverIn(Strict):
    """To which office, which sees the case already, and why."""

    office = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())
    reason = Text(max_length=HandOver.LONGEST)


class HandOverOut(serializers.Serializer):
    """Read by the office that leads the case, and by the two offices concerned."""

    id = serializers.UUIDField(source="public_id")
    from_office = serializers.CharField(source="from_office.code")
    to_office = serializers.CharField(source="to_office.code")
    reason = serializers.CharField()
    offered_by = serializers.CharField(source="offered_by.full_title")
    offered_at = Moment()
    answer = serializers.ChoiceField(choices=HandOver.Answer.choices, allow_blank=True)
    answer_reason = serializers.CharField()
    answered_by = name_of("answered_by")
    answered_at = Moment(allow_null=True)


class HandOvers(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.SHARE_CASE,
        "accept": Capability.SHARE_CASE,
        "decline": Capability.SHARE_CASE,
        "cancel": Capability.SHARE_CASE,
    }

    @extend_schema(responses=HandOverOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Offers of this case from office to office, newest first."""
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "hand_overs", by=self.me)
        return Response(HandOverOut(handover.hand_overs_of(sighted, self.me), many=True).data)

    @extend_schema(request=HandOverIn, responses={201: HandOverOut})
    def create(self, request: Request, reference: str) -> Response:
        """Offer the case to another office, which is told. Nothing moves before it accepts."""
        said = self.said(HandOverIn)
        row = handover.offer(self.found().case, officer=self.me, **said)
        return Response(HandOverOut(row).data, status=201)

    @extend_schema(request=Nothing, responses=CASE)
    def accept(self, request: Request, reference: str) -> Response:
        """Take the case over: the own office leads it from now on; the reference stays.

        The office that led it reads it in full; its national notes and files stay its own.
        """
        self.said(Nothing)
        return self.answer(handover.accept(self._open(), officer=self.me))

    @extend_schema(request=ReasonIn, responses=HandOverOut)
    def decline(self, request: Request, reference: str) -> Response:
        """Do not take it, with a reason that they read."""
        said = self.said(ReasonIn)
        return Response(HandOverOut(handover.decline(self._open(), officer=self.me, **said)).data)

    @extend_schema(request=Nothing, responses=HandOverOut)
    def cancel(self, request: Request, reference: str) -> Response:
        """Take the offer back."""
        self.said(Nothing)
        return Response(HandOverOut(handover.cancel(self._open(), officer=self.me)).data)

    def _open(self) -> HandOver:
        rows = handover.hand_overs_of(self.found(), self.me)
        row = next((one for one in rows if not one.answer), None)
        if row is None:
            raise Http404
        return row
