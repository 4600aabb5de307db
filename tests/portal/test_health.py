"""/healthz: the process answers. /readyz: the portal can do its work."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.utils import OperationalError
from django.utils import timezone

from blo_portal import health
from notices.models import Delivery, Notice

pytestmark = pytest.mark.django_db


def readyz(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_healthz_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_every_part_answers(client):
    health.beat()
    status, body = readyz(client)
    assert (status, body["status"]) == (200, "ready")
    assert set(body["checks"]) == {"database", "redis", "worker", "outbox"}


@pytest.mark.parametrize("heard", [None, time.time() - 3600], ids=["never", "an hour ago"])
def test_not_ready_without_a_recent_heartbeat(client, heard):
    if heard:
        cache.set(health.HEARTBEAT, heard)
    status, body = readyz(client)
    assert status == 503
    assert not body["checks"]["worker"]["ok"]


def test_a_broken_part_is_named_and_its_words_are_not_shown(client, monkeypatch):
    def gone():
        raise OperationalError("password=secret host=db")

    monkeypatch.setitem(health.CHECKS, "database", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == {"ok": False}
    assert b"secret" not in answer.content


def test_a_row_that_nobody_takes_makes_the_portal_not_ready(client, world):
    health.beat()
    notice = Notice.objects.create(
        office=world.tcl, event_key="e", subject_reference="r", link="/", created_at=timezone.now()
    )
    late = timezone.now() - timedelta(seconds=health.STUCK_AFTER_SECONDS + 10)
    row = Delivery.objects.create(notice=notice, channel="inbox", dedupe_key="k", next_at=late)
    status, body = readyz(client)
    assert status == 503
    assert body["checks"]["outbox"]["oldest_due_seconds"] > health.STUCK_AFTER_SECONDS
    # A mail relay that is down for the day is not our fault: the row waits for its next try.
    Delivery.objects.filter(pk=row.pk).update(next_at=timezone.now() + timedelta(minutes=5))
    assert readyz(client)[0] == 200
