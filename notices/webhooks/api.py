"""The events feed, and webhooks: for partner systems, and for the coordinators of their country."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter, FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, country_of
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.idempotency import told_once
from notices import feed
from notices.models import FeedEvent, Urgency, Webhook, WebhookDelivery
from notices.webhooks import registering
from notices.webhooks.registering import Choice, find_webhook

MOST = 500
FURTHEST = 2**62


class FeedEventOut(serializers.Serializer):
    """An event: a reference, and what one may choose by. No case content."""

    id = serializers.UUIDField(source="public_id")
    position = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=FeedEvent.KINDS)
    reference = serializers.CharField()
    link = serializers.SerializerMethodField()
    office = serializers.CharField(
        source="office.code",
        default=None,
        allow_null=True,
        help_text="That is told; null where it concerns the country.",
    )
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    at = Moment()

    def get_link(self, event: FeedEvent) -> str:
        return settings.BASE_URL + event.link


@extend_schema_serializer(many=False)
class FeedPageOut(serializers.Serializer):
    """`last` is what to send as `after` next time, also when there is nothing new."""

    results = FeedEventOut(many=True)
    last = serializers.IntegerField()
    has_more = serializers.BooleanField()


class Events(Api):
    capabilities = {"list": Capability.READ_EVENTS}
    serializer_class = FeedEventOut
    pagination_class = None
    own_parameters = frozenset({"after", "limit"})

    def get_queryset(self) -> Any:
        rows = FeedEvent.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office")

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "after",
                OpenApiTypes.INT,
                description="The position that was read last; 0 (or nothing) from the beginning.",
            ),
            OpenApiParameter(
                "limit", OpenApiTypes.INT, description=f"At most so many: 1 to {MOST}; usually 100."
            ),
        ],
        responses=FeedPageOut,
    )
    def list(self, request: Request) -> Response:
        """What happened, in the order in which it was committed.

        Positions have no gap, and nothing ever appears below a position that was read: whoever
        goes on from `last` misses nothing, however long it was away. The same events come over
        webhooks.
        """
        feed.number(country_of(request.user))
        after = self._number("after", 0, FURTHEST)
        limit = self._number("limit", 100, MOST, least=1)
        rows = list(self.get_queryset().after(after)[: limit + 1])
        page = rows[:limit]
        last = page[-1].position if page else after
        body = {"results": page, "last": last, "has_more": len(rows) > limit}
        return Response(FeedPageOut(body).data)

    def _number(self, name: str, usual: int, most: int, least: int = 0) -> int:
        text = self.request.query_params.get(name, str(usual))
        if not text.isascii() or not text.isdigit() or not least <= int(text[:20]) <= most:
            told = _("Give a whole number from %(least)d to %(most)d.")
            raise ValidationError({name: told % {"least": least, "most": most}})
        return int(text)


class _Codes(serializers.ListField):
    child = serializers.CharField(max_length=40)

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, "max_length": 200, **more})


class WebhookFilterIn(Strict):
    borders = _Codes(help_text="Codes such as `TH-MM`.")
    offences = _Codes(help_text="Codes of the list `case_type_iccs`.")
    urgencies = _Codes(help_text="`flash`, `urgent`, `priority`, `routine`.")


class WebhookChangeIn(Strict):
    events = _Codes(help_text="Kinds of the events feed. Nothing: all of them.")
    filter = WebhookFilterIn(required=False)


class WebhookIn(WebhookChangeIn):
    url = serializers.CharField(
        max_length=500, help_text="https, port 443, a host name of the public internet."
    )


class WebhookFilterOut(serializers.Serializer):
    borders = serializers.ListField(child=serializers.CharField())
    offences = serializers.ListField(child=serializers.CharField())
    urgencies = serializers.ListField(child=serializers.CharField())


class WebhookOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    partner = serializers.CharField(source="partner.name")
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    filter = WebhookFilterOut(source="*")
    state = serializers.ChoiceField(choices=Webhook.State.choices)
    stopped_because = serializers.CharField()
    challenge_fault = serializers.CharField(help_text="Why the last challenge was not answered.")
    approved_at = Moment(allow_null=True)
    created_at = Moment()
    last_sequence = serializers.IntegerField()
    failures = serializers.IntegerField(help_text="In a row, of the address itself.")
    rests_until = Moment(allow_null=True)
    last_tried_at = Moment(allow_null=True)
    last_delivered_at = Moment(allow_null=True)
    last_fault = serializers.CharField()
    version = serializers.IntegerField()


class WebhookWithSecretOut(WebhookOut):
    secret = serializers.CharField(
        allow_null=True,
        help_text="`whsec_…`, told only now. Null in an answer that is repeated for the same "
        "Idempotency-Key: rotate it.",
    )


class WebhookDeliveryOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id", help_text="Sent as `webhook-id`.")
    sequence = serializers.IntegerField()
    kind = serializers.CharField()
    event = serializers.UUIDField(source="event.public_id", default=None, allow_null=True)
    state = serializers.ChoiceField(choices=WebhookDelivery.State.choices)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True, help_text="HTTP status of the last answer.")
    fault = serializers.CharField()
    created_at = Moment()
    tried_at = Moment(allow_null=True)
    next_at = Moment()
    delivered_at = Moment(allow_null=True)


class ResentOut(serializers.Serializer):
    resent = serializers.IntegerField()


class OfWebhooks(Api):
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Webhook.objects.visible_to(getattr(self.request, "user", None)).to_show()

    def found(self) -> Webhook:
        return find_webhook(self.kwargs["public_id"], self.request.user)

    def check_reach(self, body: Any) -> None:
        if "public_id" in self.kwargs:
            self.found()

    def answered(self, webhook: Webhook, secret: str = "", **more: Any) -> Response:
        row = find_webhook(webhook.public_id, self.request.user)
        body = {**WebhookOut(row).data, **({"secret": secret} if secret else {})}
        response = tagged(self.request, row.version, body, **more)
        return told_once(response, "secret") if secret else response


class Webhooks(OfWebhooks):
    capabilities = {
        "list": Capability.SEE_WEBHOOKS,
        "retrieve": Capability.SEE_WEBHOOKS,
        "create": Capability.KEEP_WEBHOOKS,
        "partial_update": Capability.KEEP_WEBHOOKS,
        "destroy": Capability.SEE_WEBHOOKS,
        "challenge": Capability.KEEP_WEBHOOKS,
        "approve": Capability.KEEP_PARTNERS,
        "rotate": Capability.KEEP_WEBHOOKS,
        "send_test": Capability.SEE_WEBHOOKS,
    }
    serializer_class = WebhookOut

    @extend_schema(responses=WebhookOut(many=True))
    def list(self, request: Request) -> Response:
        """Own webhooks; for a coordinator those of the country's partner systems."""
        rows = self.page_of(self.get_queryset())
        return self.get_paginated_response(WebhookOut(rows, many=True).data)

    @extend_schema(responses=WebhookOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One webhook, with how sending goes."""
        return self.answered(self.found())

    @extend_schema(request=WebhookIn, responses={201: WebhookWithSecretOut})
    def create(self, request: Request) -> Response:
        """Register an address. It is sent a `webhook.challenge`, whose `data.challenge` it sends
        back (as plain text, or as JSON `{"challenge": …}`); then a coordinator of the partner's
        country approves it."""
        said = self.said(WebhookIn)
        made, secret = registering.register(said["url"], _choice(said), officer=self.me)
        response = self.answered(made, secret, status=201)
        response["Location"] = made.api_link
        return response

    @extend_schema(request=WebhookChangeIn, responses=WebhookOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change what it is told about (`If-Match`). Another address is another webhook."""
        found = self.found()
        version = expected_version(request, found.version)
        said = self.said(WebhookChangeIn)
        choice = _choice(said, found)
        return self.answered(registering.change(found, choice, officer=self.me, version=version))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, public_id: UUID) -> Response:
        """Stop it. Its deliveries stay readable; a new challenge takes it up again."""
        registering.stop(self.found(), officer=self.me)
        return Response(status=204)

    @extend_schema(request=Nothing, responses=WebhookOut)
    def challenge(self, request: Request, public_id: UUID) -> Response:
        """Send a new challenge to an address that has not answered, or was stopped."""
        self.said(Nothing)
        return self.answered(registering.challenge_again(self.found(), officer=self.me))

    @extend_schema(request=Nothing, responses=WebhookOut, extensions=GUARDED)
    def approve(self, request: Request, public_id: UUID) -> Response:
        """Approve it (`If-Match`). For coordinators of the partner's country."""
        self.said(Nothing)
        found = self.found()
        version = expected_version(request, found.version)
        return self.answered(registering.approve(found, officer=self.me, version=version))

    @extend_schema(request=Nothing, responses=WebhookWithSecretOut)
    def rotate(self, request: Request, public_id: UUID) -> Response:
        """A new secret. For 24 hours messages are signed by the old one too."""
        self.said(Nothing)
        row, secret = registering.rotate(self.found(), officer=self.me)
        return self.answered(row, secret)

    @extend_schema(request=Nothing, responses={202: WebhookDeliveryOut})
    def send_test(self, request: Request, public_id: UUID) -> Response:
        """Send a `webhook.test` at once."""
        self.said(Nothing)
        made = registering.test(self.found(), officer=self.me)
        return Response(WebhookDeliveryOut(made).data, status=202)


class WebhookDeliveryFilter(FilterSet):
    state = ChoiceFilter(choices=WebhookDelivery.State.choices)


class WebhookDeliveries(OfWebhooks):
    capabilities = {
        "list": Capability.SEE_WEBHOOKS,
        "resend": Capability.SEE_WEBHOOKS,
        "resend_dead": Capability.SEE_WEBHOOKS,
    }
    serializer_class = WebhookDeliveryOut
    filterset_class = WebhookDeliveryFilter

    def sent(self) -> QuerySet[WebhookDelivery]:
        rows = WebhookDelivery.objects.visible_to(self.request.user)
        return rows.filter(webhook=self.found())

    @extend_schema(responses=WebhookDeliveryOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """What was sent, is queued, or was given up after three days; the newest first."""
        rows = self.sent().select_related("event")
        body = WebhookDeliveryOut(self.page_of(rows), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(request=Nothing, responses=WebhookDeliveryOut)
    def resend(self, request: Request, public_id: UUID, sequence: int) -> Response:
        """Send one again, under the same id and sequence."""
        self.said(Nothing)
        rows = self.sent().filter(sequence=min(sequence, FURTHEST))
        row = rows.select_related("webhook").first()
        if row is None:
            raise Http404
        return Response(WebhookDeliveryOut(registering.resend(row, officer=self.me)).data)

    @extend_schema(request=Nothing, responses=ResentOut)
    def resend_dead(self, request: Request, public_id: UUID) -> Response:
        """Send all again that were given up."""
        self.said(Nothing)
        number = registering.resend_dead(self.found(), officer=self.me)
        return Response({"resent": number})


def _choice(said: dict[str, Any], stands: Webhook | None = None) -> Choice:
    """What is left out stays as it is."""
    kept = {name: tuple(getattr(stands, name)) for name in vars(Choice())} if stands else {}
    told = {name: tuple(codes) for name, codes in said.get("filter", {}).items()}
    if "events" in said:
        told["events"] = tuple(said["events"])
    return Choice(**{**kept, **told})
