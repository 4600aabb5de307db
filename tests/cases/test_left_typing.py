"""What is typed into a small form while the session ends is kept for its officer, and no other."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from audit.clock import at, now
from cases.models import LeftTyping, NationalNote
from cases.tasks import tidy
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


@pytest.fixture
def browser(signed_in, somchai):
    """Has opened a page: it knows who is here."""
    browser = signed_in(somchai)
    browser.get(reverse("inbox"))
    return browser


def ends(browser):
    """The session ends by itself; nobody signs out."""
    del browser.cookies[settings.SESSION_COOKIE_NAME]


def page_of(case):
    return reverse("case-note", args=[case.reference])


def note(browser, case, text="Planted-note"):
    return browser.post(
        page_of(case),
        {"text": text},
        headers={"Referer": f"http://testserver{page_of(case)}"},
    )


def test_it_stands_on_the_page_after_signing_in_again(browser, signed_in, cast, somchai, case):
    ends(browser)
    answer = note(browser, case)
    assert answer.status_code == 302
    assert not NationalNote.objects.exists()
    kept = LeftTyping.objects.get()
    assert (kept.officer, kept.fields) == (somchai, {"text": ["Planted-note"]})
    back = f"{page_of(case)}?kept={kept.key}"
    assert f"next={page_of(case)}%3Fkept%3D{kept.key}" in answer["Location"]
    page = signed_in(somchai).get(back).content.decode()
    assert "What you typed is kept" in page and "Planted-note" in page
    assert f"&quot;path&quot;: &quot;{page_of(case)}&quot;" in page
    for other in (cast.anong, cast.thida):
        assert "Planted-note" not in signed_in(other).get(back).content.decode()
    for wrong in ("x", "0190d3a0-0000-7000-8000-000000000000"):
        assert signed_in(somchai).get(f"{page_of(case)}?kept={wrong}").status_code == 200


def test_who_signed_out_leaves_nothing(browser, case):
    browser.post(reverse("account_logout"))
    assert settings.LAST_HERE_COOKIE_NAME not in {
        name for name, morsel in browser.cookies.items() if morsel.value
    }
    note(browser, case)
    assert not LeftTyping.objects.exists()


def test_a_stranger_or_a_forged_cookie_leaves_nothing(client, case):
    note(client, case)
    client.cookies[settings.LAST_HERE_COOKIE_NAME] = "1:forged:x"
    note(client, case)
    assert not LeftTyping.objects.exists()


def test_not_for_an_officer_who_has_left(browser, somchai, case):
    type(somchai).objects.update(is_active=False)
    ends(browser)
    note(browser, case)
    assert not LeftTyping.objects.exists()


def test_the_cookie_signs_nobody_in(browser, case):
    ends(browser)
    assert browser.get(case.link).status_code == 302
    cookie = browser.cookies[settings.LAST_HERE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_secrets_and_too_much_are_not_kept(browser, case):
    ends(browser)
    address = page_of(case)
    browser.post(address, {"password": "x", "short_code": "y"})
    browser.post(address, {"text": "x" * 200_001})
    assert not LeftTyping.objects.exists()


def test_ten_at_most_and_for_two_days(browser, case):
    ends(browser)
    for number in range(12):
        note(browser, case, f"note {number}")
    assert LeftTyping.objects.count() == 10
    tidy()
    assert LeftTyping.objects.count() == 10
    with at(now() + timedelta(days=3)):
        tidy()
    assert not LeftTyping.objects.exists()
