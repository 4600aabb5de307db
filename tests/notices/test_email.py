"""E-mail: reference, kind, urgency, clock and link, in the reader's language; nothing else."""

import smtplib
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import translation

from audit.clock import at
from notices import escalation, outbox, shortcodes
from notices.channels import email
from notices.faults import RelayAwayError, UndeliverableError
from notices.models import Delivery, Notice
from tests.factories import submitted

START = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)
PLANTED = ["Planted", "Lorry", "tablets", "400", "PA1234567", "ສົມໃຈ", "Trafficking", "Mae Sai"]


@pytest.fixture
def case(world, cast):
    """Kyaw, head of Tachileik, is the one who gets mail."""
    with at(START):
        return submitted(world, cast.somchai)


@pytest.fixture
def delivery(case):
    return Delivery.objects.select_related("officer", "notice").get(channel="email")


def test_the_mail_says_where_to_look_and_by_when(case, cast):
    outbox.sweep()
    (sent,) = mail.outbox
    code = shortcodes.for_mail(Notice.objects.get())
    assert sent.to == ["kyaw@blo.example"]
    assert sent.subject == f"New case: {case.reference} (Flash)"
    assert sent.body.splitlines() == [
        "New case",
        "",
        f"Reference: {case.reference}",
        "Urgency: Flash",
        "Acknowledge by: 2026-11-22 01:55 (UTC+0630)",
        f"Open it in the portal: http://127.0.0.1:8000/cases/{case.reference}/",
        f"Or acknowledge without signing in, with this code, once: {code} http://127.0.0.1:8000/ack/",
        "",
    ]
    assert sent.message().get_content_type() == "text/plain"


def test_the_mail_holds_no_word_of_the_case(case):
    outbox.sweep()
    raw = mail.outbox[0].message().as_string() + mail.outbox[0].subject + mail.outbox[0].body
    assert [word for word in PLANTED if word in raw] == []


@pytest.mark.parametrize("language", ["th", "my", "vi", "zh-hans"])
def test_the_mail_is_in_the_readers_language(delivery, cast, language):
    cast.kyaw.language = language
    cast.kyaw.save()
    delivery.refresh_from_db()
    message = email.message_for(delivery)
    with translation.override(language):
        kind = str(Notice.Kind.CASE_SUBMITTED.label)
        assert kind in message.subject
        assert kind == message.body.splitlines()[0]
        assert translation.gettext("Acknowledge by") in message.body
    if language == "th":
        assert kind != "New case"  # Thai is complete


def test_the_message_id_stays_the_same(delivery, case):
    again = [email.message_for(delivery).message()["Message-ID"] for _ in range(2)]
    assert again == [f"<{delivery.notice.public_id}.{delivery.officer_id}@127.0.0.1>"] * 2


def test_a_reminder_names_the_clock_it_reminds_of(case):
    with at(datetime(2026, 11, 21, 19, 30, tzinfo=UTC)):
        escalation.climb()
    reminder = Delivery.objects.get(channel="email", notice__kind=Notice.Kind.ESCALATED_DUTY)
    assert "Acknowledge by: 2026-11-22 01:55" in email.message_for(reminder).body


def test_no_clock_is_named_once_it_was_acknowledged(delivery, case, cast):
    notice = delivery.notice
    notice.acknowledged_at, notice.acknowledged_by = START, cast.thida
    notice.save()
    assert "Acknowledge by" not in email.message_for(delivery).body


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"office": None}, {"wants_email": False}, {"email": ""}]
)
def test_who_may_not_have_it_any_more_gets_no_mail(delivery, cast, change):
    type(cast.kyaw).objects.filter(pk=cast.kyaw.pk).update(**change)
    outbox.sweep()
    assert mail.outbox == []
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DEAD
    assert delivery.last_error.startswith("the reader")


# -- The relay


def relay_says(monkeypatch, fault):
    tries = []

    def send(message):
        tries.append(message.to)
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    return tries


def test_a_relay_that_does_not_answer_is_left_in_peace(delivery, monkeypatch):
    tries = relay_says(monkeypatch, ConnectionRefusedError())
    with pytest.raises(ConnectionRefusedError):
        email.send(delivery)
    with pytest.raises(RelayAwayError):
        email.send(delivery)
    assert len(tries) == 1
    cache.delete(email.RESTING)
    with pytest.raises(ConnectionRefusedError):
        email.send(delivery)


def test_an_address_refused_for_good_is_given_up(delivery, monkeypatch):
    refusal = {"kyaw@blo.example": (550, b"no such user")}
    relay_says(monkeypatch, smtplib.SMTPRecipientsRefused(refusal))
    with pytest.raises(UndeliverableError):
        email.send(delivery)


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPRecipientsRefused({"kyaw@blo.example": (451, b"try later")}),
        smtplib.SMTPDataError(451, b"try later"),
    ],
)
def test_a_relay_that_says_later_is_asked_later_and_others_need_not_wait(
    delivery, monkeypatch, fault
):
    tries = relay_says(monkeypatch, fault)
    for _ in range(2):
        with pytest.raises(type(fault)):
            email.send(delivery)
    assert len(tries) == 2


def test_without_its_cache_the_mail_still_goes(delivery, monkeypatch):
    class Away:
        def get(self, _key):
            raise ConnectionError

    monkeypatch.setattr(email, "cache", Away())
    email.send(delivery)
    assert len(mail.outbox) == 1
