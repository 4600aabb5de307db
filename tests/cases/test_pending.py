"""What waits ends with what it rests on, and no way leads around the rules of an office: each of
these was a hole once."""

from dataclasses import replace

import pytest

from cases import (
    approvals,
    disclosure,
    handling,
    handover,
    joint,
    policy,
    restricted,
    sharing,
    workflow,
)
from cases.content import StopContent, content_of
from cases.models import Case, JointInvite
from cases.models.levels import Level
from cases.policy import NeedsApproval
from cases.problems import CaseProblem, NotAllowed, WrongState
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    """Tachileik reads the headline."""
    return delivered(submitted(world, cast.somchai))


@pytest.fixture
def both(case, world, cast):
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    joint.accept(case, officer=cast.thida)
    return case


def rule(office, value):
    type(office).objects.filter(pk=office.pk).update(approval=value)
    office.refresh_from_db()


def again(case):
    return Case.objects.get(pk=case.pk)


def level(officer, case):
    return sharing.level_of(officer, again(case))


def test_the_second_originator_does_not_hand_over_what_another_office_leads(both, world, cast):
    disclosure.share(both, world.hxy.country, Level.HEADLINE, officer=cast.somchai)
    for office in (world.hxy, world.tcl):
        with pytest.raises(NotAllowed):
            handover.offer(both, office, officer=cast.thida, reason="mine now")


def test_who_led_a_case_goes_on_reading_it(case, world, cast):
    row = handover.offer(case, world.tcl, officer=cast.somchai, reason="theirs")
    handover.accept(row, officer=cast.thida)
    thailand = world.msi.country
    with pytest.raises(CaseProblem):
        disclosure.recall(again(case), thailand, officer=cast.thida, reason="mine")
    with pytest.raises(CaseProblem):
        disclosure.share(again(case), thailand, Level.HEADLINE, officer=cast.thida, purpose="x")
    assert level(cast.preecha, case) is Level.FULL


def test_a_recall_ends_invitations_and_offers(case, world, cast):
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    row = handover.offer(case, world.tcl, officer=cast.somchai, reason="theirs")
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=cast.somchai, purpose="x")
    with pytest.raises(NotAllowed):
        joint.accept(case, officer=cast.thida)
    with pytest.raises(WrongState):
        handover.accept(row, officer=cast.thida)
    assert level(cast.thida, case) is Level.HEADLINE
    assert not JointInvite.objects.waiting().exists()


@pytest.mark.parametrize("how", ["recalled", "withdrawn"])
def test_an_old_approval_does_nothing_any_more(case, world, cast, how):
    rule(world.msi, "full")
    case = again(case)
    row = approvals.share(case, world.tcl.country, Level.FULL, officer=cast.somchai, purpose="x")
    if how == "recalled":
        disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    else:
        workflow.withdraw(case, officer=cast.somchai, reason="an error")
    with pytest.raises(WrongState):
        approvals.approve(row, officer=cast.anong)
    assert level(cast.thida, case) in (None, Level.HEADLINE)


def test_the_heads_approval_is_not_walked_around(case, world, cast):
    rule(world.msi, "full")
    case = again(case)
    with pytest.raises(NeedsApproval):
        joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    with pytest.raises(NeedsApproval):
        handover.offer(case, world.tcl, officer=cast.somchai, reason="theirs")
    with pytest.raises(NeedsApproval):
        workflow.close(
            case, officer=cast.somchai, outcome="result", result="words", report_to=[world.tcl]
        )
    joint.invite(case, world.tcl, reason="one gang", officer=cast.anong)


def test_a_headline_is_a_disclosure_where_everything_is_approved(case, world, cast):
    rule(world.msi, "all")
    case = again(case)
    now = content_of(case)
    wider = replace(
        now, route=(*now.route, StopContent("destination", crossing=world.chiang_khong))
    )
    with pytest.raises(NeedsApproval):
        workflow.revise(case, wider, officer=cast.somchai, version=case.version)
    assert not case.involvements.filter(office=world.hxy).exists()
    workflow.revise(case, replace(now, title="x"), officer=cast.somchai, version=case.version)
    workflow.revise(again(case), wider, officer=cast.anong, version=again(case).version)
    assert case.involvements.filter(office=world.hxy).exists()


def test_each_originator_has_the_rule_of_the_own_office(both, world, cast):
    rule(world.msi, "full")
    case = again(both)
    cambodia = world.ppt.country
    waits = approvals.share(case, cambodia, Level.FULL, officer=cast.somchai, purpose="x")
    given = approvals.share(case, cambodia, Level.FULL, officer=cast.thida, purpose="x")
    assert (type(waits).__name__, type(given).__name__) == ("Approval", "Grant")
    assert policy.ruling_office(case, cast.thida) == world.tcl


def test_the_restriction_is_read_before_a_joint_case_is_opened(case, world, cast):
    now = replace(content_of(case), handling_code="H3", handling_text="ask first")
    workflow.revise(case, now, officer=cast.somchai, version=again(case).version)
    joint.invite(case, world.tcl, reason="one gang", officer=cast.somchai)
    joint.accept(case, officer=cast.thida)
    assert level(cast.thida, case) is Level.HEADLINE
    handling.confirm(case, officer=cast.thida, version=again(case).handling_version)
    assert level(cast.thida, case) is Level.ORIGINATOR
    assert level(cast.somchai, case) is Level.ORIGINATOR
    loose = replace(content_of(again(case)), handling_code="H0", handling_text="")
    with pytest.raises(NotAllowed):
        workflow.revise(again(case), loose, officer=cast.thida, version=again(case).version)
    row = handover.offer(again(case), world.tcl, officer=cast.somchai, reason="theirs")
    assert handover.accept(row, officer=cast.thida).office == world.tcl


def test_who_has_not_read_the_restriction_does_not_take_the_case_over(case, world, cast):
    now = replace(content_of(case), handling_code="H3", handling_text="ask first")
    workflow.revise(case, now, officer=cast.somchai, version=again(case).version)
    row = handover.offer(again(case), world.tcl, officer=cast.somchai, reason="theirs")
    with pytest.raises(handling.HandlingToConfirm):
        handover.accept(row, officer=cast.thida)


@pytest.mark.parametrize("name", ["somchai", "thida"])
def test_restricting_a_joint_case_leaves_both_originators(both, cast, name):
    restricted.restrict(both, officer=getattr(cast, name), reason="an informant")
    assert level(cast.thida, both) is Level.ORIGINATOR
    assert level(cast.somchai, both) is Level.ORIGINATOR
    assert level(cast.coordinator_mm, both) is None


def test_a_confirmation_ends_with_a_recall(case, world, cast):
    disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai, purpose="x")
    now = replace(content_of(case), handling_code="H3", handling_text="ask first")
    workflow.revise(case, now, officer=cast.somchai, version=again(case).version)
    handling.confirm(case, officer=cast.thida, version=again(case).handling_version)
    disclosure.recall(again(case), world.tcl.country, officer=cast.somchai, reason="an error")
    disclosure.share(again(case), world.tcl.country, Level.FULL, officer=cast.somchai, purpose="x")
    assert level(cast.thida, case) is Level.HEADLINE


def test_a_case_that_is_over_is_not_handed_over(case, world, cast):
    row = handover.offer(case, world.tcl, officer=cast.somchai, reason="theirs")
    workflow.withdraw(case, officer=cast.somchai, reason="an error")
    with pytest.raises(WrongState):
        handover.accept(row, officer=cast.thida)
    with pytest.raises(WrongState):
        handover.offer(again(case), world.tcl, officer=cast.somchai, reason="theirs")
