"""Which office logs a case, and on which side its officer stood."""

from decimal import Decimal

import pytest

from agencies.models import Office
from cases.content import StopContent
from cases.origin import office_for, on_own_side
from cases.problems import CaseProblem


@pytest.fixture
def system(cast):
    return cast.partner_th


def at(crossing, **more):
    return (StopContent("incident", crossing=crossing, **more),)


def test_an_officer_logs_for_the_own_office(world, somchai):
    assert office_for(somchai, at(world.poipet)) == world.msi
    assert office_for(somchai, at(world.poipet), wanted=world.msi) == world.msi
    with pytest.raises(CaseProblem):
        office_for(somchai, at(world.poipet), wanted=world.ckg)


def test_a_system_names_an_active_office_of_its_country(world, system):
    assert office_for(system, at(world.mae_sai), wanted=world.ckg) == world.ckg
    with pytest.raises(CaseProblem):
        office_for(system, at(world.mae_sai), wanted=world.tcl)
    Office.objects.filter(pk=world.ckg.pk).update(status="closed", status_reason="flood")
    world.ckg.refresh_from_db()
    with pytest.raises(CaseProblem):
        office_for(system, at(world.mae_sai), wanted=world.ckg)


def test_else_the_office_at_the_crossing_of_the_incident(world, system):
    assert office_for(system, at(world.mae_sai)) == world.msi
    assert office_for(system, at(world.mae_sot)) == world.mst


def test_else_the_nearest_office_on_a_touched_border(world, system):
    near_mae_sot = (StopContent("incident", lat=Decimal("16.70"), lon=Decimal("98.53")),)
    assert office_for(system, near_mae_sot) == world.mst
    triangle = (StopContent("incident", lat=Decimal("20.3545"), lon=Decimal("100.083")),)
    assert office_for(system, triangle) in {world.msi, world.ckg}


def test_a_closed_office_at_the_crossing_gives_way_to_the_nearest(world, system):
    Office.objects.filter(pk=world.msi.pk).update(status="closed", status_reason="flood")
    assert office_for(system, at(world.mae_sai)) == world.mst


def test_else_the_national_desk(world, system):
    assert office_for(system, at(world.bavet)) == world.desks["TH"]
    assert (
        office_for(system, (StopContent("incident", country=world.msi.country),))
        == (world.desks["TH"])
    )


def test_without_a_desk_the_office_must_be_named(world, system):
    desk = Office.objects.filter(pk=world.desks["TH"].pk)
    desk.update(status="planned", status_reason="not yet")
    with pytest.raises(CaseProblem, match="Name the office"):
        office_for(system, at(world.bavet))


def test_an_officer_acts_on_the_own_side(world):
    [stop] = on_own_side(at(world.mae_sai), "TH")
    assert stop.country.code == "TH"
    [stop] = on_own_side(at(world.mae_sai), "MM")
    assert stop.country.code == "MM"


def test_what_was_said_and_where_others_act_stays_open(world):
    said = at(world.mae_sai, country=world.tcl.country)
    assert on_own_side(said, "TH") == said
    assert on_own_side(at(world.muang_mom), "TH") == at(world.muang_mom)
    passing = (StopContent("transit", crossing=world.mae_sai),)
    assert on_own_side(passing, "TH") == passing
