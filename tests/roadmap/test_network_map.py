"""The map of the network: what each office was at the end of a month, and what silence tells."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.http import urlencode

from agencies.models import Crossing, Office
from cases.models import Case, Involvement, Request
from roadmap.networkdrawing import APART, drawing_of, place_of, spread
from roadmap.networkmap import Standing, network_of, standings_at
from tests.api import Caller
from tests.cases.asking import asked_of
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

PATH = "/roadmap/network/"
OCTOBER, JULY = date(2026, 10, 1), date(2026, 7, 1)
NOW = datetime.now(UTC).date().replace(day=1)
END = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def stands(moment=END):
    codes = dict(Office.objects.values_list("pk", "code"))
    return {codes[pk]: state.value for pk, state in standings_at(moment).items()}


def changed(code, **fields):
    """Today, with the trace that the history keeps."""
    office = Office.objects.get(code=code)
    for name, value in fields.items():
        setattr(office, name, value)
    office.save()


def logged(world, who, at):
    case = delivered(submitted(world, who))
    Case.objects.filter(pk=case.pk).update(submitted_at=at)
    case.involvements.update(told_at=at)
    return case


# -- silence -------------------------------------------------------------------------------------


def test_an_active_office_that_did_nothing_for_thirty_days_is_silent(world, cast):
    """Mae Sai logged 29 days before, Tachileik was told of it and said nothing; all others did
    nothing either."""
    logged(world, cast.somchai, END - 29 * DAY)
    found = stands()
    assert found.pop("TH-MSI") == "open"
    assert set(found.values()) == {"silent"}
    assert len(found) == 7
    assert stands(END + 2 * DAY)["TH-MSI"] == "silent"


def test_a_word_about_a_case_is_heard(world, cast):
    case = logged(world, cast.somchai, END - 40 * DAY)
    rows = Involvement.objects.filter(case=case, office=world.tcl)
    for name in ("acknowledged_at", "engaged_at"):
        rows.update(acknowledged_at=None, engaged_at=None)
        assert stands()["MM-TCL"] == "silent"
        rows.update(**{name: END - DAY})
        assert stands()["MM-TCL"] == "open"
    rows.update(acknowledged_at=None, engaged_at=None, decline_reason="not here")
    rows.update(declined_at=END - DAY)
    assert stands()["MM-TCL"] == "open"


def test_an_answer_is_heard_and_what_the_asker_withdrew_is_not(world, cast):
    (made,) = asked_of([world.tcl], cast.somchai)
    rows = Request.objects.filter(pk=made.pk)
    rows.update(state="withdrawn", settled_at=END - DAY)
    assert stands()["MM-TCL"] == "silent"
    rows.update(state="answered", settled_at=END - DAY)
    assert stands()["MM-TCL"] == "open"


def test_an_office_that_has_just_opened_is_not_silent(world):
    """Planned until this minute: it was not active for thirty days."""
    Office.objects.filter(code="TH-MST").update(status="planned", status_reason="a house is built")
    changed("TH-MST", status="active", status_reason="")
    today = datetime.now(UTC) + timedelta(minutes=1)
    assert (stands(today)["TH-MST"], stands(today)["MM-MWD"]) == ("open", "silent")
    assert stands(today + 40 * DAY)["TH-MST"] == "silent"


# -- months --------------------------------------------------------------------------------------


def test_what_moved_between_two_months(world, cast):
    """Mae Sai logged in July and Tachileik in October; Bavet was suspended today."""
    logged(world, cast.somchai, datetime(2026, 7, 20, tzinfo=UTC))
    logged(world, cast.thida, datetime(2026, 10, 20, tzinfo=UTC))
    changed("KH-BVT", status="suspended", status_reason="a flood")
    network = network_of(OCTOBER, JULY)
    moved = {one.office.code: (one.before.value, one.now.value) for one in network.moved}
    assert moved == {"TH-MSI": ("open", "silent"), "MM-TCL": ("silent", "open")}
    assert [(one.value, other.value) for one, other, _offices in network.moves] == [
        ("silent", "open"),
        ("open", "silent"),
    ]
    later = network_of(NOW, OCTOBER)
    assert next(one for one in later.moved if one.office.code == "KH-BVT").now == "suspended"


def test_pairs_of_offices_and_whether_both_sides_are_active(world):
    """Silent is active; suspended is not; a closed office is in no pair."""
    Office.objects.filter(code="MM-TCL").update(status="suspended", status_reason="a flood")
    Office.objects.filter(code="MM-MWD").update(status="closed", status_reason="for good")
    pairs = {
        (pair.one.office.code, pair.other.office.code): pair.is_active
        for pair in network_of(NOW, OCTOBER).pairs
    }
    assert {frozenset(key): value for key, value in pairs.items()} == {
        frozenset({"TH-MSI", "MM-TCL"}): False,
        frozenset({"LA-HXY", "MM-TCL"}): False,
        frozenset({"TH-CKG", "LA-HXY"}): True,
    }


def test_a_country_and_a_border(world):
    def codes(**asked):
        return {one.office.code for one in network_of(OCTOBER, JULY, **asked).offices}

    assert codes(country="MM") == {"MM-TCL", "MM-MWD"}
    assert codes(border="TH-LA") == {"TH-CKG", "LA-HXY"}
    assert codes(country="TH", border="TH-LA") == {"TH-CKG"}
    crossings = network_of(OCTOBER, JULY, border="TH-LA").crossings
    assert {one.crossing.code for one in crossings} == {"TH-LA:chiang-khong-4", "TH-LA:chiang-saen"}


def test_a_crossing_stands_as_it_was(world):
    row = Crossing.objects.get(code="TH-LA:chiang-saen")
    row.status = "closed"
    row.save()
    (then,) = [
        one
        for one in network_of(OCTOBER, JULY, border="TH-LA").crossings
        if one.crossing.code == row.code
    ]
    assert then.status == "international"


def test_more_offices_cost_no_more_queries(world, django_assert_num_queries):
    from tests.factories import office

    with django_assert_num_queries(22):
        network_of(OCTOBER, JULY)
    for number in range(30):
        office(f"TH-X{number:02}", f"Office {number}", at=(18, 100), crossings=[world.mae_sot])
    with django_assert_num_queries(22):
        network_of(OCTOBER, JULY)


# -- the drawing ---------------------------------------------------------------------------------


def test_no_mark_lies_on_another():
    spots = spread([(100.0, -20.0)] * 40 + [(100.1, -20.1)] * 40, 1.0)
    assert spots[0] == (100.0, -20.0)
    near = [
        (a, b)
        for place, a in enumerate(spots)
        for b in spots[place + 1 :]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 0.97
    ]
    assert near == []


def test_an_office_without_coordinates_stands_at_its_side_of_the_crossing(world):
    Office.objects.filter(code="MM-TCL").update(lat=None, lon=None)
    assert place_of(Office.objects.get(code="MM-TCL")) == (100.162, -20.598)
    Office.objects.get(code="MM-TCL").crossings.set([world.mae_sai])
    assert place_of(Office.objects.get(code="MM-TCL")) == (99.881, -20.4457)
    Office.objects.get(code="MM-TCL").crossings.clear()
    drawing = drawing_of(network_of(NOW, OCTOBER))
    assert [one.office.code for one in drawing.without_place] == ["MM-TCL"]
    apart = {(mark.x, mark.y) for mark in drawing.marks}
    assert len(apart) == 7 and APART * drawing.frame.unit > 0


def test_the_other_side_of_a_pair_is_drawn_too(world):
    network = network_of(OCTOBER, JULY, country="MM")
    drawn = {mark.stand.office.code for mark in drawing_of(network).marks}
    assert drawn == {"MM-TCL", "MM-MWD", "TH-MSI", "TH-MST", "LA-HXY"}
    assert len(drawing_of(network).lines) == 3


# -- the page and the API ------------------------------------------------------------------------


def test_the_page_shows_shapes_words_and_the_rule(signed_in, cast):
    Office.objects.filter(code="TH-MST").update(status="planned", status_reason="a house is built")
    page = signed_in(cast.observer).get(PATH).content.decode()
    assert "Silent means: the office was active for the 30 days" in page
    assert 'aria-label="BLO Mae Sot, planned"' in page
    assert 'class="mark planned"' in page and 'class="mark silent"' in page
    assert '<span aria-hidden="true">○</span> planned' in page
    assert 'rel="prev"' in page and 'rel="next"' not in page
    older = signed_in(cast.observer).get(PATH, {"at": "2026-10"}).content.decode()
    assert 'href="?at=2026-09"' in older and 'href="?at=2026-11"' in older
    assert 'aria-label="BLO Mae Sot, silent"' in older


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"at": "soon"}, "at"),
        ({"at": "2190-01"}, "at"),
        ({"at": "2026-01", "since": "2026-02"}, "since"),
        ({"country": "XX"}, "country"),
        ({"border": "TH-XX"}, "border"),
    ],
)
def test_a_bad_question_is_named(signed_in, cast, asked, field):
    door = signed_in(cast.somchai)
    page = door.get(PATH, asked)
    assert page.status_code == 400
    assert f'href="#id_{field}"' in page.content.decode()
    said = Caller(door).get(f"roadmap/network/?{urlencode(asked)}")
    assert (said.status_code, field in str(said.json())) == (400, True)


def test_the_api_says_the_same(signed_in, cast, world):
    logged(world, cast.somchai, END - DAY)
    door = Caller(signed_in(cast.observer))
    found = door.get("roadmap/network/?at=2026-10&border=TH-MM").json()
    assert {one["code"]: one["state"] for one in found["offices"]} == {
        "TH-MSI": "open",
        "TH-MST": "silent",
        "MM-TCL": "silent",
        "MM-MWD": "silent",
    }
    assert found["silent_days"] == 30
    assert Standing.SILENT.shape == "◇"
