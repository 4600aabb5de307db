"""Keys alone are enough, and so is a browser without scripts."""

import re

import pytest

from tests.browser.tasks import log_quickly, submit


@pytest.fixture
def waiting(visitor, portal):
    """A case that waits for Tachileik: its reference."""
    sender = visitor().sign_in(portal.account("officer", "TH-MSI"))
    reference = log_quickly(sender)
    submit(sender)
    return reference


def focused(page):
    return page.evaluate("() => document.activeElement.innerText || document.activeElement.name")


def tab_to(page, words, most=60):
    """Press the tab key until the focus is on it, and see that one can see where one is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.search(words, focused(page) or ""):
            return
    raise AssertionError(f"{most} times Tab did not reach {words!r}")


def shows_focus(page):
    return page.evaluate(
        """() => {
            const look = getComputedStyle(document.activeElement);
            return look.outlineStyle !== "none" || look.boxShadow !== "none";
        }"""
    )


def test_signing_in_and_acknowledging_by_keys(visitor, portal, waiting):
    account = portal.account("officer", "MM-TCL")
    person = visitor()
    page = person.page
    person.go("/")
    page.keyboard.press("Tab")
    assert "Skip" in focused(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    tab_to(page, "^login$")
    page.keyboard.type(account["username"])
    tab_to(page, "^password$")
    page.keyboard.type(account["password"])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Inbox").wait_for()

    person.sees(waiting, seconds=30)
    tab_to(page, rf"Acknowledge\s+{waiting}", most=400)
    assert shows_focus(page)
    page.keyboard.press("Enter")
    person.sees(re.compile(f"{waiting} is acknowledged"))


def test_reading_and_submitting_without_scripts(visitor, portal):
    person = visitor(width=360, scripts=False).sign_in(portal.account("officer", "TH-MSI"))
    reference = log_quickly(person)
    submit(person)
    for path in ("/", "/cases/", f"/cases/{reference}/", "/network/", "/offices/MM-TCL/"):
        assert person.go(path).status == 200
        assert person.page.locator("h1").count() == 1
        assert person.overflow_without_scripts() is False
    person.go(f"/cases/?q={reference}")
    assert person.page.locator(".ref", has_text=reference).count() == 1


def test_a_row_is_added_and_a_place_is_asked_without_scripts(visitor, portal):
    """Nothing typed is lost when the page comes back with a question."""
    person = visitor(scripts=False).sign_in(portal.account("officer", "TH-MSI"))
    page = person.page
    person.go("/cases/new/")
    page.get_by_label("Short title").fill("Typed before the row")
    page.get_by_role("button", name="Add a stop after").click()
    page.locator("#after").get_by_label("Place", exact=True).fill("Chiang Khong")
    page.get_by_role("button", name="Continue: see who will be told").click()
    assert page.get_by_label("Short title").input_value() == "Typed before the row"
    assert page.locator("#after").get_by_label(re.compile("Chiang Khong")).count() >= 2
    assert page.get_by_role("heading", name="There is a problem").count() == 1
