"""What nobody types by hand: it breaks nothing, is not kept, and takes nothing typed with it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.letters import visible
from audit.clock import now
from cases.models import Case, FormDraft, Subject
from tests.api import Caller
from tests.cases.typed import Shown, typed
from tests.factories import draft, submitted

NEW = "/cases/new/"
MANY_DIGITS = "9" * 5000


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


@pytest.mark.parametrize("name", ["narrative", "happened_at", "offences", "where", "place"])
def test_a_nul_byte_is_no_letter(browser, name):
    answer = browser.post(NEW, typed(**{name: "a\x00b", "seizures__0__quantity": ""}))
    assert answer.status_code == 200
    assert Shown(answer).summary
    assert "\x00" not in str(FormDraft.objects.get().data)
    assert FormDraft.objects.get().data["people-0-name"] == ["ສົມໃຈ"]


def test_a_nul_byte_in_an_address_is_no_letter(browser):
    assert browser.get("/places/suggest/", {"name": "place", "place": "\x00"}).status_code == 200
    assert browser.get("/cases/", {"q": "a\x00"}).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "remove:people:0", "people-²-name": "x"},
        {"do": f"remove:people:{MANY_DIGITS}"},
        {"do": "remove:people:0", f"people-{MANY_DIGITS[:800]}-name": "x"},
        {"people-TOTAL_FORMS": MANY_DIGITS},
        {"do": "add:people", "people-TOTAL_FORMS": "²"},
    ],
)
def test_numbers_that_are_none(browser, fields):
    assert browser.post(NEW, typed() | fields).status_code in (200, 302)


def test_a_version_that_is_no_number_is_an_old_one(world, browser, somchai):
    case = draft(world, somchai)
    answer = browser.post(f"/cases/{case.reference}/edit/", typed(version=MANY_DIGITS))
    assert answer.status_code == 200


def test_more_rows_than_a_list_holds_are_shown_and_said(browser):
    people = {f"people-{n}-name": f"name {n}" for n in range(60)}
    answer = browser.post(NEW, typed() | people | {"people-TOTAL_FORMS": "60"})
    page = Shown(answer)
    assert any("at most 50 rows" in text for _target, text in page.summary)
    assert page.values["people-59-name"] == ["name 59"]
    assert not Case.objects.exists()


def test_a_full_list_says_so_when_one_more_is_asked_for(browser):
    answer = browser.post(NEW, typed() | {"people-TOTAL_FORMS": "50", "do": "add:people"})
    page = Shown(answer)
    assert "at most 50 rows" in page.text
    assert page.values["people-TOTAL_FORMS"] == ["50"]


def test_values_that_the_page_carries_unseen_are_judged(browser):
    hidden = {"people-0-kind": "bogus", "people-0-document_issuer": ""}
    assert browser.post(NEW, typed() | hidden).status_code == 302
    assert Subject.objects.get().kind == "person"
    answer = browser.post(NEW, typed() | {"people-0-document_issuer": "QQ"})
    assert any("Choose a country" in text for _target, text in Shown(answer).summary)


def test_directions_and_invisible_letters_are_not_kept(browser):
    log = typed(title="\u202etea\u2066", people__0__name="\u200b", people__0__name_latin="Ann\x07")
    assert browser.post(NEW, log).status_code == 302
    case = Case.objects.get()
    assert (case.title, case.subjects.get().name) == ("tea", "")
    assert case.subjects.get().name_latin == "Ann"
    nobody = typed(people__0__name="\u200b\u202e", people__0__nationality="LA")
    assert Shown(browser.post(NEW, nobody)).summary


def test_joiners_are_letters_of_the_region():
    assert visible("က္ခ\u200d\u200c\nb\tc") == "က္ခ\u200d\u200c\nb\tc"


def test_a_border_that_fills_no_gap_needs_a_reason(world, cast, browser):
    for case in (draft(world, cast.somchai), submitted(world, cast.somchai)):
        browser.post(reverse("case-touch", args=[case.reference]), {"gap": "TH-LA"})
        assert not case.touch_decisions.exists()


def api_case(world, **changes):
    stop = {"role": "incident", "crossing": world.mae_sai.code}
    said = {"offences": [world.trafficking.code], "evaluation": "A1"}
    return {**said, "route": [stop | changes]}


def test_over_the_api_nothing_happened_in_ten_years(world, cast, signed_in):
    caller = Caller(signed_in(cast.somchai))
    ahead = (now() + timedelta(days=3)).isoformat()
    answer = caller.post("cases/", api_case(world, at=ahead))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "route.0.at"
    planned = caller.post("cases/", api_case(world, at=ahead, role="destination"))
    assert planned.status_code == 201
    far = (now() + timedelta(days=800)).isoformat()
    assert caller.post("cases/", api_case(world, at=far, role="transit")).status_code == 400


def test_over_the_api_letters_are_visible_too(world, cast, signed_in):
    caller = Caller(signed_in(cast.somchai))
    answer = caller.post("cases/", api_case(world) | {"title": "a\u202eb"})
    assert answer.json()["title"] == "ab"


def test_h3_without_its_text_names_the_field(world, cast, signed_in):
    caller = Caller(signed_in(cast.somchai))
    answer = caller.post("cases/", api_case(world) | {"handling_code": "H3"})
    assert answer.json()["errors"][0]["field"] == "handling_text"


@pytest.mark.parametrize("words", ["เมทแอมเฟตามีน", "การค้ายาเสพติด"])
def test_the_words_that_an_officer_reads_find_the_case(world, cast, signed_in, words):
    world.meth.plain_label = "Methamphetamine (yaba)"
    world.meth.save()
    case = submitted(world, cast.somchai)
    answer = signed_in(cast.thida).get(reverse("case-list"), {"q": words})
    assert [row.case for row in answer.context["rows"]] == [case]


def test_signing_out_empties_the_browser(browser):
    page = browser.get("/cases/")
    assert page["Cache-Control"] == "private, no-cache"
    assert browser.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
