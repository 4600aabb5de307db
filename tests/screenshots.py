"""`make screenshots`: one picture of each main page, of a fresh demonstration world."""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.portal import Portal, chromium, running_already
from tests.browser.tasks import log_the_lorry, submit
from tests.browser.visitor import Visitor
from tests.house import ROOT

PICTURES = ROOT / "docs" / "pictures"


class Album:
    def __init__(self, portal, browser):
        self.portal, self.browser = portal, browser

    def visitor(self, role, office, **options):
        arriving = Visitor(self.portal, self.browser, **options)
        return arriving.sign_in(self.portal.account(role, office))

    def take(self, visitor, name, path=None):
        """What the window shows, from the top of the page."""
        if path is not None:
            visitor.go(path)
        visitor.page.evaluate("window.scrollTo(0, 0)")
        visitor.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
        print(f"docs/pictures/{name}.png")

    def make(self):
        stranger = Visitor(self.portal, self.browser)
        self.take(stranger, "sign-in", "/account/login/")
        phone = self.visitor("officer", "TH-MSI", width=360)
        self.take(phone, "new-case-phone", "/cases/new/")

        sender = self.visitor("officer", "TH-MSI")
        reference = log_the_lorry(sender)
        self.take(sender, "preview")
        self.take(phone, "preview-phone", f"/cases/{reference}/preview/")
        submit(sender)
        told = self.visitor("officer", "MM-TCL")
        told.sees(reference, seconds=60)
        self.take(told, "inbox")
        self.take(self.visitor("officer", "MM-TCL", width=360), "inbox-phone", "/")
        self.take(told, "headline", f"/cases/{reference}/")
        told.page.get_by_role("button", name=re.compile("^Acknowledge")).first.click()
        told.page.wait_for_load_state()
        self.take(sender, "case", f"/cases/{reference}/")
        for name, path in {
            "cases": "/cases/",
            "network": "/network/",
            "office": "/offices/MM-TCL/",
            "roadmap": "/roadmap/",
        }.items():
            self.take(sender, name, path)
        dark = self.visitor("officer", "TH-MSI", dark=True)
        self.take(dark, "case-dark", f"/cases/{reference}/")


def main():
    program = chromium()
    if program is None:
        print("Chromium was not found (CHROMIUM, PATH).", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        portal = running_already() or Portal(Path(folder) / "home").start()
        try:
            browser = playwright.chromium.launch(executable_path=program)
            Album(portal, browser).make()
        finally:
            portal.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
