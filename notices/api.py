"""Deliveries that were given up or wait too long, for administrators: no case content."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing
from notices import deliveries
from notices.models import Delivery, DeliveryQuerySet


class DeliveryOut(serializers.Serializer):
    """One notice over one channel to one reader."""

    id = serializers.IntegerField(source="pk")
    reference = serializers.CharField(source="notice.subject_reference")
    office = serializers.CharField(source="notice.office.code")
    channel = serializers.ChoiceField(choices=Delivery.Channel.choices)
    officer = serializers.CharField(source="officer.username", default=None, allow_null=True)
    state = serializers.ChoiceField(choices=Delivery.State.choices)
    attempts = serializers.IntegerField()
    last_error = serializers.CharField()
    created_at = Moment()
    next_at = Moment()


class Deliveries(Api):
    capabilities = {"dead": Capability.RESEND_DELIVERY, "resend": Capability.RESEND_DELIVERY}
    pagination_class = None

    def get_queryset(self) -> DeliveryQuerySet:
        return deliveries.dead()

    @extend_schema(responses=DeliveryOut(many=True))
    def dead(self, request: Request) -> Response:
        """Deliveries that were given up, newest first: at most fifty."""
        return Response(DeliveryOut(deliveries.given_up(), many=True).data)

    @extend_schema(request=Nothing, responses={204: None})
    def resend(self, request: Request, pk: int) -> Response:
        """Take a delivery up again that was given up."""
        self.said(Nothing)
        deliveries.resend(self.get_object(), officer=self.me)
        return Response(status=204)
