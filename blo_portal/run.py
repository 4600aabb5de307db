"""`python -m blo_portal.run`: the whole portal on one machine, until Ctrl-C or SIGTERM."""

import errno
import importlib
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from blo_portal.embedded import Servers
from blo_portal.home import Home
from blo_portal.preparation import ROOT, Preparation
from blo_portal.probe import is_up
from blo_portal.processes import (
    StartError,
    die_with_parent,
    end_descendants,
    spawn,
    tail,
    wait_until,
)
from blo_portal.supervisor import Child, Supervisor, say

BIND = os.environ.get("BLO_BIND") or "127.0.0.1"
OLDEST_PYTHON = (3, 11)
STOP_ORDER = ("web", "webhooks", "worker", "beat", "Redis", "PostgreSQL")
# Whom the newcomer may sign in as: two offices that face each other, and a coordinator.
INTRODUCED = (("officer", "TH-MSI"), ("officer", "MM-TCL"), ("coordinator", "TH"))


class Stopped(BaseException):
    """Somebody asked us to stop; raised by the signal wherever we are."""


def main() -> int:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    if "MAKELEVEL" in os.environ:  # a killed `make` takes the portal with it
        die_with_parent(signal.SIGTERM)
    portal: Portal | None = None
    try:
        check_python()
        portal = Portal(Home.from_environment(), wanted_port())
        portal.start()
        portal.watch()
    except Stopped:
        return 0
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        if portal:
            portal.stop()
        end_descendants()
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        raise StartError(f"The portal needs Python 3.11 or newer; this is Python {found}.")


def wanted_port() -> int:
    given = os.environ.get("PORT", "").strip() or "8000"
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 65535):
        raise StartError(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def wanted_flag(name: str, default: str) -> bool:
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes"}


def check_port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = {
                errno.EADDRINUSE: "is in use by another program",
                errno.EACCES: "may not be used by this account",
            }.get(error.errno or 0, f"cannot be used ({error.strerror})")
            raise StartError(
                f"Port {port} {reason}: choose another one, for example PORT=8010 make run."
            ) from error


@dataclass
class Portal:
    home: Home
    port: int
    supervisor: Supervisor = field(default_factory=Supervisor)
    environment: dict[str, str] = field(default_factory=dict)
    servers: Servers | None = None
    settings: Any = None

    @property
    def address(self) -> str:
        host = "127.0.0.1" if BIND in {"0.0.0.0", "::"} else BIND  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def start(self) -> None:
        began = time.monotonic()
        self.home.open()
        check_port_is_free(BIND, self.port)
        self.environment = self._environment()
        self._start_servers()
        self.settings = read_settings(self.environment)
        Preparation(self.home, self.environment, demo=self.environment["BLO_DEMO"] == "1").run()
        self._start_programs()
        self._wait_for_the_first_page()
        self._introduce(time.monotonic() - began)

    def watch(self) -> None:
        while True:
            self.supervisor.watch()
            time.sleep(0.25)

    def stop(self) -> None:
        if self.supervisor.children:
            say("Stopping …")
            self.supervisor.stop(STOP_ORDER)
            if self.servers:
                self.servers.remove_sockets()
            say(f"Stopped. The data stays in {self.home.path}")
        self.home.close()

    def _environment(self) -> dict[str, str]:
        """What the portal's programs and `manage.py` see."""
        demo = wanted_flag("BLO_DEMO", "1")
        known = self.home.secrets()
        return {
            **os.environ,
            "BLO_HOME": str(self.home.path),
            "PORT": str(self.port),
            "BLO_DEMO": "1" if demo else "0",
            "SECRET_KEY": os.environ.get("SECRET_KEY") or known["secret_key"],
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
        }

    def _start_servers(self) -> None:
        """The bundled PostgreSQL and Redis, each unless an address was given for it."""
        known = self.home.secrets()
        passwords = known["database_password"], known["database_admin_password"]
        self.servers = servers = Servers(self.home.path, *passwords)
        if "DATABASE_URL" not in self.environment:
            self.supervisor.add(servers.postgres.as_child())
            self.environment["DATABASE_URL"] = servers.postgres.url()
        if "REDIS_URL" not in self.environment:
            self.supervisor.add(servers.redis.as_child())
            self.environment["REDIS_URL"] = servers.redis.url()
            self.environment.setdefault("CACHE_URL", servers.redis.url(1))
        self.home.write(
            "endpoints.json",
            {
                "database_url": self.environment["DATABASE_URL"],
                "redis_url": self.environment["REDIS_URL"],
                "demo": self.environment["BLO_DEMO"],
            },
        )

    def _start_programs(self) -> None:
        celery = [sys.executable, "-m", "celery", "--app", "blo_portal"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        self._add("web", sys.executable, "-m", "gunicorn", "--config", "python:blo_portal.web")
        self._add("worker", *celery, "worker", "--pool", "prefork", "--concurrency", "2", *quiet)
        # Waits for the servers of partner systems: threads cost little, and delay nobody else.
        waits = ["--queues", "webhooks", "--pool", "threads", "--concurrency", "8"]
        self._add("webhooks", *celery, "worker", *waits, "--hostname", "webhooks@%h", *quiet)
        # Every period is a few seconds: beat has nothing to remember between two runs.
        self._add("beat", *celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile=")

    def _add(self, name: str, *argv: str) -> None:
        log = self.home.path / "log" / f"{name}.log"
        self.supervisor.add(
            Child(
                name,
                lambda: spawn(
                    argv, log=log, death_signal=signal.SIGKILL, env=self.environment, cwd=ROOT
                ),
            )
        )

    def _wait_for_the_first_page(self) -> None:
        web = next(child for child in self.supervisor.children if child.name == "web")
        host = self.settings.ALLOWED_HOSTS[0]
        up = partial(is_up, self.address, host)
        if not wait_until(up, seconds=60, process=web.process):
            raise StartError(f"The web server did not start:\n{tail(self._log('web'), 15)}")

    def _log(self, name: str) -> Path:
        return self.home.path / "log" / f"{name}.log"

    def _introduce(self, seconds: float) -> None:
        say(f"\nThe portal is ready after {seconds:.1f} s:  {self.address}/\n")
        for line in self._sign_ins():
            say(line)
        say(f"\nLogs: {self.home.path / 'log'}   Ctrl-C stops everything.")

    def _sign_ins(self) -> Iterator[str]:
        if self.environment["BLO_DEMO"] != "1":
            return
        accounts = self.home.path / "demo-accounts.json"
        yield "Demonstration: no real person, no real case. Sign in as"
        for account in introduced(self.home.read_list("demo-accounts.json")):
            place = account["office"] or account["country"]
            who = f"{account['username']} / {account['password']}"
            yield f"  {account['role']:<12} {place:<7} {who}"
        yield f"  all accounts: {accounts}"


def introduced(accounts: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    for role, place in INTRODUCED:
        for account in accounts:
            if account["role"] == role and place in (account["office"], account["country"]):
                yield account
                break


def read_settings(environment: dict[str, str]) -> Any:
    """Read the settings once, here, so that a bad value is one sentence and not a broken child."""
    os.environ.update(environment)
    try:
        return importlib.import_module("blo_portal.settings")
    except ImproperlyConfigured as error:
        raise StartError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
