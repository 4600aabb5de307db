"""Setting a webhook up and taking it down.

A partner system registers an address. It proves that it listens there by sending a challenge
back, and a coordinator of its country approves it: a second pair of eyes. Another address is
another webhook. What an address is told about is changed without asking again.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may, partner_of
from agencies.models import Border, Code, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState, violated
from agencies.reference.code_rows import OFFENCES
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from notices import feed
from notices.models import FeedEvent, Urgency, Webhook, WebhookDelivery
from notices.webhooks import payload, signing
from notices.webhooks.addresses import RefusedAddressError, looked_up, must_be_fit
from notices.webhooks.posting import Reply, post

KIND = "webhook"
CHALLENGE = "webhook.challenge"
MOST = 20
State = Webhook.State


@dataclass(frozen=True)
class Choice:
    """Codes of what an address is told about; an empty list means all."""

    events: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()


def find_webhook(public_id: UUID, user: object) -> Webhook:
    found = Webhook.objects.visible_to(user).to_show().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def register(url: str, choice: Choice, *, officer: Officer) -> tuple[Webhook, str]:
    """With its secret, which is told only now. The challenge is sent by a worker at once."""
    partner = partner_of(officer)
    if partner is None:
        raise NotAllowed(_("Partner systems register webhooks."))
    if Webhook.objects.filter(partner=partner).exclude(state=State.STOPPED).count() >= MOST:
        raise WrongState(_("A partner system has at most %(most)d webhooks.") % {"most": MOST})
    _must_be_fit(url)
    _must_be_known(choice)
    webhook = Webhook(partner=partner, url=url, **_lists(choice))
    secret = signing.new_secret()
    webhook.secret = signing.seal_for(webhook, secret)
    webhook.challenge = secrets.token_urlsafe(32)
    _put_down(webhook)
    _record(webhook, "register webhook", officer, ["url", *vars(choice)])
    _prove_soon(webhook)
    return webhook, signing.written(secret)


@transaction.atomic
def change(webhook: Webhook, choice: Choice, *, officer: Officer, version: int) -> Webhook:
    row = _locked(webhook, officer)
    if row.version != version:
        raise StaleVersion(row.version)
    _must_be_known(choice)
    for name, codes in _lists(choice).items():
        setattr(row, name, codes)
    return _save(row, "change webhook", officer, list(vars(choice)))


@transaction.atomic
def challenge_again(webhook: Webhook, *, officer: Officer) -> Webhook:
    """Also how a stopped one is taken up again: it is proved and approved anew."""
    row = _locked(webhook, officer)
    if row.state not in (State.UNPROVED, State.STOPPED):
        raise WrongState(_("It has answered its challenge already."))
    row.state, row.stopped_because = State.UNPROVED, ""
    row.approved_by = row.approved_at = None
    row.challenge, row.challenge_fault = secrets.token_urlsafe(32), ""
    row.failures, row.rests_until = 0, None
    _save(row, "challenge webhook", officer, ["state"])
    _prove_soon(row)
    return row


def prove(pk: int) -> None:
    """Send the challenge and look for it in the answer. No transaction is open meanwhile."""
    rows = Webhook.objects.select_related("partner__account__office", "partner__country")
    webhook = rows.filter(pk=pk, state=State.UNPROVED).first()
    if webhook is None:
        return
    fault = _fault_of_proof(webhook)
    row = Webhook.objects.filter(pk=pk, state=State.UNPROVED, challenge=webhook.challenge)
    if fault:
        row.update(challenge_fault=fault[:200], last_tried_at=now())
    elif row.update(state=State.PROVED, challenge_fault="", last_tried_at=now()):
        _record(webhook, "prove webhook", webhook.partner.account, ["state"])


def _fault_of_proof(webhook: Webhook) -> str:
    moment = now()
    body = payload.written(CHALLENGE, moment.isoformat(), {"challenge": webhook.challenge})
    signed = signing.headers(webhook, secrets.token_hex(16), body, moment)
    try:
        reply = post(looked_up(webhook.url), body, {**payload.HEADERS, **signed})
    except RefusedAddressError as refusal:
        return str(refusal)
    except (OSError, HTTPException, ValueError) as fault:
        return payload.fault_of(fault)
    return _fault_of_answer(reply, webhook.challenge)


def _fault_of_answer(reply: Reply, challenge: str) -> str:
    """The challenge as plain text, or as JSON `{"challenge": …}`."""
    if not 200 <= reply.status < 300:
        return f"HTTP {reply.status}"
    text = reply.body.decode(errors="replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        said = text
    told = said.get("challenge", "") if isinstance(said, dict) else said
    if not hmac.compare_digest(str(told).encode(), challenge.encode()):
        return "the challenge was not sent back"
    return ""


@transaction.atomic
def approve(webhook: Webhook, *, officer: Officer, version: int) -> Webhook:
    row = _locked(webhook, officer)
    _must_be_coordinator(officer)
    if row.version != version:
        raise StaleVersion(row.version)
    if row.state != State.PROVED:
        raise WrongState(_("It can be approved when it has answered its challenge."))
    row.state, row.approved_by, row.approved_at = State.ACTIVE, officer, now()
    return _save(row, "approve webhook", officer, ["state"])


@transaction.atomic
def stop(webhook: Webhook, *, officer: Officer) -> Webhook:
    """By its partner or a coordinator. What was queued stays, and goes on when it is taken up."""
    row = _locked(webhook, officer)
    if row.state == State.STOPPED:
        return row
    by_partner = partner_of(officer) is not None
    row.stopped_because = Webhook.Stopped.PARTNER if by_partner else Webhook.Stopped.COORDINATOR
    row.state = State.STOPPED
    return _save(row, "stop webhook", officer, ["state"])


@transaction.atomic
def rotate(webhook: Webhook, *, officer: Officer) -> tuple[Webhook, str]:
    """A new secret, told only now; the old one signs too for a day."""
    row = _locked(webhook, officer)
    if partner_of(officer) is None:
        raise NotAllowed(_("Its partner system changes the secret."))
    secret = signing.new_secret()
    row.secret_before, row.before_until = row.secret, now() + signing.OVERLAP
    row.secret = signing.seal_for(row, secret)
    _save(row, "rotate webhook secret", officer, ["secret"])
    return row, signing.written(secret)


@transaction.atomic
def test(webhook: Webhook, *, officer: Officer) -> WebhookDelivery:
    """An event without content, sent at once: also an address that rests is tried."""
    row = _locked(webhook, officer)
    if row.state != State.ACTIVE:
        raise WrongState(_("It is not in use."))
    _wake_up(row)
    _record(row, "test webhook", officer, [])
    return feed.queue(row, [None])[0]


@transaction.atomic
def resend(delivery: WebhookDelivery, *, officer: Officer) -> WebhookDelivery:
    """Any delivery of the webhook, with three more days. It keeps its id and its sequence."""
    row = _locked(delivery.webhook, officer)
    if row.state != State.ACTIVE:
        raise WrongState(_("It is not in use."))
    _wake_up(row)
    again = WebhookDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    again.state, again.since, again.next_at = WebhookDelivery.State.DUE, now(), now()
    again.save(update_fields=["state", "since", "next_at"])
    _record(row, "resend webhook delivery", officer, [])
    transaction.on_commit(lambda: feed.wake(row.pk))
    return again


@transaction.atomic
def resend_dead(webhook: Webhook, *, officer: Officer) -> int:
    """All that were given up, in their order."""
    row = _locked(webhook, officer)
    if row.state != State.ACTIVE:
        raise WrongState(_("It is not in use."))
    dead = WebhookDelivery.objects.filter(webhook=row, state=WebhookDelivery.State.DEAD)
    number = dead.update(state=WebhookDelivery.State.DUE, since=now(), next_at=now())
    _wake_up(row)
    _record(row, "resend webhook deliveries", officer, [])
    transaction.on_commit(lambda: feed.wake(row.pk))
    return number


def _wake_up(row: Webhook) -> None:
    Webhook.objects.filter(pk=row.pk).update(rests_until=None, failures=0)


def _locked(webhook: Webhook, officer: Officer) -> Webhook:
    """Asked again under the lock, for rights may have gone."""
    rows = Webhook.objects.visible_to(officer).select_for_update(of=("self",))
    row = rows.filter(pk=webhook.pk).first()
    if row is None:
        raise NotAllowed(_("This webhook belongs to another system."))
    return row


def _must_be_coordinator(officer: Officer) -> None:
    if not may(officer, Capability.KEEP_PARTNERS):
        raise NotAllowed(_("A coordinator of the partner's country approves it."))


def _must_be_fit(url: str) -> None:
    try:
        must_be_fit(url)
    except RefusedAddressError as refusal:
        raise Problem(str(refusal), field="url") from refusal


def _must_be_known(choice: Choice) -> None:
    known: Mapping[str, set[str]] = {
        "events": {code for code, _label in FeedEvent.KINDS},
        "urgencies": set(Urgency.values),
        "borders": set(Border.objects.values_list("code", flat=True)),
        "offences": set(Code.objects.filter(list=OFFENCES).values_list("code", flat=True)),
    }
    for name, codes in vars(choice).items():
        if unknown := sorted(set(codes) - known[name]):
            told = ", ".join(unknown[:5])
            raise Problem(_("Not known: %(codes)s.") % {"codes": told}, field=name)


def _lists(choice: Choice) -> dict[str, list[str]]:
    return {name: sorted(set(codes)) for name, codes in vars(choice).items()}


def _put_down(webhook: Webhook) -> None:
    try:
        with transaction.atomic():
            webhook.save()
    except IntegrityError as error:
        problem = violated(error, fields={"webhook_address_once": "url"})
        if problem is None:
            raise
        raise problem from error


def _save(row: Webhook, what: str, officer: Officer, fields: list[str]) -> Webhook:
    row.version += 1
    row.save()
    _record(row, what, officer, fields)
    return row


def _record(row: Webhook, what: str, officer: Officer, fields: list[str]) -> None:
    record(
        Entry.Operation.ADMINISTRATION,
        what,
        actor=actor(officer),
        kind=KIND,
        ids=[str(row.public_id)],
        fields=fields,
    )


def _prove_soon(row: Webhook) -> None:
    from notices.tasks import wake_proof

    transaction.on_commit(lambda: wake_proof(row.pk))
