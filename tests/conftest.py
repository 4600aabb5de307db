"""Shared fixtures: real PostgreSQL and Redis (the bundled ones unless given), a small world,
and the cast of people who walk in."""

import os

import pytest

import tests.servers  # noqa: F401  first: it gives the settings their servers
from tests import factories
from tests.browser.portal import Portal, running_already
from tests.guards import (  # noqa: F401  fixtures that act on every test
    a_cache_of_its_own,
    audit_may_be_emptied_between_tests,
    no_connection_leaves_the_machine,
    quick_passwords,
    rows_rolled_back_are_swept,
    the_language_of_the_last_reader_is_forgotten,
    there_is_a_folder_for_static_files,
    undefined_variables_fail,
    unordered_rows_come_shuffled,
)

# Tests that walk through a portal as `make run` starts it.
LIVE = ("tests/browser/", "tests/clients/live/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file stays with one process; so do all tests of one running portal, which they share."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return LIVE[0] if nodeid.startswith(LIVE) else super()._split_scope(nodeid)

    return ByFile(config, log)


@pytest.fixture(scope="session")
def running_portal(tmp_path_factory):
    """Its first start makes the demonstration world: a minute or more."""
    running = running_already()
    if running is None:
        running = Portal(tmp_path_factory.mktemp("portal") / "home").start()
    yield running
    running.stop()


@pytest.fixture
def world(db):
    return factories.World()


class Cast:
    """The people of the tests. Somchai logs; Thida is told; the others want to know too."""

    def __init__(self, world):
        role = factories.Officer.Role
        self.somchai = factories.officer(
            "somchai", world.msi, name="สมชาย", name_latin="Somchai", language="en"
        )
        self.anong = factories.officer("anong", world.msi, role.HEAD)
        self.preecha = factories.officer("preecha", world.ckg)
        self.thida = factories.officer("thida", world.tcl, name="သီတာ", name_latin="Thida")
        self.kyaw = factories.officer("kyaw", world.tcl, role.HEAD)
        self.bounmy = factories.officer("bounmy", world.hxy)
        self.sokha = factories.officer("sokha", world.ppt)
        self.coordinator_th = factories.officer(
            "coordinator-th", world.desks["TH"], role.COORDINATOR
        )
        self.coordinator_mm = factories.officer(
            "coordinator-mm", world.desks["MM"], role.COORDINATOR
        )
        self.observer = factories.officer("observer", None, role.OBSERVER)
        self.admin = factories.officer("admin", None, role.ADMIN)
        self.unposted = factories.officer("unposted", None)
        self.partner_th = factories.partner("TH").account
        self.partner_mm = factories.partner("MM").account


@pytest.fixture
def cast(world):
    return Cast(world)


@pytest.fixture
def somchai(cast):
    return cast.somchai


@pytest.fixture
def thida(cast):
    return cast.thida


@pytest.fixture
def signed_in(client):
    """A browser signed in as somebody: `signed_in(thida).get(...)`."""
    from django.test import Client

    def enter(person):
        browser = Client(enforce_csrf_checks=False)
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return enter


@pytest.fixture(autouse=True)
def _no_real_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    if not os.environ.get("BLO_TEST_REAL_BROKER"):
        settings.CELERY_TASK_ALWAYS_EAGER = False
