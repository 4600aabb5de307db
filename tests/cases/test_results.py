"""The end of a case: the outcome for all who see it, the result for whom it is reported to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from cases import answers, workflow
from cases.content import content_of
from cases.eventlines import lines_of
from cases.models import Case, RouteStop
from cases.models.levels import Level
from cases.problems import CaseProblem
from cases.reading import find
from notices.models import Notice
from tests.api import Caller
from tests.factories import content, delivered, draft, submitted

pytestmark = pytest.mark.django_db

WORDS = "Planted-result"


@pytest.fixture
def case(world, cast):
    """Tachileik works on it (headline), Houay Xay reads it in full and has not answered."""
    on_to_laos = content(world).route[0]
    route = (on_to_laos, replace(on_to_laos, role="destination", crossing=world.chiang_khong))
    case = submitted(world, cast.somchai, levels={"LA": Level.FULL}, route=route)
    delivered(case)
    answers.engage(case, officer=cast.thida, office=cast.thida.office)
    return case


def close(case, cast, **more):
    done = workflow.close(
        case, officer=cast.somchai, outcome=Case.Outcome.RESULT, result=WORDS, **more
    )
    return delivered(done)


def reads(person, case, signed_in):
    browser = signed_in(person)
    page = browser.get(reverse("case-detail", args=[case.reference])).content.decode()
    shape = Caller(browser).get(f"cases/{case.reference}/").json()
    assert shape["outcome"] == "result"
    assert "Closed: Arrest, seizure or rescue" in page
    assert (WORDS in page) == (shape["result"] == WORDS)
    return WORDS in page


def test_unless_chosen_it_is_reported_to_those_who_helped(case, cast, signed_in):
    close(case, cast)
    people = (cast.somchai, cast.preecha, cast.thida, cast.bounmy)
    assert [reads(one, case, signed_in) for one in people] == [True, True, True, False]
    kinds = Notice.objects.filter(subject_reference=case.reference, kind__startswith="case_")
    told = dict(kinds.exclude(kind="case_submitted").values_list("office__code", "kind"))
    assert told == {"MM-TCL": "case_result", "LA-HXY": "case_closed"}


def test_the_originator_chooses(case, world, cast, signed_in):
    close(case, cast, report_to=[world.hxy])
    assert not reads(cast.thida, case, signed_in)
    assert reads(cast.bounmy, case, signed_in)


def test_to_nobody_and_to_whom_was_not_told(case, world, cast, signed_in):
    with pytest.raises(CaseProblem):
        close(case, cast, report_to=[world.ppt])
    close(case, cast, report_to=[])
    assert not reads(cast.thida, case, signed_in)


def test_its_words_find_nothing_and_stand_in_no_notice(case, cast, signed_in, mailoutbox):
    close(case, cast)
    assert (
        case.reference not in signed_in(cast.bounmy).get("/cases/", {"q": WORDS}).content.decode()
    )
    assert all(WORDS not in mail.body + mail.subject for mail in mailoutbox)


def test_closed_again_it_is_reported_anew(case, world, cast, signed_in):
    case = workflow.reopen(close(case, cast), officer=cast.somchai, reason="more came")
    close(case, cast, report_to=[world.hxy])
    assert not reads(cast.thida, case, signed_in)


def test_on_the_page_those_who_helped_are_ticked(case, cast, signed_in):
    browser, address = signed_in(cast.somchai), reverse("case-close", args=[case.reference])
    text = browser.get(address).content.decode()
    assert 'value="MM-TCL" class="form-check-input" id="id_report_to_0" checked' in text.replace(
        "aria-describedby=", "aria-x="
    ) or ('value="MM-TCL"' in text and "checked" in text)
    data = {"outcome": "result", "result": WORDS, "report_to": ["LA-HXY"]}
    text = browser.post(address, data, follow=True).content.decode()
    assert "Reported to BLO Houay Xay." in text


def test_over_the_api(case, cast, signed_in):
    caller, path = Caller(signed_in(cast.somchai)), f"cases/{case.reference}/close/"
    fault = caller.post(path, {"outcome": "result", "result": WORDS, "report_to": ["KH-PPT"]})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "report_to")
    done = caller.post(path, {"outcome": "result", "result": WORDS})
    assert done.json()["reported_to"] == ["MM-TCL"]


# -- Late entry ---------------------------------------------------------------------------------


def test_a_stop_keeps_when_it_was_and_when_it_was_typed(world, cast):
    case = draft(world, cast.somchai)
    first = case.route.get()
    before = content_of(case)
    passed = replace(
        before.route[0],
        role=RouteStop.Role.TRANSIT,
        crossing=world.mae_sot,
        at=now() - timedelta(days=2),
    )
    RouteStop.objects.update(entered_at=now() - timedelta(hours=30))
    workflow.revise(
        case, replace(before, route=(*before.route, passed)), officer=cast.somchai, version=1
    )
    kept, added = case.route.all()
    assert (kept.at, kept.entered_at < now() - timedelta(hours=29)) == (first.at, True)
    assert added.at < now() - timedelta(days=1) < added.entered_at
    assert added.is_entered_later


def test_the_timeline_stands_at_the_true_time_and_says_entered_later(
    world, cast, settings, signed_in
):
    case = submitted(world, cast.somchai, levels={"LA": Level.FULL})
    case.route.update(at=now() - timedelta(hours=8), entered_at=now())
    lines = lines_of(find(case.reference, cast.somchai))
    assert lines[-1].text.startswith("happened at: ") and lines[-1].entered is not None
    page = reverse("case-detail", args=[case.reference])
    assert "entered later:" in signed_in(cast.somchai).get(page).content.decode()
    assert not any(line.entered for line in lines_of(find(case.reference, cast.thida)))
    settings.LATE_ENTRY_HOURS = 9
    assert "entered later:" not in signed_in(cast.somchai).get(page).content.decode()
