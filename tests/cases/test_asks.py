"""What readers ask of the office that logged a case: consent to copies, to pass it on, more."""

import pytest
from django.core import mail
from django.urls import reverse

from audit.models import Entry
from cases import askmore, asks, consents, disclosure, handling, workflow
from cases.exports.stamp import Purpose
from cases.models import Ask, Event
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

WHY = "Planted-why"


@pytest.fixture
def case(world, cast):
    """H2; Myanmar sees the full case, Laos the headline."""
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL}, handling_code="H2")
    disclosure.share(case, world.hxy.country, Level.HEADLINE, officer=cast.somchai)
    return delivered(case)


@pytest.fixture
def for_copy(case, cast):
    return consents.ask_for_copy(case, Purpose.COURT, officer=cast.thida, purpose=WHY)


@pytest.fixture
def for_more(case, cast):
    return askmore.ask_for_more(case, Level.FULL, officer=cast.bounmy, purpose=WHY)


def may_take(case, person, purpose=Purpose.COURT):
    return handling.may_export(find(case.reference, person), purpose, person)


# -- a copy --------------------------------------------------------------------------------------


def test_consent_frees_that_purpose_for_that_office(case, for_copy, cast):
    assert not may_take(case, cast.thida)
    consents.agree(for_copy, officer=cast.somchai)
    assert may_take(case, cast.thida) and may_take(case, cast.kyaw)
    assert not may_take(case, cast.thida, Purpose.STATISTICS)
    assert not may_take(case, cast.coordinator_mm)  # another office
    assert not may_take(case, cast.partner_mm)


def test_with_consent_the_list_holds_the_case(case, for_copy, cast, signed_in):
    take = {"purpose": "court", "kind": "csv"}
    browser = signed_in(cast.thida)
    assert case.reference not in browser.post("/cases/export/", take).content.decode()
    consents.agree(for_copy, officer=cast.somchai)
    assert case.reference in browser.post("/cases/export/", take).content.decode()


def test_a_consent_ends_when_the_code_changes_and_with_a_recall(case, for_copy, world, cast):
    consents.agree(for_copy, officer=cast.somchai)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai)
    assert not may_take(case, cast.thida)


def test_a_changed_code_ends_it_too(case, for_copy, cast):
    consents.agree(for_copy, officer=cast.somchai)
    case.refresh_from_db()
    handling.changed(case)
    assert not may_take(case, cast.thida)


def test_declined_with_a_reason_it_stays_shut(case, for_copy, cast):
    with pytest.raises(CaseProblem) as problem:
        asks.decline(for_copy, officer=cast.somchai, reason=" ")
    assert problem.value.field == "reason"
    asks.decline(for_copy, officer=cast.somchai, reason="not yet")
    assert not may_take(case, cast.thida)
    with pytest.raises(WrongState):
        consents.agree(for_copy, officer=cast.somchai)


def test_nobody_asks_without_need_or_twice(case, for_copy, world, cast):
    with pytest.raises(WrongState):
        consents.ask_for_copy(case, Purpose.COURT, officer=cast.kyaw, purpose="again")
    free = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    with pytest.raises(WrongState):
        consents.ask_for_copy(free, Purpose.COURT, officer=cast.thida, purpose="x")
    with pytest.raises(NotAllowed):
        consents.ask_for_copy(case, Purpose.COURT, officer=cast.anong, purpose="own")


def test_only_the_originator_answers(for_copy, cast):
    for other in (cast.thida, cast.preecha, cast.coordinator_th):
        with pytest.raises(NotAllowed):
            consents.agree(for_copy, officer=other)
        with pytest.raises(NotAllowed):
            asks.decline(for_copy, officer=other, reason="x")


# -- pass it on ----------------------------------------------------------------------------------


def test_agreed_it_is_shared_as_the_originator_says(case, world, cast, signed_in):
    to = world.ppt.country
    ask = consents.ask_to_pass_on(case, to, Level.FULL, officer=cast.thida, purpose=WHY)
    assert signed_in(cast.sokha).get(case.link).status_code == 404
    consents.agree(ask, officer=cast.somchai, level=Level.HEADLINE)
    assert Caller(signed_in(cast.sokha)).get(f"cases/{case}/").json()["level"] == "headline"
    assert not may_take(case, cast.sokha, Purpose.REPORTING)


def test_what_cannot_be_passed_on(case, world, cast):
    ask = consents.ask_to_pass_on
    with pytest.raises(NotAllowed):  # reads the headline only
        ask(case, world.ppt.country, Level.HEADLINE, officer=cast.bounmy, purpose="x")
    with pytest.raises(CaseProblem) as problem:
        ask(case, world.ppt.country, Level.CONTRIBUTE, officer=cast.thida, purpose="x")
    assert problem.value.field == "level"
    with pytest.raises(CaseProblem) as problem:
        ask(case, world.hxy.country, Level.HEADLINE, officer=cast.thida, purpose="x")
    assert problem.value.field == "country"


# -- more than the headline ----------------------------------------------------------------------


def test_shared_on_request_and_both_see_it(case, for_more, cast, signed_in):
    assert Notice.objects.get(kind=Notice.Kind.ASKED).office == case.office
    consents.agree(for_more, officer=cast.somchai)
    assert Caller(signed_in(cast.bounmy)).get(f"cases/{case}/").json()["level"] == "full"
    assert Notice.objects.get(kind=Notice.Kind.ASK_ANSWERED).office.code == "LA-HXY"
    for person in (cast.somchai, cast.bounmy):
        page = signed_in(person).get(case.link).content.decode()
        assert WHY in page and "agreed" in page


def test_one_open_ask_for_a_country(case, for_more, cast):
    with pytest.raises(WrongState):
        askmore.ask_for_more(case, Level.CONTRIBUTE, officer=cast.bounmy, purpose="more still")
    asks.decline(for_more, officer=cast.somchai, reason="not yet")
    askmore.ask_for_more(case, Level.FULL, officer=cast.bounmy, purpose="again")


def test_who_cannot_ask_for_more(case, cast):
    more = askmore.ask_for_more
    with pytest.raises(WrongState):
        more(case, Level.CONTRIBUTE, officer=cast.preecha, purpose="own country")
    for level in (Level.HEADLINE, Level.FULL, Level.ORIGINATOR):
        with pytest.raises(CaseProblem) as problem:
            more(case, level, officer=cast.thida, purpose="x")
        assert problem.value.field == "level"
    with pytest.raises(CaseProblem) as problem:
        more(case, Level.FULL, officer=cast.bounmy, purpose=" ")
    assert problem.value.field == "purpose"


def test_what_was_asked_lapses_with_a_recall(case, for_more, world, cast):
    disclosure.recall(case, world.hxy.country, officer=cast.somchai, reason="an error")
    with pytest.raises(WrongState):
        consents.agree(for_more, officer=cast.somchai)
    for_more.refresh_from_db()
    assert for_more.lapsed_at is not None


# -- who reads of it -----------------------------------------------------------------------------


def roads(browser, case):
    caller = Caller(browser)
    paths = ("", "events/", "asks/", "grants/", "access/", "handling/")
    answers = [caller.get(f"cases/{case}/{path}") for path in paths]
    answers += [browser.get(case.link), browser.get("/")]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_no_other_country_reads_what_one_asked(case, for_more, for_copy, cast, signed_in):
    consents.agree(for_more, officer=cast.somchai, reason="Planted-because")
    assert roads(signed_in(cast.preecha), case).count(WHY) == 0
    thida = roads(signed_in(cast.thida), case)
    assert WHY in thida and "Planted-because" not in thida and "See more" not in thida
    assert "Planted-because" in roads(signed_in(cast.bounmy), case)


def test_notices_and_mail_carry_no_word_of_it(case, for_more, for_copy, cast):
    consents.agree(for_more, officer=cast.somchai, reason=WHY)
    delivered(case)
    assert mail.outbox
    assert not [m for m in mail.outbox if WHY in m.subject + m.body]


def test_everything_is_on_record(case, for_copy, cast):
    consents.agree(for_copy, officer=cast.somchai)
    asked, given = Entry.objects.filter(action__in=["ask_export", "consent"]).order_by("pk")
    assert (asked.actor_name, asked.recipients, asked.purpose) == ("thida", ["TH-MSI"], WHY)
    assert (given.actor_name, given.recipients) == ("somchai", ["MM", "MM-TCL"])
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds[-2:] == [Event.Kind.ASKED, Event.Kind.ASK_GIVEN]


# -- in the browser and over the API -------------------------------------------------------------


def test_asked_and_answered_on_the_pages(case, cast, signed_in):
    thida, somchai = signed_in(cast.thida), signed_in(cast.somchai)
    assert "H2: no copy without the consent" in thida.get(case.link).content.decode()
    form = {"export_purpose": "court", "purpose": WHY}
    assert thida.post(reverse("case-ask-copy", args=[case.reference]), form).status_code == 302
    ask = Ask.objects.get()
    answer = reverse("case-ask-answer", args=[case.reference, ask.public_id])
    assert answer in somchai.get(case.link).content.decode()
    assert WHY in somchai.get(answer).content.decode()
    refused = somchai.post(answer, {"answer": "declined", "reason": ""})
    assert "Say why not." in refused.content.decode()
    assert somchai.post(answer, {"answer": "given", "reason": ""}).status_code == 302
    assert may_take(case, cast.thida)


def test_asked_and_answered_over_the_api(case, cast, signed_in):
    bounmy, somchai = Caller(signed_in(cast.bounmy)), Caller(signed_in(cast.somchai))
    body = {"kind": "more", "level": "full", "purpose": WHY}
    asked = bounmy.post(f"cases/{case}/asks/", body)
    assert (asked.status_code, asked.json()["answer"]) == (201, "")
    assert bounmy.post(f"cases/{case}/asks/", body).status_code == 409
    path = f"cases/{case}/asks/{asked.json()['id']}/"
    assert bounmy.post(path + "agree/").status_code == 403
    agreed = somchai.post(path + "agree/", {"level": "contribute"}).json()
    assert (agreed["answer"], agreed["answered_by"]) == ("given", cast.somchai.full_title)
    assert bounmy.get(f"cases/{case}/").json()["level"] == "contribute"
    assert somchai.post(path + "decline/", {"reason": "late"}).status_code == 409


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"kind": "more"}, {"purpose"}),
        ({"kind": "more", "purpose": "x"}, {"level"}),
        ({"kind": "export", "purpose": "x", "level": "full"}, {"export_purpose", "level"}),
        ({"kind": "pass_on", "purpose": "x", "level": "full"}, {"country"}),
    ],
)
def test_what_is_wrong_with_a_question_is_named(case, cast, signed_in, body, fields):
    answer = Caller(signed_in(cast.thida)).post(f"cases/{case}/asks/", body)
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["errors"]} == fields


def test_a_partner_system_asks_for_its_country(case, cast):
    said = {"kind": "export", "export_purpose": "statistics", "purpose": "figures"}
    asked = system("MM").post(f"cases/{case}/asks/", said)
    assert (asked.status_code, asked.json()["office"]) == (201, None)
    consents.agree(Ask.objects.get(), officer=cast.somchai)
    assert may_take(case, cast.partner_mm, Purpose.STATISTICS)
    assert not may_take(case, cast.thida, Purpose.STATISTICS)


def test_a_closed_case_is_asked_about_as_well(case, cast):
    workflow.close(case, officer=cast.somchai, outcome="result")
    assert consents.ask_for_copy(case, Purpose.COURT, officer=cast.thida, purpose="x").is_open
