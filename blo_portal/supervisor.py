"""Watches the portal's processes: starts again what died, stops all of them in order."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from blo_portal.processes import StartError, stop

LONGEST_WAIT = 30.0
# A process that lived this long had a good start; the next failure counts from one again.
GOOD_START_SECONDS = 60.0


def say(text: str) -> None:
    """Tell the person at the keyboard; a closed terminal is no reason to stop."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


@dataclass
class Child:
    """One process and how to start it.

    A server that others depend on has its own way to `end`; all others are asked (SIGTERM) at
    once and get a few seconds each to finish what they do.
    """

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    end: Callable[[], None] | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_try: float = 0.0

    def begin(self) -> None:
        self.started = time.monotonic()
        self.process = self.start()

    def watch(self) -> None:
        """Notice a death and start again: after 1, 2, 4 … 30 seconds."""
        if self.process and self.process.poll() is not None:
            self._plan_restart()
        if self.process is None and time.monotonic() >= self.next_try:
            try:
                self.begin()
            except StartError as error:
                say(str(error))
                self._plan_restart()

    def _plan_restart(self) -> None:
        now = time.monotonic()
        self.failures = 1 if now - self.started > GOOD_START_SECONDS else self.failures + 1
        wait = min(2.0 ** (self.failures - 1), LONGEST_WAIT)
        ending = f" (code {self.process.returncode})" if self.process else ""
        say(f"{self.name} ended{ending}; starting it again in {wait:.0f} s.")
        self.process, self.next_try = None, now + wait

    def ask(self) -> None:
        if self.process and self.end is None:
            self.process.send_signal(signal.SIGTERM)

    def finish(self) -> None:
        if self.end:
            self.end()
        elif self.process:
            stop(self.process, None, seconds=4)
        self.process = None


@dataclass
class Supervisor:
    """The children, in the order in which they start."""

    children: list[Child] = field(default_factory=list)

    def add(self, child: Child) -> None:
        self.children.append(child)
        child.begin()

    def watch(self) -> None:
        for child in self.children:
            child.watch()

    def stop(self, order: Sequence[str]) -> None:
        """Stop every child in this order, whatever fails on the way."""
        children = sorted(self.children, key=lambda child: order.index(child.name))
        for child in children:
            child.ask()
        for child in children:
            with contextlib.suppress(Exception):
                child.finish()
