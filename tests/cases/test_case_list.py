"""The list of cases: what each person finds in it, and by which words and filters."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import workflow
from cases.content import SeizureContent, StopContent
from cases.models import Case
from cases.models.levels import Level
from tests.cases.counting import queries_of
from tests.factories import HAPPENED, draft, submitted

pytestmark = pytest.mark.django_db


def listed(browser, **words):
    answer = browser.get(reverse("case-list"), words)
    assert answer.status_code == 200
    rows = [row.case.reference for row in answer.context["rows"]]
    assert answer.context["count"].number == len(rows)
    return rows


@pytest.fixture
def case(world, somchai):
    """At Mae Sai, on to Chiang Khong: Myanmar and Laos are told the headline."""
    route = (
        StopContent("incident", crossing=world.mae_sai),
        StopContent("destination", crossing=world.chiang_khong),
    )
    return submitted(world, somchai, route=route, levels={"LA": Level.FULL})


def test_everybody_who_may_see_it_finds_it_and_nobody_else(case, signed_in, cast):
    seeing = ["somchai", "anong", "preecha", "thida", "bounmy", "coordinator_th", "coordinator_mm"]
    for name in seeing:
        assert listed(signed_in(getattr(cast, name))) == [case.reference], name
    assert listed(signed_in(cast.sokha)) == []


@pytest.mark.parametrize("name", ["observer", "admin", "unposted"])
def test_without_a_posting_there_is_no_list(case, signed_in, cast, name):
    assert signed_in(getattr(cast, name)).get(reverse("case-list")).status_code == 403


def test_a_row_says_what_the_headline_says(case, signed_in, thida):
    text = signed_in(thida).get(reverse("case-list")).content.decode()
    assert "400,000 tablets of methamphetamine tablets at Mae Sai – Tachileik" in text
    assert "Headline" in text
    assert "Planted" not in text
    assert "Lorry" not in text


def test_words_of_the_narrative_are_found_by_full_readers_only(case, signed_in, cast):
    for name in ("somchai", "preecha", "bounmy"):
        assert listed(signed_in(getattr(cast, name)), q="stopped on the bridge"), name
    for word in ("stopped", "Lorry", "Planted-suspect", "ສົມໃຈ", "PA1234567", "Planted-victim"):
        assert listed(signed_in(cast.thida), q=word) == [], word
    assert listed(signed_in(cast.bounmy), q="Planted-victim") == []
    assert listed(signed_in(cast.somchai), q="Planted-victim") == [case.reference]


@pytest.mark.parametrize("words", ["tachileik", "แม่สาย", "တာချီလိတ်", "methamphetamine", "TH-MSI-"])
def test_the_headline_is_found_in_any_script(case, signed_in, thida, words):
    assert listed(signed_in(thida), q=words) == [case.reference]


def test_a_border_filter_answers_only_for_borders_the_reader_may_know_of(case, signed_in, cast):
    assert listed(signed_in(cast.thida), border="TH-MM") == [case.reference]
    assert listed(signed_in(cast.thida), border="TH-LA") == []
    assert listed(signed_in(cast.bounmy), border="TH-MM") == [case.reference]
    assert listed(signed_in(cast.somchai), border="TH-LA") == [case.reference]


def test_filters_narrow_the_list(world, case, signed_in, cast):
    heroin = (SeizureContent(2, world.kg, substance=world.heroin),)
    other = submitted(
        world,
        cast.preecha,
        offences=(world.smuggling,),
        urgency=Case.Urgency.ROUTINE,
        happened_at=HAPPENED - timedelta(days=40),
        seizures=heroin,
        route=(StopContent("incident", crossing=world.chiang_khong),),
    )
    workflow.close(other, officer=cast.preecha, outcome=Case.Outcome.RESULT)
    browser = signed_in(cast.somchai)
    narrow = {
        "status": "closed",
        "office": "TH-CKG",
        "offence": world.smuggling.code,
        "urgency": "routine",
        "until": "2026-11-01",
        "q": "heroin",
    }
    for name, value in narrow.items():
        assert listed(browser, **{name: value}) == [other.reference], name
    assert listed(browser, since="2026-11-01") == [case.reference]
    assert listed(browser, **narrow) == [other.reference]


def test_days_are_those_of_the_reader(world, case, signed_in, cast):
    """It happened at 19:10 UTC: the 22nd in Thailand and Myanmar."""
    assert listed(signed_in(cast.somchai), since="2026-11-22", until="2026-11-22")
    assert listed(signed_in(cast.somchai), until="2026-11-21") == []


@pytest.mark.parametrize(
    "words",
    [
        {"status": "draft"},
        {"border": "XX-YY"},
        {"office": "TH-NOWHERE"},
        {"since": "31/31/2026"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"sort": "cost"},
    ],
)
def test_a_value_that_is_not_known_is_an_error_and_no_list(case, signed_in, somchai, words):
    answer = signed_in(somchai).get(reverse("case-list"), words)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "There is a problem" in text
    assert case.reference not in text


@pytest.mark.parametrize(
    "page", [{"before": "\x00"}, {"after": "KH-PPT-2026-000001"}, {"page": "-1"}]
)
def test_a_page_that_is_not_there_is_the_first_one(case, signed_in, somchai, page):
    assert listed(signed_in(somchai), **page) == [case.reference]


def test_orders(world, case, signed_in, somchai):
    routine = submitted(world, somchai, urgency="routine", happened_at=HAPPENED + timedelta(1))
    urgent = submitted(world, somchai, urgency="urgent", happened_at=HAPPENED - timedelta(1))
    browser = signed_in(somchai)
    newest, happened, pressing = (
        [urgent, routine, case],
        [routine, case, urgent],
        [case, urgent, routine],
    )
    assert listed(browser) == [c.reference for c in newest]
    assert listed(browser, sort="happened") == [c.reference for c in happened]
    assert listed(browser, sort="urgency") == [c.reference for c in pressing]


@pytest.mark.parametrize("words", [{}, {"status": "open"}, {"sort": "happened"}])
def test_pages_keep_the_filters_and_show_every_case_once(
    world, signed_in, somchai, monkeypatch, words
):
    monkeypatch.setattr("cases.listing.PAGE_ROWS", 2)
    wanted = {submitted(world, somchai).reference for _ in range(5)}
    browser, address, seen = signed_in(somchai), reverse("case-list"), []
    answer = browser.get(address, words)
    for _ in range(3):
        seen += [row.case.reference for row in answer.context["rows"]]
        older = answer.context["older"]
        assert all(f"{name}={value}" in older for name, value in words.items() if older)
        answer = browser.get(f"{address}{older}") if older else answer
    assert sorted(seen) == sorted(wanted)
    assert answer.context["newer"]


def test_own_drafts_stand_on_top_and_are_nobody_elses(world, signed_in, cast):
    mine = draft(world, cast.somchai)
    assert listed(signed_in(cast.somchai)) == []
    text = signed_in(cast.somchai).get(reverse("case-list")).content.decode()
    assert mine.reference in text
    for name in ("preecha", "thida", "coordinator_th"):
        text = signed_in(getattr(cast, name)).get(reverse("case-list")).content.decode()
        assert mine.reference not in text, name


def test_a_page_is_one_row_of_the_audit(case, signed_in, thida):
    signed_in(thida).get(reverse("case-list"))
    (entry,) = Entry.objects.filter(action="list", actor_name="thida")
    assert entry.object_ids == [case.reference]


@pytest.mark.parametrize("words", ["", "?q=tablets&status=open&border=TH-MM", "?sort=urgency"])
def test_one_row_and_thirty_ask_the_same_questions(world, case, signed_in, somchai, words):
    browser, address = signed_in(somchai), reverse("case-list") + words
    one = queries_of(browser, address)
    for _ in range(29):
        submitted(world, somchai)
    thirty = queries_of(browser, address)
    assert len(thirty) == len(one)
    assert len(one) <= 23
