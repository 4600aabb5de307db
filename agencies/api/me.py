"""Who am I, and what may I do: the first thing a partner's program asks."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import SCOPES, Capability, may, partner_of
from agencies.api.base import Api
from agencies.api.versions import tagged
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
    """Who calls, and what that person or system may do."""

    username = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    country = serializers.CharField(source="country_id", allow_null=True)
    language = serializers.CharField()
    time_zone = serializers.CharField()
    partner = serializers.CharField(read_only=True, default=None, allow_null=True)
    scopes = serializers.ListField(
        allow_null=True,
        child=serializers.CharField(),
        default=None,
        help_text="Of the token; null for people.",
    )
    capabilities = serializers.ListField(child=serializers.CharField(), default=list)
    limits = LimitsOut(read_only=True)


class MeApi(Api):
    """Who am I?"""

    capabilities = {"retrieve": Capability.WHO_AM_I}
    pagination_class = None

    @extend_schema(responses=MeOut)
    def retrieve(self, request: Request) -> Response:
        """Who calls: office, country, role, and what the caller may do."""
        scopes = getattr(request.auth, "scopes", None)
        partner = partner_of(self.me)
        mine = {
            "partner": partner.name if partner is not None else None,
            "scopes": sorted(scopes) if scopes is not None else None,
            "capabilities": sorted(c.name.lower() for c in Capability if self._may(c, scopes)),
            "limits": _limits(),
        }
        return tagged(request, 1, MeOut(self.me).data | mine)

    def _may(self, capability: Capability, scopes: frozenset[str] | None) -> bool:
        is_held = scopes is None or SCOPES.get(capability) in scopes
        return capability is not Capability.PUBLIC and is_held and may(self.me, capability)


def _limits() -> dict[str, Any]:
    return {
        "rates": settings.API_RATES,
        "page_size": NewestFirst.max_page_size,
        "body_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "idempotency_hours": int(IdempotencyKey.KEPT.total_seconds() // 3600),
        "token_seconds": settings.OAUTH2_PROVIDER["ACCESS_TOKEN_EXPIRE_SECONDS"],
    }
