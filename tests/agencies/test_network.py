"""The network: offices and crossings by border, and found in any script."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse

from agencies.models import DutyShift
from agencies.roster import on_duty, on_duty_counts
from audit.clock import at
from tests.cases.counting import queries_of
from tests.factories import crossing, office

pytestmark = pytest.mark.django_db


def page(browser, **words):
    answer = browser.get(reverse("network"), words)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "name", ["somchai", "coordinator_th", "observer", "admin", "unposted", "thida"]
)
def test_everybody_signed_in_sees_the_network(cast, signed_in, name):
    assert "TH – LA" in page(signed_in(getattr(cast, name)))


def test_the_own_borders_come_first_and_in_full(cast, signed_in):
    answer = signed_in(cast.thida).get(reverse("network"))
    assert [block.border.pk for block in answer.context["blocks"]] == ["LA-MM", "TH-MM"]
    borders = [line.border.pk for line in answer.context["overview"]]
    assert borders == ["LA-MM", "TH-MM", "TH-KH", "TH-LA", "VN-KH"]


@pytest.mark.parametrize("words", ["แม่สาย", "တာချီလိတ်", "mae sai", "TACHILEIK", "TH-MSI"])
def test_offices_and_crossings_are_found_in_any_script(cast, signed_in, words):
    answer = signed_in(cast.observer).get(reverse("network"), {"q": words})
    assert "TH-MSI" in [row.office.code for row in answer.context["offices"]]


def test_nothing_found_says_so(cast, signed_in):
    assert "No office goes by “Nowhere”." in page(signed_in(cast.observer), q="Nowhere")


def test_one_border_shows_its_offices_and_crossings_with_their_ground(cast, signed_in):
    text = page(signed_in(cast.somchai), border="TH-LA")
    assert "BLO Houay Xay" in text
    assert "Chiang Khong – Houayxay" in text
    assert "own knowledge, not looked up" in text
    assert "BLO Tachileik" not in text


def test_one_country_shows_its_desk_and_its_borders(cast, signed_in):
    text = page(signed_in(cast.somchai), country="LA")
    assert "Lao PDR desk" in text
    assert "Muang Mom" in text


@pytest.mark.parametrize("words", [{"border": "XX-YY"}, {"country": "XX"}])
def test_an_unknown_value_is_an_error_on_the_page(cast, signed_in, words):
    assert "There is a problem" in page(signed_in(cast.somchai), **words)


def test_a_border_asks_the_same_questions_however_many_offices(world, cast, signed_in):
    browser, address = signed_in(cast.somchai), f"{reverse('network')}?border=TH-LA"
    few = queries_of(browser, address)
    for number in range(15):
        bridge = crossing(f"TH-LA:bridge-{number}", "A", (18, 102), "B", (18, 102))
        office(f"LA-X{number:02}", f"New {number}", crossings=[bridge])
    assert len(queries_of(browser, address)) == len(few)


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("day", [21, 22, 23])
def test_the_count_on_duty_is_the_list_on_duty(world, cast, day, hour):
    for officer, weekday, starts, ends in [
        (cast.thida, 6, time(20), time(8)),
        (cast.kyaw, 7, time(8), time(20)),
        (cast.thida, 7, time(14), time(14)),
        (cast.kyaw, 1, time(0), time(6, 30)),
    ]:
        DutyShift.objects.create(
            office=world.tcl, officer=officer, weekday=weekday, starts=starts, ends=ends
        )
    with at(datetime(2026, 11, day, hour, tzinfo=UTC)):
        assert on_duty_counts([world.tcl]) == {world.tcl.pk: len(on_duty(world.tcl))}
