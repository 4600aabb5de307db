"""A worker that is killed in the middle: the next one goes on where it was, and nothing is twice."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from cases.imports import batches, working
from cases.models import Case, CaseImport, ImportRow, OwnId
from tests import factories
from tests.cases.imports.brought import GOOD, checked, rows, states, table, waiting, worked
from tests.conftest import Cast
from tests.notices.harness import database_url, until

ROWS = 600
# Small batches, so that a kill falls between two of them or into one.
RUNNER = """
import sys
import django; django.setup()
from cases.imports import ending, working
working.CHECKED_AT_ONCE, working.MADE_AT_ONCE = 50, 5
ending.wake = working.wake = lambda pk: None  # there is no broker
working.work(int(sys.argv[1]))
"""


def runner(found):
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "blo_portal.settings",
    }
    return subprocess.Popen([sys.executable, "-c", RUNNER, str(found.pk)], env=environment)


def killed_when(found, **reached):
    """Start a worker, kill it once the import is that far, and let its lease end."""
    worker = runner(found)
    try:
        assert until(lambda: CaseImport.objects.filter(pk=found.pk, **reached).exists())
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    CaseImport.objects.filter(pk=found.pk).update(due_at=timezone.now())
    found.refresh_from_db()


def brought(mode):
    cast = Cast(factories.World())
    wrong = {**GOOD, "own_id": "X", "urgency": "soon"}
    bad = [wrong] if mode == "good_rows" else []
    return waiting(table(*rows(ROWS), *bad), cast.somchai, mode=mode)


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_checks_and_while_it_makes():
    found = brought("good_rows")
    killed_when(found, state="checking", done__gt=0)
    killed_when(found, state="making", done__gt=20)
    assert 0 < found.made < ROWS
    assert Case.objects.count() == found.made
    worker = runner(found)
    assert worker.wait(timeout=300) == 0
    found.refresh_from_db()
    assert (found.state, found.made, found.wrong) == ("done", ROWS, 1)
    assert states(found) == ["made"] * ROWS + ["wrong"]
    assert Case.objects.count() == OwnId.objects.count() == ROWS
    assert ImportRow.objects.exclude(case=None).values("case").distinct().count() == ROWS


@pytest.mark.django_db
def test_a_batch_that_breaks_off_leaves_nothing(cast, monkeypatch):
    """The drafts of a batch and the place behind it are one transaction."""
    monkeypatch.setattr(working, "MADE_AT_ONCE", 2)
    found = checked(table(*rows(6)), cast.somchai)
    made, calls = batches.make, []

    def breaks_off(source, some):
        done = made(source, some)
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError
        return done

    monkeypatch.setattr(batches, "make", breaks_off)
    from cases.imports import bringing

    bringing.run(found, officer=cast.somchai, mode="all_or_nothing")
    worked(found)
    assert (found.state, found.made, Case.objects.count()) == ("making", 2, 2)
    CaseImport.objects.update(due_at=timezone.now())
    worked(found)
    assert (found.state, found.made, Case.objects.count()) == ("done", 6, 6)


@pytest.mark.django_db
def test_who_lost_the_lease_changes_nothing(cast, monkeypatch):
    found = waiting(table(*rows(2)), cast.somchai, mode="good_rows")
    judged = batches.check

    def lose_it(source, some):
        judged(source, some)
        monkeypatch.setattr(batches, "check", judged)

    def taken_away(*_said):
        CaseImport.objects.filter(pk=found.pk).update(lease=None)
        return 2, type("Words", (), {"converted": 0})()

    monkeypatch.setattr(working, "normalise", taken_away)
    monkeypatch.setattr(batches, "check", lose_it)
    worked(found)
    assert (found.state, found.total) == ("reading", 0)
    assert not ImportRow.objects.exists()


@pytest.mark.django_db
def test_what_kills_every_worker_is_given_up(cast, monkeypatch):
    found = waiting(table(*rows(1)), cast.somchai)

    def dies(*_said):
        raise MemoryError

    monkeypatch.setattr(working, "normalise", dies)
    for _attempt in range(working.MOST_ATTEMPTS + 1):
        CaseImport.objects.update(due_at=timezone.now())
        worked(found)
    assert found.state == "failed"
    assert "several times" in found.fault


@pytest.mark.django_db
def test_two_workers_at_once_share_nothing(cast):
    found = waiting(table(*rows(1)), cast.somchai)
    CaseImport.objects.update(due_at=timezone.now() + working.LEASE)
    worked(found)
    assert found.state == "reading"


@pytest.mark.django_db
def test_memory_does_not_grow_with_the_rows(cast, monkeypatch):
    """Of 3,000 rows with long texts, at most the rows of a batch are held at a time."""
    import tracemalloc

    long = rows(3000, narrative="Planted. " * 500)
    found = waiting(table(*long), cast.somchai)
    del long
    monkeypatch.setattr(working, "CHECKED_AT_ONCE", 100)
    connection.queries_log.clear()
    tracemalloc.start()
    worked(found)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.state, found.total) == ("checked", 3000)
    assert peak < 10 * 1024 * 1024, f"{peak // 1024**2} MB of a file of 14 MB"
