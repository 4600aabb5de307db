"""Before submitting: every border, why, who is told, how many; then one submit, once."""

import pytest
from django.urls import reverse

from agencies.models import DutyShift
from cases.content import StopContent
from cases.models import Case, Grant, TouchDecision
from cases.plan import plan_for
from tests.cases.typed import Shown
from tests.factories import HAPPENED, draft, submitted

INCIDENT, DESTINATION = "incident", "destination"


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def address(case, name="case-preview"):
    return reverse(name, args=[case.reference])


def preview(browser, case, **query):
    return Shown(browser.get(address(case), query))


def on_to_laos(world):
    return (
        StopContent(INCIDENT, crossing=world.mae_sai, country=world.msi.country, at=HAPPENED),
        StopContent(DESTINATION, crossing=world.chiang_khong, country=world.hxy.country),
    )


def test_the_page_says_each_border_why_and_who_is_told(browser, world, somchai):
    case = draft(world, somchai, route=on_to_laos(world))
    text = preview(browser, case).text
    assert "Two borders are touched. Two offices will be told; 4 officers in 2 countries" in text
    assert "it happened at Mae Sai" in text
    assert "the route goes on to Houayxay" in text
    assert "BLO Tachileik , Myanmar counterpart at the crossing" in text
    assert "BLO Houay Xay , Lao PDR" in text
    assert "Submit and tell 2 offices" in text


def test_it_says_in_plain_words_what_a_headline_shows_and_does_not(browser, world, somchai):
    text = preview(browser, draft(world, somchai)).text
    assert "Headline shows: the offence, what was found and how much, where, when" in text
    assert "At headline, the names of 2 people are not shown to them until you share more." in text
    assert "In Thailand, the other offices will see the case in full." in text


def test_who_is_on_duty_and_what_they_speak(browser, world, cast):
    world.tcl.languages = ["my", "en"]
    world.tcl.save()
    for day in range(1, 8):
        DutyShift.objects.create(
            office=world.tcl, officer=cast.thida, weekday=day, starts="00:00", ends="00:00"
        )
    text = preview(browser, draft(world, cast.somchai)).text
    assert "on duty: 1 officer, Burmese, English" in text


def test_a_thai_case_on_the_border_of_two_others_tells_both(browser, world, somchai):
    route = (StopContent(INCIDENT, crossing=world.muang_mom, at=HAPPENED),)
    case = draft(world, somchai, route=route)
    text = preview(browser, case).text
    assert "One border is touched. Two offices will be told" in text
    browser.post(address(case, "case-submit"))
    assert {i.office.code for i in case.involvements.all()} == {"LA-HXY", "MM-TCL"}


def test_a_closed_office_is_skipped_and_that_is_said(browser, world, somchai):
    world.tcl.status, world.tcl.status_reason = "suspended", "the bridge is closed"
    world.tcl.save()
    text = preview(browser, draft(world, somchai)).text
    assert "BLO Tachileik is skipped: the bridge is closed" in text
    assert "BLO Myawaddy" in text and "nearest active office on this border" in text


def test_nothing_touched_means_nobody_abroad_is_told(browser, world, somchai):
    route = (StopContent(INCIDENT, country=world.msi.country, place_text="Ban Huai Krai"),)
    case = draft(world, somchai, route=route)
    text = preview(browser, case).text
    assert "Nobody abroad is told: only offices in Thailand will see the case" in text
    assert "Submit, nobody abroad is told" in text
    browser.post(address(case, "case-submit"))
    assert set(Grant.objects.values_list("country", flat=True)) == {"TH"}


# -- gaps, striking, adding -----------------------------------------------------------------------


def gap_route(world):
    return (
        StopContent(INCIDENT, crossing=world.mae_sai, at=HAPPENED),
        StopContent(DESTINATION, country=world.hxy.country),
    )


def test_a_gap_is_asked_with_its_candidates_and_filled_by_one_press(browser, world, somchai):
    case = draft(world, somchai, route=gap_route(world))
    page = preview(browser, case)
    assert "Which border did it cross between" in page.text
    response = browser.post(address(case, "case-touch"), {"gap": "TH-LA", "level-MM": "full"})
    assert response["Location"] == f"{address(case)}?level-MM=full"
    again = preview(browser, case, **{"level-MM": "full"})
    assert "Which border did it cross" not in again.text
    assert "It fills a gap in the route." in again.text
    assert again.values["level-MM"] == ["full"]
    assert TouchDecision.objects.get().border_id == "TH-LA"


def test_a_place_without_a_country_is_asked_for_its_country(browser, world, somchai):
    route = (*on_to_laos(world)[:1], StopContent(DESTINATION, lat="15.0", lon="101.0"))
    text = preview(browser, draft(world, somchai, route=route)).text
    assert "In which country is 15.00000, 101.00000?" in text


def test_two_countries_without_a_common_border_are_asked_about(browser, world, somchai):
    route = (
        StopContent(INCIDENT, crossing=world.mae_sai, country=world.msi.country, at=HAPPENED),
        StopContent(DESTINATION, country=world.bvt.country),
        StopContent(DESTINATION, country=world.tcl.country),
    )
    text = preview(browser, draft(world, somchai, route=route)).text
    assert "Which way did it go from Cambodia to Myanmar? They share no border." in text


def decide(browser, case, decision, reason):
    return browser.post(
        address(case, "case-touch"), {"decision": decision, "reason": reason}, follow=True
    )


def test_a_border_is_struck_with_a_reason_and_stays_listed(browser, world, somchai):
    case = draft(world, somchai, route=on_to_laos(world))
    page = Shown(decide(browser, case, "strike:TH-LA", "the driver was lying"))
    assert "One border is touched. One office will be told" in page.text
    assert "สมชาย (Somchai) struck it: the driver was lying" in page.text
    browser.post(address(case, "case-submit"))
    assert {i.office.code for i in case.involvements.all()} == {"MM-TCL"}


def test_a_struck_border_can_be_added_again(browser, world, somchai):
    case = draft(world, somchai)
    decide(browser, case, "strike:TH-MM", "a mistake")
    page = Shown(decide(browser, case, "add:TH-MM", "not a mistake"))
    assert "One border is touched." in page.text
    assert "added it: not a mistake" in page.text
    assert [d.reason for d in case.touch_decisions.all()] == ["a mistake", "not a mistake"]


@pytest.mark.parametrize(
    ("decision", "reason", "target", "rule"),
    [
        ("strike:TH-MM", "", "id_reason", "Say why"),
        ("", "they came over the river", "id_decision", "Choose the border"),
        ("add:XX-YY", "they came over the river", "id_decision", "Choose the border"),
        ("strike:TH-MM", "r" * 301, "id_reason", "at most 300 characters"),
    ],
)
def test_without_a_reason_or_a_border_nothing_typed_is_lost(
    browser, world, somchai, decision, reason, target, rule
):
    case = draft(world, somchai)
    fields = {"decision": decision, "reason": reason, "level-MM": "contribute"}
    page = Shown(browser.post(address(case, "case-touch"), fields))
    assert [found for found, text in page.summary if rule in text] == [target]
    assert page.values["reason"] == [reason]
    assert page.values["level-MM"] == ["contribute"]
    assert not TouchDecision.objects.exists()


# -- submitting -----------------------------------------------------------------------------------


def test_submit_tells_as_the_preview_said_with_the_levels_that_were_chosen(browser, world, somchai):
    case = draft(world, somchai, route=on_to_laos(world))
    said = {recipient.office.code for recipient in plan_for(case).recipients}
    response = browser.post(
        address(case, "case-submit"), {"version": "1", "level-MM": "full", "level-LA": "originator"},
        follow=True,
    )  # fmt: skip
    assert "2 offices are being told" in Shown(response).text
    assert {i.office.code for i in case.involvements.all()} == said
    levels = dict(Grant.objects.standing().foreign().values_list("country", "level"))
    assert levels == {"MM": "full", "LA": "headline"}


def test_submitted_twice_it_is_told_once(browser, world, somchai):
    case = draft(world, somchai)
    answers = [browser.post(address(case, "case-submit"), {"version": "1"}) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/cases/{case.reference}/"}
    assert case.involvements.count() == 1
    assert world.tcl.notices.count() == 1


def test_a_draft_that_changed_meanwhile_is_looked_at_once_more(browser, world, cast):
    case = draft(world, cast.somchai)
    decide(browser, case, "strike:TH-MM", "a mistake")
    page = Shown(browser.post(address(case, "case-submit"), {"version": "1"}))
    assert "The draft was changed meanwhile" in page.text
    case.refresh_from_db()
    assert case.status == Case.Status.DRAFT


def test_the_preview_of_a_submitted_case_is_the_case(browser, world, somchai):
    case = submitted(world, somchai)
    assert browser.get(address(case))["Location"] == f"/cases/{case.reference}/"


@pytest.mark.parametrize("name", ["case-preview", "case-submit", "case-touch"])
def test_a_draft_is_only_there_for_the_office_that_logged_it(signed_in, world, cast, name):
    case = draft(world, cast.somchai)
    for person in (cast.preecha, cast.thida, cast.sokha):
        browser = signed_in(person)
        ask = browser.get if name == "case-preview" else browser.post
        assert ask(address(case, name)).status_code == 404
    assert signed_in(cast.observer).post(address(case, "case-submit")).status_code == 403


def test_others_who_see_the_submitted_case_cannot_submit_or_touch_it(signed_in, world, cast):
    case = submitted(world, cast.somchai)
    for name in ("case-submit", "case-touch"):
        assert signed_in(cast.thida).post(address(case, name)).status_code == 403


def test_a_border_added_later_tells_its_office(browser, world, somchai):
    case = submitted(world, somchai)
    response = browser.post(
        address(case, "case-touch"), {"decision": "add:TH-LA", "reason": "seen at Chiang Khong"}
    )
    assert response["Location"] == f"/cases/{case.reference}/"
    assert case.involvements.filter(office__country="LA").count() == 1
