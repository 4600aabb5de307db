"""Every error of the form keeps what was typed, names the field and the rule, and links to it."""

import pytest
from django.urls import reverse

from agencies.models import Code
from cases.models import Case, FormDraft
from tests.cases.typed import Shown, stop, typed

TWO_STOPS = {"after__TOTAL_FORMS": "1"}

# (what is typed, the field the summary leads to, a word of the rule)
BAD = [
    ({"where": None}, "id_where_0", "Choose where it happened"),
    ({"where": "other"}, "id_place", "Write the other place"),
    ({"where": "other", "place": "Mae"}, "id_place", "can be several places"),
    ({"where": "other", "place": "Nowhere at all"}, "id_place", "no crossing and no country"),
    ({"where": "other", "place": "100.08, 20.35"}, "id_place", "Latitude comes first"),
    ({"happened_at": ""}, "id_happened_at", "Write when it happened"),
    ({"happened_at": "last night"}, "id_happened_at", "Write day/month/year"),
    ({"happened_at": "31/02/2025 02:10"}, "id_happened_at", "no day 31"),
    ({"happened_at": "22/11/2025"}, "id_happened_at", "Write the time as well"),
    ({"happened_at": "22/11/2199 02:10"}, "id_happened_at", "at most one hour ahead"),
    ({"offences": []}, "id_offences_0", "at least one offence"),
    ({"urgency": None}, "id_urgency_0", "Choose how urgent"),
    ({"title": "t" * 201}, "id_title", "at most 200 characters"),
    ({"narrative": "n" * 20_001}, "id_narrative", "at most 20000 characters"),
    ({"handling_code": "H3"}, "id_handling_text", "H3 needs the restriction"),
    ({"handling_code": "H3", "handling_text": "r" * 501}, "id_handling_text", "at most 500"),
    ({"seizures__0__quantity": ""}, "id_seizures-0-quantity", "how much was found"),
    ({"seizures__0__quantity": "lots"}, "id_seizures-0-quantity", "Write a number"),
    ({"seizures__0__quantity": "400.000"}, "id_seizures-0-quantity", "whole number"),
    ({"seizures__0__quantity": "0"}, "id_seizures-0-quantity", "more than nothing"),
    ({"seizures__0__substance": ""}, "id_seizures-0-substance", "Choose what was found"),
    ({"seizures__0__goods": "tyres"}, "id_seizures-0-goods", "not both"),
    (
        {"seizures__0__substance": "", "seizures__0__goods": "tyres"},
        "id_seizures-0-unit",
        "Choose the unit",
    ),
    ({"people__0__name": ""}, "id_people-0-name", "Give a name, a document number"),
    ({"people__0__name": "n" * 201}, "id_people-0-name", "at most 200 characters"),
    (
        {"vehicles__TOTAL_FORMS": "1", "vehicles__0__plate_country": "MM"},
        "id_vehicles-0-plate",
        "Give the plate",
    ),
    (TWO_STOPS | stop(0, "Mae"), "id_after-0-place", "can be several places"),
    (TWO_STOPS | stop(0, "Nowhere at all"), "id_after-0-place", "no crossing and no country"),
    (TWO_STOPS | {"after-0-at": "22/11/2025 04:00"}, "id_after-0-place", "Write the place"),
    (TWO_STOPS | stop(0, "Laos") | {"after-0-at": "soon"}, "id_after-0-at", "day/month/year"),
]


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def test_every_error_keeps_what_was_typed(browser, world):
    """A table in one world: making the world anew for each line would take minutes."""
    for changes, target, rule in BAD:
        fields = typed(**changes)
        page = Shown(browser.post(reverse("case-new"), fields))
        said = [text for found, text in page.summary if found == target]
        assert any(rule in text for text in said), (changes, page.summary)
        assert target in page.ids, changes
        assert page.holds(fields) == {}, changes
    assert not Case.objects.exists()


def test_all_errors_come_at_once_in_the_order_of_the_page(browser):
    fields = typed(
        where=None, happened_at="x", offences=[], seizures__0__quantity="x", title="t" * 201
    )
    page = Shown(browser.post(reverse("case-new"), fields))
    assert [target for target, _text in page.summary] == [
        "id_where_0", "id_happened_at", "id_offences_0", "id_seizures-0-quantity", "id_title",
    ]  # fmt: skip


def test_an_error_is_said_at_the_field_and_the_field_points_to_it(browser):
    page = browser.post(reverse("case-new"), typed(happened_at="x")).content.decode()
    assert (
        'aria-invalid="true" aria-describedby="id_happened_at_helptext id_happened_at_error"'
        in page
    )
    assert 'id="id_happened_at_error"' in page
    assert "<title>Error: New case" in page


def test_a_choice_of_places_is_offered_and_taken(browser, world):
    fields = typed(where="other", place="Mae")
    page = Shown(browser.post(reverse("case-new"), fields))
    assert page.values["place-asked"] == ["Mae"]
    assert "Mae Sai" in page.text and "Mae Sot" in page.text
    chosen = fields | {"place-asked": "Mae", "place-pick": "TH-MM:mae-sot-1|TH|||"}
    assert browser.post(reverse("case-new"), chosen).status_code == 302
    assert Case.objects.get().route.get().crossing == world.mae_sot


def test_a_choice_made_for_another_text_does_not_count(browser):
    fields = typed(where="other", place="Laos")
    stale = fields | {"place-asked": "Mae", "place-pick": "TH-MM:mae-sot-1|TH|||"}
    browser.post(reverse("case-new"), stale)
    stop_ = Case.objects.get().route.get()
    assert (stop_.crossing, stop_.country_id) == (None, "LA")


def test_one_more_row_without_scripts_keeps_everything_and_judges_nothing(browser):
    fields = typed(do="add:people", happened_at="not yet", seizures__0__quantity="x")
    page = Shown(browser.post(reverse("case-new"), fields))
    assert page.summary == []
    assert page.values["people-TOTAL_FORMS"] == ["2"]
    assert "id_people-1-name" in page.ids
    assert page.holds(fields | {"people-TOTAL_FORMS": "2"}) == {}


def test_taking_a_row_away_moves_the_others_up(browser):
    people = {"people__TOTAL_FORMS": "3", "people__1__name": "second", "people__2__name": "third"}
    page = Shown(browser.post(reverse("case-new"), typed(do="remove:people:1", **people)))
    assert page.values["people-TOTAL_FORMS"] == ["2"]
    assert page.values["people-0-name"] == ["ສົມໃຈ"]
    assert page.values["people-1-name"] == ["third"]


def test_empty_rows_are_ignored(browser):
    rows = {f"{kind}__TOTAL_FORMS": "4" for kind in ("seizures", "people", "vehicles", "before")}
    rows |= {"people__3__role": "victim", "seizures__2__unit": "kg", "before__0__role": "origin"}
    browser.post(reverse("case-new"), typed(**rows))
    case = Case.objects.get()
    assert (case.seizures.count(), case.subjects.count(), case.route.count()) == (1, 1, 1)


def test_the_unit_is_the_usual_one_unless_another_is_chosen(browser, world):
    browser.post(reverse("case-new"), typed())
    browser.post(reverse("case-new"), typed(seizures__0__unit="kg", seizures__0__quantity="36.5"))
    assert [case.seizures.get().unit for case in Case.objects.order_by("pk")] == [
        world.tablet, world.kg,
    ]  # fmt: skip


def test_a_retired_code_stays_with_the_case_that_has_it(browser, world):
    browser.post(reverse("case-new"), typed())
    case = Case.objects.get()
    Code.objects.filter(pk__in=[world.meth.pk, world.trafficking.pk]).update(is_active=False)
    page = Shown(browser.get(reverse("case-edit", args=[case.reference])))
    assert page.values["seizures-0-substance"] == ["drugs:METH_TAB"]
    assert page.values["offences"] == ["060121"]
    assert "drugs:METH_TAB" not in browser.get(reverse("case-new")).content.decode()


def test_what_could_not_be_logged_is_kept_as_a_draft(browser, somchai):
    fields = typed(happened_at="not yet")
    browser.post(reverse("case-new"), fields)
    draft = FormDraft.objects.get(officer=somchai)
    assert (str(draft.key), draft.data["happened_at"]) == (fields["key"], ["not yet"])
    assert "csrfmiddlewaretoken" not in draft.data and "officer_token" not in draft.data
