"""How long does an import of many rows take, how much memory, and what if its worker is killed?

    BLO_HOME=… BLO_DEMO=1 .venv/bin/python -m bench.import_cases --rows 50000 [--kill]

Brings a CSV file of an officer of the demonstration, of which one row in a hundred is wrong, as
good rows, and works on it in processes of their own, as the worker does, until it is over. With
`--kill` the first of them is killed (SIGKILL) a third of the way through making drafts. Afterwards
it counts whether each good row is one case. Cases stay in that database: use a home that may be
thrown away. Its own workers must not be running, or they share the work.
"""

import argparse
import csv
import io
import itertools
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Iterator
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blo_portal.settings")
django.setup()

from django.db import connection
from django.utils import timezone

from agencies.models import Officer
from cases.imports import bringing, working
from cases.imports.bringing import Asked
from cases.imports.columns import COLUMNS
from cases.models import CaseImport, OwnId

WRONG_EVERY = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args()
    officer = Officer.objects.get(username="th-msi-1")
    began = time.monotonic()
    found = _brought(officer, asked.rows)
    print(f"{asked.rows} rows brought and sealed: {time.monotonic() - began:.1f} s")
    connection.close()
    _work_through(found, kill=asked.kill)
    _report(found)


def _brought(officer: Officer, number: int) -> CaseImport:
    word = f"{timezone.now():%H%M%S}"
    parts = [part.encode() for part in _parts(word, number)]
    content, asked = iter(parts), Asked(mode=CaseImport.Mode.GOOD_ROWS)
    return bringing.bring("cases.csv", sum(map(len, parts)), content, asked, officer=officer)


def _parts(word: str, number: int) -> Iterator[str]:
    names = list(COLUMNS)
    happened = f"{timezone.now() - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for n in range(1, number + 1):
        writer.writerow(
            {
                "own_id": f"{word}-{n}",
                "happened_at": happened,
                "crossing": "nowhere" if n % WRONG_EVERY == 0 else "TH-MM:mae-sai-1",
                "offences": "060121",
                "evaluation": "B2",
                "title": f"Row {n}",
                "narrative": "Measured. " * 20,
                "substance_1": "METH_TAB",
                "quantity_1": str(n),
                "unit_1": "tablet",
                "person_name": "สมชาย",
                "vehicle_plate": f"กข {n}",
            }
        )
        if text.tell() > 256 * 1024:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _work_through(found: CaseImport, *, kill: bool) -> None:
    spawn = multiprocessing.get_context("spawn")
    seen: dict[str, float] = {}
    while found.is_working:
        worker = spawn.Process(target=_worker, args=(found.pk,))
        worker.start()
        while worker.is_alive():
            time.sleep(0.2)
            found.refresh_from_db()
            seen.setdefault(found.state, time.monotonic())
            if kill and found.state == "making" and found.done > found.total // 3:
                os.kill(worker.pid or 0, signal.SIGKILL)
                worker.join()
                kill = False
                found.refresh_from_db()
                print(f"killed at row {found.done}, {found.made} drafts made")
        found.refresh_from_db()
        seen.setdefault(found.state, time.monotonic())
        CaseImport.objects.filter(pk=found.pk, state__in=CaseImport.WORKING).update(
            due_at=timezone.now()  # the lease of who was killed would end in two minutes
        )
    states = list(seen.items())
    for (state, at), (_next, until) in itertools.pairwise(states):
        print(f"{state:<12} {until - at:8.1f} s")


def _worker(pk: int) -> None:
    working.work(pk)
    print(
        f"a worker's peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


def _report(found: CaseImport) -> None:
    made = OwnId.objects.filter(case__in=found.rows.values("case")).count()
    rows = found.rows.count()
    print(f"{found.state}: {found.made} made, {found.wrong} wrong, {rows} rows in the report")
    right = found.total - found.wrong
    print(f"each right row is one case: {made == found.made == right}")


if __name__ == "__main__":
    try:
        main()
    finally:
        connection.close()
