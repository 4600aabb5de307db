"""One look: its colours can be read, its files are the vendored ones, its parts are all shown."""

import gzip
import re
import runpy
import subprocess
import sys

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from blo_portal import pages
from tests.house import ROOT

STATIC = ROOT / "static"
CSS = (STATIC / "css/portal.css").read_text(encoding="utf-8")
REMAKE = STATIC / "vendor/remake.py"
KILOBYTE = 1024

# (words or marks, ground) and what WCAG 2.2 AA asks of the two
READ = 4.5
SEEN = 3.0
PAIRS = [
    *[(ink, ground, READ) for ink in ("ink", "soft", "link") for ground in ("ground", "paper")],
    *[(ink, "paper", READ) for ink in ("flash", "wait", "ok")],
    *[(ink, f"{ink}-soft", READ) for ink in ("flash", "wait", "ok")],
    ("ink", "brand-soft", READ),
    ("link", "brand-soft", READ),
    ("link-deep", "brand-soft", READ),
    ("ink", "wait-soft", READ),
    ("ink", "flash-soft", READ),
    *[("white", ground, READ) for ground in ("top", "fill", "fill-deep", "flash-fill")],
    *[(mark, "paper", SEEN) for mark in ("edge", "brand", "flash-fill", "wait-fill", "ok")],
    ("edge", "ground", SEEN),
    ("focus", "focus-ink", SEEN),
    ("focus", "top", SEEN),
]


def tokens(selector):
    block = CSS.split(selector, 1)[1].split("}", 1)[0]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    return {**found, "white": "#fff"}


LIGHT = tokens(":root {")
DARK = tokens('[data-bs-theme="dark"] {')
DARK_DEVICE = tokens(":root:not([data-bs-theme]) {")


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_colour_can_be_read_on_its_ground(theme, ink, ground, least):
    assert contrast(theme[ink], theme[ground]) >= least


def test_a_dark_device_and_a_dark_choice_look_the_same():
    assert DARK == DARK_DEVICE
    assert DARK.keys() <= LIGHT.keys()


def test_the_vendored_files_are_the_described_ones():
    subprocess.run([sys.executable, str(REMAKE), "--check"], check=True)


def test_a_changed_vendored_file_is_named(monkeypatch):
    remake = runpy.run_path(str(REMAKE))
    found = remake["checksums"](STATIC / "vendor")
    found["bootstrap/blo.css"] = "changed"
    assert remake["differences"](found) == ["bootstrap/blo.css"]


def test_styles_and_scripts_stay_small():
    names = ["vendor/bootstrap/blo.css", "css/portal.css", "js/portal.js", "js/draft.js"]
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in names}
    assert sum(sizes.values()) < 22 * KILOBYTE, sizes


# -- the style page ------------------------------------------------------------------------------


def test_the_style_page_shows_every_component(client, db):
    assert client.get(reverse("style")).status_code == 200
    sources = [ROOT / "templates/base.html", ROOT / "templates/portal/style.html"]
    sources += (ROOT / "templates/components").glob("*.html")
    shown = "".join(path.read_text(encoding="utf-8") for path in sources)
    widgets = {"_choices.html"}  # a widget of forms, not a part of templates
    unshown = [
        path.name
        for path in sources[2:]
        if f'"components/{path.name}"' not in shown and path.name not in widgets
    ]
    assert unshown == []


def test_every_component_says_what_it_needs():
    silent = [
        path.name
        for path in (ROOT / "templates/components").glob("*.html")
        if not path.read_text(encoding="utf-8").startswith("{% comment %}")
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><b>', None), ("", None)]
)
def test_the_chosen_theme_is_drawn_at_once(client, db, cookie, theme):
    client.cookies["theme"] = cookie
    page = client.get(reverse("style")).content.decode()
    given = re.search(r'<html[^>]* data-bs-theme="([^"]*)"', page)
    assert (given.group(1) if given else None) == theme


# -- pages that say what went wrong ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_a_page_that_stands_alone_asks_nothing(name):
    page = render_to_string(name)
    assert "<h1>" in page
    assert "csrfmiddlewaretoken" not in page


def test_the_number_on_a_broken_page_is_the_one_in_the_log(monkeypatch, db):
    monkeypatch.setattr(pages, "SAMPLES", {"broken": lambda: 1 / 0})
    answer = Client(raise_request_exception=False).get(reverse("style"))
    assert answer.status_code == 500
    assert answer["X-Request-ID"][:12] in answer.content.decode()


def test_a_form_sent_without_its_token_is_told_so(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()


def test_a_page_that_is_not_there_keeps_the_way_back(client, somchai):
    client.force_login(somchai)
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert reverse("inbox") in answer.content.decode()
