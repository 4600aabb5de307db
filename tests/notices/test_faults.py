"""Kill -9, an emptied Redis, a mail relay that is down, a dead beat: nobody is told less than
once, and no inbox more than once. Real workers, real Redis, real SMTP (tests/notices/harness.py).
"""

import email
import email.policy
import re
import signal
import threading
from collections import Counter

import pytest
from django.db import connection, connections, transaction

from cases.models import Case
from notices import escalation, outbox
from notices.models import Delivery, Notice
from tests import factories
from tests.conftest import Cast
from tests.factories import draft, submitted
from tests.notices.harness import Engine, Listener, Relay, until, unwrapped

pytestmark = pytest.mark.django_db(transaction=True)

CASES = 200
# Words of the case (tests/factories.content) that belong in no message and no mail.
PLANTED = ["Planted", "Lorry", "tablet", "400000", "PA1234567", "ສົມໃຈ", "trafficking", "mae-sai"]


@pytest.fixture
def world():
    return factories.World()


@pytest.fixture
def cast(world):
    return Cast(world)


def kyaw_takes_no_mail(cast):
    type(cast.kyaw).objects.filter(pk=cast.kyaw.pk).update(wants_email=False)


def all_delivered():
    return not Delivery.objects.undelivered().exists()


def everybody_told_once(cases):
    """Every counterpart of every case: one notice, one delivery, visible."""
    told = Counter(Notice.objects.values_list("subject_reference", "office__code"))
    wanted = Counter(
        (case.reference, code)
        for case in cases
        for code in case.involvements.values_list("office__code", flat=True)
    )
    assert len(wanted) == len(cases)
    assert told == wanted
    assert not Notice.objects.filter(delivered_at=None).exists()
    states = Delivery.objects.filter(channel="inbox").values_list("state", flat=True)
    assert Counter(states) == {"delivered": len(cases)}


# -- The worker and its broker


def test_a_worker_killed_in_the_middle_of_200_submissions(world, cast):
    kyaw_takes_no_mail(cast)
    with Engine() as engine:
        engine.start("beat")
        engine.start("worker")
        cases, left = [], []
        for number in range(CASES):
            cases.append(submitted(world, cast.somchai))
            if number in (60, 120):  # frozen in the middle of whatever it does
                engine.signal("worker", signal.SIGSTOP)
            if number in (70, 130):
                left.append(Delivery.objects.undelivered().count())
                engine.restart("worker")
        assert until(all_delivered), engine.log()
        assert min(left) >= 10
        everybody_told_once(cases)
    assert Notice.objects.visible_to(cast.thida).count() == CASES


def test_redis_emptied_in_the_middle(world, cast):
    kyaw_takes_no_mail(cast)
    with Engine() as engine:
        engine.start("beat")
        engine.start("worker")
        cases = [submitted(world, cast.somchai) for _ in range(20)]
        engine.signal("worker", signal.SIGSTOP)
        cases += [submitted(world, cast.somchai) for _ in range(20)]
        assert engine.waiting_messages()
        engine.client.flushall()
        assert not engine.waiting_messages()
        engine.signal("worker", signal.SIGCONT)
        cases += [submitted(world, cast.somchai) for _ in range(20)]
        assert until(all_delivered), engine.log()
        everybody_told_once(cases)


def test_without_beat_a_starting_worker_finds_what_was_left(world, cast):
    kyaw_takes_no_mail(cast)
    with Engine() as engine:
        cases = [submitted(world, cast.somchai) for _ in range(5)]
        engine.client.flushall()
        engine.start("worker")
        assert until(all_delivered), engine.log()
        everybody_told_once(cases)


def test_without_redis_a_case_is_submitted_all_the_same(world, cast):
    with Engine() as engine:
        engine.server.stop()
        case = submitted(world, cast.somchai)
        assert case.status == Case.Status.OPEN
        assert Delivery.objects.claimable().count() == 2


def test_a_worker_whose_connections_were_cut_goes_on(world, cast):
    """It keeps its connection from task to task, and looks at it before each."""
    kyaw_takes_no_mail(cast)
    with Engine() as engine:
        engine.start("worker")
        for _ in range(3):
            submitted(world, cast.somchai)
            assert until(all_delivered), engine.log()
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                assert cursor.rowcount >= 1
    assert Delivery.objects.filter(attempts=1).count() == Delivery.objects.count() == 3


# -- Mail


def message_ids(mails):
    return Counter(re.search(r"(?m)^Message-ID: (\S+)", content)[1] for _, content in mails)


def test_a_relay_that_is_down_for_a_while(world, cast):
    with Relay() as relay, Engine(EMAIL_URL=relay.url) as engine:
        engine.start("beat")
        engine.start("worker")
        cases = [submitted(world, cast.somchai) for _ in range(3)]
        mails = Delivery.objects.filter(channel="email")
        assert until(lambda: not mails.filter(attempts=0).exists()), engine.log()
        assert until(lambda: not Notice.objects.filter(delivered_at=None).exists())
        assert not relay.mails and mails.filter(state="delivered").count() == 0

        relay.up()
        cases += [submitted(world, cast.somchai) for _ in range(3)]
        assert until(all_delivered), engine.log()
    wanted = {f"<{notice.public_id}.{cast.kyaw.pk}@127.0.0.1>" for notice in Notice.objects.all()}
    assert len(wanted) == len(cases) == 6
    assert message_ids(relay.mails) == dict.fromkeys(wanted, 1)
    assert {tuple(to) for to, _ in relay.mails} == {("kyaw@blo.example",)}


# -- No word of a case


def found_in(text):
    return [word for word in PLANTED if word.lower() in text.lower()]


def test_neither_messages_nor_mails_hold_a_word_of_the_case(world, cast):
    with Relay() as relay, Engine(EMAIL_URL=relay.url) as engine:
        relay.up()
        with Listener(engine.client) as listener:
            case = submitted(world, cast.somchai)
            Notice.objects.update(next_escalation_at=case.submitted_at)
            escalation.climb()
            messages = engine.waiting_messages()
            engine.start("worker")
            assert until(all_delivered), engine.log()
    said = "\n".join(unwrapped(raw) for raw in messages)
    assert said.count('"task": "notices.deliver"') == Delivery.objects.count() == 4
    assert set(re.findall(r"\[\[(.*?)\]", said)) == {
        str(pk) for pk in Delivery.objects.values_list("pk", flat=True)
    }
    heard = listener.text()
    assert "BRPOP" in heard and "notices.deliver" in heard
    assert f"[[{Delivery.objects.order_by('pk').first().pk}]" in heard
    assert found_in(said) == found_in(heard) == []
    assert case.reference not in said + heard

    assert len(relay.mails) == 2
    for _, raw in relay.mails:
        message = email.message_from_string(raw, policy=email.policy.default)
        assert case.reference in message.get_content()
        assert found_in(raw + message.get_content() + message["Subject"]) == []


# -- Two at once


def in_threads(work, number=4):
    """The same work at the same moment; answers of all, or the first fault."""
    gate, answers, faults = threading.Barrier(number), [], []

    def run():
        gate.wait(10)
        try:
            answers.append(work())
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]
    return answers


def test_sweepers_at_once_deliver_each_row_once(world, cast, monkeypatch):
    sent = []
    monkeypatch.setattr(
        "notices.channels.CHANNELS",
        {name: lambda row: sent.append(row.pk) for name in Delivery.Channel},
    )
    with Engine():
        for _ in range(10):
            submitted(world, cast.somchai)
    assert sum(in_threads(outbox.sweep)) == 20
    assert Counter(sent) == dict.fromkeys(Delivery.objects.values_list("pk", flat=True), 1)


def test_climbers_at_once_climb_each_step_once(world, cast):
    with Engine():
        for _ in range(5):
            case = submitted(world, cast.somchai)
        Notice.objects.update(next_escalation_at=case.submitted_at)
        assert sum(in_threads(escalation.climb)) == 5
    reminders = Notice.objects.exclude(follows=None)
    assert Counter(reminders.values_list("kind", flat=True)) == {"escalated_duty": 5}


def test_one_event_told_by_many_at_once_is_one_notice(world, cast):
    draft(world, cast.somchai)

    def tell():
        with transaction.atomic():
            return outbox.tell(
                world.tcl,
                Notice.Kind.CASE_SUBMITTED,
                event_key="same",
                reference="TH-MSI-2026-000001",
                link="/",
                urgency="flash",
                readers=[cast.thida],
            ).pk

    with Engine():
        assert len(set(in_threads(tell))) == 1
    assert Delivery.objects.count() == 2
