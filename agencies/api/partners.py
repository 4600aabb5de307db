"""Partner systems of one's country: their tokens and secrets."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies import partners
from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.idempotency import told_once
from agencies.models import Partner
from agencies.partners import find_partner


class PartnerTokenOut(serializers.Serializer):
    """A token that works; the token itself is nowhere."""

    given_at = Moment(source="created")
    expires_at = Moment(source="expires")
    scopes = serializers.SerializerMethodField()

    def get_scopes(self, token: Any) -> list[str]:
        return sorted(token.scope.split())


class PartnerOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    name = serializers.CharField()
    country = serializers.CharField(source="country_id")
    client_id = serializers.CharField(source="application.client_id")
    scopes = serializers.ListField(child=serializers.CharField())
    is_active = serializers.BooleanField()
    stopped_reason = serializers.CharField()
    old_secret_until = Moment(
        source="secret_before_until",
        allow_null=True,
        help_text="Until then the secret before the last change works too.",
    )


class PartnerDetailOut(PartnerOut):
    tokens = serializers.SerializerMethodField()

    def get_tokens(self, partner: Partner) -> list[dict[str, Any]]:
        return list(PartnerTokenOut(partners.tokens_of(partner), many=True).data)


class PartnerSecretOut(serializers.Serializer):
    secret = serializers.CharField(
        allow_null=True,
        help_text="Told only now. Null in an answer that is repeated for the same "
        "Idempotency-Key: change it once more.",
    )
    old_secret_until = Moment()


class PartnerStopIn(Strict):
    reason = Text(max_length=300)


class RevokedOut(serializers.Serializer):
    revoked = serializers.IntegerField()


class Partners(Api):
    capabilities = {
        "list": Capability.SEE_WEBHOOKS,
        "retrieve": Capability.SEE_WEBHOOKS,
        "secret": Capability.SEE_WEBHOOKS,
        "end_old_secret": Capability.SEE_WEBHOOKS,
        "revoke": Capability.SEE_WEBHOOKS,
        "stop": Capability.KEEP_PARTNERS,
        "start": Capability.KEEP_PARTNERS,
    }
    serializer_class = PartnerOut
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Partner.objects.visible_to(getattr(self.request, "user", None))

    def check_reach(self, body: Any) -> None:
        find_partner(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=PartnerOut(many=True))
    def list(self, request: Request) -> Response:
        """The systems of the own country, for its coordinators; for a system itself."""
        rows = self.page_of(self.get_queryset())
        return self.get_paginated_response(PartnerOut(rows, many=True).data)

    @extend_schema(responses=PartnerDetailOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One system with its tokens."""
        return self._shown(public_id)

    @extend_schema(request=Nothing, responses=PartnerSecretOut)
    def secret(self, request: Request, public_id: UUID) -> Response:
        """A new client secret. For 24 hours the old one works too."""
        self.said(Nothing)
        found = find_partner(public_id, request.user)
        clear = partners.rotate_secret(found, officer=self.me)
        found.refresh_from_db()
        body = {"secret": clear, "old_secret_until": found.secret_before_until}
        return told_once(Response(PartnerSecretOut(body).data), "secret")

    @extend_schema(request=Nothing, responses=PartnerDetailOut)
    def end_old_secret(self, request: Request, public_id: UUID) -> Response:
        """End the secret before the last change at once."""
        self.said(Nothing)
        partners.end_old_secret(find_partner(public_id, request.user), officer=self.me)
        return self._shown(public_id)

    @extend_schema(request=Nothing, responses=RevokedOut)
    def revoke(self, request: Request, public_id: UUID) -> Response:
        """Withdraw all its tokens at once."""
        self.said(Nothing)
        found = find_partner(public_id, request.user)
        return Response({"revoked": partners.revoke_tokens(found, officer=self.me)})

    @extend_schema(request=PartnerStopIn, responses=PartnerDetailOut)
    def stop(self, request: Request, public_id: UUID) -> Response:
        """Stop the system: its tokens end, and it gets no other. For coordinators."""
        found = find_partner(public_id, request.user)
        partners.stop(found, **self.said(PartnerStopIn), officer=self.me)
        return self._shown(public_id)

    @extend_schema(request=Nothing, responses=PartnerDetailOut)
    def start(self, request: Request, public_id: UUID) -> Response:
        """Take a stopped system up again. For coordinators."""
        self.said(Nothing)
        partners.start(find_partner(public_id, request.user), officer=self.me)
        return self._shown(public_id)

    def _shown(self, public_id: UUID) -> Response:
        return Response(PartnerDetailOut(find_partner(public_id, self.request.user)).data)
