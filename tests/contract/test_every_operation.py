"""No request breaks the portal or its description, whoever makes it."""

import os

import pytest
from django.db import transaction

from tests.access_world import AccessWorld
from tests.contract.asking import Asker, operations

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        yield world, world.doors()
        transaction.set_rollback(True)


@pytest.mark.parametrize("column", ["pawr", "pard", "orig", "obsv"])
def test_every_operation_keeps_its_description(ground, column, capsys, settings):
    settings.API_RATES = {"read": "1000000/hour", "write": "1000000/hour"}
    settings.ALLOWED_HOSTS = ["localhost"]
    world, doors = ground
    asker = Asker(world, doors[column], column)
    asker.ask_all(operations(os.environ.get("BLO_CONTRACT_PICK", "")))
    found = asker.found
    with capsys.disabled():
        print(
            f"\n{column}: {found.asked} requests, {dict(found.statuses)}, {len(found.faults)} faults"
        )
    assert not found.statuses[401], "nobody was let in"
    assert not found.faults, "\n\n".join(
        f"{name}\n{words}" for (name, _), words in found.faults.items()
    )
