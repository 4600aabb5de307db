"""Pages and API of the indicators."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from audit import clock
from audit.models import Entry
from cases.statistics import REGION
from roadmap import indicators, reference
from roadmap.figurereading import rows_behind
from roadmap.figures.measured import Measured
from roadmap.figures.table import FORMULAS, Formula
from roadmap.models import Figure, Indicator
from tests.api import Caller
from tests.factories import officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def loaded(cast):
    reference.load()
    with clock.at(NOW):
        yield


@pytest.fixture
def women():
    return Indicator.objects.get(code="women-posted")


@pytest.fixture
def second(world):
    return officer("second-th", world.desks["TH"], "coordinator")


def gives(monkeypatch, code, **found):
    """The formula of `code` finds this: value and number of cases by country."""
    measured = {
        REGION if place == "region" else (place, ""): Measured(Decimal(n), fewest=n)
        for place, n in found.items()
    }
    monkeypatch.setitem(FORMULAS, code, Formula(lambda span: measured))


# -- pages ---------------------------------------------------------------------------------------


def page(door, name, *args, **query):
    return door.get(reverse(name, args=args), query).content.decode()


def test_the_list_shows_figure_formula_and_filters(cast, signed_in):
    indicators.compute([OCTOBER, NOVEMBER])
    door = signed_in(cast.somchai)
    text = page(door, "roadmap-indicators")
    assert "Offices open" in text
    assert "status active at the end of the month" in text
    assert '<b class="num">3</b>' in text  # Thai offices
    assert text.count("computed") >= len(FORMULAS)
    text = page(door, "roadmap-indicators", item=5, country="region", period="2026-10")
    assert "Completeness of the data" in text
    assert "Offices open" not in text
    assert "Write the month as 2026-11." in page(door, "roadmap-indicators", period="soon")


def test_rows_behind_a_figure_are_for_those_who_may_open_them(cast, signed_in):
    indicators.compute([NOVEMBER])
    for person, is_linked in ((cast.somchai, True), (cast.observer, False), (cast.admin, False)):
        text = page(signed_in(person), "roadmap-indicator", "operations-held")
        assert ("What is counted" in text) is is_linked
    assert "What is counted" in page(signed_in(cast.admin), "roadmap-indicator", "offices-open")


def test_every_computed_figure_leads_to_a_list_that_opens(cast, signed_in):
    """Of Thailand, of the region, and of each office; whoever is shown the address may open it."""
    indicators.compute([NOVEMBER])
    doors = {person: signed_in(person) for person in (cast.coordinator_th, cast.observer)}
    opened = set()
    for figure in Figure.objects.filter(country__in=["TH"]).with_names():
        assert rows_behind(figure, cast.coordinator_th), figure
        for person, door in doors.items():
            address = rows_behind(figure, person)
            if address and (person, address) not in opened:
                assert door.get(address).status_code == 200, address
                opened.add((person, address))
    assert (cast.observer, "/roadmap/network/?country=TH&at=2026-11") in opened
    assert (cast.observer, "/roadmap/data-quality/?country=TH&period=2026-11") in opened
    assert (cast.observer, "/cases/") not in opened


def test_a_coordinator_states_and_another_verifies(cast, second, signed_in, women):
    door = signed_in(cast.coordinator_th)
    form = {"period": "2026-11", "value": "40", "document": "Letter 12/2026", "version": "0"}
    address = reverse("roadmap-indicator-attest", args=["women-posted"])
    refused = door.post(address, form | {"value": "400"}).content.decode()
    assert "at most 100 per cent" in refused
    assert "Letter 12/2026" in refused
    assert door.post(address, form).status_code == 302
    again = door.post(address, form | {"value": "41"}).content.decode()
    assert "It now says: 40.00, Letter 12/2026." in again
    text = page(door, "roadmap-indicator", "women-posted")
    assert "not verified yet" in text
    assert "Verify" not in text
    door = signed_in(second)
    assert "Verify" in page(door, "roadmap-indicator", "women-posted")
    figure = Figure.objects.get()
    verify = reverse("roadmap-figure-verify", args=[figure.public_id])
    assert door.post(verify, {"version": "1"}).status_code == 302
    assert "Verified by" in page(door, "roadmap-indicator", "women-posted")


def test_the_chart_has_its_table_and_the_target(cast, signed_in, monkeypatch):
    for month, value in ((7, 10), (8, 20), (9, 30), (10, 40), (11, 3)):
        gives(monkeypatch, "cases-shared", region=value, TH=value)
        indicators.compute([date(2026, month, 1)])
    door = signed_in(cast.coordinator_th)
    target = {"value": "100", "by": "31/12/2027", "baseline": "", "version": "0"}
    address = reverse("roadmap-indicator-target", args=["cases-shared"])
    assert door.post(address, target).status_code == 302
    text = page(door, "roadmap-indicator", "cases-shared")
    assert "<polyline" in text
    assert 'class="aim"' in text
    assert "2027-04; four of five chances: 2027-04 to 2027-04." in text
    assert text.index("<polyline") < text.index("2026-08</th>")


def test_a_coordinator_has_them_computed(cast, signed_in):
    door = signed_in(cast.coordinator_th)
    assert door.post(reverse("roadmap-indicators-compute")).status_code == 302
    assert Figure.objects.exists()
    assert Entry.objects.get(action="compute figures").actor_name == "coordinator-th"


# -- API -----------------------------------------------------------------------------------------


@pytest.fixture
def th(cast, signed_in):
    return Caller(signed_in(cast.coordinator_th))


def test_the_list_over_the_api(th):
    indicators.compute([OCTOBER, NOVEMBER])
    query = {"item": "4", "country": "TH", "period": "2026-11"}
    found = {
        one["indicator"]: one
        for one in th.get("roadmap/indicators/", query=query).json()["results"]
    }
    opened = found["offices-open"]
    places = {f"places-{step}" for step in ("surveyed", "agreed", "equipped", "connected", "open")}
    offices = {f"offices-{state}" for state in ("planned", "open", "connected")}
    assert set(found) == {*offices, "pairs-active", *places}
    assert (opened["value"], opened["unit"], opened["kind"]) == (3, "offices", "computed")
    assert opened["computed_at"] == "2026-11-22T12:00:00Z"
    assert (opened["verified_by"], opened["target"], opened["period"]) == (None, None, "2026-11")
    assert "status active" in opened["formula"]


@pytest.mark.parametrize(
    "query", [{"country": "XX"}, {"period": "soon"}, {"item": "one"}, {"colour": "red"}]
)
def test_a_bad_question_is_named(th, query):
    answer = th.get("roadmap/indicators/", query=query)
    assert answer.status_code == 400
    assert next(iter(query)) in answer.content.decode()


def test_stating_verifying_and_aiming_over_the_api(th, cast, second, signed_in):
    body = {"period": "2026-11", "value": 40.5, "document": "Letter 12/2026"}
    path = "roadmap/indicators/women-posted/attest/"
    assert th.put(path, body).status_code == 428
    made = th.put(path, body, if_match="*")
    assert made.status_code == 200
    assert (made.json()["value"], made.json()["stated_by"]) == (40.5, "Coordinator-Th")
    assert th.put(path, body, if_match='"0"').status_code == 412
    verify = made.json()["url"] + "verify/"
    assert th.post(verify, if_match=made["ETag"]).status_code == 403
    other = Caller(signed_in(second))
    assert other.post(verify, if_match=made["ETag"]).json()["verified_by"] == "Second-Th"
    aim = {"value": 50, "by": "2027-12-31", "baseline": 40, "baseline_on": "2026-01-01"}
    target = th.put("roadmap/indicators/women-posted/targets/", aim, if_match="*")
    assert target.json()["value"] == 50
    figure = th.get(made.json()["url"]).json()
    assert (figure["target"]["by"], figure["forecast"]["outlook"]) == ("2027-12-31", "too_few")
    assert th.post("roadmap/indicators/compute/").json()["figures"] > 0
