"""The events feed: complete, in commit order, without gaps."""

import contextlib
import random
import threading
import time

import pytest
from django.db import DatabaseError, connection, connections, transaction

from notices import feed
from notices.feed import About
from notices.models import FeedEvent, Notice
from notices.outbox import tell
from tests.api import system
from tests.factories import submitted

ABOUT = About("TH-MSI-2026-000001", "/cases/TH-MSI-2026-000001/", "routine")


def positions(country="TH"):
    rows = FeedEvent.objects.filter(country=country).order_by("position")
    return list(rows.values_list("position", flat=True))


@pytest.mark.django_db
def test_positions_have_no_gap_and_are_each_countrys_own(world, cast):
    for country in ("TH", "MM", "TH"):
        feed.publish("case_submitted", ABOUT, country=country)
    assert feed.number_all() == 3
    assert positions() == [1, 2] and positions("MM") == [1]
    assert feed.number_all() == 0
    feed.publish("case_submitted", ABOUT, country="TH")
    assert feed.number("TH") == 1 and positions() == [1, 2, 3]


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_nothing(world, cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        feed.publish("case_submitted", ABOUT, country="TH")
        raise RuntimeError
    feed.publish("case_submitted", ABOUT, country="TH")
    feed.number("TH")
    assert positions() == [1]


@pytest.mark.django_db
def test_a_submitted_case_is_an_event_here_and_there(world, cast):
    case = submitted(world, cast.somchai)
    feed.number_all()
    own = FeedEvent.objects.get(country="TH", kind="own_case_submitted")
    assert own.borders == ["TH-MM"] and own.reference == case.reference
    assert own.offences == [code.code for code in case.offences.all()]
    theirs = FeedEvent.objects.filter(country="MM", kind="case_submitted")
    assert theirs.exists() and all(one.borders == ["TH-MM"] for one in theirs)


@pytest.mark.django_db
def test_what_is_for_one_office_alone_is_no_event(world):
    tell(
        world.tcl,
        Notice.Kind.CASE_SUBMITTED,
        event_key="x",
        reference="TH-MSI-2026-000001",
        link="/",
        urgency="flash",
        for_office_alone=True,
    )
    assert not FeedEvent.objects.exists()


@pytest.mark.django_db
def test_the_api_goes_on_from_the_last_position(world, cast):
    for _one in range(5):
        feed.publish("case_submitted", ABOUT, country="TH")
    feed.publish("case_submitted", ABOUT, country="MM")
    th = system("TH")
    first = th.get("events/", query={"limit": 3}).json()
    assert [one["position"] for one in first["results"]] == [1, 2, 3] and first["has_more"]
    rest = th.get("events/", query={"after": first["last"]}).json()
    assert [one["position"] for one in rest["results"]] == [4, 5] and not rest["has_more"]
    nothing = th.get("events/", query={"after": rest["last"]}).json()
    assert nothing == {"results": [], "last": 5, "has_more": False}
    for wrong in ({"after": "x"}, {"after": -1}, {"limit": 0}, {"limit": 501}, {"since": 1}):
        assert th.get("events/", query=wrong).status_code == 400
    assert "narrative" not in str(first)


WRITERS, EACH = 16, 25


class Crowd:
    """Writers that hold their transactions open for a while: some are rolled back, of some the
    server ends the connection. A reader goes on from where it stands, all the time."""

    def __init__(self):
        self.committed, self.seen = set(), []
        self.over = threading.Event()

    def write(self, number):
        dice = random.Random(number)
        for turn in range(EACH):
            with contextlib.suppress(RuntimeError, DatabaseError):
                self.commit(f"{number}-{turn}", dice)
                self.committed.add(f"{number}-{turn}")
            if connection.connection is not None and connection.connection.closed:
                connection.close()
        connections.close_all()

    def commit(self, reference, dice):
        with transaction.atomic():
            feed.publish("case_submitted", About(reference, "/", "flash"), country="TH")
            time.sleep(dice.random() * 0.02)
            if dice.random() < 0.15:
                raise RuntimeError
            if dice.random() < 0.1:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def read(self):
        after, was_over = 0, False
        while not was_over:
            was_over = self.over.is_set() and not FeedEvent.objects.unnumbered().exists()
            feed.number("TH")
            rows = list(FeedEvent.objects.filter(country="TH").after(after))
            self.seen.extend((row.position, row.reference) for row in rows)
            after = rows[-1].position if rows else after
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_no_gap_with_16_writers_that_are_slow_or_killed(world, cast):
    """Every committed event is read once, in the order of its position."""
    crowd = Crowd()
    reader = threading.Thread(target=crowd.read)
    writers = [threading.Thread(target=crowd.write, args=(number,)) for number in range(WRITERS)]
    for one in (reader, *writers):
        one.start()
    for one in writers:
        one.join()
    crowd.over.set()
    reader.join()
    assert [position for position, _name in crowd.seen] == list(range(1, len(crowd.seen) + 1))
    assert {name for _position, name in crowd.seen} == crowd.committed
    assert WRITERS * EACH // 2 < len(crowd.committed) < WRITERS * EACH
