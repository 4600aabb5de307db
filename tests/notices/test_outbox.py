"""The outbox: told once, delivered once, whoever crashes on the way."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import Office
from notices import faults, outbox
from notices.models import Delivery, Notice

State = Delivery.State


@pytest.fixture
def tell(world):
    def tell_one(office=world.tcl, key="TH-MSI-2026-000001:submitted", readers=(), **more):
        return outbox.tell(
            office,
            Notice.Kind.CASE_SUBMITTED,
            event_key=key,
            reference="TH-MSI-2026-000001",
            link="/cases/TH-MSI-2026-000001/",
            urgency="flash",
            readers=readers,
            **more,
        )

    return tell_one


@pytest.fixture
def channel(monkeypatch):
    """Replaces both channels by one that counts, and fails with what it is told to."""

    class Channel:
        def __init__(self):
            self.sent, self.fault = [], None

        def __call__(self, delivery):
            self.sent.append(delivery.pk)
            if self.fault:
                raise self.fault

    one = Channel()
    monkeypatch.setattr("notices.channels.CHANNELS", dict.fromkeys(Delivery.Channel, one))
    return one


def only():
    return Delivery.objects.get()


def lease_runs_out():
    Delivery.objects.update(leased_until=Now() - timedelta(seconds=1))


def back_off_ends():
    Delivery.objects.update(next_at=Now() - timedelta(seconds=1))


# -- tell


def test_the_same_event_tells_an_office_once(tell, thida):
    first, second = tell(readers=[thida]), tell(readers=[thida])
    assert first == second
    assert Delivery.objects.count() == 2


def test_each_office_and_each_event_is_told(tell, world):
    tell(), tell(world.hxy), tell(key="TH-MSI-2026-000001:closed:3")
    assert Notice.objects.count() == 3


def test_by_default_whoever_heads_the_office_gets_mail(tell, cast):
    tell(readers=None)
    assert set(Delivery.objects.values_list("channel", "officer")) == {
        ("inbox", None),
        ("email", cast.kyaw.pk),
    }


def test_a_change_that_is_rolled_back_tells_nobody(tell, world):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell()
        raise ZeroDivisionError
    assert not Notice.objects.exists() and not Delivery.objects.exists()


def test_a_notice_is_not_in_the_inbox_before_it_is_delivered(tell, thida):
    notice = tell()
    assert notice not in Notice.objects.visible_to(thida)
    outbox.sweep()
    assert notice in Notice.objects.visible_to(thida)


def test_a_broker_that_is_away_fails_nobody(tell, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(**_):
        raise ConnectionError

    monkeypatch.setattr("notices.tasks.deliver.apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        tell()
    assert only().state == State.DUE


def test_the_wake_up_holds_an_id_and_mail_goes_behind_the_inbox(
    tell, thida, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr("notices.tasks.deliver.apply_async", lambda **call: sent.append(call))
    with django_capture_on_commit_callbacks(execute=True):
        tell(readers=[thida])
    inbox, mail = Delivery.objects.order_by("pk")
    assert sent == [
        {"args": (inbox.pk,), "retry": False, "priority": 0},
        {"args": (mail.pk,), "retry": False, "priority": 6},
    ]


# -- claim, lease, fence


def test_a_claim_counts_the_attempt_before_the_work(tell):
    tell()
    row = outbox.claim(only().pk)
    assert (only().state, only().attempts, only().lease_token) == (State.LEASED, 1, row.lease_token)


def test_a_leased_delivery_is_nobody_elses(tell):
    tell()
    assert outbox.claim(only().pk) is not None
    assert outbox.claim(only().pk) is None


def test_an_expired_lease_is_taken_over_and_the_loser_changes_nothing(tell):
    tell()
    loser = outbox.claim(only().pk)
    lease_runs_out()
    winner = outbox.claim(only().pk)
    assert winner.lease_token != loser.lease_token

    assert outbox.settle(loser) is False
    outbox.postpone(loser, "TimeoutError")
    outbox._bury(loser, "TimeoutError")
    assert (only().state, only().lease_token) == (State.LEASED, winner.lease_token)

    assert outbox.settle(winner) is True
    outbox._bury(loser, "TimeoutError")
    assert only().state == State.DELIVERED


def test_what_is_delivered_is_never_delivered_again(tell, channel):
    tell()
    assert outbox.deliver(only().pk) is True
    assert outbox.deliver(only().pk) is False
    assert len(channel.sent) == 1


def test_the_inbox_shows_a_notice_once_even_when_sent_twice(tell, thida):
    notice = tell()
    outbox.sweep()
    notice.refresh_from_db()
    first = notice.delivered_at
    Delivery.objects.update(state=State.DUE)
    outbox.sweep()
    notice.refresh_from_db()
    assert notice.delivered_at == first
    assert Notice.objects.visible_to(thida).count() == 1


# -- back-off, poison, the dead list


def test_a_failure_waits_longer_each_time(tell, channel, settings):
    settings.DELIVERY_BACK_OFF_SECONDS = 5
    assert [outbox.back_off(n).seconds for n in (1, 2, 3, 7, 8, 150)] == [5, 10, 20, 320, 600, 600]
    tell()
    channel.fault = OSError("smtp.example said: no such person as Planted-name")
    assert outbox.deliver(only().pk) is False
    assert (only().state, only().last_error) == (State.DUE, "OSError")
    assert outbox.sweep() == 0  # not due yet
    assert len(channel.sent) == 1


def test_a_delivery_is_given_up_after_its_attempts(tell, channel, settings):
    settings.DELIVERY_ATTEMPTS = {"inbox": 3, "email": 3}
    tell()
    channel.fault = OSError()
    for _ in range(5):
        back_off_ends()
        outbox.sweep()
    assert len(channel.sent) == 3
    assert (only().state, only().attempts) == (State.DEAD, 3)


def test_work_that_kills_its_worker_runs_out_of_attempts(tell, settings):
    settings.DELIVERY_ATTEMPTS = {"inbox": 3, "email": 3}
    tell()
    claims = []
    for _ in range(5):
        claims.append(outbox.claim(only().pk))
        lease_runs_out()
    assert [claim is not None for claim in claims] == [True, True, True, False, False]
    assert (only().state, only().last_error) == (State.DEAD, "gave no sign of life")


def test_what_can_never_be_delivered_is_given_up_at_once(tell, channel):
    tell()
    channel.fault = faults.UndeliverableError("the reader left the office")
    outbox.sweep()
    assert (only().state, only().attempts) == (State.DEAD, 1)
    assert only().last_error == "the reader left the office"


def test_a_buried_delivery_can_be_sent_again(tell, channel):
    tell()
    channel.fault = faults.UndeliverableError("no")
    outbox.sweep()
    channel.fault = None
    outbox.resend(only())
    assert (only().state, only().attempts, only().last_error) == (State.DUE, 0, "")
    assert outbox.sweep() == 1
    assert only().state == State.DELIVERED


def test_only_the_dead_are_sent_again(tell, channel):
    tell()
    outbox.sweep()
    outbox.resend(only())
    assert only().state == State.DELIVERED


# -- sweep


def test_a_sweep_does_the_inboxes_first_and_goes_on_until_nothing_is_due(tell, channel, thida):
    for number in range(5):
        tell(key=f"event-{number}", readers=[thida])
    assert outbox.sweep(batch=3) == 10
    kinds = dict(Delivery.objects.values_list("pk", "channel"))
    assert [kinds[pk] for pk in channel.sent] == ["inbox"] * 5 + ["email"] * 5


def test_a_sweep_of_failures_ends(tell, channel, settings):
    for number in range(5):
        tell(key=f"event-{number}")
    channel.fault = OSError()
    assert outbox.sweep(batch=2) == 0
    assert len(channel.sent) == 5


def test_a_sweep_stops_when_its_time_is_over(tell, channel):
    for number in range(5):
        tell(key=f"event-{number}")
    assert outbox.sweep(seconds=-1) == 1
    assert Delivery.objects.undelivered().count() == 4


def test_cron_can_sweep(tell, capsys):
    tell()
    call_command("sweep_outbox")
    assert capsys.readouterr().out == "1 delivered, 0 climbed.\n"
    assert only().state == State.DELIVERED


def test_a_closed_office_still_gets_what_it_was_told(tell, world, thida):
    notice = tell()
    Office.objects.filter(pk=world.tcl.pk).update(status="closed", status_reason="moved")
    outbox.sweep()
    assert notice in Notice.objects.visible_to(thida)
