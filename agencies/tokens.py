"""Tokens for partner systems: OAuth 2.0 client credentials (RFC 6749 section 4.4), nothing else."""

import base64
import binascii
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from oauth2_provider.models import AbstractApplication
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes, SettingsScopes
from oauth2_provider.views import TokenView

from agencies import wrong_secrets
from agencies.access import Capability, actor, requires
from agencies.models import Partner
from audit.clock import now
from audit.models import Entry
from audit.trail import Actor, record


def partner_behind(application: AbstractApplication | None) -> Partner | None:
    if application is None:
        return None
    return Partner.objects.active().filter(application=application).first()


class PartnerValidator(OAuth2Validator):
    """An application without an active partner behind it gets no token."""

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        known = super().authenticate_client(request, *args, **kwargs)
        return bool(known) and partner_behind(request.client) is not None

    def _check_secret(self, provided_secret: str, stored_secret: str) -> bool:
        """The secret, or for a day after a change the one before (`agencies.partners`)."""
        if super()._check_secret(provided_secret, stored_secret):
            return True
        changed = Partner.objects.filter(
            application__client_secret=stored_secret, secret_before_until__gt=now()
        ).first()
        if changed is None or not changed.secret_before:
            return False
        return bool(super()._check_secret(provided_secret, changed.secret_before))


class PartnerScopes(BaseScopes):
    """A partner gets the scopes of its own row: all of them when it asks for none."""

    def get_all_scopes(self) -> dict[str, str]:
        return dict(SettingsScopes().get_all_scopes())

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        partner = partner_behind(application)
        return [] if partner is None else [s for s in partner.scopes if s in self.get_all_scopes()]

    def get_default_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return self.get_available_scopes(application)


class Token(TokenView):
    """Errors keep the form of RFC 6749 section 5.2, so that OAuth clients can read them."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        client = _client_id(request)
        if "\x00" in client:  # no client is called so, and no table can be asked for it
            return JsonResponse({"error": "invalid_client"}, status=401)
        if wait := wrong_secrets.wait(client, request):
            return _too_many(wait)
        response: HttpResponse = self.authorization_flow_token_response(request)
        wrong_secrets.count(client, request, is_right=response.status_code == 200)
        _record(client, response)
        return response


def _too_many(wait: int) -> HttpResponse:
    """The form of RFC 6749 keeps, with the status that says when to come back."""
    body = {"error": "temporarily_unavailable", "error_description": "Too many wrong secrets."}
    return JsonResponse(body, status=429, headers={"Retry-After": str(wait)})


token = requires(Capability.PUBLIC)(Token.as_view())


def _client_id(request: HttpRequest) -> str:
    scheme, _blank, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return str(request.POST.get("client_id", ""))
    try:
        return base64.b64decode(credentials).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _record(client_id: str, response: HttpResponse) -> None:
    """A sign-in, given or refused. The client's name is only trusted once its secret was right."""
    allowed = response.status_code == 200
    partner = Partner.objects.filter(application__client_id=client_id).first() if allowed else None
    record(
        Entry.Operation.ACCESS,
        "token",
        actor=actor(partner.account) if partner else Actor(name=client_id[:150], role="anonymous"),
        outcome=Entry.Outcome.ALLOWED if allowed else Entry.Outcome.DENIED,
        reason_code="" if allowed else "token_refused",
    )
