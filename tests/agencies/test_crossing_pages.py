"""A crossing's page and its data, edited by the offices beside it and the coordinators."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Crossing
from tests.agencies.test_office_pages import filled

pytestmark = pytest.mark.django_db

CODE = "TH-MM:mae-sai-1"


def address(name="detail", code=CODE):
    return reverse(f"crossing-{name}", args=[code])


def edited(browser, **changes):
    form = browser.get(address("edit")).context["form"]
    return browser.post(address("edit"), filled(form, **changes), follow=True)


@pytest.mark.parametrize("name", ["somchai", "sokha", "observer", "admin"])
def test_the_page_names_both_sides_in_their_scripts(cast, signed_in, name):
    text = signed_in(getattr(cast, name)).get(address()).content.decode()
    for word in ("Mae Sai", "แม่สาย", "Tachileik", "တာချီလိတ်", "20.44300", "BLO Tachileik"):
        assert word in text


@pytest.mark.parametrize(
    ("name", "side"),
    [("anong", "a"), ("kyaw", "b"), ("coordinator_th", "a"), ("coordinator_mm", "b")],
)
def test_each_edits_the_coordinates_of_the_own_side(cast, signed_in, name, side):
    answer = edited(signed_in(getattr(cast, name)), lat="20.50001")
    assert "The crossing is saved." in answer.content.decode()
    crossing = Crossing.objects.get(code=CODE)
    other = "b" if side == "a" else "a"
    assert getattr(crossing, f"lat_{side}") == Decimal("20.50001")
    assert getattr(crossing, f"lat_{other}") != Decimal("20.50001")
    assert crossing.coordinates_ground == "owner"
    assert crossing.status_ground == "known"


def test_the_status_is_dated_and_comes_from_the_office(cast, signed_in):
    answer = edited(signed_in(cast.kyaw), status="closed", status_note="until the flood is over")
    crossing = Crossing.objects.get(code=CODE)
    assert (crossing.status, crossing.status_ground) == ("closed", "owner")
    assert crossing.status_at is not None
    assert [change.after for change in answer.context["changes"]].count("closed") == 1


@pytest.mark.parametrize("name", ["somchai", "preecha", "observer", "admin", "unposted", "sokha"])
def test_others_change_nothing(cast, signed_in, name):
    assert signed_in(getattr(cast, name)).get(address("edit")).status_code == 403


def test_a_head_beside_another_crossing_changes_nothing_here(world, cast, signed_in):
    assert signed_in(cast.anong).get(address("edit", "TH-MM:mae-sot-1")).status_code == 403


@pytest.mark.parametrize("changes", [{"lat": "91"}, {"lon": "east"}, {"status": "gone"}])
def test_what_breaks_a_rule_is_said_and_kept(cast, signed_in, changes):
    answer = edited(signed_in(cast.anong), status_note="typed note", **changes)
    text = answer.content.decode()
    assert "There is a problem" in text
    assert "typed note" in text
    assert Crossing.objects.get(code=CODE).version == 1


def test_two_people_at_once_see_each_others_values(cast, signed_in):
    browser = signed_in(cast.anong)
    form = browser.get(address("edit")).context["form"]
    edited(signed_in(cast.kyaw), status_note="the first note")
    text = browser.post(address("edit"), filled(form, status_note="the second note")).content
    for words in ("Somebody changed this", "the first note", "the second note"):
        assert words in text.decode()


def test_an_unknown_crossing_is_not_there(cast, signed_in):
    for code in ("TH-MM:nowhere", "TH-MM:MAE-SAI-1", "x"):
        assert signed_in(cast.anong).get(f"/crossings/{code}/").status_code == 404
