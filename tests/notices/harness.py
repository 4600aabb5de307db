"""Real Celery workers for the fault tests: on the test's database, with a Redis of their own
that may be emptied, killed and listened to."""

import base64
import contextlib
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import redis
from aiosmtpd.controller import Controller
from django.db import connection

from blo_portal.celery import app, broker_url
from blo_portal.embedded import Redis
from blo_portal.processes import spawn, stop, tail
from blo_portal.wheels import redis_program

HOUSE = Path(__file__).resolve().parents[2]
QUEUES = ("celery", "celery\x06\x166")


def until(condition, *, seconds=120):
    """Wait for what must come; the limit is far beyond what a slow machine needs."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url():
    """Of the database this test writes to."""
    known = connection.settings_dict
    user, password, host = (quote(known[name], safe="") for name in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@/{known['NAME']}?host={host}&port={known['PORT']}"


class Engine:
    """One Redis, and the worker and beat processes that the test starts and kills."""

    def __init__(self, **environment):
        self.folder = Path(tempfile.mkdtemp(prefix="blo-engine-"))
        self.server = Redis(
            folder=self.folder / "redis",
            sockets=self.folder,
            log=self.folder / "redis.log",
            program=redis_program(),
        )
        self.environment = {
            **os.environ,
            "BLO_DEMO": "1",
            "BLO_HOME": str(self.folder),
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.server.url(),
            "BLO_LEASE_SECONDS": "2",
            "BLO_BACK_OFF_SECONDS": "1",
            "PYTHONPATH": str(HOUSE),
            **environment,
        }
        self.programs = {}

    def __enter__(self):
        self.server.start()
        self.client = redis.Redis(unix_socket_path=str(self.server.socket))
        self.given_broker = app.conf.broker_url
        publish_to(broker_url(self.server.url()))
        return self

    def __exit__(self, *_):
        for name in list(self.programs):
            self.kill(name)
        publish_to(self.given_broker)
        self.client.close()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name):
        celery = [sys.executable, "-m", "celery", "--app", "blo_portal"]
        quiet = ["--without-gossip", "--without-mingle"]
        argv = {
            "worker": [*celery, "worker", "--pool", "prefork", "--concurrency", "2", *quiet],
            "beat": [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile="],
        }[name]
        self.programs[name] = spawn(
            argv,
            log=self.folder / f"{name}.log",
            death_signal=signal.SIGKILL,
            env=self.environment,
            cwd=HOUSE,
        )

    def signal(self, name, number):
        """To the program and all its children."""
        os.killpg(self.programs[name].pid, number)

    def kill(self, name):
        process = self.programs.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        stop(process, signal.SIGKILL, seconds=5)

    def restart(self, name):
        self.kill(name)
        self.start(name)

    def waiting_messages(self):
        return [raw for queue in QUEUES for raw in self.client.lrange(queue, 0, -1)]

    def log(self):
        return tail(self.folder / "worker.log", 30)


def publish_to(url):
    """Point this process's own Celery at another broker."""
    app.conf.broker_url = url
    if app._pool is not None:
        app._pool.force_close_all()
        app._pool = None
    app.amqp._producer_pool = None


def unwrapped(raw):
    """Worker messages as text: the envelopes, and their bodies taken out of base64."""
    text = raw.decode(errors="replace").replace("\\", "")
    bodies = re.findall(r'"body": "([A-Za-z0-9+/=]+)"', text)
    return "\n".join([text, *(base64.b64decode(body).decode() for body in bodies)])


class Listener:
    """Everything that is said to a Redis, word for word."""

    def __init__(self, client):
        self.heard = []
        self.client = client

    def __enter__(self):
        self.connection = self.client.connection_pool.get_connection()
        self.connection.send_command("MONITOR")
        self.connection.read_response()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        return self

    def _listen(self):
        while not self.ended.is_set():
            if self.connection.can_read(timeout=0.1):
                self.heard.append(self.connection.read_response())

    def text(self):
        return "\n".join(unwrapped(line) for line in self.heard)

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(5)
        self.connection.disconnect()


class Relay:
    """A mail relay on this machine that can be down for a while."""

    def __init__(self):
        self.port, self.mails, self.controller = free_port(), [], None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"

    def up(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.down()
