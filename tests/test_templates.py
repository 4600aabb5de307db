"""Templates keep their own rules: every word marked, nothing inline, every form protected."""

import re
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from tests import house

TEMPLATES = {house.name(path): path for path in house.templates()}
PAGES = {name: path for name, path in TEMPLATES.items() if name.endswith(".html")}

# Marks and codes that read the same in every language.
SAME_EVERYWHERE = {
    "BLO",
    "API",
    "UTC",
    "CSV",
    "PDF",
    "ID",
    "JSON",
    "UMF",
    "km",
    "H0",
    "H1",
    "H2",
    "H3",
}
# The page that shows the components, on sample names and references.
SAMPLES = "templates/portal/style.html"
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary"}
VARIABLE = "\ufffc"
WORD = re.compile(r"[^\W\d_]{2,}")


def bare(source):
    """The template without its tags and without what its translation tags hold.

    Line ends stay, so that a finding names its line; a variable leaves one mark.
    """
    inside = None
    for token in Lexer(source).tokenize():
        word = token.contents.split(None, 1)[0] if token.contents.strip() else ""
        ends = "\n" * token.contents.count("\n")
        if inside:
            inside = None if word == inside else inside
            yield ends
        elif token.token_type is TokenType.TEXT:
            yield token.contents
        elif token.token_type is TokenType.VAR:
            yield VARIABLE + ends
        else:
            if word in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                inside = f"end{word}"
            yield ends


class Page(HTMLParser):
    """Collects what the rules speak of, with the line."""

    def __init__(self, source):
        super().__init__()
        self.spoken, self.tags, self.forms, self.silent = [], [], [], 0
        self.feed("".join(bare(source)))
        self.close()

    def handle_starttag(self, tag, attrs):
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        self.tags.append((line, tag, given))
        self.spoken += [(line, given[name]) for name in READ_ALOUD & set(given)]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.spoken.append((line, given.get("value", "")))
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.spoken.append((self.getpos()[0], data))


def page(name):
    return Page(PAGES[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in PAGES if name != SAMPLES])
def test_every_word_is_marked_for_translation(name):
    unmarked = [
        f"line {line}: {text.strip()[:60]}"
        for line, text in page(name).spoken
        if set(WORD.findall(text)) - SAME_EVERYWHERE
    ]
    assert unmarked == []


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".txt")])
def test_every_word_of_a_mail_is_marked_for_translation(name):
    text = "".join(bare(TEMPLATES[name].read_text(encoding="utf-8")))
    assert set(WORD.findall(text)) - SAME_EVERYWHERE == set()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline(name):
    """The content security policy refuses it; better said here than by a browser."""
    found = [
        f"line {line}: <{tag} {attribute}>"
        for line, tag, attributes in page(name).tags
        for attribute in attributes
        if attribute == "style" or re.fullmatch(r"on[a-z]+|hx-on.*", attribute)
    ]
    found += [
        f"line {line}: <{tag}>"
        for line, tag, attributes in page(name).tags
        if tag == "style"
        or (tag == "script" and "src" not in attributes and not is_data(attributes))
    ]
    found += [
        f"line {line}: javascript:"
        for line, _tag, attributes in page(name).tags
        if any(value.strip().lower().startswith("javascript:") for value in attributes.values())
    ]
    assert found == []


def is_data(attributes):
    return attributes.get("type") in {"application/json", "application/ld+json"}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_comes_from_elsewhere(name):
    found = [
        f"line {line}: <{tag} {attribute}={value}>"
        for line, tag, attributes in page(name).tags
        for attribute, value in attributes.items()
        if attribute in {"src", "href", "action", "srcset", "data"}
        and tag != "a"
        and re.match(r"(https?:)?//", value)
    ]
    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_escapes_the_escaping(name):
    text = TEMPLATES[name].read_text(encoding="utf-8")
    off = r"\|\s*safe(seq)?\b" if name.endswith(".txt") else r"\|\s*safe(seq)?\b|autoescape\s+off"
    assert re.findall(off, text) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_form_that_changes_something_carries_its_token(name):
    text = PAGES[name].read_text(encoding="utf-8")
    forms = re.findall(
        r"<form\b[^>]*\bmethod=[\"']?post.*?</form>", text, re.IGNORECASE | re.DOTALL
    )
    protected = ("{% csrf_token %}", "{% crispy")
    assert [form[:80] for form in forms if not any(mark in form for mark in protected)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_link_that_leaves_does_not_hand_over_the_page(name):
    leaving = [
        f"line {line}"
        for line, tag, attributes in page(name).tags
        if tag == "a" and attributes.get("target") and "noopener" not in attributes.get("rel", "")
    ]
    assert leaving == []
