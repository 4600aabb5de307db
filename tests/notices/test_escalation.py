"""Silence climbs by urgency: officers on duty, head of office, national coordinator."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.clock import at
from cases import answers, disclosure
from notices import escalation, outbox
from notices.models import Delivery, Notice
from tests.factories import submitted

START = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # Tuesday, 09:30 in Tachileik
Kind = Notice.Kind
CLIMBS = [Kind.ESCALATED_DUTY, Kind.ESCALATED_HEAD, Kind.ESCALATED_COORDINATOR]


@pytest.fixture
def case(world, cast):
    with at(START):
        return submitted(world, cast.somchai)


def climb_at(minutes):
    with at(START + timedelta(minutes=minutes)):
        return escalation.climb()


def climbed():
    """Kind and office of every reminder, in the order of telling."""
    reminders = Notice.objects.exclude(follows=None).order_by("pk")
    return [(notice.kind, notice.office.code) for notice in reminders]


def mailed(kind):
    rows = Delivery.objects.filter(notice__kind=kind, channel="email")
    return set(rows.values_list("officer__username", flat=True))


def test_a_flash_case_climbs_duty_head_coordinator(case):
    assert [climb_at(minutes) for minutes in (14, 15, 29, 30, 59, 60, 600)] == [0, 1, 0, 1, 0, 1, 0]
    assert climbed() == [(CLIMBS[0], "MM-TCL"), (CLIMBS[1], "MM-TCL"), (CLIMBS[2], "MM-NCD")]
    assert mailed(CLIMBS[1]) == {"kyaw"}
    assert mailed(CLIMBS[2]) == {"coordinator-mm"}


@pytest.mark.parametrize(
    ("urgency", "hours"),
    [("urgent", (1, 2, 4)), ("priority", (8, 12, 24)), ("routine", (24, 48, 96))],
)
def test_each_urgency_has_its_own_clock(world, somchai, urgency, hours):
    with at(START):
        submitted(world, somchai, urgency=urgency)
    for number, hour in enumerate(hours):
        assert climb_at(60 * hour - 1) == 0
        assert climb_at(60 * hour) == 1
        assert len(climbed()) == number + 1


def test_after_a_long_silence_of_the_clock_every_step_is_still_told_once(case):
    assert [climb_at(600) for _ in range(5)] == [1, 1, 1, 0, 0]
    assert [kind for kind, _ in climbed()] == CLIMBS


def test_an_acknowledgement_stops_the_climb(case, cast):
    climb_at(15)
    answers.acknowledge(Notice.objects.get(kind=Kind.CASE_SUBMITTED), officer=cast.thida)
    assert climb_at(600) == 0
    assert climbed() == [(CLIMBS[0], "MM-TCL")]


def test_a_recall_stops_the_climb_and_starts_its_own(case, cast, world):
    climb_at(15)
    with at(START + timedelta(minutes=20)):
        disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="wrong border")
    assert climb_at(30) == 0
    assert climb_at(35) == 1  # the recall asks for an acknowledgement, too
    followed = Notice.objects.exclude(follows=None).order_by("pk").last().follows
    assert followed.kind == Kind.CASE_RECALLED


def test_the_same_step_is_never_told_twice(case):
    climb_at(15)
    Notice.objects.filter(kind=Kind.CASE_SUBMITTED).update(
        escalation_level=0, next_escalation_at=START
    )
    climb_at(16)
    assert climbed() == [(CLIMBS[0], "MM-TCL")]
    assert Delivery.objects.filter(notice__kind=CLIMBS[0], channel="inbox").count() == 1


def test_a_notice_that_cannot_climb_holds_up_nobody(case, world, cast, monkeypatch):
    with at(START + timedelta(minutes=1)):
        submitted(world, cast.somchai)
    steps = iter([ZeroDivisionError, None])

    def tell_duty(notice):
        fault = next(steps)
        if fault:
            raise fault

    monkeypatch.setitem(escalation._STEPS, 1, tell_duty)
    assert climb_at(20) == 1


def test_a_country_without_an_active_desk_is_climbed_past(case, world):
    world.desks["MM"].status, world.desks["MM"].status_reason = "closed", "moved"
    world.desks["MM"].save()
    assert [climb_at(600) for _ in range(3)] == [1, 1, 1]
    assert [kind for kind, _ in climbed()] == CLIMBS[:2]


def test_reminders_reach_the_inbox(case, cast):
    climb_at(15)
    outbox.sweep()
    seen = Notice.objects.visible_to(cast.thida)
    assert set(seen.values_list("kind", flat=True)) == {Kind.CASE_SUBMITTED, CLIMBS[0]}
