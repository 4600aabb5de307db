"""Partner systems in the hands of their country: secrets, tokens, stop and start.

A coordinator of the country, or the system itself, changes its secret: for a day both work, so
that nothing stands still. Tokens are withdrawn at once. What is shown of a token is when it was
given and what it may do; the token itself is nowhere (docs/decisions/0008).
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken

from agencies.access import Capability, actor, country_of, may, partner_of
from agencies.models import Officer, Partner
from agencies.problems import NotAllowed, Problem, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record

OVERLAP = timedelta(hours=24)
KIND = "partner"


def find_partner(public_id: UUID, user: object) -> Partner:
    found = Partner.objects.visible_to(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def may_keep(partner: Partner, user: object) -> bool:
    """A coordinator of its country."""
    return may(user, Capability.KEEP_PARTNERS) and country_of(user) == partner.country_id


def tokens_of(partner: Partner) -> list[AccessToken]:
    """Those that still work, the newest first."""
    rows = AccessToken.objects.filter(application=partner.application, expires__gt=now())
    return list(rows.order_by("-pk"))


@transaction.atomic
def rotate_secret(partner: Partner, *, officer: Officer) -> str:
    """The new secret, which is told only now. The old one works for a day more; one that was
    older ends here."""
    row = _locked(partner, officer)
    application = row.application
    clear = secrets.token_urlsafe(40)
    row.secret_before, row.secret_before_until = application.client_secret, now() + OVERLAP
    row.save(update_fields=["secret_before", "secret_before_until"])
    application.client_secret = clear  # the field keeps a digest of it
    application.save(update_fields=["client_secret"])
    _record(row, "rotate partner secret", officer, ["secret"])
    return clear


@transaction.atomic
def end_old_secret(partner: Partner, *, officer: Officer) -> Partner:
    """At once, instead of after a day: for one that has become known."""
    row = _locked(partner, officer)
    row.secret_before, row.secret_before_until = "", None
    row.save(update_fields=["secret_before", "secret_before_until"])
    _record(row, "end old partner secret", officer, ["secret"])
    return row


@transaction.atomic
def revoke_tokens(partner: Partner, *, officer: Officer) -> int:
    """All of them. The system fetches a new one with its secret."""
    row = _locked(partner, officer)
    tokens = AccessToken.objects.filter(application=row.application)
    number: int = tokens.delete()[0]
    _record(row, "revoke partner tokens", officer, ["tokens"])
    return number


@transaction.atomic
def stop(partner: Partner, *, reason: str, officer: Officer) -> Partner:
    """Its tokens end, it gets no new one, and nothing is sent to its webhooks."""
    row = _locked(partner, officer, by_coordinator=True)
    if not row.is_active:
        raise WrongState(_("This system is stopped already."))
    if not reason.strip():
        raise Problem(_("Say why."), field="reason")
    row.is_active, row.stopped_reason = False, reason
    row.save(update_fields=["is_active", "stopped_reason"])
    AccessToken.objects.filter(application=row.application).delete()
    _record(row, "stop partner", officer, ["is_active", "stopped_reason"])
    return row


@transaction.atomic
def start(partner: Partner, *, officer: Officer) -> Partner:
    row = _locked(partner, officer, by_coordinator=True)
    if row.is_active:
        raise WrongState(_("This system is in use."))
    row.is_active, row.stopped_reason = True, ""
    row.save(update_fields=["is_active", "stopped_reason"])
    _record(row, "start partner", officer, ["is_active"])
    return row


def _locked(partner: Partner, officer: Officer, *, by_coordinator: bool = False) -> Partner:
    """Rights are asked again under the lock."""
    is_itself = not by_coordinator and partner_of(officer) == partner
    if not (may_keep(partner, officer) or is_itself):
        raise NotAllowed(_("Coordinators of its country keep a partner system."))
    rows = Partner.objects.select_for_update(of=("self",)).select_related("application")
    return rows.get(pk=partner.pk)


def _record(row: Partner, what: str, officer: Officer, fields: list[str]) -> None:
    ids = [str(row.public_id)]
    doing = Entry.Operation.ADMINISTRATION
    record(doing, what, actor=actor(officer), kind=KIND, ids=ids, fields=fields)
