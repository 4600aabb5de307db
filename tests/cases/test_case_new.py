"""Logging: the form becomes one draft, however often it is sent, and leads to the preview."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from cases.models import Case, FormDraft
from cases.reading import find
from tests.cases.typed import Shown, stop, typed

NEW = "/cases/new/"


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def log(browser, **changes):
    response = browser.post(NEW, typed(**changes))
    assert response.status_code == 302, Shown(response).summary
    return response


def test_the_form_becomes_a_draft_of_the_office_and_leads_to_the_preview(browser, world, somchai):
    response = log(browser)
    case = Case.objects.get()
    assert response["Location"] == f"/cases/{case.reference}/preview/"
    assert (case.office, case.created_by, case.status) == (world.msi, somchai, "draft")
    assert [str(offence) for offence in case.offences.all()] == ["Drug trafficking"]
    assert case.seizures.get().quantity == 400_000


def test_an_incident_at_an_own_crossing_is_on_the_own_side_whatever_name_was_written(
    browser, world
):
    log(browser, where="other", place="Tachileik")
    incident = Case.objects.get().route.get()
    assert (incident.crossing, incident.country_id) == (world.mae_sai, "TH")


def test_a_crossing_of_two_other_countries_keeps_the_side_that_was_written(browser, world):
    log(browser, where="other", place="Wan Pong")
    incident = Case.objects.get().route.get()
    assert (incident.crossing, incident.country_id) == (world.muang_mom, "MM")


def test_the_route_is_in_the_order_of_the_page(browser):
    rows = {"before__TOTAL_FORMS": "2", "after__TOTAL_FORMS": "2"}
    rows |= stop(0, "Wan Pong", "origin", "before") | stop(1, "Myanmar", "transit", "before")
    rows |= stop(0, "Chiang Khong", "transit") | stop(1, "Laos")
    log(browser, **rows)
    route = Case.objects.get().route.all()
    assert [(s.role, str(s)) for s in route] == [
        ("origin", "Wan Pong"),
        ("transit", "Myanmar"),
        ("incident", "Mae Sai"),
        ("transit", "Chiang Khong"),
        ("destination", "Lao PDR"),
    ]


def test_the_form_starts_with_now_in_the_office_s_zone_and_says_so(browser):
    page = Shown(browser.get(NEW))
    assert "Local time of your office, UTC+07:00" in page.text
    assert page.values["urgency"] == ["priority"]
    assert page.values["happened_at"][0].count(":") == 1


def test_the_own_crossings_come_first_and_the_clocks_are_explained(browser):
    text = Shown(browser.get(NEW)).text
    assert text.index("Mae Sai opposite Tachileik, TH – MM, international") < text.index(
        "Another place"
    )
    assert "A pursuit, or a person in danger. The other office has 15 min to acknowledge." in text
    assert "The other office has one working day to acknowledge." in text


def test_sent_twice_it_is_one_case(browser):
    fields = typed()
    first, second = browser.post(NEW, fields), browser.post(NEW, fields)
    assert first["Location"] == second["Location"]
    assert Case.objects.get().version == 1


def test_sent_again_with_other_answers_it_changes_that_draft(browser):
    fields = typed()
    browser.post(NEW, fields)
    response = browser.post(NEW, fields | {"title": "Two lorries"})
    case = Case.objects.get()
    assert (case.title, case.version) == ("Two lorries", 2)
    assert response["Location"] == f"/cases/{case.reference}/preview/"


def test_sent_again_after_it_was_submitted_nothing_typed_is_lost(browser):
    fields = typed()
    browser.post(NEW, fields)
    case = Case.objects.get()
    browser.post(reverse("case-submit", args=[case.reference]))
    assert browser.post(NEW, fields)["Location"] == f"/cases/{case.reference}/"
    page = Shown(browser.post(NEW, fields | {"title": "Two lorries"}))
    assert f"submitted as {case.reference}" in page.text
    assert page.values["title"] == ["Two lorries"]
    assert Case.objects.get().title == "Lorry with tablets"


def test_a_key_that_belongs_to_another_office_is_no_key(browser, cast, signed_in):
    fields = typed()
    browser.post(NEW, fields)
    foreign = typed(key=fields["key"], where="TH-LA:chiang-saen")
    response = signed_in(cast.preecha).post(NEW, foreign)
    assert Case.objects.count() == 2
    assert response["Location"].startswith("/cases/TH-CKG-")


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_case(signed_in, somchai):
    fields = typed()
    answers = []

    def click():
        answers.append(signed_in(somchai).post(NEW, fields))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_the_draft_form_is_gone_once_it_is_a_case(browser, somchai):
    fields = typed(do="add:people")
    browser.post(NEW, fields)
    assert FormDraft.objects.filter(officer=somchai).count() == 1
    browser.post(NEW, fields | {"do": "save"})
    assert not FormDraft.objects.exists()
    assert find(Case.objects.get().reference, somchai).is_originator


def test_going_back_to_the_form_of_a_case_leads_to_the_case(browser):
    fields = typed()
    browser.post(NEW, fields)
    response = browser.get(NEW, {"draft": fields["key"]})
    assert response["Location"] == f"/cases/{Case.objects.get().reference}/preview/"


def test_places_are_suggested_for_the_box_that_asks(browser):
    address = reverse("place-suggest")
    page = Shown(browser.get(address, {"name": "after-0-place", "after-0-place": "chi"}))
    assert page.values == {"after-0-place-asked": ["chi"]}
    assert page.text.index("Chiang Khong") < page.text.index("Chiang Saen")
    assert "opposite Houayxay, TH – LA, international (own knowledge, not looked up)" in page.text
    assert browser.get(address, {"name": "<script>"}).status_code == 404


def test_a_form_without_its_hidden_key_is_answered_with_its_errors(signed_in, somchai, world):
    answer = signed_in(somchai).post("/cases/new/", {"key": "not a key", "title": "kept"})
    assert answer.status_code == 422 or answer.status_code == 200
    assert "kept" in answer.content.decode()
