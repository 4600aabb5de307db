"""How long until a submitted case stands in the counterpart's inbox, at a steady rate?

    BLO_HOME=… BLO_DEMO=1 .venv/bin/python -m bench.submit_to_inbox --seconds 30 [--worker]

Submits `--rate` cases each second through `workflow.submit`, as web processes do, against the
database and Redis of the portal at BLO_HOME; its own worker delivers them (`--worker` starts
one, for a home where only the two servers run). Drafts are logged before the clock starts.
Cases stay in that database: use a home that may be thrown away.

Three figures: the submit itself (what the officer waits for), from the click to the inbox, and,
as the baseline in the same run, a Celery task that does nothing but say that it ran.
"""

import argparse
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing import get_context

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blo_portal.settings")
django.setup()

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from agencies.models import Officer
from blo_portal.health import HEARTBEAT
from blo_portal.tasks import heartbeat
from cases import workflow
from cases.demo.atlas import Atlas
from cases.demo.stories import waiting_stories
from cases.models import Case
from notices.models import Delivery, Notice

# As many as web processes (BLO_WEB_WORKERS).
PROCESSES = 2


@dataclass(frozen=True)
class Submitted:
    reference: str
    clicked: datetime
    answered: datetime


def main() -> None:
    arguments = _arguments()
    with _worker() if arguments.worker else contextlib.nullcontext():
        _round_trip()  # until the worker is up
        baseline = [_round_trip() for _ in range(60)]
        cases = _drafts(arguments.rate * arguments.seconds)
        done = _submit_all(cases, arguments.rate)
        took = (max(one.answered for one in done) - done[0].clicked).total_seconds()
        _wait_for_inboxes(done)
    _report(done, baseline, took)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=int, default=20, help="cases each second (20)")
    parser.add_argument("--seconds", type=int, default=30, help="for so long (30)")
    parser.add_argument("--worker", action="store_true", help="start a worker and beat")
    return parser.parse_args()


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    celery = [sys.executable, "-m", "celery", "--app", "blo_portal"]
    commands = (
        [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
        [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile="],
    )
    with (settings.BLO_HOME / "log" / "bench-worker.log").open("ab") as log:
        programs = [
            subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
            for command in commands
        ]
    try:
        yield
    finally:
        for program in programs:
            os.killpg(program.pid, signal.SIGTERM)
            program.wait()


def _round_trip() -> float:
    """Seconds from publishing a task to reading what it wrote."""
    before = time.time()
    heartbeat.delay()
    while (cache.get(HEARTBEAT) or 0) < before:
        time.sleep(0.001)
    return time.time() - before


def _drafts(number: int) -> list[tuple[Case, Officer]]:
    """Cases of the busiest posts; what each touches and whom it tells is the portal's affair."""
    stories = list(waiting_stories(Atlas(), timezone.now()))
    found = []
    for index in range(number):
        story = stories[index % len(stories)]
        content = replace(story.content, happened_at=timezone.now() - timedelta(minutes=5))
        case = workflow.create_draft(content, officer=story.officer, office=story.office)
        found.append((case, story.officer))
    return found


def _submit_all(cases: list[tuple[Case, Officer]], rate: int) -> list[Submitted]:
    """Open loop: the next one comes when its time has come, whether the last is through or not."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(_warm, range(PROCESSES * 4)))
        began = time.monotonic()
        futures = []
        for index, (case, officer) in enumerate(cases):
            time.sleep(max(0.0, began + index / rate - time.monotonic()))
            futures.append(pool.submit(_submit, case, officer, timezone.now()))
        return [future.result() for future in futures]


def _warm(number: int) -> int:
    """Until both processes are up and connected."""
    time.sleep(0.2)
    return Case.objects.count() and number


def _submit(case: Case, officer: Officer, clicked: datetime) -> Submitted:
    workflow.submit(case, officer=officer)
    return Submitted(case.reference, clicked, timezone.now())


def _wait_for_inboxes(done: list[Submitted]) -> None:
    references = [one.reference for one in done]
    deadline = time.monotonic() + 120
    waiting = Notice.objects.filter(subject_reference__in=references, delivered_at=None)
    while waiting.exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def _report(done: list[Submitted], baseline: list[float], took: float) -> None:
    delivered = dict(
        Notice.objects.filter(kind=Notice.Kind.CASE_SUBMITTED)
        .values_list("subject_reference")
        .annotate(last=Max("delivered_at"))
    )
    notices = Notice.objects.filter(subject_reference__in=delivered)
    missing = notices.filter(delivered_at=None).count()
    to_inbox = [(delivered[one.reference] - one.clicked).total_seconds() for one in done]
    submits = [(one.answered - one.clicked).total_seconds() for one in done]
    print(f"{len(done)} cases in {took:.1f} s ({len(done) / took:.1f} a second), ", end="")
    print(f"{missing} notices missing, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    after = [max(0.0, there - alone) for there, alone in zip(to_inbox, submits, strict=True)]
    _print("submit (the officer waits)", submits)
    _print("commit → last counterpart's inbox", after)
    _print("submit → last counterpart's inbox", to_inbox)
    _print("baseline: empty Celery task, idle", baseline)
    ratio = statistics.median(to_inbox) / statistics.median(baseline)
    print(f"ratio of the medians, inbox to baseline: {ratio:.1f}")
    print(f"attempts beyond the first: {Delivery.objects.filter(attempts__gt=1).count()}")


def _print(label: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * value for value in seconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{label:<36} p50 {p50:8.1f} ms   p95 {p95:8.1f} ms   worst {ordered[-1]:8.1f} ms")


if __name__ == "__main__":
    try:
        main()
    finally:
        connection.close()
