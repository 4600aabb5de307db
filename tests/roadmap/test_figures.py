"""Formulas against small worlds that were computed by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from agencies.models import Office
from audit import clock
from cases import meetings, patrols
from cases.models import Case, Involvement, Meeting, Operation, Patrol, Request
from roadmap.figures.measured import span_of
from roadmap.figures.table import FORMULAS
from tests.cases.asking import asked_of, ground
from tests.factories import delivered, submitted
from tests.operations import counted, meeting, patrol, running

pytestmark = pytest.mark.django_db

MONTH = date(2026, 10, 1)
MIDDLE = datetime(2026, 10, 15, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
TH, MM, REGION = ("TH", ""), ("MM", ""), ("", "")


def measured(code, month=MONTH):
    return FORMULAS[code].measure(span_of(month))


def values(code, month=MONTH):
    return {key: float(one.value) for key, one in measured(code, month).items()}


# -- the network ---------------------------------------------------------------------------------


def test_offices_planned_open_and_connected(world):
    """Of eight: Mae Sot is planned, Bavet closed, Mae Sai and Tachileik are connected; Poipet is
    written down as connected and suspended."""
    settle = {
        "TH-MST": {"status": "planned"},
        "KH-BVT": {"status": "closed"},
        "KH-PPT": {"status": "suspended", "connection": "I-24/7"},
        "TH-MSI": {"status": "active", "connection": "I-24/7"},
        "MM-TCL": {"status": "active", "connection": "VSAT"},
    }
    for code, fields in settle.items():
        Office.objects.filter(code=code).update(status_reason="for the test", **fields)
    month = date(2100, 1, 1)
    assert values("offices-planned", month) == {REGION: 1, TH: 1}
    assert values("offices-open", month) == {REGION: 5, TH: 2, MM: 2, ("LA", ""): 1}
    assert values("offices-connected", month) == {REGION: 2, TH: 1, MM: 1}


def test_an_old_month_is_read_from_the_history(world):
    """Mae Sot was open until it was suspended today: at the end of October it was open."""
    mst = Office.objects.get(code="TH-MST")
    mst.status, mst.status_reason = "suspended", "a flood"
    mst.save()
    assert values("offices-open", date(2100, 1, 1))[TH] == 2
    assert values("offices-open", MONTH)[TH] == 3


def test_pairs_with_both_sides_active(world):
    """Mae Sai–Tachileik, Mae Sot–Myawaddy, Chiang Khong–Houay Xay (beside two crossings, counted
    once), Houay Xay–Tachileik. Poipet has nobody across."""
    found = values("pairs-active", date(2100, 1, 1))
    assert found == {REGION: 4, TH: 3, MM: 3, ("LA", ""): 2}
    Office.objects.filter(code="MM-TCL").update(status="suspended", status_reason="a flood")
    found = values("pairs-active", date(2100, 1, 1))
    assert found == {REGION: 2, TH: 2, MM: 1, ("LA", ""): 1}


# -- cases ---------------------------------------------------------------------------------------


def told(world, who, after=None, at=MIDDLE):
    """A case of Mae Sai or Tachileik, told at one moment, acknowledged so many hours later."""
    case = delivered(submitted(world, who))
    Case.objects.filter(pk=case.pk).update(submitted_at=at, happened_at=at - 3 * HOUR)
    taken = None if after is None else at + after * HOUR
    case.involvements.update(told_at=at, acknowledged_at=taken)
    return case


@pytest.fixture
def five_cases(world, cast):
    """Mae Sai tells Tachileik three times: answered after 1 and 4 hours, and never. Tachileik
    tells Mae Sai once, answered after 2. One more was told in September."""
    told(world, cast.somchai, 1)
    told(world, cast.somchai, 4)
    told(world, cast.somchai)
    told(world, cast.thida, 2)
    told(world, cast.somchai, 1, at=datetime(2026, 9, 30, 23, 59, tzinfo=UTC))


def test_cases_shared_and_acknowledged(five_cases):
    assert values("cases-shared") == {REGION: 4, TH: 3, MM: 1}
    shares = measured("cases-acknowledged")
    assert (shares[MM].numerator, shares[MM].denominator) == (2, 3)
    assert shares[MM].value == Decimal("66.67")
    assert (shares[REGION].value, shares[TH].value) == (75, 100)
    assert values("hours-to-acknowledge") == {REGION: 2, MM: 2.5, TH: 2}


def test_a_figure_knows_how_few_it_is_made_of(five_cases):
    """Two acknowledged, one not, three in all: the smallest is one."""
    assert measured("cases-acknowledged")[MM].fewest == 1
    assert measured("hours-to-acknowledge")[MM].fewest == 2
    assert measured("cases-shared")[TH].fewest == 3


def test_who_was_skipped_was_not_told(five_cases):
    Involvement.objects.filter(case__office__code="MM-TCL").update(notice=None)
    assert values("cases-shared") == {REGION: 3, TH: 3}


def test_completeness_by_country_and_by_office(world, cast):
    """Six fields. One case has them all; one has a title, an offence and a place."""
    told(world, cast.somchai)
    bare = told(world, cast.somchai)
    Case.objects.filter(pk=bare.pk).update(narrative="")
    bare.subjects.all().delete()
    bare.seizures.all().delete()
    told(world, cast.thida)
    found = measured("data-completeness")
    assert (found[TH].numerator, found[TH].denominator, found[TH].value) == (9, 12, 75)
    assert found[("TH", "TH-MSI")].value == 75
    assert (found[MM].value, found[REGION].value) == (100, Decimal("83.33"))
    assert found[TH].fewest == 2


def test_hours_from_event_to_submission(world, cast):
    first, second = told(world, cast.somchai), told(world, cast.somchai)
    Case.objects.filter(pk=first.pk).update(happened_at=MIDDLE - HOUR)
    Case.objects.filter(pk=second.pk).update(happened_at=MIDDLE - 4 * HOUR)
    assert values("hours-to-submit") == {REGION: 2.5, TH: 2.5, ("TH", "TH-MSI"): 2.5}


# -- requests ------------------------------------------------------------------------------------


def put(world, cast, hours=None, state="answered", due=8):
    (made,) = asked_of([world.tcl], cast.somchai)
    fields = {"asked_at": MIDDLE, "due_at": MIDDLE + due * HOUR, "state": state}
    if hours is not None:
        fields["settled_at"] = MIDDLE + hours * HOUR
    if state == "refused":
        fields["refusal_ground"] = ground()
    Request.objects.filter(pk=made.pk).update(**fields)


def test_requests_on_time_and_hours_to_answer(world, cast):
    """In time after 2 and (refused) 6 hours, late after 10, one never answered and overdue, one
    withdrawn: two of four; the median of 2, 6 and 10."""
    put(world, cast, 2)
    put(world, cast, 6, "refused")
    put(world, cast, 10)
    put(world, cast, state="sent")
    put(world, cast, 1, "withdrawn")
    with clock.at(MIDDLE + timedelta(days=2)):
        assert values("requests-on-time") == {REGION: 50, MM: 50}
        assert values("hours-to-answer") == {REGION: 6, MM: 6}


def test_a_request_still_in_time_says_nothing(world, cast):
    put(world, cast, state="sent")
    with clock.at(MIDDLE + HOUR):
        assert measured("requests-on-time")[MM].value is None


# -- together ------------------------------------------------------------------------------------


def test_operations_and_their_results(world, cast):
    """Mae Sai and Tachileik take part, Houay Xay declined."""
    for code in ("hits_sltd", "hits_other"):
        from tests.factories import code as make

        make("op_metrics", code, code)
    operation = running(world, cast)
    counted(operation, cast.somchai, arrests=2, seizures=1, hits_sltd=3, hits_other=1)
    counted(operation, cast.somchai, version=1, arrests=3, seizures=1, hits_sltd=3, hits_other=1)
    counted(operation, cast.thida, arrests=4)
    month = operation.started_at.date().replace(day=1)
    assert values("operations-held", month) == {REGION: 1, TH: 1, MM: 1}
    assert values("operation-arrests", month) == {REGION: 7, TH: 3, MM: 4}
    assert values("operation-hits", month) == {REGION: 4, TH: 4, MM: 0}
    assert values("operation-seizures", month)[REGION] == 1
    Operation.objects.update(started_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert values("operations-held", month)[REGION] == 0


def test_meetings_count_when_they_have_minutes(world, cast):
    made = meeting(world, cast)
    Meeting.objects.update(at=MIDDLE)
    assert values("meetings-held")[REGION] == 0
    made.refresh_from_db()
    meetings.write_minutes(made, "Talked.", officer=cast.somchai, version=made.version)
    assert values("meetings-held") == {REGION: 1, TH: 1, MM: 1}


def test_patrols_count_when_both_have_signed(world, cast):
    made = patrol(world, cast)
    Patrol.objects.update(starts_at=MIDDLE, ends_at=MIDDLE + HOUR)
    made.refresh_from_db()
    made = patrols.sign(made, officer=cast.somchai, version=made.version)
    assert values("joint-patrols")[REGION] == 0
    patrols.sign(made, officer=cast.thida, version=made.version)
    assert values("joint-patrols") == {REGION: 1, TH: 1, MM: 1}
