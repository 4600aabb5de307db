"""Operations as the Roadmap sees them: exact numbers by quarter and country, small ones hidden,
nothing of what is planned."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit import clock
from cases.models import DayResult, Operation
from roadmap.operations import year_of
from tests.api import Caller
from tests.operations import counted, plan, running

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 23, 3, tzinfo=UTC)
LATER = datetime(2027, 1, 4, 3, tzinfo=UTC)


@pytest.fixture
def held(world, cast):
    """Mae Sai counts six arrests and three victims in May, four arrests in August; Tachileik two
    arrests in May. One more operation is only planned."""
    operation = running(world, cast)
    from tests.factories import code

    code("op_metrics", "victims", "Victims")
    counted(operation, cast.somchai, arrests=6, victims=3)
    counted(operation, cast.thida, arrests=2)
    DayResult.objects.update(day=date(2026, 5, 4))
    counted(operation, cast.somchai, arrests=4)
    DayResult.objects.exclude(day=date(2026, 5, 4)).update(day=date(2026, 8, 4))
    Operation.objects.update(started_at=datetime(2026, 5, 4, tzinfo=UTC))
    plan(world, cast.somchai, title="Planted-plan")


def lines(now=LATER):
    with clock.at(now):
        return {(one.quarter, one.country): one.numbers for one in year_of("2026").lines}


def test_numbers_by_quarter_and_country(held):
    """Six arrests are shown; two and four are too few for each, and six for both together."""
    assert lines() == {
        (2, "TH"): [1, 1, None, 6, None, None],
        (2, "MM"): [1, 1, None, None, None, None],
        (0, ""): [None, None, None, 6, None, None],
    }


def test_what_adds_up_to_a_year_waits_for_its_end(held):
    assert (0, "") not in lines(NOVEMBER)


def test_the_page_the_file_and_the_interface(held, cast, signed_in):
    browser = signed_in(cast.observer)
    with clock.at(LATER):
        page = browser.get(reverse("roadmap-operations"), {"year": "2026"}).content.decode()
        file = browser.get(reverse("roadmap-operations-csv"), {"year": "2026"}).content.decode()
        told = Caller(browser).get("roadmap/operations/", query={"year": "2026"}).json()
    assert "several countries together" in page
    assert "Planted-plan" not in page
    assert "Thailand,1,1,,6,," in file
    assert {"quarter": 2, "country": "TH"}.items() <= told["lines"][1].items()
    assert told["lines"][1]["counted"]["arrests"] == 6


@pytest.mark.parametrize("year", ["soon", "1999", "2999"])
def test_a_year_that_is_none(cast, signed_in, year):
    browser = signed_in(cast.observer)
    page = browser.get(reverse("roadmap-operations"), {"year": year})
    assert page.status_code == 400
    assert f'value="{year}"' in page.content.decode()
    assert browser.get(reverse("roadmap-operations-csv"), {"year": year}).status_code == 400
    assert Caller(browser).get("roadmap/operations/", query={"year": year}).status_code == 400
