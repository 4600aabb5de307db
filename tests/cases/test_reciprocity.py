"""Figures of who answers whom: what they count, whose they are, what the observer may not see."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from cases import reciprocity, silence
from cases.models import Involvement, Request
from cases.reciprocity import BORDER, OFFICE, PAIR
from tests.api import Caller
from tests.cases.asking import asked_of, ground
from tests.factories import delivered, officer, submitted

HOUR = timedelta(hours=1)


def put(office, asker, *, hours=None, state="answered", late=False):
    """A request that was answered after so many hours, or is still open."""
    (made,) = asked_of([office], asker)
    asked = now() - timedelta(days=3)
    fields = {"asked_at": asked, "due_at": asked + timedelta(days=6), "state": state}
    if hours is not None:
        fields["settled_at"] = asked + hours * HOUR
    if late:
        fields["due_at"] = asked + HOUR
    if state == "refused":
        fields["refusal_ground"] = ground()
    Request.objects.filter(pk=made.pk).update(**fields)


def rows(person, by, days=30):
    found = reciprocity.rows(reciprocity.scope_of(person), by, days)
    return {(row.asks, row.answers): row for row in found}


@pytest.fixture
def asked(world, cast):
    """Mae Sai asks Tachileik six times, Tachileik asks Mae Sai once, and Viet Nam asks Laos."""
    for hours in (1, 2, 3, 10):
        put(world.tcl, cast.somchai, hours=hours, late=hours == 10)
    put(world.tcl, cast.somchai, hours=4, state="refused")
    put(world.tcl, cast.somchai, state="sent", late=True)
    put(world.msi, cast.thida, state="sent")
    put(world.hxy, cast.sokha, hours=5)


def test_each_is_counted_once(asked, cast):
    found = rows(cast.somchai, PAIR)
    to = found[("TH-MSI", "MM-TCL")].requests
    counted = (to.asked, to.answered, to.late, to.refused, to.unanswered, to.waiting)
    assert counted == (6, 4, 1, 1, 1, 0)
    back = found[("MM-TCL", "TH-MSI")].requests
    assert (back.asked, back.waiting, back.median) == (1, 1, None)


def test_half_and_nine_of_ten(asked, cast):
    """1, 2, 3, 4 (refused) and 10 hours."""
    to = rows(cast.somchai, PAIR)[("TH-MSI", "MM-TCL")].requests
    assert (to.median_hours, to.p90_hours) == (3.0, 7.6)


def test_withdrawn_and_older_ones_do_not_count(asked, cast):
    Request.objects.filter(state="answered").update(asked_at=now() - timedelta(days=40))
    Request.objects.filter(state="refused").update(state="withdrawn")
    assert rows(cast.somchai, PAIR)[("TH-MSI", "MM-TCL")].requests.asked == 1
    assert rows(cast.somchai, PAIR, 90)[("TH-MSI", "MM-TCL")].requests.asked == 5


def test_by_border_both_directions_stand_together(asked, cast):
    found = reciprocity.rows(reciprocity.scope_of(cast.somchai), BORDER, 30)
    assert [(row.asks, row.answers, row.border) for row in found] == [
        ("MM", "TH", "TH-MM"),
        ("TH", "MM", "TH-MM"),
    ]


def test_by_office_the_own_ones_alone(asked, cast):
    found = rows(cast.somchai, OFFICE)
    assert set(found) == {("TH-MSI", None), (None, "TH-MSI")}
    assert found[("TH-MSI", None)].requests.asked == 6
    assert set(rows(cast.coordinator_mm, OFFICE)) == {("MM-TCL", None), (None, "MM-TCL")}


def test_nobody_counts_what_does_not_concern_them(asked, cast):
    assert set(rows(cast.preecha, PAIR)) == set()
    assert set(rows(cast.coordinator_th, PAIR)) == {("TH-MSI", "MM-TCL"), ("MM-TCL", "TH-MSI")}
    assert set(rows(cast.bounmy, PAIR)) == {("KH-PPT", "LA-HXY")}
    assert set(rows(cast.partner_mm, PAIR)) == set(rows(cast.coordinator_mm, PAIR))
    for nobody in (cast.admin, cast.unposted):
        assert reciprocity.scope_of(nobody) is None


def test_the_observer_reads_borders_and_no_small_figure(asked, cast):
    found = rows(cast.observer, BORDER)
    assert {row.requests.asked for row in found.values()} == {6, None}
    for row in found.values():
        assert (row.requests.answered, row.requests.median) == (None, None)
    for by in (PAIR, OFFICE):
        assert by not in reciprocity.groups_for(reciprocity.scope_of(cast.observer))


def test_the_observer_reads_what_is_large_enough(world, cast):
    for _ in range(5):
        put(world.tcl, cast.somchai, hours=2)
    (row,) = rows(cast.observer, BORDER).values()
    assert (row.requests.asked, row.requests.answered, row.requests.median_hours) == (5, 5, 2.0)


def test_told_cases_are_acknowledged_or_not(world, cast):
    case = delivered(submitted(world, cast.somchai))
    involvement = case.involvements.get(office=world.tcl)
    told = now() - timedelta(hours=5)
    Involvement.objects.filter(pk=involvement.pk).update(told_at=told)
    assert rows(cast.somchai, PAIR)[("TH-MSI", "MM-TCL")].cases.waiting == 1
    notice = involvement.notice
    notice.acknowledge_by = now() - timedelta(hours=4)
    notice.save()
    assert rows(cast.thida, PAIR)[("TH-MSI", "MM-TCL")].cases.unanswered == 1
    Involvement.objects.filter(pk=involvement.pk).update(acknowledged_at=told + 2 * HOUR)
    figures = rows(cast.thida, PAIR)[("TH-MSI", "MM-TCL")].cases
    assert (figures.answered, figures.late, figures.median_hours) == (1, 1, 2.0)


# -- silence ------------------------------------------------------------------------------------


def quiet(person):
    found = silence.quiet_offices(reciprocity.scope_of(person))
    return {row.office.code: (row.last_heard, row.waiting) for row in found}


def test_an_office_goes_quiet_and_is_heard_again(world, cast):
    assert quiet(cast.somchai)["MM-TCL"] == (None, 0)
    put(world.tcl, cast.somchai, state="sent")
    assert quiet(cast.somchai)["MM-TCL"] == (None, 1)
    put(world.msi, cast.thida, state="sent")
    assert "MM-TCL" not in quiet(cast.somchai)
    Request.objects.update(asked_at=now() - timedelta(days=8))
    assert quiet(cast.somchai)["MM-TCL"][0] is not None


def test_what_an_office_does_for_others_is_not_told(world, cast):
    """Tachileik logs a case of its own: to an office that was not told, it stays silent."""
    case = delivered(submitted(world, cast.thida))
    assert list(case.involvements.values_list("office__code", flat=True)) == ["TH-MSI"]
    assert "MM-TCL" not in quiet(cast.somchai)
    assert quiet(officer("chai", world.mst))["MM-TCL"] == (None, 0)


def test_who_does_not_sign_in_is_counted_at_home_only(world, cast):
    cast.somchai.last_login = now()
    cast.somchai.save()
    (row,) = silence.sign_ins(reciprocity.scope_of(cast.somchai))
    assert (row.office.code, row.officers, row.absent) == ("TH-MSI", 2, 1)
    offices = {r.office.code for r in silence.sign_ins(reciprocity.scope_of(cast.coordinator_th))}
    assert all(code.startswith("TH-") for code in offices) and len(offices) > 1
    assert silence.sign_ins(reciprocity.scope_of(cast.observer)) == []


# -- page and API -------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [BORDER, PAIR, OFFICE])
def test_page_and_api_say_the_same(asked, signed_in, somchai, by):
    browser = signed_in(somchai)
    page = browser.get(reverse("reciprocity"), {"by": by, "days": 30})
    body = Caller(browser).get("statistics/reciprocity/", query={"by": by, "days": "30"}).json()
    shown = {(row["asks"], row["answers"]): row["requests"]["asked"] for row in body["rows"]}
    assert sum(shown.values()) == sum(
        int(line.cells[0].text) for line in page.context["tables"][0].lines
    )
    assert "Planted-question" not in page.content.decode() + str(body)


def test_the_page_names_offices(asked, signed_in, somchai):
    said = signed_in(somchai).get(reverse("reciprocity"), {"by": PAIR}).content.decode()
    assert "BLO Mae Sai (TH) asks BLO Tachileik (MM)" in said


def test_what_cannot_be_asked(asked, signed_in, cast):
    caller = Caller(signed_in(cast.somchai))
    for query, field in (({"by": "case"}, "by"), ({"days": "8"}, "days"), ({"x": "1"}, "x")):
        fault = caller.get("statistics/reciprocity/", query=query)
        assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, field)
    observer = Caller(signed_in(cast.observer))
    assert observer.get("statistics/reciprocity/", query={"by": "pair"}).status_code == 403
    page = signed_in(cast.observer).get(reverse("reciprocity"), {"by": "pair"})
    assert page.context["form"].errors["by"]


def test_the_same_number_of_questions_to_the_database(
    world, cast, asked, signed_in, django_assert_max_num_queries
):
    for _ in range(4):
        put(world.hxy, cast.somchai, hours=1)
    browser = signed_in(cast.coordinator_th)
    with django_assert_max_num_queries(24):
        browser.get(reverse("reciprocity"), {"by": "pair"})
