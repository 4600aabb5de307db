"""The grid of items and states: as it stood at the end of a month, compared with an earlier one."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from agencies.problems import Problem
from audit import clock
from roadmap import commitments, reference
from roadmap.commitments import Statement
from roadmap.grid import grid_of, months_on
from roadmap.gridchoice import choice_of, this_month
from roadmap.models import Commitment, Edition
from tests.api import Caller

pytestmark = pytest.mark.django_db

Status = Commitment.Status
ADDRESS = "roadmap/dashboard/"


@pytest.fixture
def edition(cast):
    reference.load()
    return Edition.objects.get(year=2021)


def stated(officer, number, *statements):
    """Each statement with the day on which it was made."""
    item = commitments.find_item(2021, number)
    made = None
    for word, day in statements:
        said = Statement(word, note="why", evidence_at="Decree 12")
        with clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            if made is None:
                made = commitments.begin(item, said, officer=officer)
            else:
                made = commitments.state(made, said, officer=officer, version=made.version)
    return made


def cell(grid, number, country):
    (found,) = [
        one for one in grid.cells if (one.item.number, one.country.code) == (number, country)
    ]
    return found


def at(edition, user, month, since=date(2026, 1, 1)):
    return grid_of(edition, user, at=month, since=since)


def test_nine_items_and_every_member_state(cast, edition):
    grid = at(edition, cast.observer, date(2026, 5, 1))
    assert [row.item.number for row in grid.rows] == list(range(1, 10))
    codes = {country.code for country in grid.countries}
    assert {"TH", "MM", "LA"} <= codes
    assert "CN" not in codes
    assert {one.status for one in grid.cells} == {Status.NOT_STARTED}


def test_each_month_shows_what_stood_then(cast, edition):
    by = cast.coordinator_th
    stated(by, 4, ("planned", date(2026, 2, 3)), ("under_way", date(2026, 4, 30)))
    shown = {m: cell(at(edition, by, date(2026, m, 1)), 4, "TH") for m in (2, 3, 4, 5)}
    assert [shown[m].status for m in (2, 3, 4, 5)] == [
        Status.PLANNED,
        Status.PLANNED,
        Status.UNDER_WAY,
        Status.UNDER_WAY,
    ]
    assert shown[3].changed.date() == date(2026, 2, 3)
    assert cell(at(edition, by, date(2026, 5, 1)), 4, "MM").commitment is None


def test_before_its_first_statement_nothing_leads_to_it(cast, edition):
    stated(cast.coordinator_th, 4, ("planned", date(2026, 4, 3)))
    found = cell(at(edition, cast.observer, date(2026, 3, 1)), 4, "TH")
    assert (found.status, found.commitment, found.changed) == (Status.NOT_STARTED, None, None)


@pytest.mark.parametrize(
    ("first", "then", "trend"),
    [
        ("planned", "done", "up"),
        ("done", "under_way", "down"),
        ("under_way", "blocked", "blocked"),
        ("blocked", "under_way", "freed"),
        ("planned", "planned", "same"),
    ],
)
def test_whether_it_moved(cast, edition, first, then, trend):
    stated(cast.coordinator_th, 1, (first, date(2026, 1, 10)), (then, date(2026, 3, 10)))
    grid = at(edition, cast.observer, date(2026, 3, 1), since=date(2026, 2, 1))
    assert cell(grid, 1, "TH").trend == trend


def test_totals_count_every_cell_once(cast, edition):
    stated(cast.coordinator_th, 1, ("done", date(2026, 1, 10)))
    grid = at(edition, cast.observer, date(2026, 3, 1))
    totals = {status: many for _shape, status, many in grid.totals}
    assert totals[Status.DONE] == 1
    assert sum(totals.values()) == len(list(grid.cells))


@pytest.mark.parametrize(
    ("month", "many", "then"),
    [("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01"), ("2026-03", -15, "2024-12")],
)
def test_months_are_counted_over_the_new_year(month, many, then):
    assert months_on(date.fromisoformat(f"{month}-01"), many) == date.fromisoformat(f"{then}-01")


def test_unless_asked_it_is_this_month_beside_three_before(edition):
    choice = choice_of("", "", "")
    assert (choice.edition, choice.at) == (edition, this_month())
    assert choice.since == months_on(this_month(), -3)
    assert choice.later is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (("1999", "", ""), "edition"),
        (("2025", "", ""), "edition"),
        (("", "May", ""), "at"),
        (("", "2999-01", ""), "at"),
        (("", "2018-12", ""), "at"),
        (("", "2026-03", "2026-03"), "since"),
    ],
)
def test_what_cannot_be_shown_names_the_field(edition, asked, field):
    with pytest.raises(Problem) as refused:
        choice_of(*asked)
    assert refused.value.field == field


def test_the_page_shows_the_grid_and_keeps_what_was_typed(cast, edition, signed_in):
    made = stated(cast.coordinator_th, 4, ("planned", date(2026, 2, 3)))
    browser = signed_in(cast.observer)
    page = browser.get(reverse("roadmap"), {"at": "2026-03", "since": "2026-01"}).content.decode()
    assert f'href="{made.link}"' in page
    assert "Progress at the end of March 2026, compared with January 2026" in page
    assert "further than then" in page
    wrong = browser.get(reverse("roadmap"), {"at": "soon"})
    assert wrong.status_code == 400
    assert 'value="soon"' in wrong.content.decode()
    assert "Write the month as 2026-11" in wrong.content.decode()


def test_a_page_of_the_grid_asks_few_questions(
    cast, edition, signed_in, django_assert_max_num_queries
):
    browser = signed_in(cast.observer)
    for number in range(1, 10):
        stated(cast.coordinator_th, number, ("planned", date(2026, 2, 3)))
    with django_assert_max_num_queries(18):
        browser.get(reverse("roadmap"))


def test_programs_read_the_same_grid(cast, edition, signed_in):
    made = stated(cast.coordinator_th, 4, ("planned", date(2026, 2, 3)))
    program = Caller(signed_in(cast.observer))
    body = program.get(ADDRESS, query={"at": "2026-03", "since": "2026-01"}).json()
    assert (body["edition"], body["at"], body["since"]) == (2021, "2026-03-01", "2026-01-01")
    (one,) = [c for c in body["cells"] if (c["item"], c["country"]) == (4, "TH")]
    assert (one["status"], one["trend"]) == ("planned", "up")
    assert one["commitment"] == str(made.public_id)
    wrong = program.get(ADDRESS, query={"at": "soon"})
    assert wrong.status_code == 400
    assert "at" in wrong.content.decode()
    assert program.get(ADDRESS, query={"month": "2026-03"}).status_code == 400


def test_without_an_edition_there_is_no_grid(cast, signed_in):
    assert Caller(signed_in(cast.observer)).get(ADDRESS).status_code == 404
