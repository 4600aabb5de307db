"""The world of the access table with its doors, made once for a module."""

import pytest
from django.db import transaction

from tests.access_world import AccessWorld


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        yield world, world.doors()
        transaction.set_rollback(True)


@pytest.fixture
def open_portal(settings):
    """Nobody asks too often, and schemathesis may call the portal as it likes to."""
    settings.API_RATES = {"read": "1000000/hour", "write": "1000000/hour"}
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
