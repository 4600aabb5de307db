"""Why an office is told: full readers read it as written, a headline reader within the headline."""

import pytest

from cases.content import StopContent
from cases.reasons import joined, own_reasons, reasons_by_border
from tests.factories import CountryFactory, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def through_three_countries(world, somchai):
    """From a shed in Myanmar over Mae Sot to Mae Sai, then on to somewhere in Laos."""
    return submitted(
        world,
        somchai,
        route=(
            StopContent(
                "origin", country=CountryFactory(code="MM"), place_text="Planted-place: a shed"
            ),
            StopContent("transit", crossing=world.mae_sot, country=world.msi.country),
            StopContent("incident", crossing=world.mae_sai, country=world.msi.country),
            StopContent(
                "destination", country=CountryFactory(code="LA"), place_text="Planted-place: a farm"
            ),
        ),
    )


def test_a_full_reader_reads_places_as_written(through_three_countries):
    reasons = reasons_by_border(through_three_countries)
    assert "the route goes from Mae Sai to Planted-place: a farm" in reasons["TH-LA"]
    assert "it happened at Mae Sai" in reasons["TH-MM"]


def test_a_country_reads_only_of_its_own_borders(through_three_countries):
    assert own_reasons(through_three_countries, "LA") == ["the route goes from Mae Sai to Lao PDR"]


def test_places_in_words_stay_with_the_full_case(through_three_countries):
    for country in ("MM", "LA"):
        assert "Planted-place" not in joined(own_reasons(through_three_countries, country))


def test_a_crossing_on_another_border_is_not_named(world, somchai):
    case = submitted(
        world,
        somchai,
        route=(
            StopContent("incident", crossing=world.poipet, country=world.msi.country),
            StopContent("transit", crossing=world.mae_sot, country=world.msi.country),
            StopContent("destination", country=CountryFactory(code="LA")),
        ),
    )
    assert own_reasons(case, "LA") == ["the route goes from Thailand to Lao PDR"]


def test_several_reasons_make_one_line_without_repetition():
    assert joined(["a", "b", "a"]) == "a; and b"
