"""Who calls the API: a partner system with a bearer token, or a signed-in officer's browser."""

import hashlib
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, ValidationError
from rest_framework.request import Request

from agencies.access import officer
from agencies.models import Officer, Partner
from audit.context import act_for

LONGEST_NAME = 150


@dataclass(frozen=True)
class PartnerToken:
    """What a request's token allows: never more than the partner is allowed by now."""

    partner: Partner
    scopes: frozenset[str]


class PartnerAuthentication(BaseAuthentication):
    """OAuth 2.0 bearer token of a partner system (client credentials).

    Such a token belongs to an application and to no user; the partner's service account acts.
    Tokens are looked up by their digest: the clear token is nowhere in the database.
    """

    def authenticate(self, request: Request) -> tuple[Officer, PartnerToken] | None:
        scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = _token(token.strip())
        partner = Partner.objects.active().filter(application__accesstoken=found).first()
        if found is None or partner is None:
            raise AuthenticationFailed(_("The token is not valid."), code="invalid_token")
        scopes = frozenset(found.scope.split()) & frozenset(partner.scopes)
        act_for(person_behind(request))
        return partner.account, PartnerToken(partner, scopes)

    def authenticate_header(self, request: Request) -> str:
        given = "Authorization" in request.headers
        return 'Bearer realm="api"' + (', error="invalid_token"' if given else "")


def person_behind(request: Request) -> str:
    """The header `On-Behalf-Of`: a number or name by which the partner finds its own officer. It
    stands in the audit trail, and no other country is told."""
    named = request.headers.get("On-Behalf-Of", "").strip()
    if named and (len(named) > LONGEST_NAME or not named.isascii() or not named.isprintable()):
        message = _("Write at most %(number)s letters, digits and signs of ASCII.")
        raise ValidationError({"On-Behalf-Of": message % {"number": LONGEST_NAME}}, code="invalid")
    return named


def _token(clear: str) -> AccessToken | None:
    digest = hashlib.sha256(clear.encode()).hexdigest()
    return AccessToken.objects.filter(token_checksum=digest, expires__gt=timezone.now()).first()


class OfficerSession(SessionAuthentication):
    """A signed-in officer's browser; writing needs the CSRF token. Systems never come this way."""

    def authenticate(self, request: Request) -> tuple[Officer, None] | None:
        found = super().authenticate(request)
        who = officer(found[0]) if found is not None else None
        person_behind(request)  # judged, and not kept: a person acts for himself
        return None if who is None or who.role == Officer.Role.PARTNER else (who, None)
