"""Changing a draft or a submitted case: the same form, filled; nobody's typing is lost."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from cases import workflow
from cases.content import StopContent, SubjectContent, content_of
from cases.forms.entry import Entry
from cases.forms.filling import filled
from cases.models import Case, FormDraft, Subject
from tests.cases.typed import Shown
from tests.factories import HAPPENED, content, draft, submitted

TRANSIT, DESTINATION, INCIDENT = "transit", "destination", "incident"


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def edit(case):
    return reverse("case-edit", args=[case.reference])


def form_of(browser, case):
    """The fields of the form as the browser would send them back."""
    page = Shown(browser.get(edit(case)))
    return page.values | {"do": "save"}


def full_content(world):
    country = world.msi.country
    return content(
        world,
        route=(
            StopContent("origin", country=world.tcl.country, place_text="Wan Hsa-la"),
            StopContent(INCIDENT, crossing=world.mae_sai, country=country, at=HAPPENED),
            StopContent(TRANSIT, lat=Decimal("20.35450"), lon=Decimal("100.08300"), country=country),
            StopContent(TRANSIT, crossing=world.chiang_khong, at=HAPPENED + timedelta(hours=5)),
            StopContent(DESTINATION, country=world.hxy.country),
        ),
        subjects=(
            SubjectContent(name="ສົມໃຈ", nationality="LAO", document_type="old", document_number="1"),
            SubjectContent(role=Subject.Role.VICTIM, name="x", description="about 20", plate="7"),
            SubjectContent(kind=Subject.Kind.ORGANISATION, role=Subject.Role.OTHER, name="a firm"),
            SubjectContent(kind=Subject.Kind.VEHICLE, plate="1A-2345", plate_country="MM"),
            SubjectContent(kind=Subject.Kind.VESSEL, role=Subject.Role.OTHER, name="Naga",
                           document_number="HULL-7"),
        ),
        handling_code=Case.Handling.H3,
        handling_text="only for this case",
    )  # fmt: skip


def test_a_case_put_into_the_form_and_sent_back_is_the_same_case(world, somchai):
    whole = full_content(world)
    entry = Entry(filled(whole, somchai), officer=somchai, checked=True)
    assert entry.problems == []
    assert entry.content() == whole


def test_saving_without_a_change_changes_nothing(browser, world, somchai):
    case = workflow.create_draft(full_content(world), officer=somchai, office=world.msi)
    response = browser.post(edit(case), form_of(browser, case))
    assert response["Location"] == f"/cases/{case.reference}/preview/", Shown(response).summary
    case.refresh_from_db()
    assert case.version == 1


def test_a_draft_is_changed_and_previewed_again(browser, world, somchai):
    case = draft(world, somchai)
    response = browser.post(edit(case), form_of(browser, case) | {"title": "Two lorries"})
    assert response["Location"] == f"/cases/{case.reference}/preview/"
    case.refresh_from_db()
    assert (case.title, case.version) == ("Two lorries", 2)


def test_a_submitted_case_tells_only_the_new_office(browser, world, somchai):
    case = submitted(world, somchai)
    fields = form_of(browser, case) | {
        "after-TOTAL_FORMS": "1", "after-0-place": "Chiang Khong", "after-0-role": DESTINATION,
    }  # fmt: skip
    page = Shown(browser.post(edit(case), fields, follow=True))
    assert "one more office is told: BLO Houay Xay" in page.text
    assert {i.office.code for i in case.involvements.all()} == {"MM-TCL", "LA-HXY"}


def test_the_form_of_a_submitted_case_says_that_changes_are_told_at_once(browser, world, somchai):
    case = submitted(world, somchai)
    page = Shown(browser.get(edit(case)))
    assert "What you change is told at once" in page.text
    assert "Save the change" in page.text


def test_overtaken_by_a_colleague_both_values_are_shown_and_the_typed_one_kept(
    browser, world, cast
):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine", "urgency": "routine"}
    theirs = replace(content_of(case), title="Theirs", narrative="Theirs too")
    workflow.revise(case, theirs, officer=cast.anong, version=1)
    page = Shown(browser.post(edit(case), fields))
    assert "Somebody changed this case while you were working on it" in page.text
    assert "Anong" in page.text
    assert "You typed: Mine In the case now: Theirs" in page.text
    assert "Theirs too" in page.values["narrative"]
    assert [name for name in page.values if name.startswith("ask-")] == ["ask-title"]
    assert page.values["title"] == ["Mine"]
    assert page.values["version"] == ["2"]
    case.refresh_from_db()
    assert case.title == "Theirs"


def test_saving_again_after_it_takes_what_was_typed(browser, world, cast):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine"}
    workflow.revise(case, replace(content_of(case), title="Theirs"), officer=cast.anong, version=1)
    page = Shown(browser.post(edit(case), fields))
    chosen = page.values | {"do": "save", "keep-title": "mine"}
    assert browser.post(edit(case), chosen).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.version) == ("Mine", 3)
    assert not FormDraft.objects.exists()


def test_nothing_is_chosen_beforehand_and_who_does_not_choose_is_asked_again(browser, world, cast):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine"}
    workflow.revise(case, replace(content_of(case), title="Theirs"), officer=cast.anong, version=1)
    page = Shown(browser.post(edit(case), fields))
    assert "keep-title" not in page.values
    again = Shown(browser.post(edit(case), page.values | {"do": "save"}))
    assert "You typed: Mine In the case now: Theirs" in again.text
    case.refresh_from_db()
    assert case.title == "Theirs"


def test_a_change_sent_twice_is_one_change(browser, world, somchai):
    case = draft(world, somchai)
    fields = form_of(browser, case) | {"title": "Mine"}
    answers = [browser.post(edit(case), fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    case.refresh_from_db()
    assert case.version == 2


def test_changes_that_were_not_saved_are_offered_and_come_back(browser, world, somchai):
    case = draft(world, somchai)
    fields = form_of(browser, case) | {"title": "Mine", "happened_at": "not yet"}
    browser.post(edit(case), fields)
    page = Shown(browser.get(edit(case)))
    assert "You have changes to this case that you did not save" in page.text
    assert page.values["title"] == ["Lorry with tablets"]
    again = Shown(browser.get(edit(case), {"draft": case.draft_key}))
    assert (again.values["title"], again.values["happened_at"]) == (["Mine"], ["not yet"])
    assert again.summary == []


def test_a_case_that_is_over_is_not_changed(browser, world, somchai):
    case = submitted(world, somchai)
    fields = form_of(browser, case) | {"title": "Mine"}
    workflow.withdraw(case, officer=somchai, reason="sent in error")
    assert browser.get(edit(case))["Location"] == f"/cases/{case.reference}/"
    page = Shown(browser.post(edit(case), fields))
    assert "Reopen it first" in page.text
    assert page.values["title"] == ["Mine"]


def test_only_the_office_that_logged_it_changes_it(signed_in, world, cast):
    case = submitted(world, cast.somchai)
    asked = {
        person: signed_in(person).get(edit(case)).status_code
        for person in (cast.anong, cast.preecha, cast.thida, cast.sokha)
    }
    assert list(asked.values()) == [200, 403, 403, 404]


def test_a_draft_is_thrown_away_and_a_submitted_case_is_not(browser, world, somchai):
    thrown, sent = draft(world, somchai), submitted(world, somchai)
    for case in (thrown, sent):
        browser.post(reverse("case-discard", args=[case.reference]))
    assert list(Case.objects.all()) == [sent]
