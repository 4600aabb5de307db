"""Children are stopped, found and outlived by nobody."""

import signal
import subprocess
import sys
import time

import psutil

from blo_portal import processes

SLEEP = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"


def child(tmp_path, code=SLEEP, **options):
    return processes.spawn(
        [sys.executable, "-c", code],
        log=tmp_path / "child.log",
        death_signal=signal.SIGKILL,
        **options,
    )


def test_stop_asks_first(tmp_path):
    asked = child(tmp_path)
    processes.stop(asked, signal.SIGTERM, seconds=5)
    assert asked.returncode == -signal.SIGTERM


def test_stop_ends_what_does_not_listen(tmp_path):
    deaf = child(tmp_path, DEAF)
    assert processes.wait_until((tmp_path / "child.log").read_text, seconds=5)
    began = time.monotonic()
    processes.stop(deaf, signal.SIGTERM, seconds=0.5)
    assert deaf.returncode == -signal.SIGKILL
    assert time.monotonic() - began < 3


def test_a_child_dies_with_a_killed_parent(tmp_path):
    code = f"""
import pathlib, signal, sys, time
from blo_portal.processes import spawn
child = spawn([sys.executable, "-c", {SLEEP!r}], log=pathlib.Path(sys.argv[1]), death_signal=signal.SIGKILL)
print(child.pid, flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "grandchild.log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        grandchild = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    gone = lambda: not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE  # noqa: E731
    assert processes.wait_until(gone, seconds=5)


def test_leftovers_are_known_by_the_folder_they_live_in(tmp_path):
    mine, elsewhere = tmp_path / "mine", tmp_path / "elsewhere"
    mine.mkdir()
    elsewhere.mkdir()
    left, stranger = child(tmp_path, cwd=mine), child(tmp_path, cwd=elsewhere)
    name = psutil.Process(left.pid).name()
    try:
        processes.clear(mine, name, asking=signal.SIGTERM)
        assert not psutil.pid_exists(left.pid)
        assert stranger.poll() is None
    finally:
        left.wait()
        processes.stop(stranger, signal.SIGTERM, seconds=5)


def test_wait_until_gives_up_with_its_process(tmp_path):
    short = child(tmp_path, "pass")
    began = time.monotonic()
    assert not processes.wait_until(lambda: False, seconds=30, process=short)
    assert time.monotonic() - began < 10


def test_tail_of_a_log(tmp_path):
    log = tmp_path / "log"
    assert processes.tail(log) == ""
    log.write_text("\n".join(map(str, range(9))))
    assert processes.tail(log, 2) == "7\n8"
