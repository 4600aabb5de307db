"""Does the list of the newest 50 cases grow with the table? (Target: 1,000,000 ≤ 1.3 × 10,000.)

    BLO_HOME=… BLO_DEMO=1 .venv/bin/python -m bench.list_newest [--sizes 10000,200000]

Works in a database of its own beside the portal's (made here, dropped at the end): one case
goes through the verbs, the rest are copies of its rows. Measures the whole list as the page
reads it, for users who see 30 %, 1 %, 0.01 % and the oldest 100 of the cases, and as the
baseline in the same run the same list without permissions.
"""

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blo_portal.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from agencies.access import reach
from agencies.models import Country, Officer
from cases import workflow
from cases.demo import people
from cases.demo.atlas import Atlas
from cases.demo.stories import waiting_stories
from cases.listing import newest_visible
from cases.models import Case, RouteStop, Seizure

SCRATCH = "blo_bench_list"
ROWS = 50
REPEATS = 60
# Who sees which of the copies, numbered from 1 to `total`.
READERS = {
    "30 %": ("th-msi-1", "number % 10 < 3"),
    "1 %": ("sg-wdl-1", "number % 100 = 0"),
    "0.01 %": ("bn-klr-1", "number % 10000 = 0"),
    "oldest 100": ("tl-btg-1", "number <= 100"),
}


def main() -> None:
    sizes = [int(size) for size in _arguments().sizes.split(",")]
    with scratch_database():
        template = _template()
        print(f"newest {ROWS}, median of {REPEATS}; load {os.getloadavg()[0]:.1f}")
        for size in sizes:
            _grow(template, size)
            _measure(size)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,200000", help="numbers of cases, rising")
    return parser.parse_args()


@contextmanager
def scratch_database() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH}")
        cursor.execute(f"CREATE DATABASE {SCRATCH}")
    usual = settings.DATABASES["default"]["NAME"]
    _use(SCRATCH)
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("load_reference", stdout=io.StringIO(), skip_checks=True)
        yield
    finally:
        _use(usual)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {SCRATCH}")


def _use(name: str) -> None:
    connection.close()
    connections.databases["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _template() -> Case:
    people.post_officers("!", wants_email=False)
    story = list(waiting_stories(Atlas(), timezone.now()))[-1]
    case = workflow.create_draft(story.content, officer=story.officer, office=story.office)
    return workflow.submit(case, officer=story.officer)


def _grow(template: Case, total: int) -> None:
    """Copies of one case's rows up to `total`, each granted to those who shall see it."""
    first = Case.objects.count()
    _copy(
        Case,
        f"id = {template.pk}",
        {
            "public_id": "gen_random_uuid()",
            "draft_key": "gen_random_uuid()",
            "reference": "'COPY-' || number",
        },
        first,
        total,
    )
    for model in (RouteStop, Seizure):
        with connection.cursor() as cursor:
            own = {"case_id": "c.id", "public_id": "gen_random_uuid()"}
            values = {
                f.column: own.get(f.column, f"t.{f.column}")
                for f in model._meta.fields
                if f.column != "id"
            }
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(values)})"
                f" SELECT {', '.join(values.values())}"
                f" FROM cases_case c, {model._meta.db_table} t"
                f" WHERE t.case_id = %s AND substr(c.reference, 6)::bigint > %s"
                " AND c.reference LIKE 'COPY-%%'",
                [template.pk, first],
            )
    for username, condition in READERS.values():
        _grant(username, condition, first)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy(model: type[Case], where: str, changed: dict[str, str], first: int, total: int) -> None:
    kept = [f.column for f in model._meta.fields if f.column not in ("id", *changed)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join([*kept, *changed])})"
            f" SELECT {', '.join([*kept, *changed.values()])}"
            f" FROM {table}, generate_series({first + 1}, {total}) AS number WHERE {where}"
            " ORDER BY number"
        )


def _grant(username: str, condition: str, first: int) -> None:
    group = Country.objects.get(pk=username[:2].upper()).group_id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casegrouppermission (permission_id, group_id, content_object_id)"
            " SELECT (SELECT id FROM auth_permission WHERE codename = 'see_headline'), %s,"
            " copies.id"
            " FROM (SELECT id, substr(reference, 6)::bigint AS number FROM cases_case"
            "       WHERE reference LIKE 'COPY-%%') AS copies"
            f" WHERE number > %s AND {condition.replace('%', '%%')} ORDER BY copies.id",
            [group, first],
        )


def _measure(size: int) -> None:
    bare = _median(lambda: list(Case.objects.order_by("-pk").with_list_rows()[:ROWS]))
    print(f"{size:>9,} cases   {'no permissions':<12} {bare:6.1f} ms")
    for share, (username, _) in READERS.items():
        user = Officer.objects.select_related("office__country").get(username=username)
        assert reach(user)
        found = _median(lambda user=user: list(newest_visible(user, limit=ROWS).with_list_rows()))
        rows = len(newest_visible(user, limit=ROWS))
        print(f"{'':>15}   {share:<12}   {found:6.1f} ms   {found / bare:4.2f} ×   {rows} rows")


def _median(read: Callable[[], list[Case]]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        read()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


if __name__ == "__main__":
    with closing(connection):
        main()
