"""The whole portal as a newcomer starts it, for tests that look at it through a browser."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.house import ROOT

# Whatever the tests were started with belongs to them, not to the portal under test.
NOT_HANDED_ON = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "MAKELEVEL", "EMAIL_URL"}
LONGEST_START = 600


def chromium():
    """The browser's program, or None."""
    named = os.environ.get("CHROMIUM", "")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if (found := shutil.which(name))), None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def running_already():
    """While the tests are written: `BLO_TEST_PORTAL=8000:var` names a portal that runs."""
    port, _colon, home = os.environ.get("BLO_TEST_PORTAL", "").partition(":")
    return Portal(Path(home), int(port)) if home else None


class Portal:
    """`python -m blo_portal.run` in a home of its own."""

    def __init__(self, home: Path, port=None):
        self.home, self.port = home, port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / f"{home.name}.log"
        self.process = None

    def start(self):
        began = time.monotonic()
        kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "blo_portal.run"],
                cwd=ROOT,
                env={**kept, "BLO_HOME": str(self.home), "PORT": str(self.port), "BLO_DEMO": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() - began > LONGEST_START:
                self.stop()
                raise RuntimeError(f"The portal did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.2)
        return self

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def accounts(self):
        return json.loads((self.home / "demo-accounts.json").read_text(encoding="utf-8"))

    def named(self, username):
        return next(one for one in self.accounts() if one["username"] == username)

    def account(self, role, office=None, country=None):
        """The first demonstration account that fits."""
        for account in self.accounts():
            fits = account["role"] == role
            fits = fits and (office is None or account["office"] == office)
            fits = fits and (country is None or account["country"] == country)
            if fits:
                return account
        raise LookupError(f"no demonstration account for {role} {office or country or ''}")
