"""Deadlines of requests: each is told once, whoever looks and whatever dies; and two people who
act on one request at the same moment."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
import uuid6

from audit.clock import at, now
from cases import requestanswers, requestarrival, requestdeadlines, requests
from cases.models import Request, RequestDeadline
from cases.problems import WrongState
from notices.models import Notice
from tests import factories
from tests.cases.asking import ANSWER, asked_of, at_once
from tests.conftest import Cast
from tests.notices.harness import database_url

Kind = RequestDeadline.Kind
DEADLINES = 10_000
TOLD = {
    Kind.ACKNOWLEDGE_SOON: ("request_ack_soon", 1),
    Kind.ANSWER_SOON: ("request_due_soon", 1),
    Kind.ANSWER_LATE: ("request_overdue", 2),
    Kind.ANSWER_LATER: ("request_still_late", 3),
}


def told():
    kinds = [kind for kind, _count in TOLD.values()]
    rows = Notice.objects.filter(kind__in=kinds)
    return Counter(rows.values_list("kind", flat=True))


# -- one request -------------------------------------------------------------------------------


@pytest.fixture
def request_(world, somchai):
    (made,) = asked_of([world.tcl], somchai)
    return made


def test_each_at_its_time_and_once(world, request_):
    rows = request_.deadlines.order_by("at")
    assert [row.kind for row in rows] == list(TOLD)
    for n, row in enumerate(rows, 1):
        with at(row.at):
            assert [requestdeadlines.tell_due() for _ in range(2)] == [1, 0]
        assert len(told()) == n
    assert told() == dict(TOLD.values())
    late = Notice.objects.filter(kind="request_still_late")
    assert {notice.office for notice in late} == {world.tcl, world.msi, world.desks["MM"]}


def test_before_its_time_nothing_is_told(request_):
    first = request_.deadlines.order_by("at").first()
    with at(first.at - timedelta(seconds=1)):
        assert requestdeadlines.tell_due() == 0


def test_what_was_answered_reminds_nobody(request_, thida):
    requestanswers.answer(request_, ANSWER, officer=thida)
    with at(now() + timedelta(days=60)):
        assert requestdeadlines.tell_due() == 0


def test_while_they_ask_back_nobody_is_reminded_and_then_anew(request_, thida, somchai):
    requestanswers.clarify(request_, officer=thida, text="which?")
    with at(now() + timedelta(days=30)):
        assert requestdeadlines.tell_due() == 0
        found = requests.clarified(request_, officer=somchai, text="that")
    fresh = RequestDeadline.objects.waiting()
    assert {row.due_version for row in fresh} == {found.due_version}
    assert {row.kind for row in fresh} == set(TOLD) - {Kind.ACKNOWLEDGE_SOON}
    with at(found.due_at):
        requestdeadlines.tell_due()
    assert told()["request_overdue"] == 2


def test_more_time_is_another_deadline(request_, thida):
    requestarrival.acknowledge(request_, officer=thida)
    due = request_.due_at
    requestanswers.extend(
        request_, officer=thida, due_at=due + timedelta(hours=3), reason="the registry"
    )
    with at(due + timedelta(hours=1)):
        requestdeadlines.tell_due()
    assert told() == {"request_due_soon": 1}
    with at(due + timedelta(hours=3)):
        requestdeadlines.tell_due()
    assert told()["request_overdue"] == 2


def test_one_that_cannot_be_told_holds_nobody_up(world, somchai, monkeypatch):
    made = asked_of([world.tcl, world.hxy], somchai)
    broken = made[0].reference
    real = requestdeadlines.tell

    def tell(*given, **more):
        if more["reference"] == broken:
            raise RuntimeError
        return real(*given, **more)

    monkeypatch.setattr(requestdeadlines, "tell", tell)
    with at(now() + timedelta(days=60)):
        assert requestdeadlines.tell_due() == 4
        monkeypatch.undo()
        assert requestdeadlines.tell_due() == 4


# -- many, with workers that die ---------------------------------------------------------------


def many(world, somchai):
    """Two thousand and five hundred requests whose four moments have all passed, over the last
    two hours in which nothing ran."""
    begun = now() - timedelta(hours=2)
    count = DEADLINES // len(TOLD)
    rows = Request.objects.bulk_create(
        Request(
            reference=f"RQ-TH-MSI-2026-{n:06d}",
            bundle=uuid6.uuid7(),
            asking_office=world.msi,
            asked_by=somchai,
            asked_at=begun,
            office=world.tcl,
            urgency="flash",
            question="who",
            purpose="x",
            legal_basis="y",
            runs_from=begun,
            acknowledge_by=begun,
            due_at=begun,
        )
        for n in range(count)
    )
    RequestDeadline.objects.bulk_create(
        RequestDeadline(
            request=row, kind=kind, due_version=1, at=begun + timedelta(seconds=7200 * n / count)
        )
        for n, row in enumerate(rows)
        for kind in TOLD
    )
    return count


RUNNER = """
import django; django.setup()
from cases import requestdeadlines
from notices import outbox
outbox._wake = lambda keys: None  # there is no broker
while requestdeadlines.tell_due(limit=200, seconds=600): pass
"""


def runner():
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "blo_portal.settings",
    }
    return subprocess.Popen([sys.executable, "-c", RUNNER], env=environment)


def settled(most):
    """Until so many are told, and at most ten minutes."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        if RequestDeadline.objects.exclude(told_at=None).count() >= most:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_deadlines_two_runners_one_of_them_killed():
    world = factories.World()
    cast = Cast(world)
    type(cast.somchai).objects.update(wants_email=False)
    count = many(world, cast.somchai)
    runners = [runner(), runner()]
    try:
        assert settled(DEADLINES // 20)
        runners[0].send_signal(signal.SIGKILL)
        runners.append(runner())
        assert [one.wait(timeout=1800) for one in runners] == [-signal.SIGKILL, 0, 0]
    finally:
        for one in runners:
            if one.poll() is None:
                one.kill()
                one.wait()
    assert not RequestDeadline.objects.filter(told_at=None).exists()
    assert told() == {kind: count * offices for kind, offices in TOLD.values()}
    keys = Notice.objects.values_list("office", "event_key")
    assert len(set(keys)) == len(keys)


# -- two at once -------------------------------------------------------------------------------


@pytest.fixture
def both_sides(transactional_db):
    world = factories.World()
    cast = Cast(world)
    (made,) = asked_of([world.tcl], cast.somchai)
    return cast, made


def test_two_clerks_answer_at_once(both_sides):
    cast, made = both_sides
    clerks = (cast.thida, cast.kyaw)
    found = at_once(
        *(lambda who=who: requestanswers.answer(made, ANSWER, officer=who) for who in clerks)
    )
    (lost,) = [one for one in found if isinstance(one, WrongState)]
    winner = made.steps.get(kind="answered").by
    assert winner.full_title in lost.message
    assert Notice.objects.filter(kind="request_answered").count() == 1


def test_answer_and_withdrawal_at_once(both_sides):
    cast, made = both_sides
    found = at_once(
        lambda: requestanswers.answer(made, ANSWER, officer=cast.thida),
        lambda: requests.withdraw(made, officer=cast.somchai, reason="found him"),
    )
    (won,) = [one for one in found if isinstance(one, Request)]
    made.refresh_from_db()
    assert made.state == won.state in ("answered", "withdrawn")
    ends = made.steps.filter(kind__in=["answered", "withdrawn"])
    assert [step.kind for step in ends] == [won.state]


def test_the_notice_and_the_page_acknowledge_at_once(both_sides):
    from cases import answers

    cast, made = both_sides
    at_once(
        lambda: answers.acknowledge(made.notice, officer=cast.thida),
        lambda: requestarrival.acknowledge(made, officer=cast.kyaw),
    )
    assert made.steps.filter(kind="acknowledged").count() == 1
