"""Kill -9 in the middle of making a file: nothing half is left, and it is delivered once. Real
worker, real Redis (tests/notices/harness.py)."""

import io
import signal
import zipfile

import pytest
from django.utils import timezone

from audit.models import Entry
from cases.exports import jobs
from cases.exports.stamp import Purpose
from cases.files import store
from cases.models import CaseCopy, Export
from tests import factories
from tests.conftest import Cast
from tests.factories import submitted
from tests.notices.harness import Engine, until

pytestmark = pytest.mark.django_db(transaction=True)

CASES = 12


@pytest.fixture
def world():
    return factories.World()


@pytest.fixture
def cast(world):
    return Cast(world)


def now_of(export):
    return Export.objects.get(pk=export.pk)


def test_a_worker_killed_in_the_middle_of_an_export(world, cast):
    cases = [submitted(world, cast.somchai) for _ in range(CASES)]
    with Engine() as engine:
        engine.start("worker")
        export = jobs.ask(
            [case.reference for case in cases],
            officer=cast.thida,
            kind="pdf",
            purpose=Purpose.REPORTING,
        )
        assert until(lambda: now_of(export).done >= 2), engine.log()
        engine.signal("worker", signal.SIGSTOP)  # frozen in the middle of whatever it does
        left = now_of(export)
        engine.kill("worker")
        assert 2 <= left.done < CASES
        assert (left.state, left.attempts) == ("waiting", 1)
        assert not store.folder(export.public_id).exists()
        assert not CaseCopy.objects.exists()
        assert not Entry.objects.filter(action="report").exists()
        Export.objects.update(due_at=timezone.now())  # its lease is over
        engine.start("beat")
        engine.start("worker")
        assert until(lambda: now_of(export).state == "ready"), engine.log()
    delivered_once(now_of(export), cases)


def delivered_once(export, cases):
    assert (export.attempts, export.done) == (2, CASES)
    assert CaseCopy.objects.count() == Entry.objects.filter(action="report").count() == CASES
    assert [file.name for file in store.folder(export.public_id).iterdir()] == [store.EXPORTED]
    copy = jobs.fetch(export, export.officer)
    names = zipfile.ZipFile(io.BytesIO(copy.content)).namelist()
    assert [name[:18] for name in names] == [*(case.reference for case in cases), "cases.csv"]
