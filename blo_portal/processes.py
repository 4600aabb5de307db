"""Child processes that never outlive the portal: start, watch, stop, find what was left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class StartError(Exception):
    """Something the person at the keyboard has to know, in one sentence."""


def die_with_parent(death_signal: signal.Signals) -> None:
    """Ask Linux to send us `death_signal` when our parent dies, however it dies."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    identity: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches the supervisor alone.

    `identity` changes the user id inside the child; it comes first because a change of user
    clears the death signal.
    """
    parent = os.getpid()

    def prepare() -> None:
        if identity:
            identity()
        die_with_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)

    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603  our own programs
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509  the supervisor has one thread
        )


def stop(
    process: subprocess.Popen[bytes], ask_with: signal.Signals | None, *, seconds: float
) -> None:
    """Ask (unless it was asked before), wait, then end the process group whatever it says."""
    if process.returncode is not None:
        return
    if ask_with:
        process.send_signal(ask_with)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(
    ready: Callable[[], bool], *, seconds: float, process: subprocess.Popen[bytes] | None = None
) -> bool:
    """Ask `ready` until it says yes; no longer than `seconds`, nor after `process` has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if process and process.poll() is not None:
            return False
        time.sleep(0.05)
    return False


def living_in(folder: Path, program: str) -> list[psutil.Process]:
    """Processes of `program` that work inside `folder`, the oldest first.

    Servers go to live in their data folder, so this names ours without trusting a pid file
    whose number the system may have given to somebody else.
    """
    return sorted(_matching(folder, program), key=lambda process: process.create_time())


def _matching(folder: Path, program: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == program and process.info["cwd"] == str(folder):
            yield process


def clear(folder: Path, program: str, *, asking: signal.Signals) -> None:
    """End what an earlier start, itself ended by force, left running inside `folder`.

    The server is asked to stop its own helpers. Helpers whose server is gone (they call
    themselves `postgres: …`) are ended at once.
    """
    left = living_in(folder, program)
    mains = [process for process in left if not _is_helper(process, program)]
    _signal_and_wait(mains, asking, left, seconds=10 if mains else 0)
    for sign in (signal.SIGQUIT, signal.SIGKILL):
        left = living_in(folder, program)
        _signal_and_wait(left, sign, left, seconds=5)


def _is_helper(process: psutil.Process, program: str) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool("".join(process.cmdline()[:1]).startswith(f"{program}: "))
    return True


def _signal_and_wait(
    asked: Sequence[psutil.Process],
    sign: signal.Signals,
    awaited: Sequence[psutil.Process],
    *,
    seconds: float,
) -> None:
    for process in asked:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(sign)
    psutil.wait_procs(awaited, timeout=seconds)


def end_descendants() -> None:
    """The last sweep: whoever was being started at the very moment of the stop."""
    left = psutil.Process().children(recursive=True)
    for sign in (signal.SIGTERM, signal.SIGKILL):
        _signal_and_wait(left, sign, left, seconds=2)
        left = [process for process in left if process.is_running()]


def tail(log: Path, lines: int = 5) -> str:
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
