"""What died is started again, more slowly each time; all stop in order."""

import signal
import sys
from itertools import pairwise

import pytest

from blo_portal import supervisor
from blo_portal.processes import StartError, spawn
from blo_portal.supervisor import Child, Supervisor


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves."""

    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

    hands = Clock()
    monkeypatch.setattr(supervisor, "time", hands)
    return hands


class Process:
    """Stands for a process that has ended, or not yet."""

    def __init__(self, returncode=None):
        self.returncode = returncode

    def poll(self):
        return self.returncode


def test_waits_grow_and_a_good_start_forgives(clock, capsys):
    started = []

    def start():
        started.append(clock.now)
        return Process(returncode=1)

    child = Child("web", start)
    child.begin()
    for _ in range(200):
        clock.now += 0.5
        child.watch()
    gaps = [later - earlier for earlier, later in pairwise(started)]
    assert gaps[:5] == [1.5, 2.5, 4.5, 8.5, 16.5]
    assert "web ended (code 1); starting it again in 1 s." in capsys.readouterr().out
    child.process, child.started = Process(returncode=1), clock.now - 61
    child.watch()
    assert child.failures == 1


def test_a_server_that_cannot_start_again_is_tried_later(clock, capsys):
    def start():
        raise StartError("PostgreSQL did not start: no space left")

    child = Child("PostgreSQL", start, process=Process(returncode=-9))
    child.watch()
    clock.now += 1.1
    child.watch()
    assert child.process is None
    assert child.next_try > clock.now
    assert "no space left" in capsys.readouterr().out


def test_stop_keeps_the_order_and_passes_over_faults(tmp_path):
    stopped = []

    def broken():
        stopped.append("Redis")
        raise OSError

    def start():
        code = "import time; time.sleep(60)"
        log = tmp_path / "log"
        return spawn([sys.executable, "-c", code], log=log, death_signal=signal.SIGKILL)

    children = Supervisor()
    children.add(Child("PostgreSQL", Process, lambda: stopped.append("PostgreSQL")))
    children.add(Child("Redis", Process, broken))
    web = Child("web", start)
    children.add(web)
    process = web.process
    children.stop(["web", "Redis", "PostgreSQL"])
    assert stopped == ["Redis", "PostgreSQL"]
    assert process.returncode == -signal.SIGTERM
