"""`python -m blo_portal.run`: one portal, started, killed, started again and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager

import psutil
import psycopg2
import pytest

from blo_portal import run
from blo_portal.home import Home
from blo_portal.processes import StartError, wait_until

ROOT = run.ROOT


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A portal as `make run` starts it, without the demonstration's cases."""

    def __init__(self, path, **more):
        self.path, self.port = path, free_port()
        given = {
            "BLO_HOME": str(path),
            "PORT": str(self.port),
            "BLO_DEMO": "0",
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": "https://portal.example.org",
            "BLO_INSTALLATION": "test",
            "EMAIL_URL": "smtp://127.0.0.1:9",
        }
        dropped = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "MAKELEVEL"}
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "blo_portal.run"],
            cwd=ROOT,
            env=kept | given | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self):
        for line in self.process.stdout:
            if line.startswith("The portal is ready"):
                return psutil.Process(self.process.pid).children(recursive=True)
        raise AssertionError(self.process.stderr.read())

    def answers(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as page:
                return page.status == 200
        except OSError:
            return False

    def refusal(self):
        _words, refusal = self.process.communicate(timeout=60)
        return self.process.returncode, refusal.strip()

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)


@contextmanager
def running(path, **more):
    portal = Running(path, **more)
    try:
        yield portal
    finally:
        portal.end()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home that has been started and stopped once: its tables are there."""
    path = tmp_path_factory.mktemp("portal") / "home"
    with running(path) as portal:
        portal.wait_until_ready()
    return path


def alive(processes):
    return [
        process
        for process in processes
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]


def ask(home, statement):
    with closing(psycopg2.connect(Home(home).read("endpoints.json")["database_url"])) as database:
        database.autocommit = True
        cursor = database.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_a_warm_start_answers_soon_and_stops_without_a_trace(home):
    began = time.monotonic()
    with running(home) as portal:
        family = portal.wait_until_ready()
        # Measured on a machine at rest it takes 3 s; the tests share the machine.
        assert time.monotonic() - began < 45
        assert portal.answers()
        asked = time.monotonic()
        portal.process.send_signal(signal.SIGINT)
        portal.process.communicate(timeout=30)
        assert time.monotonic() - asked < 20
    assert portal.process.returncode == 0
    assert not alive(family)


def test_a_killed_supervisor_leaves_nobody_and_loses_nothing(home):
    with running(home) as portal:
        family = portal.wait_until_ready()
        ask(home, "CREATE TABLE kept AS SELECT 1 AS one")
        portal.process.kill()
        assert wait_until(lambda: not alive(family), seconds=5)
    with running(home) as again:
        again.wait_until_ready()
        assert ask(home, "SELECT one FROM kept") == [(1,)]


def test_a_second_start_is_refused_and_a_dead_child_comes_back(home):
    with running(home) as portal:
        family = portal.wait_until_ready()
        with running(home) as second:
            code, words = second.refusal()
        assert (code, len(words.splitlines())) == (2, 1)
        assert "already running" in words
        with running(home.with_name("other"), PORT=str(portal.port)) as third:
            code, words = third.refusal()
        assert (code, len(words.splitlines())) == (2, 1)
        assert f"Port {portal.port} is in use" in words
        web = next(child for child in family if "gunicorn" in " ".join(child.cmdline()))
        web.kill()
        assert wait_until(lambda: not portal.answers(), seconds=5)
        assert wait_until(portal.answers, seconds=20)


@pytest.mark.parametrize("port", ["0", "http", "70000", "-1"])
def test_a_port_that_is_none(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(StartError, match="PORT must be a number"):
        run.wanted_port()


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(StartError, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        run.check_python()


def test_two_offices_and_a_coordinator_are_introduced():
    accounts = [
        {"username": name, "role": role, "office": office, "country": office[:2]}
        for name, role, office in [
            ("a", "officer", "LA-HXY"),
            ("b", "officer", "TH-MSI"),
            ("c", "head", "TH-MSI"),
            ("d", "officer", "MM-TCL"),
            ("e", "coordinator", "LA-NCD"),
            ("f", "coordinator", "TH-NCD"),
        ]
    ]
    assert [account["username"] for account in run.introduced(accounts)] == ["b", "d", "f"]
