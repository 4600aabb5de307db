"""A webhook is proved by its address and approved by a coordinator."""

import pytest
from django.http import Http404

from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit.models import Entry
from notices import feed
from notices.models import Webhook, WebhookDelivery
from notices.webhooks import registering, sending
from notices.webhooks.registering import Choice, find_webhook

pytestmark = pytest.mark.django_db
State = Webhook.State


def fresh(webhook):
    return Webhook.objects.get(pk=webhook.pk)


def test_nothing_is_sent_before_both(registered, cast, receiver):
    webhook, _secret = registered
    feed.publish("case_submitted", feed.About("X", "/", "flash"), country="TH")
    feed.number("TH")
    assert not WebhookDelivery.objects.exists()
    with pytest.raises(WrongState):
        registering.approve(webhook, officer=cast.coordinator_th, version=1)
    registering.prove(webhook.pk)
    assert fresh(webhook).state == State.PROVED and receiver.events == []
    sending.send_due(webhook.pk)
    assert receiver.events == []


@pytest.mark.parametrize("mode", ["ok", "plain"])
def test_the_challenge_is_sent_back(registered, receiver, mode):
    receiver.mode = mode
    registering.prove(registered[0].pk)
    assert fresh(registered[0]).state == State.PROVED


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        ("liar", "the challenge was not sent back"),
        ("breaks", "HTTP 500"),
        ("redirects", "HTTP 302"),
        ("garbles", "no HTTP: BadStatusLine"),
        ("talks", "the challenge was not sent back"),
    ],
)
def test_who_does_not_send_it_back_is_not_proved(registered, receiver, mode, fault):
    receiver.mode = mode
    registering.prove(registered[0].pk)
    row = fresh(registered[0])
    assert row.state == State.UNPROVED and row.challenge_fault == fault
    assert ("GET", "/elsewhere") not in receiver.got


def test_an_address_that_is_away(registered, receiver, cast):
    receiver.close()
    registering.prove(registered[0].pk)
    assert fresh(registered[0]).challenge_fault == "ConnectionRefusedError"
    registering.challenge_again(registered[0], officer=cast.partner_th)
    assert fresh(registered[0]).challenge != registered[0].challenge


def test_a_coordinator_of_the_own_country_approves_what_was_read(registered, cast):
    webhook, _secret = registered
    registering.prove(webhook.pk)
    for person in (cast.coordinator_mm, cast.partner_th, cast.partner_mm, cast.somchai):
        with pytest.raises(NotAllowed):
            registering.approve(webhook, officer=person, version=1)
    with pytest.raises(StaleVersion):
        registering.approve(webhook, officer=cast.coordinator_th, version=9)
    registering.approve(webhook, officer=cast.coordinator_th, version=1)
    assert fresh(webhook).is_in_use


def test_others_do_not_see_it(registered, cast):
    for person in (cast.partner_mm, cast.coordinator_mm, cast.somchai, cast.observer):
        with pytest.raises(Http404):
            find_webhook(registered[0].public_id, person)
    assert find_webhook(registered[0].public_id, cast.coordinator_th)


def test_stopped_and_taken_up_it_is_approved_anew(in_use, cast):
    webhook, _secret = in_use
    registering.stop(webhook, officer=cast.coordinator_th)
    assert fresh(webhook).stopped_because == "coordinator"
    with pytest.raises(WrongState):
        registering.test(webhook, officer=cast.partner_th)
    registering.challenge_again(webhook, officer=cast.partner_th)
    row = fresh(webhook)
    assert row.state == State.UNPROVED and row.approved_by is None


@pytest.mark.parametrize("field", ["events", "borders", "offences", "urgencies"])
def test_what_is_not_known_is_refused(cast, world, receiver, field):
    with pytest.raises(Problem) as problem:
        registering.register(receiver.url, Choice(**{field: ("nope",)}), officer=cast.partner_th)
    assert problem.value.field == field and "nope" in problem.value.message


def test_an_address_once_and_not_too_many(registered, cast, receiver, monkeypatch):
    with pytest.raises(Conflict):
        registering.register(receiver.url, Choice(), officer=cast.partner_th)
    monkeypatch.setattr(registering, "MOST", 1)
    with pytest.raises(WrongState):
        registering.register(receiver.url + "2", Choice(), officer=cast.partner_th)


def test_only_what_was_chosen(in_use, cast):
    webhook, _secret = in_use
    choice = Choice(events=("case_submitted",), borders=("TH-MM",), urgencies=("flash",))
    registering.change(webhook, choice, officer=cast.partner_th, version=webhook.version)
    publish = feed.publish
    flash = feed.About("A", "/", "flash", ("TH-MM", "TH-LA"), ("060121",))
    publish("case_submitted", flash, country="TH")
    publish("case_closed", flash, country="TH")
    publish("case_submitted", feed.About("B", "/", "routine", ("TH-MM",)), country="TH")
    publish("case_submitted", feed.About("C", "/", "flash", ("TH-LA",)), country="TH")
    publish("case_submitted", flash, country="MM")
    feed.number_all()
    assert [row.event.reference for row in WebhookDelivery.objects.all()] == ["A"]


def test_the_secret_is_sealed_and_what_was_done_is_recorded(in_use):
    webhook, secret = in_use
    import base64

    raw = base64.b64decode(secret.removeprefix("whsec_"))
    assert raw not in bytes(webhook.secret) and len(raw) == 32
    doings = set(Entry.objects.filter(object_kind="webhook").values_list("action", flat=True))
    assert {"register webhook", "prove webhook", "approve webhook"} <= doings
    assert secret not in str(list(Entry.objects.values()))
