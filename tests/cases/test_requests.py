"""Requests for information: the verbs of both sides, who reads what, what is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agencies.models import Holiday, Office
from audit.clock import at, now
from audit.models import Entry
from cases import requestanswers, requestarrival, requests, workflow
from cases.models import Event, Request, RequestDeadline
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find as find_case
from cases.requestreading import find
from notices.models import Notice
from tests.cases.asking import ANSWER, asked_of, ground, phrase
from tests.factories import draft, office, officer

MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # 10:30 in Tachileik, 11:00 in Mae Sai


@pytest.fixture
def monday():
    with at(MONDAY):
        yield MONDAY


@pytest.fixture
def request_(world, somchai, monday):
    (made,) = asked_of([world.tcl], somchai)
    return made


def notices(office, *kinds):
    return Notice.objects.filter(office=office, kind__in=kinds, subject_reference__startswith="RQ-")


def kinds_told(office):
    rows = Notice.objects.filter(office=office, subject_reference__startswith="RQ-").order_by("pk")
    return list(rows.values_list("kind", flat=True))


# -- asking ------------------------------------------------------------------------------------


def test_a_request_has_its_own_reference_clock_and_notice(world, request_):
    assert request_.reference == "RQ-TH-MSI-2026-000001"
    assert request_.state == "sent"
    assert request_.due_at == MONDAY + timedelta(days=3)
    # eight hours of the office's time: until it closes at 16:30, and from 08:30 on
    assert request_.acknowledge_by == datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    (notice,) = notices(world.tcl, "request_received")
    assert (notice.is_waiting, notice.link) == (True, f"/requests/{request_.reference}/")
    assert notice.acknowledge_by == request_.acknowledge_by


def test_several_offices_have_a_record_each(world, somchai, monday):
    made = asked_of([world.tcl, world.hxy, world.tcl], somchai)
    assert [one.office for one in made] == [world.tcl, world.hxy]
    assert len({one.bundle for one in made}) == 1
    assert len({one.reference for one in made}) == 2


def test_a_country_is_asked_through_its_desk(world):
    assert requests.desk_of(world.tcl.country) == world.desks["MM"]


@pytest.mark.parametrize("missing", ["purpose", "legal_basis", "question"])
def test_what_must_be_said(world, somchai, missing):
    with pytest.raises(CaseProblem) as problem:
        asked_of([world.tcl], somchai, **{missing: " "})
    assert problem.value.field == missing


def test_a_question_of_the_phrasebook_is_enough(world, somchai):
    (made,) = asked_of([world.tcl], somchai, question="", questions=[(phrase(), "1กข 1234")])
    assert [str(one) for one in made.questions.all()] == ["Who owns this vehicle? 1กข 1234"]


def test_whom_nobody_asks(world, somchai):
    asleep = office("MM-SLP", "Asleep", status="suspended", borders=[])
    for wrong in ([], [world.msi], [asleep]):
        with pytest.raises(CaseProblem) as problem:
            asked_of(wrong, somchai)
        assert problem.value.field == "to_office"


def test_only_for_the_own_office(world, somchai):
    with pytest.raises(NotAllowed):
        requests.ask(
            requests.Asked("routine", "x", "y", "z"), officer=somchai, office=world.ckg,
            to=[world.tcl],
        )  # fmt: skip


# -- a case ------------------------------------------------------------------------------------


@pytest.fixture
def case(world, somchai):
    return workflow.submit(draft(world, somchai), officer=somchai)


def test_an_office_that_does_not_see_the_case_is_asked_only_knowingly(world, somchai, case, cast):
    with pytest.raises(CaseProblem) as problem:
        asked_of([world.ppt], somchai, case=case)
    assert problem.value.field == "disclosed"
    (made,) = asked_of([world.ppt], somchai, case=case, disclosed=True)
    assert find(made.reference, cast.sokha).case is None
    assert find(made.reference, somchai).case == case


def test_who_sees_the_case_reads_its_reference(world, somchai, case, thida):
    (made,) = asked_of([world.tcl], somchai, case=case)
    assert find(made.reference, thida).case == case


def test_a_reader_does_not_ask_past_the_handling_code(world, somchai, cast):
    h2 = draft(world, somchai, handling_code="H2")
    case = workflow.submit(h2, officer=somchai, levels={"MM": Level.FULL})
    with pytest.raises(NotAllowed):
        asked_of([world.ppt], cast.thida, case=case, disclosed=True)
    asked_of([world.ppt], somchai, case=case, disclosed=True)


def test_the_timeline_tells_only_who_sees_the_request(world, somchai, case, cast):
    (theirs,) = asked_of([world.ppt], cast.thida, case=case, disclosed=True)
    of_requests = {
        who.username: [
            event.detail
            for event in find_case(case.reference, who).events
            if event.kind in Event.OF_REQUESTS
        ]
        for who in (cast.thida, somchai, cast.coordinator_mm)
    }
    assert of_requests == {
        "thida": [theirs.reference], "somchai": [], "coordinator-mm": [theirs.reference]
    }  # fmt: skip


# -- who reads ---------------------------------------------------------------------------------


def test_who_reads_it(world, request_, cast):
    readers = {
        "somchai": True, "anong": True, "thida": True, "kyaw": True, "coordinator_th": True,
        "coordinator_mm": True, "partner_th": True, "partner_mm": True, "preecha": False,
        "bounmy": False, "sokha": False, "observer": False, "admin": False, "unposted": False,
    }  # fmt: skip
    for name, reads in readers.items():
        seen = Request.objects.visible_to(getattr(cast, name)).exists()
        assert seen is reads, name


# -- answering ---------------------------------------------------------------------------------


def test_acknowledge_once(world, request_, thida):
    for _ in range(2):
        found = requestarrival.acknowledge(request_, officer=thida)
    assert found.state == "acknowledged"
    assert kinds_told(world.msi) == ["request_acknowledged"]
    notice = Notice.objects.get(pk=found.notice_id)
    assert (notice.acknowledged_by, notice.next_escalation_at) == (thida, None)


def test_acknowledging_the_notice_acknowledges_the_request(request_, thida):
    from cases import answers

    answers.acknowledge(request_.notice, officer=thida)
    request_.refresh_from_db()
    assert (request_.state, request_.acknowledged_at) == ("acknowledged", MONDAY)


def test_only_who_has_it_answers(request_, cast):
    for stranger in (cast.somchai, cast.bounmy, cast.coordinator_mm):
        with pytest.raises(NotAllowed):
            requestanswers.answer(request_, ANSWER, officer=stranger)


def test_an_answer_carries_handling_and_evaluation(world, request_, thida):
    request_ = requestanswers.answer(request_, ANSWER, officer=thida)
    row = request_.steps.last()
    assert request_.state == "answered"
    assert (row.handling_code, row.source_evaluation, row.information_evaluation) == (
        "H1", "B", "2"
    )  # fmt: skip
    assert kinds_told(world.msi) == ["request_answered"]
    assert not RequestDeadline.objects.waiting().exists()


def test_h3_needs_its_words_and_is_confirmed_before_it_is_read(request_, cast):
    with pytest.raises(CaseProblem) as problem:
        requestanswers.answer(request_, replace(ANSWER, handling_code="H3"), officer=cast.thida)
    assert problem.value.field == "handling_text"
    sealed = replace(ANSWER, handling_code="H3", handling_text="Not to be written down")
    requestanswers.answer(request_, sealed, officer=cast.thida)
    from cases import requestreading

    before = find(request_.reference, cast.somchai)
    assert before.steps[-1].text == ""
    assert find(request_.reference, cast.kyaw).steps[-1].text == ANSWER.text
    requestreading.confirm(before, before.steps[-1].step.public_id, officer=cast.somchai)
    assert find(request_.reference, cast.somchai).steps[-1].text == ANSWER.text
    assert find(request_.reference, cast.anong).steps[-1].text == ""


def test_part_by_part(world, request_, thida):
    requestanswers.answer_in_part(request_, ANSWER, officer=thida)
    request_ = requestanswers.answer_in_part(request_, ANSWER, officer=thida)
    assert (request_.state, request_.is_open) == ("partly", True)
    request_ = requestanswers.answer(request_, ANSWER, officer=thida)
    assert kinds_told(world.msi) == ["request_partly", "request_partly", "request_answered"]


def test_a_refusal_has_a_ground(world, request_, thida):
    with pytest.raises(CaseProblem):
        requestanswers.refuse(request_, officer=thida, ground=phrase())
    request_ = requestanswers.refuse(request_, officer=thida, ground=ground())
    assert (request_.state, request_.refusal_ground.code) == ("refused", "NOINFO")


# -- the clock stands and goes on --------------------------------------------------------------


def test_the_clock_stands_while_they_ask_back(request_, somchai, thida):
    request_ = requestanswers.clarify(request_, officer=thida, text="Which lorry?")
    assert (request_.state, request_.is_overdue) == ("clarifying", False)
    with at(MONDAY + timedelta(days=5)):
        assert not Request.objects.overdue().exists()
        request_ = requests.clarified(request_, officer=somchai, text="The blue one")
    assert (request_.state, request_.paused_at) == ("acknowledged", None)
    # five days later than Thursday is Tuesday
    assert request_.due_at == MONDAY + timedelta(days=8)


def test_nothing_to_clarify(request_, somchai):
    with pytest.raises(WrongState):
        requests.clarified(request_, officer=somchai, text="The blue one")


def test_time_is_prolonged_so_far_and_so_often(world, request_, thida, settings):
    def more(due):
        return requestanswers.extend(request_, officer=thida, due_at=due, reason="the registry")

    due = request_.due_at
    for wrong in (due, due + timedelta(days=30)):
        with pytest.raises(CaseProblem) as problem:
            more(wrong)
        assert problem.value.field == "due_at"
    for n in range(settings.REQUEST_EXTENSIONS):
        found = more(due + timedelta(hours=n + 1))
    assert found.due_at == due + timedelta(hours=settings.REQUEST_EXTENSIONS)
    with pytest.raises(WrongState):
        more(due + timedelta(hours=5))
    assert kinds_told(world.msi) == ["request_extended"] * settings.REQUEST_EXTENSIONS


def test_what_is_late_is_not_prolonged(request_, thida):
    with at(request_.due_at + timedelta(minutes=1)), pytest.raises(WrongState):
        requestanswers.extend(
            request_, officer=thida, due_at=request_.due_at + timedelta(days=1), reason="late"
        )


# -- passed on, withdrawn, asked again, the result ---------------------------------------------


@pytest.fixture
def taunggyi(world):
    return officer("nandar", office("MM-TGI", "Taunggyi", borders=[]))


def test_passed_on_inside_the_country(world, request_, thida, somchai, taunggyi):
    for abroad in (world.hxy, world.msi):
        with pytest.raises((NotAllowed, CaseProblem)):
            requestanswers.forward(request_, officer=thida, to=abroad, reason="theirs")
    due = request_.due_at
    found = requestanswers.forward(
        request_, officer=thida, to=taunggyi.office, reason="the owner lives there"
    )
    assert (found.office, found.due_at, found.state) == (taunggyi.office, due, "sent")
    assert find(request_.reference, thida).is_answerer is False  # and reads on
    assert find(request_.reference, somchai).request.office == taunggyi.office
    assert kinds_told(world.msi) == ["request_forwarded"]
    assert not notices(world.tcl, "request_received").get().is_waiting
    with pytest.raises(NotAllowed):
        requestanswers.answer(request_, ANSWER, officer=thida)
    requestanswers.answer(request_, ANSWER, officer=taunggyi)


def test_withdrawn_is_over(world, request_, somchai, thida):
    requests.withdraw(request_, officer=somchai, reason="found him")
    assert kinds_told(world.tcl) == ["request_received", "request_withdrawn"]
    with pytest.raises(WrongState) as problem:
        requestanswers.answer(request_, ANSWER, officer=thida)
    assert somchai.full_title in problem.value.message
    assert not RequestDeadline.objects.waiting().exists()


def test_asked_again_with_a_new_clock(world, request_, somchai, thida):
    with pytest.raises(WrongState):
        requests.reopen(request_, officer=somchai, reason="open anyway")
    requestanswers.refuse(request_, officer=thida, ground=ground())
    with at(MONDAY + timedelta(days=1)):
        found = requests.reopen(request_, officer=somchai, reason="it is about a rescue")
    assert (found.state, found.refusal_ground) == ("sent", None)
    assert found.due_at == MONDAY + timedelta(days=4)
    assert notices(world.tcl, "request_received").count() == 2


def test_the_result_is_told_to_all_who_helped(world, request_, somchai, thida, taunggyi):
    with pytest.raises(WrongState):
        requests.report_result(request_, officer=somchai, text="arrested")
    requestanswers.forward(request_, officer=thida, to=taunggyi.office, reason="theirs")
    requestanswers.answer(request_, ANSWER, officer=taunggyi)
    requests.report_result(request_, officer=somchai, text="arrested")
    for each in (world.tcl, taunggyi.office):
        assert notices(each, "request_result").count() == 1


def test_holidays_of_the_answering_office(world, somchai, monday):
    Holiday.objects.create(country_id="MM", date=MONDAY.date() + timedelta(days=3), name="Feast")
    (made,) = asked_of([Office.objects.get(pk=world.tcl.pk)], somchai)
    # Thursday is a feast: the end of Friday, 16:30 there
    assert made.due_at == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_every_verb_is_on_record_without_a_word_of_it(request_, somchai, thida):
    requestanswers.clarify(request_, officer=thida, text="Planted-clarify")
    requests.clarified(request_, officer=somchai, text="Planted-clarified")
    requestanswers.answer(request_, replace(ANSWER, text="Planted-answer"), officer=thida)
    rows = list(Entry.objects.filter(object_kind="request").order_by("pk"))
    assert [row.action for row in rows] == ["ask", "clarify", "clarified", "answered"]
    assert all(row.object_ids == [request_.reference] for row in rows)
    assert not any("Planted" in str(vars(row)) for row in rows)
    assert now() == MONDAY
