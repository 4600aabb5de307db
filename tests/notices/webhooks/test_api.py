"""Webhooks over the API, and on the pages of a coordinator."""

import pytest
from django.urls import reverse

from agencies.models import IdempotencyKey
from notices.models import Webhook, WebhookDelivery
from notices.webhooks import registering, sending
from tests.api import Caller, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def th(world, cast):
    return system("TH")


def test_from_registering_to_a_test(th, receiver, cast, signed_in):
    body = {"url": receiver.url, "events": ["case_submitted"], "filter": {"borders": ["TH-MM"]}}
    made = th.post("webhooks/", body)
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    assert made.json()["filter"] == {"borders": ["TH-MM"], "offences": [], "urgencies": []}
    link = made["Location"]
    webhook = Webhook.objects.get()
    registering.prove(webhook.pk)
    shown = th.get(link)
    assert shown.json()["state"] == "proved" and "secret" not in shown.json()

    boss = Caller(signed_in(cast.coordinator_th))
    assert boss.post(f"{link}approve/").status_code == 428
    approved = boss.post(f"{link}approve/", if_match=shown["ETag"])
    assert approved.status_code == 200 and approved.json()["state"] == "active"
    assert th.post(f"{link}test/").status_code == 202
    assert sending.send_due(webhook.pk) == 1
    listed = th.get(f"{link}deliveries/").json()["results"]
    assert [(row["kind"], row["state"], row["status"]) for row in listed] == [
        ("webhook.test", "delivered", 204)
    ]
    assert th.post(f"{link}deliveries/1/resend/").json()["state"] == "due"
    assert th.post(f"{link}deliveries/99/resend/").status_code == 404
    assert th.delete(link).status_code == 204
    assert th.post(f"{link}test/").status_code == 409


def test_the_secret_is_told_once_also_to_an_idempotent_twin(th, receiver):
    first = th.post("webhooks/", {"url": receiver.url}, idempotency_key="k1")
    again = th.post("webhooks/", {"url": receiver.url}, idempotency_key="k1")
    assert again.json() == {**first.json(), "secret": None} and Webhook.objects.count() == 1
    assert first.json()["secret"] not in IdempotencyKey.objects.get().body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"url": "https://a.example.org/", "events": ["nope"]}, "events"),
        ({"url": "https://a.example.org/", "filter": {"borders": ["XX-YY"]}}, "borders"),
        ({"url": "https://a.example.org/", "filter": {"nope": []}}, "nope"),
        ({"url": "https://a.example.org/", "secret": "mine"}, "secret"),
        ({}, "url"),
    ],
)
def test_bad_input_is_named(th, body, field):
    answer = th.post("webhooks/", body)
    assert answer.status_code == 400 and field in answer.content.decode()
    assert not Webhook.objects.exists()


def test_another_countrys_system_finds_nothing(registered):
    mm = system("MM")
    link = f"webhooks/{registered[0].public_id}/"
    assert mm.get(link).status_code == 404 and mm.get("webhooks/").json()["results"] == []
    assert mm.post(f"{link}rotate/").status_code == 404
    assert mm.delete(link).status_code == 404


def test_the_pages(client, in_use, receiver, cast):
    webhook, _secret = in_use
    client.force_login(cast.coordinator_th)
    assert receiver.url in client.get(reverse("partners")).content.decode()
    page = client.post(reverse("webhook-test", args=[webhook.public_id]), follow=True)
    assert "A test is being sent" in page.content.decode()
    receiver.mode = "refuses"
    sending.send_due(webhook.pk)
    body = client.get(webhook.link).content.decode()
    assert "HTTP 400" in body and "queued" in body
    WebhookDelivery.objects.update(state="dead")
    assert "Send 1 again" in client.get(webhook.link).content.decode()
    client.post(reverse("webhook-resend", args=[webhook.public_id]))
    assert WebhookDelivery.objects.get().state == "due"
    stopped = client.post(reverse("webhook-stop", args=[webhook.public_id]), follow=True)
    assert "Nothing is sent there any more" in stopped.content.decode()


def test_a_stale_approval_is_said_and_not_done(client, registered, cast):
    webhook, _secret = registered
    registering.prove(webhook.pk)
    client.force_login(cast.coordinator_th)
    url = reverse("webhook-approve", args=[webhook.public_id])
    page = client.post(url, {"version": "7"}, follow=True)
    assert "changed meanwhile" in page.content.decode()
    for wrong in ("", "x", "²", "9" * 30):
        client.post(url, {"version": wrong})
    assert not Webhook.objects.get().is_in_use
    client.post(url, {"version": "1"})
    assert Webhook.objects.get().is_in_use
