"""Every page, for whom it is there: nothing in the way of a reader, nothing wider than a phone."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.places import addresses
from tests.browser.tasks import log_quickly

LEAST = {"officer": 20, "head": 20, "coordinator": 12, "admin": 8}


def violations(page):
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in found
        for node in one["nodes"]
    ]


def faults(visitor, dark):
    """What is wrong with the page in front of us."""
    page = visitor.page
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", dark)
    yield from violations(page)
    if (over := visitor.overflow()) is not None:
        yield f"wider than the screen by {over}"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} first headings"
    if not page.title().strip():
        yield "no title"


def opened(visitor, path):
    """Whether this account has such a page, and no file; then it is in front of us."""
    answer = visitor.context.request.get(path, max_redirects=0)
    if answer.status not in {200, 302, 403, 404, 405}:
        visitor.complaints.append(f"{path} answers {answer.status}")
    if answer.status != 200 or "attachment" in answer.headers.get("content-disposition", ""):
        return False
    visitor.go(path)
    return True


@pytest.mark.parametrize("role", LEAST)
def test_every_page_reads_well(visitor, portal, role):
    account = portal.account(role, "TH-MSI" if role in {"officer", "head"} else None, "TH")
    began, wrong, pages = time.monotonic(), [], []
    draft = log_quickly(visitor().sign_in(account)) if role == "officer" else None
    for width in (360, 1280):
        person = visitor(width=width).sign_in(account)
        for path in dict.fromkeys(addresses(person, account, draft)):
            if opened(person, path):
                pages.append(path)
                wrong += [
                    f"{path} {width} {theme}: {fault}"
                    for theme in ("light", "dark")
                    for fault in faults(person, theme)
                ]
    print(f"\n{role}: {len(set(pages))} pages, {time.monotonic() - began:.0f} s")
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(set(pages)) >= LEAST[role], pages


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/password/reset/", "/account/signup/"]
)
def test_every_page_for_strangers_reads_well(visitor, path, width):
    stranger = visitor(width=width)
    stranger.go(path)
    wrong = [f for theme in ("light", "dark") for f in faults(stranger, theme)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", ["/no-such-page/", "/cases/TH-MSI-2020-999999/"])
def test_refusals_read_well(visitor, portal, path):
    person = visitor(width=360).sign_in(portal.account("officer", "TH-MSI"))
    assert person.go(path).status == 404
    person.complaints.clear()
    assert list(faults(person, "light")) == []
