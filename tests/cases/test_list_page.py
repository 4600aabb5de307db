"""How the list page is laid out: what is set, where it ends."""

import pytest
from django.urls import reverse

from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


def page(browser, **words):
    return browser.get(reverse("case-list"), words)


def test_each_filter_that_is_set_is_taken_away_alone(world, case, signed_in, thida):
    words = {
        "q": "Mae Sai", "urgency": "flash", "border": "TH-MM", "offence": "060121",
        "since": "2026-11-01", "sort": "happened",
    }  # fmt: skip
    answer = page(signed_in(thida), **words, page="1")
    chips = {str(chip.label): chip for chip in answer.context["chips"]}
    assert {label: chip.value for label, chip in chips.items()} == {
        "Words": "Mae Sai",
        "Urgency": "Flash",
        "Border": "TH – MM",
        "Offence": "Drug trafficking",
        "Happened from": "1 Nov 2026",
        "Sort": "When it happened, latest first",
    }
    assert "urgency" not in chips["Urgency"].address
    assert "border=TH-MM" in chips["Urgency"].address
    assert not any("page=" in chip.address for chip in chips.values())


def test_without_filters_there_is_nothing_to_take_away(case, signed_in, thida):
    assert page(signed_in(thida)).context["chips"] == []
    assert page(signed_in(thida), sort="newest").context["chips"] == []
    assert page(signed_in(thida), status="nonsense").context["chips"] == []


def test_filters_are_folded_unless_one_is_wrong(case, signed_in, thida):
    assert "<details open>" not in page(signed_in(thida), urgency="flash").content.decode()
    assert "<details open>" in page(signed_in(thida), urgency="nonsense").content.decode()


def test_a_page_past_the_end_says_so_and_leads_back(case, signed_in, thida):
    answer = page(signed_in(thida), sort="happened", urgency="flash", page="99")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "The list is shorter than that" in text
    assert "?sort=happened&amp;urgency=flash&amp;page=1" in text
    assert page(signed_in(thida), sort="happened", page="1").status_code == 200


def test_an_empty_list_is_not_past_its_end(signed_in, thida):
    assert page(signed_in(thida), sort="happened").status_code == 200


def test_every_choice_of_a_filter_has_its_chip(case, signed_in, somchai):
    """A choice may stand in groups, and its list may be made only when it is walked through."""
    browser = signed_in(somchai)
    fields = page(browser).context["form"].fields
    for name, value in {name: first_choice(field) for name, field in fields.items()}.items():
        if value:
            answer = page(browser, **{name: value})
            assert answer.status_code == 200, name
            assert [chip.label for chip in answer.context["chips"]] == [str(fields[name].label)]
    assert page(browser, seizure="METH_TAB").context["chips"][0].value.endswith("tablets")


def first_choice(field):
    for value, label in getattr(field, "choices", ()):
        chosen = label[0][0] if isinstance(label, list | tuple) else value
        if chosen and chosen != "newest":
            return str(chosen)
    return ""
