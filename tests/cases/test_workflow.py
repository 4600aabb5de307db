"""Submitting: one transaction, told once, and nobody twice."""

from dataclasses import replace

import pytest

from agencies.models import Office
from audit.models import Entry
from cases import disclosure, sharing, workflow
from cases.content import StopContent, content_of
from cases.models import Case, Event, Grant, TouchDecision
from cases.models.levels import Level
from cases.plan import plan_for
from cases.problems import NotAllowed, StaleVersion, WrongState
from notices.models import Notice
from tests.factories import content, draft, submitted

INCIDENT, DESTINATION, ORIGIN = "incident", "destination", "origin"


def offices_of(case):
    return set(case.involvements.standing().values_list("office__code", flat=True))


def test_the_reference_names_office_year_and_number(world, somchai):
    first, second = draft(world, somchai), draft(world, somchai)
    assert [first.reference, second.reference] == [
        "TH-MSI-2026-000001",
        "TH-MSI-2026-000002",
    ]


def test_a_draft_key_used_twice_is_one_case(world, somchai):
    case = draft(world, somchai)
    again = workflow.create_draft(
        content(world), officer=somchai, office=world.msi, draft_key=case.draft_key
    )
    assert again == case


def test_submit_tells_the_direct_counterpart_at_the_crossing(world, somchai, thida):
    case = submitted(world, somchai)
    assert offices_of(case) == {"MM-TCL"}
    assert sharing.level_of(thida, case) is Level.HEADLINE
    assert Notice.objects.get().office == world.tcl


def test_submit_twice_is_one_submission(world, somchai):
    case = submitted(world, somchai)
    version = case.version
    again = workflow.submit(case, officer=somchai)
    assert again.version == version
    assert Notice.objects.count() == 1
    assert case.events.filter(kind=Event.Kind.SUBMITTED).count() == 1


def test_the_preview_is_what_submit_does(world, somchai):
    case = draft(world, somchai)
    before = plan_for(case)
    case = workflow.submit(case, officer=somchai)
    assert {r.office.code for r in before.recipients} == offices_of(case)
    assert before.borders == tuple(sorted(set(case.touches.values_list("border", flat=True))))


def test_a_thai_case_on_the_lao_myanmar_border_tells_both(world, somchai):
    route = (StopContent(INCIDENT, crossing=world.muang_mom),)
    assert offices_of(submitted(world, somchai, route=route)) == {"LA-HXY", "MM-TCL"}


def test_a_border_without_an_office_at_the_crossing_tells_the_nearest(world, somchai):
    route = (StopContent(INCIDENT, lat=16.7, lon=98.5),)
    assert offices_of(submitted(world, somchai, route=route)) == {"MM-MWD"}


def test_a_border_without_active_offices_tells_the_national_desk(world, somchai):
    Office.objects.filter(country="MM", kind="border").update(
        status="suspended", status_reason="fighting"
    )
    case = submitted(world, somchai)
    assert offices_of(case) == {"MM-NCD"}
    assert "MM-TCL: fighting" in case.involvements.get().skipped


def test_a_new_border_tells_only_the_new_office(world, somchai):
    case = submitted(world, somchai)
    longer = replace(
        content_of(case),
        route=(
            *content_of(case).route,
            StopContent(DESTINATION, crossing=world.chiang_khong),
        ),
    )
    case = workflow.revise(case, longer, officer=somchai, version=case.version)
    assert offices_of(case) == {"MM-TCL", "LA-HXY"}
    assert sorted(Notice.objects.values_list("office__code", flat=True)) == [
        "LA-HXY",
        "MM-TCL",
    ]


def test_a_touch_that_falls_away_is_told(world, somchai, thida):
    case = submitted(world, somchai)
    moved = replace(content_of(case), route=(StopContent(INCIDENT, crossing=world.chiang_khong),))
    case = workflow.revise(case, moved, officer=somchai, version=case.version)
    kinds = set(Notice.objects.filter(office=world.tcl).values_list("kind", flat=True))
    assert kinds == {Notice.Kind.CASE_SUBMITTED, Notice.Kind.TOUCH_WITHDRAWN}
    assert sharing.level_of(thida, case) is Level.HEADLINE  # nothing is withdrawn silently


def test_a_stale_version_changes_nothing(world, somchai):
    case = submitted(world, somchai)
    with pytest.raises(StaleVersion):
        workflow.revise(case, content(world, title="Other"), officer=somchai, version=1)
    assert Case.objects.get().title == "Lorry with tablets"


def test_striking_a_border_tells_nobody_there(world, somchai):
    case = draft(world, somchai)
    border = world.mae_sai.border
    workflow.decide_touch(
        case,
        border,
        kind=TouchDecision.Kind.STRIKE,
        reason="staged photo",
        officer=somchai,
    )
    case = workflow.submit(case, officer=somchai)
    assert offices_of(case) == set()
    assert case.touches.get().is_struck and case.touch_decisions.get().reason == "staged photo"


def test_adding_a_border_tells_its_nearest_office(world, somchai):
    case = draft(world, somchai)
    workflow.decide_touch(
        case,
        world.chiang_khong.border,
        kind=TouchDecision.Kind.ADD,
        reason="the driver says so",
        officer=somchai,
    )
    assert offices_of(workflow.submit(case, officer=somchai)) == {"MM-TCL", "LA-HXY"}


def test_only_the_originator_changes_a_case(world, cast):
    case = submitted(world, cast.somchai, levels={"MM": Level.CONTRIBUTE})
    for other in (
        cast.thida,
        cast.preecha,
        cast.coordinator_th,
        cast.sokha,
        cast.unposted,
    ):
        with pytest.raises(NotAllowed):
            workflow.revise(case, content(world), officer=other, version=case.version)
        with pytest.raises(NotAllowed):
            disclosure.recall(case, world.tcl.country, officer=other, reason="mine now")


def test_levels_given_at_submit_are_what_the_country_sees(world, somchai, thida):
    case = submitted(world, somchai, levels={"MM": Level.FULL})
    assert sharing.level_of(thida, case) is Level.FULL


def test_recall_ends_the_sight_at_once_and_asks_for_an_acknowledgement(world, somchai, thida):
    case = submitted(world, somchai)
    disclosure.share(case, world.tcl.country, Level.FULL, officer=somchai)
    disclosure.recall(case, world.tcl.country, officer=somchai, reason="wrong case")
    assert sharing.level_of(thida, case) is None
    assert not Case.objects.visible_to(thida).exists()
    recalled = Notice.objects.get(kind=Notice.Kind.CASE_RECALLED)
    assert recalled.office == world.tcl and recalled.needs_acknowledgement
    assert not Notice.objects.waiting().filter(kind=Notice.Kind.CASE_SUBMITTED).exists()
    assert not Grant.objects.standing().filter(case=case, country="MM").exists()


def test_a_closed_case_is_not_changed_until_reopened(world, somchai):
    case = workflow.close(submitted(world, somchai), officer=somchai, outcome="result")
    with pytest.raises(WrongState):
        workflow.revise(case, content(world), officer=somchai, version=case.version)
    assert workflow.reopen(case, officer=somchai, reason="new facts").is_open


def test_an_officer_without_an_office_sees_nothing(world, cast):
    submitted(world, cast.somchai)
    assert not Case.objects.visible_to(cast.unposted).exists()
    assert not Notice.objects.visible_to(cast.unposted).exists()


def test_each_operation_leaves_one_row_in_the_trail(world, somchai):
    case = submitted(world, somchai)
    rows = list(Entry.objects.about("case", case.reference).values_list("operation", "action"))
    assert rows == [("disclosure", "submit"), ("collection", "log")]
    assert Entry.objects.first().recipients == ["MM-TCL"]


def test_the_trail_is_append_only(world, somchai):
    from django.db import InternalError, ProgrammingError, transaction

    submitted(world, somchai)
    for change in (
        lambda: Entry.objects.update(action="x"),
        lambda: Entry.objects.all().delete(),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()


def test_an_edit_never_brings_a_recalled_country_back(world, somchai, thida):
    case = submitted(world, somchai)
    disclosure.recall(case, world.tcl.country, officer=somchai, reason="wrong case")
    changed = replace(content_of(case), title="Another title")
    case = workflow.revise(case, changed, officer=somchai, version=case.version)
    assert sharing.level_of(thida, case) is None
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=somchai)
    assert sharing.level_of(thida, case) is Level.HEADLINE
    assert offices_of(case) == {"MM-TCL"}
