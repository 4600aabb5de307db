"""Makes the pictures of the README from a fresh demonstration world: `make screenshots`.

`BLO_TEST_PORTAL=8000:var` takes them from a portal that runs already.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.portal import Portal, chromium, running_already
from tests.browser.tasks import evaluate
from tests.browser.visitor import Visitor
from tests.house import ROOT

PICTURES = ROOT / "docs" / "pictures"
PAGES = {"inbox": "/", "cases": "/cases/", "network": "/network/", "roadmap": "/roadmap/"}


def take(visitor, name, path):
    if path is not None:
        visitor.go(path)
    PICTURES.mkdir(exist_ok=True)
    visitor.page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


def pictures(portal, browser):
    accounts = json.loads((portal.home / "demo-accounts.json").read_text())
    officer = next(one for one in accounts if one["username"] == "th-msi-1")
    desk = Visitor(portal, browser).sign_in(officer)
    for name, path in PAGES.items():
        take(desk, name, path)
    desk.go("/")
    desk.page.locator("main a[href*='/cases/TH-MSI-']").first.click()
    desk.page.wait_for_load_state()
    take(desk, "case", None)
    phone = Visitor(portal, browser, width=360).sign_in(officer)
    take(phone, "new-case-phone", "/cases/new/")
    preview(desk)
    take(desk, "preview", None)


def preview(desk):
    """Fill the quick form as far as it must be, to reach the page before submitting."""
    desk.go("/cases/new/")
    desk.page.locator("form[data-autosave] input[type=radio]").first.check()
    desk.page.get_by_label("Drug trafficking").first.check()
    desk.page.get_by_label("What was found").first.select_option(label="Methamphetamine (yaba)")
    desk.page.get_by_label("How much").first.fill("12,000")
    evaluate(desk.page)
    desk.page.get_by_role("button", name="Continue: see who will be told").click()
    desk.page.wait_for_url("**/preview/")


def main():
    if chromium() is None:
        print("Chromium was not found: set CHROMIUM to its program.", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="blo-pictures-"))
    portal = running_already() or Portal(folder / "home").start()
    try:
        with sync_playwright() as engine:
            browser = engine.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            pictures(portal, browser)
    finally:
        portal.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
