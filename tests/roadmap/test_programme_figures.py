"""Formulas of procedures, the plan, training and sites against worlds computed by hand."""

from datetime import UTC, date, datetime

import pytest

from agencies.models import Office
from audit import clock
from roadmap import expansion, procedures, sites, training
from roadmap.figures.measured import span_of
from roadmap.figures.table import FORMULAS
from roadmap.models import Step
from roadmap.training import PersonContent, Results
from tests.access_roadmap_training import course, in_force, session
from tests.roadmap.places import place, site

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
TH, MM, LA, REGION = ("TH", ""), ("MM", ""), ("LA", ""), ("", "")
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


def measured(code, month=OCTOBER):
    return FORMULAS[code].measure(span_of(month))


def values(code, month=OCTOBER):
    return {key: one.value and float(one.value) for key, one in measured(code, month).items()}


# -- procedures ----------------------------------------------------------------------------------


@pytest.fixture
def procedure(world, cast):
    """In force in October on TH-MM: for Mae Sai, Mae Sot, Tachileik and Myawaddy. Tachileik
    acknowledged in October, Mae Sai in November."""
    with clock.at(datetime(2026, 10, 15, tzinfo=UTC)):
        row = procedures.current_of(in_force(cast))
        procedures.acknowledge(row, officer=cast.thida)
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        procedures.acknowledge(row, officer=cast.somchai)
    return row.procedure


def test_procedures_acknowledged_at_the_end_of_the_month(procedure):
    assert values("procedures-acknowledged", SEPTEMBER) == {}
    assert values("procedures-acknowledged") == {REGION: 25, TH: 0, MM: 50}
    found = measured("procedures-acknowledged", NOVEMBER)
    assert (found[REGION].numerator, found[REGION].denominator) == (2, 4)
    share = procedures.acknowledged_share("TH")
    assert (share.done, share.due) == (found[TH].numerator, found[TH].denominator) == (1, 2)
    assert found[TH].fewest is None


def test_a_new_version_is_acknowledged_anew(procedure, cast):
    by, other = cast.coordinator_th, cast.coordinator_mm
    with clock.at(datetime(2026, 11, 20, tzinfo=UTC)):
        row = procedures.draft(procedure, "second", "all of it", officer=by)
        for verb, who in (
            (procedures.offer, by),
            (procedures.agree, other),
            (procedures.put_in_force, by),
        ):
            row = verb(row, officer=who, version=row.version)
    assert values("procedures-acknowledged", NOVEMBER) == {REGION: 0, TH: 0, MM: 0}
    assert values("procedures-acknowledged") == {REGION: 25, TH: 0, MM: 50}


def test_an_office_that_was_open_then_was_to_acknowledge(procedure):
    """Suspended today, it was open at the end of October."""
    mst = Office.objects.get(code="TH-MST")
    mst.status, mst.status_reason = "suspended", "a flood"
    mst.save()
    assert measured("procedures-acknowledged")[TH].denominator == 2
    assert measured("procedures-acknowledged", date(2100, 1, 1))[TH].denominator == 1


# -- the expansion plan --------------------------------------------------------------------------


def test_places_by_the_steps_they_had_done(cast):
    """One was surveyed on 30 September and agreed on 31 October, one surveyed in November."""

    def done(one, step, day):
        one.refresh_from_db()
        expansion.write_step(one, step, planned=None, done=day, by=by, version=one.version)

    by = cast.coordinator_th
    with clock.at(NOW):
        first, second = place(by), place(by, name="Ban Second")
        done(first, Step.SURVEY, date(2026, 9, 30))
        done(first, Step.AGREED, date(2026, 10, 31))
        done(second, Step.SURVEY, date(2026, 11, 1))
        for step in (Step.EQUIPPED, Step.CONNECTED, Step.OPEN):
            done(first, step, date(2026, 11, 10))
    assert values("places-surveyed", date(2026, 8, 1)) == {REGION: 0}
    assert values("places-surveyed") == {REGION: 1, TH: 1}
    assert values("places-surveyed", NOVEMBER) == {REGION: 2, TH: 2}
    assert values("places-agreed", SEPTEMBER) == {REGION: 0}
    assert values("places-agreed") == {REGION: 1, TH: 1}
    for code in ("places-equipped", "places-connected", "places-open"):
        assert values(code) == {REGION: 0}
        assert values(code, NOVEMBER) == {REGION: 1, TH: 1}


# -- training ------------------------------------------------------------------------------------


@pytest.fixture
def taught(world, cast):
    """September: Preecha (TH) teaches Thida (MM). October: Thida teaches two women and a man of
    Laos, one woman of Thailand and one whose sex is not stated; a typed trainer helps in both of
    the sessions of October. November: Thida teaches one more of Laos."""
    by = cast.coordinator_th
    of = course(by)

    def held(day, trainers, trainees):
        one = session(of, by, day, day)
        for person in trainers:
            training.add_trainer(one, person, officer=by)
        for person, sex in trainees:
            training.add_trainee(one, person, Results(sex), officer=by)

    def named(name, office):
        return PersonContent(name=name, office=office)

    preecha, thida = PersonContent(officer=cast.preecha), PersonContent(officer=cast.thida)
    typed, hxy = named("Typed", world.hxy), world.hxy
    held(date(2026, 9, 30), [preecha], [(thida, "F")])
    lao = [(named("A", hxy), "F"), (named("B", hxy), "F"), (named("C", hxy), "M")]
    held(date(2026, 10, 1), [thida, typed], lao)
    thai = [(named("D", world.msi), "F"), (named("E", world.msi), "U")]
    held(date(2026, 10, 31), [thida, typed], thai)
    held(date(2026, 11, 1), [thida], [(named("F", hxy), "F")])


def test_trainees_and_the_women_among_them(taught):
    assert values("trainees", SEPTEMBER) == {REGION: 1, MM: 1}
    assert values("trainees") == {REGION: 5, LA: 3, TH: 2}
    found = measured("women-trained")
    assert {key: (one.numerator, one.denominator) for key, one in found.items()} == {
        REGION: (3, 4),
        LA: (2, 3),
        TH: (1, 1),
    }
    assert (float(found[LA].value), found[LA].fewest) == (66.67, None)


def test_an_officer_who_trained_twice_counts_once(taught):
    assert values("trainers", SEPTEMBER) == {REGION: 1, TH: 1}
    assert values("trainers") == {REGION: 3, MM: 1, LA: 2}


def test_people_reached_grow_month_by_month(taught):
    """Preecha taught Thida; whom she taught later counts for Thailand."""
    assert values("cascade-reached", SEPTEMBER) == {REGION: 0, TH: 0}
    assert values("cascade-reached") == {REGION: 5, TH: 5, MM: 0}
    assert values("cascade-reached", NOVEMBER) == {REGION: 6, TH: 6, MM: 0}


# -- I-24/7 --------------------------------------------------------------------------------------


def test_sites_live_are_read_from_their_history(world, cast):
    """Mae Sai: live from 20 October, down from 5 November. Mae Sot: planned."""
    by = cast.coordinator_th
    with clock.at(NOW):
        one = site(world, by)
        site(world, by, office=None, crossing=world.mae_sot)
        one = sites.set_state(one, "live", since=date(2026, 10, 20), by=by, version=1)
        reason = "a storm"
        sites.set_state(one, "down", since=date(2026, 11, 5), reason=reason, by=by, version=2)
    assert values("sites-live", SEPTEMBER) == {REGION: 0}
    assert values("sites-live") == {REGION: 1, TH: 1}
    assert values("sites-live", NOVEMBER) == {REGION: 0}


def test_queries_and_hits_of_the_month(world, cast):
    with clock.at(NOW):
        thai, other = cast.coordinator_th, cast.coordinator_mm
        msi, tcl = site(world, thai, SEPTEMBER), site(world, other, office=world.tcl)
        for month, queries, hits in ((SEPTEMBER, 900, 9), (OCTOBER, 100, 3), (NOVEMBER, 7, 0)):
            sites.write_month(msi, month, queries=queries, hits=hits, by=thai, version=0)
        sites.write_month(tcl, OCTOBER, queries=40, hits=1, by=other, version=0)
    assert values("site-queries") == {REGION: 140, TH: 100, MM: 40}
    assert values("site-hits") == {REGION: 4, TH: 3, MM: 1}
    assert values("site-hits", NOVEMBER) == {REGION: 0, TH: 0}
