"""Eleven languages: Thai wants for nothing, the others fall back to English word by word."""

import re
from datetime import UTC, date, datetime

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format

from agencies.reference.book import read_reference
from audit.clock import at
from notices.channels import email
from notices.models import Delivery
from tests.catalogues import COMPLETE, catalogues
from tests.factories import submitted

CODES = [code for code, _name in settings.LANGUAGES]
OTHERS = [code for code in CODES if code != "en"]
# %(name)s, %d, {name}: what the code fills in. Only %(name)s may stand elsewhere in the sentence.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+|&\w+;")
SCRIPTS = re.compile(r"(?s)<(script|style|head)\b.*?</\1>")
LANGUAGES = re.compile(r'(?s)<form class="tongue".*?</form>')
NAMES = {"BLO"}


def path_of(code):
    return settings.LOCALE_PATHS[0] / translation.to_locale(code) / "LC_MESSAGES" / "django.po"


def catalogue_of(code):
    return polib.pofile(str(path_of(code)))


def pairs(entry):
    """What stands in the code beside what stands in the catalogue, where there is something."""
    if not entry.msgid_plural:
        return [([entry.msgid], entry.msgstr)] if entry.msgstr else []
    either = [entry.msgid, entry.msgid_plural]
    return [(either, form) for form in entry.msgstr_plural.values() if form]


def words_of(page):
    """The Latin words that a reader sees on a page; the languages' own names are left out."""
    body = LANGUAGES.sub(" ", SCRIPTS.sub(" ", page.content.decode()))
    return set(re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>|&#?\w+;", " ", body)))


def language_of(page):
    return re.search(r'<html lang="([^"]+)"', page.content.decode())[1]


# -- the catalogues -------------------------------------------------------------------------------


def test_every_language_has_a_catalogue():
    assert {path_of(code) for code in OTHERS} == set(catalogues())


@pytest.mark.parametrize("code", COMPLETE)
def test_a_complete_language_wants_for_nothing(code):
    catalogue = catalogue_of(code)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_placeholders_and_the_markup(code):
    for entry in catalogue_of(code):
        for originals, translated in pairs(entry):
            for pattern in (PLACEHOLDER, TAG):
                wanted = [sorted(pattern.findall(original)) for original in originals]
                assert sorted(pattern.findall(translated)) in wanted, (entry.msgid, translated)


@pytest.mark.parametrize("code", OTHERS)
def test_the_countries_have_their_names(code):
    catalogue = catalogue_of(code)
    found = {country.name: catalogue.find(country.name) for country in read_reference().countries}
    assert [name for name, entry in found.items() if entry is None or not entry.msgstr] == []


# -- numbers and dates ----------------------------------------------------------------------------


# Chinese is read in groups of four or in none, and Django writes none.
@pytest.mark.parametrize("code", [code for code in CODES if code != "zh-hans"])
def test_large_numbers_are_grouped(code):
    with translation.override(code):
        assert re.fullmatch(r"400\D000", number_format(400000, force_grouping=True))


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "22 Nov"), ("th", "22 พ.ย."), ("lo", "22 ພ.ຈ."), ("my", "22 နို"), ("fil", "22 Nob")],
)
def test_months_are_named(code, said):
    with translation.override(code):
        assert date_format(date(2026, 11, 22), "j M") == said


# -- the pages ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_a_language_can_be_chosen_before_signing_in(client, code):
    there = reverse("account_login")
    chosen = client.post(reverse("set_language"), {"language": code, "next": there})
    assert chosen.status_code == 302
    page = client.get(chosen["Location"])
    assert page.status_code == 200
    assert language_of(page) == code
    with translation.override(code):
        heading = translation.gettext("Sign in")
    assert f"<h1>{heading}</h1>" in page.content.decode()
    assert (heading == "Sign in") == (code == "en")


@pytest.mark.django_db
def test_the_sign_in_page_offers_every_language_by_its_own_name(client):
    page = client.get(reverse("account_login")).content.decode()
    names = dict(re.findall(r'name="language" value="([\w-]+)"[^>]*>([^<]+)<', page))
    assert list(names) == CODES
    assert len(set(names.values())) == len(CODES)


@pytest.mark.django_db
def test_the_sign_in_page_is_wholly_thai(client, settings):
    settings.DEMO = False
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "th"
    wrong = {"login": "nobody", "password": "wrong"}
    for page in (
        client.get(reverse("account_login")),
        client.post(reverse("account_login"), {}),
        client.post(reverse("account_login"), wrong),
    ):
        assert words_of(page) - NAMES == set()


@pytest.mark.parametrize("code", CODES)
def test_an_officer_reads_the_own_language(signed_in, thida, code):
    type(thida).objects.filter(pk=thida.pk).update(language=code)
    thida.refresh_from_db()
    page = signed_in(thida).get(reverse("inbox"))
    assert language_of(page) == code
    assert page.headers["Content-Language"] == code
    with translation.override(code):
        assert translation.gettext("Inbox") in page.content.decode()


def test_what_was_chosen_on_the_page_goes_before(signed_in, thida):
    browser = signed_in(thida)
    browser.post(reverse("set_language"), {"language": "lo", "next": "/"})
    assert language_of(browser.get(reverse("inbox"))) == "lo"


# -- the e-mail -----------------------------------------------------------------------------------


def test_the_mail_is_wholly_in_thai_for_a_thai_reader(world, cast):
    cast.kyaw.language = "th"
    cast.kyaw.save()
    with at(datetime(2026, 11, 21, 19, 10, tzinfo=UTC)):
        case = submitted(world, cast.somchai)
    message = email.message_for(Delivery.objects.get(channel="email", officer=cast.kyaw))
    assert message.subject == f"คดีใหม่: {case.reference} (ด่วนที่สุด)"
    *lines, by_code, last = message.body.splitlines()
    assert (last, by_code.startswith("หรือรับทราบโดยไม่ต้องเข้าสู่ระบบ ด้วยรหัสนี้")) == ("", True)
    assert lines == [
        "คดีใหม่",
        "",
        f"เลขอ้างอิง: {case.reference}",
        "ความเร่งด่วน: ด่วนที่สุด",
        "โปรดรับทราบภายใน: 2026-11-22 01:55 (UTC+0630)",
        f"เปิดในระบบ: http://127.0.0.1:8000/cases/{case.reference}/",
    ]
