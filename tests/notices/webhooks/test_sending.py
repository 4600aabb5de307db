"""Webhooks arrive: signed, in order, again after a failure, and nobody waits for a slow one."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import Now
from standardwebhooks.webhooks import Webhook as Reader

from audit.clock import now
from notices import feed
from notices.models import Webhook, WebhookDelivery
from notices.webhooks import posting, registering, sending, signing
from tests.notices.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db
State = WebhookDelivery.State


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    monkeypatch.setattr(posting, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 1.0)


def happens(*references, country="TH"):
    for reference in references:
        feed.publish("case_submitted", feed.About(reference, "/x/", "flash"), country=country)
    feed.number(country)


def fresh(webhook):
    return Webhook.objects.get(pk=webhook.pk)


def rest_ends():
    Webhook.objects.update(rests_until=Now() - timedelta(seconds=1))
    WebhookDelivery.objects.filter(state="due").update(next_at=Now() - timedelta(seconds=1))


def states():
    return list(WebhookDelivery.objects.order_by("sequence").values_list("state", flat=True))


def test_signed_in_order_and_read_by_another_library(in_use, receiver):
    webhook, secret = in_use
    happens("A", "B", "C")
    assert sending.send_due(webhook.pk) == 3
    assert [one["data"]["reference"] for one in receiver.events] == ["A", "B", "C"]
    assert [one["data"]["sequence"] for one in receiver.events] == [1, 2, 3]
    for headers, body in receiver.got:
        Reader(secret).verify(body, headers)
    assert fresh(webhook).last_delivered_at is not None
    assert sending.send_due(webhook.pk) == 0


def test_a_changed_byte_is_noticed(in_use, receiver):
    webhook, secret = in_use
    happens("A")
    sending.send_due(webhook.pk)
    headers, body = receiver.got[-1]
    with pytest.raises(Exception, match="signature"):
        Reader(secret).verify(body.replace(b"A", b"B"), headers)


def test_the_time_is_signed_in_utc(in_use):
    webhook, secret = in_use
    bangkok = datetime.now(UTC).astimezone(now().tzinfo).astimezone()
    Reader(secret).verify(b"{}", signing.headers(webhook, "id", b"{}", bangkok))


def test_both_secrets_sign_while_one_is_changed(in_use, receiver, cast):
    webhook, old = in_use
    _row, new = registering.rotate(webhook, officer=cast.partner_th)
    happens("A")
    sending.send_due(webhook.pk)
    headers, body = receiver.got[-1]
    for secret in (old, new):
        Reader(secret).verify(body, headers)
    Webhook.objects.update(before_until=now() - timedelta(seconds=1))
    happens("B")
    sending.send_due(webhook.pk)
    headers, body = receiver.got[-1]
    Reader(new).verify(body, headers)
    with pytest.raises(Exception, match="signature"):
        Reader(old).verify(body, headers)


def test_an_outage_of_an_hour_loses_nothing(in_use, receiver):
    webhook, _secret = in_use
    receiver.mode = "busy"
    happens("A", "B")
    assert sending.send_due(webhook.pk) == 0
    assert len(receiver.events) == 1  # the address rests: the second one is not tried
    assert sending.send_due(webhook.pk) == 0 and len(receiver.events) == 1
    happens("C")
    rest_ends()
    receiver.mode = "ok"
    assert sending.send_due(webhook.pk) == 3
    assert [one["data"]["reference"] for one in receiver.events[1:]] == ["A", "B", "C"]
    first, again = receiver.got[1][0], receiver.got[2][0]
    assert first["webhook-id"] == again["webhook-id"]
    assert fresh(webhook).failures == 0


def test_one_that_is_refused_holds_up_no_other(in_use, receiver):
    webhook, _secret = in_use
    receiver.mode = "refuses"
    happens("A")
    sending.send_due(webhook.pk)
    receiver.mode = "ok"
    happens("B")
    assert sending.send_due(webhook.pk) == 1
    assert states() == ["due", "delivered"]
    rest_ends()
    assert sending.send_due(webhook.pk) == 1 and states() == ["delivered", "delivered"]


def test_given_up_after_three_days_and_sent_again_by_hand(in_use, receiver, cast):
    webhook, _secret = in_use
    receiver.mode = "breaks"
    happens("A", "B")
    sending.send_due(webhook.pk)
    WebhookDelivery.objects.update(since=now() - timedelta(days=3, seconds=1))
    rest_ends()
    sending.send_due(webhook.pk)
    assert states() == ["dead", "dead"]
    receiver.mode = "ok"
    row = WebhookDelivery.objects.get(sequence=1)
    registering.resend(row, officer=cast.partner_th)
    assert sending.send_due(webhook.pk) == 1 and states() == ["delivered", "dead"]
    assert registering.resend_dead(webhook, officer=cast.coordinator_th) == 1
    assert sending.send_due(webhook.pk) == 1 and states() == ["delivered", "delivered"]


def test_retry_after_is_honoured(in_use, receiver):
    webhook, _secret = in_use
    receiver.mode, receiver.headers = "busy", {"Retry-After": "7200"}
    happens("A")
    sending.send_due(webhook.pk)
    wait = fresh(webhook).rests_until - now()
    assert timedelta(minutes=119) < wait <= timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("999999999999", 24 * 3600),
        ("Mon, 23 Nov 2026 00:10:00 GMT", 600),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
    ],
)
def test_how_long_an_address_asks_to_rest(text, seconds):
    pause = sending.pause_of(text, datetime(2026, 11, 23, tzinfo=UTC))
    assert pause == (None if seconds is None else timedelta(seconds=seconds))


def test_gone_is_gone(in_use, receiver):
    webhook, _secret = in_use
    receiver.mode = "gone"
    happens("A", "B")
    sending.send_due(webhook.pk)
    row = fresh(webhook)
    assert row.state == "stopped" and row.stopped_because == "gone"
    assert len(receiver.events) == 1 and sending.send_due(webhook.pk) == 0


@pytest.mark.parametrize("mode", ["redirects", "garbles"])
def test_lies_are_failures(in_use, receiver, mode):
    webhook, _secret = in_use
    receiver.mode = mode
    happens("A")
    assert sending.send_due(webhook.pk) == 0
    assert ("GET", "/elsewhere") not in receiver.got and states() == ["due"]


@pytest.mark.parametrize("mode", ["sleeps", "drips"])
def test_who_takes_too_long_is_cut_off(in_use, receiver, mode):
    webhook, _secret = in_use
    receiver.mode = mode
    happens("A")
    started = time.monotonic()
    assert sending.send_due(webhook.pk) == 0
    assert time.monotonic() - started < 3
    assert fresh(webhook).last_fault == "no answer in time"


def test_an_answer_without_end_is_read_a_little(in_use, receiver):
    webhook, _secret = in_use
    receiver.mode = "talks"
    happens("A")
    assert sending.send_due(webhook.pk) == 1


def test_one_worker_at_a_time(in_use, receiver):
    webhook, _secret = in_use
    happens("A")
    Webhook.objects.update(
        sending_token=webhook.public_id, sending_until=now() + timedelta(hours=1)
    )
    assert sending.send_due(webhook.pk) == 0 and receiver.events == []
    Webhook.objects.update(sending_until=Now() - timedelta(seconds=1))  # it did not come back
    assert sending.send_due(webhook.pk) == 1


def test_a_worker_that_died_on_the_way_is_followed(in_use, receiver, monkeypatch):
    webhook, _secret = in_use
    happens("A", "B")

    def killed(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "attempt", killed)
    with pytest.raises(KeyboardInterrupt):
        sending.send_due(webhook.pk)
    assert WebhookDelivery.objects.get(sequence=1).attempts == 1
    monkeypatch.undo()
    assert sending.send_due(webhook.pk) == 2


def test_a_partner_that_is_closed_hears_nothing(in_use, receiver):
    webhook, _secret = in_use
    happens("A")
    webhook.partner.is_active = False
    webhook.partner.save()
    assert sending.send_due(webhook.pk) == 0 and receiver.events == []


def test_the_wait_grows_and_jitters():
    waits = [sending.wait_after(failures) for failures in range(1, 10)]
    assert timedelta(seconds=4) <= waits[0] <= timedelta(seconds=6)
    assert timedelta(minutes=48) <= waits[-1] <= timedelta(minutes=72)
    assert len({sending.wait_after(3) for _turn in range(20)}) > 10


def test_a_test_is_sent_at_once_also_to_an_address_that_rests(in_use, receiver, cast):
    webhook, _secret = in_use
    receiver.mode = "busy"
    happens("A")
    sending.send_due(webhook.pk)
    receiver.mode = "ok"
    registering.test(webhook, officer=cast.partner_th)
    assert sending.send_due(webhook.pk) == 2
    assert receiver.events[-1]["type"] == "webhook.test"


def test_what_goes_out_is_a_reference(in_use, receiver, world, cast):
    from tests.factories import submitted

    webhook, _secret = in_use
    submitted(world, cast.somchai)
    feed.number("TH")
    sending.send_due(webhook.pk)
    sent = str(receiver.got)
    assert "TH-MSI-" in sent and "Planted" not in sent and "narrative" not in sent


def test_a_slow_partner_delays_nobody_else(in_use, receiver, world, cast):
    """Each has its own turn: while one waits for its answer, the other one's arrives."""
    other = Receiver()
    try:
        second, _secret = registering.register(
            other.url, registering.Choice(), officer=cast.partner_th
        )
        registering.prove(second.pk)
        second.refresh_from_db()
        registering.approve(second, officer=cast.coordinator_th, version=second.version)
        receiver.mode = "sleeps"
        happens("A")
        assert sending.send_due(in_use[0].pk) == 0
        assert sending.send_due(second.pk) == 1 and len(other.events) == 1
    finally:
        other.close()
