"""The route on a map: points of the stops' own sides, never a place that is not known."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from cases.content import StopContent
from cases.models.levels import Level
from cases.routemap import SMALLEST, map_of
from tests.factories import submitted

pytestmark = pytest.mark.django_db

LAND = Path(__file__).resolve().parents[2] / "static/vendor/natural-earth/region.svg"


@pytest.fixture
def case(world, cast):
    route = (
        StopContent("origin", country=world.tcl.country),
        StopContent("incident", crossing=world.mae_sai, country=world.tcl.country),
        StopContent("transit", lat=Decimal("20.1"), lon=Decimal("100.2")),
        StopContent("destination", crossing=world.chiang_khong, country=world.msi.country),
    )
    return submitted(world, cast.somchai, route=route, levels={"MM": Level.FULL})


def test_every_stop_with_a_point_is_drawn_under_its_number(world, case):
    drawn = map_of(list(case.route.all()))
    assert [dot.number for dot in drawn.dots] == [2, 3, 4]
    side = next((lat, lon) for c, lat, lon in world.mae_sai.sides if c == "MM")
    assert (-drawn.dots[0].y, drawn.dots[0].x) == side
    assert [dot.is_incident for dot in drawn.dots] == [True, False, False]


def test_the_part_that_is_drawn_holds_all_of_them_and_is_never_a_speck(case):
    drawn = map_of(list(case.route.all()))
    assert drawn.width >= SMALLEST
    for dot in drawn.dots:
        assert drawn.left < dot.x < drawn.left + drawn.width
        assert drawn.top < dot.y < drawn.top + drawn.height


def test_a_country_alone_is_not_on_the_map(world, cast):
    route = (StopContent("incident", country=world.msi.country),)
    assert map_of(list(submitted(world, cast.somchai, route=route).route.all())) is None


def test_it_is_for_full_readers_and_reads_without_the_picture(case, cast, signed_in):
    full = signed_in(cast.thida).get(reverse("case-detail", args=[case.reference]))
    text = full.content.decode()
    assert "The route on a map" in text
    assert re.search(r'viewBox="\d+\.\d+ -\d+\.\d+ \d+\.\d+ \d+\.\d+"', text)
    headline = signed_in(cast.bounmy).get(reverse("case-detail", args=[case.reference]))
    assert "The route on a map" not in headline.content.decode()


def test_a_language_with_decimal_commas_draws_the_same(case, cast, signed_in):
    cast.thida.language = "id"
    cast.thida.save()
    text = signed_in(cast.thida).get(reverse("case-detail", args=[case.reference])).content.decode()
    assert re.search(r'transform="translate\(\d+\.\d+ -\d+\.\d+\) scale\(\.?\d+\.\d+\)"', text)


def test_the_land_is_served_by_us_and_covers_the_region():
    text = LAND.read_text(encoding="utf-8")
    assert 'viewBox="86 -30 56 42"' in text
    assert text.count("<path") > 10
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
