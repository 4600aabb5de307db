"""One portal and one Chromium for all browser tests."""

import os

import pytest

from tests.browser.portal import chromium
from tests.browser.visitor import Visitor


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def program():
    found = chromium()
    if found is None:
        if os.environ.get("BLO_REQUIRE_BROWSER") == "1":
            pytest.fail(
                "Chromium was not found (CHROMIUM, PATH), and the browser tests are required"
            )
        pytest.skip("Chromium was not found (CHROMIUM, PATH)")
    return found


@pytest.fixture(scope="package")
def portal(program, running_portal):
    return running_portal


@pytest.fixture(scope="package")
def browser(program):
    """Gone with the last browser test: while it runs, this thread has an event loop, in which
    Django refuses to ask the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program)
        yield started
        started.close()


@pytest.fixture
def visitor(portal, browser):
    """Somebody with a browser of his own: `visitor(width=360)`; complaints fail the test."""
    visitors = []

    def arrive(**options):
        visitors.append(Visitor(portal, browser, **options))
        return visitors[-1]

    yield arrive
    complaints = [complaint for one in visitors for complaint in one.complaints]
    for one in visitors:
        one.leave()
    assert complaints == []
