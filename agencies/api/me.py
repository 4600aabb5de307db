"""Who am I, and what may I do: the first thing a partner's program asks."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, may, partner_of
from agencies.api.base import Api
from agencies.authentication import PartnerToken
from agencies.models import IdempotencyKey
from agencies.pagination import NewestFirst


class RateOut(serializers.Serializer):
    read = serializers.CharField(help_text="Requests and span, such as `1200/min`.")
    write = serializers.CharField()


class LimitsOut(serializers.Serializer):
    rates = RateOut()
    page_size = serializers.IntegerField(help_text="The largest page of a list.")
    body_bytes = serializers.IntegerField()
    idempotency_hours = serializers.IntegerField()
    token_seconds = serializers.IntegerField()


class MeOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=["person", "system"])
    name = serializers.CharField()
    role = serializers.CharField()
    country = serializers.CharField(allow_null=True)
    office = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(
        child=serializers.CharField(), help_text="Of the token. A person needs none."
    )
    capabilities = serializers.ListField(
        child=serializers.CharField(), help_text="What this caller may do, as names for programs."
    )
    limits = LimitsOut()


class Me(Api):
    capabilities = {"retrieve": Capability.WHO_AM_I}
    serializer_class = MeOut

    @extend_schema(responses=MeOut)
    def retrieve(self, request: Request) -> Response:
        """Who calls, with its scopes and limits."""
        partner = partner_of(self.me)
        token = request.auth
        scopes = sorted(token.scopes) if isinstance(token, PartnerToken) else []
        body: dict[str, Any] = {
            "kind": "system" if partner is not None else "person",
            "name": partner.name if partner is not None else self.me.full_title,
            "role": self.me.role,
            "country": self.me.country_id,
            "office": self.me.office.code if self.me.office is not None else None,
            "scopes": scopes,
            "capabilities": [one.name.lower() for one in Capability if may(self.me, one)],
            "limits": _limits(),
        }
        return Response(MeOut(body).data)


def _limits() -> dict[str, Any]:
    return {
        "rates": settings.API_RATES,
        "page_size": NewestFirst.max_page_size,
        "body_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "idempotency_hours": int(IdempotencyKey.KEPT.total_seconds() // 3600),
        "token_seconds": settings.OAUTH2_PROVIDER["ACCESS_TOKEN_EXPIRE_SECONDS"],
    }
