"""Victims and witnesses are shown one by one: to one country, for a purpose, until taken back."""

import json

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, protection
from cases.content import SubjectContent
from cases.models import Disclosure, Event
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db

PEOPLE = (
    SubjectContent(name="Planted-suspect"),
    SubjectContent(role="victim", name="Planted-victim"),
    SubjectContent(role="witness", name="Planted-witness"),
)


@pytest.fixture
def case(world, somchai):
    """Myanmar sees the full case, Laos the headline, Viet Nam the full case as well."""
    case = submitted(world, somchai, levels={"MM": Level.FULL}, subjects=PEOPLE)
    for country, level in (("LA", Level.HEADLINE), ("VN", Level.CONTRIBUTE)):
        disclosure.share(case, world.desks[country].country, level, officer=somchai)
    return delivered(case)


@pytest.fixture
def victim(case):
    return case.subjects.get(role="victim")


@pytest.fixture
def shown(victim, world, somchai):
    return protection.disclose(
        victim, world.tcl.country, officer=somchai, purpose="Planted-purpose"
    )


def roads(browser, case):
    """Everything a reader gets of the case, page and API, as one text."""
    api = ("", "events/", "grants/", "involvements/")
    paths = [reverse("case-detail", args=[case.reference]), "/cases/", "/"]
    paths += [f"/api/v1/cases/{case.reference}/{path}" for path in api] + ["/api/v1/cases/"]
    answers = [browser.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def subjects(browser, case):
    shape = Caller(browser).get(f"cases/{case.reference}/").json()
    return [s["name"] for s in shape["subjects"]], shape["hides_people"]


def test_the_country_sees_exactly_that_person(case, shown, signed_in, thida):
    browser = signed_in(thida)
    assert subjects(browser, case) == (["Planted-suspect", "Planted-victim"], True)
    text = roads(browser, case)
    assert "Planted-victim" in text and "Planted-purpose" in text
    assert "Planted-witness" not in text
    assert "A protected person was shown to Myanmar" in text


def test_nobody_is_hidden_once_all_are_shown(case, shown, world, signed_in, cast):
    witness = case.subjects.get(role="witness")
    protection.disclose(witness, world.tcl.country, officer=cast.somchai, purpose="hearing")
    assert subjects(signed_in(cast.thida), case)[1] is False


@pytest.mark.parametrize("name", ["preecha", "bounmy", "coordinator_th"])
def test_no_other_country_sees_person_purpose_or_that_it_was_shown(
    case, shown, signed_in, cast, name
):
    text = roads(signed_in(getattr(cast, name)), case)
    for word in ("Planted-victim", "Planted-purpose", "person_shown", "protected person was"):
        assert word not in text


def test_the_partner_system_sees_what_its_country_sees(case, shown, cast):
    subjects = system("MM").get(f"cases/{case}/").json()["subjects"]
    assert [s["name"] for s in subjects] == ["Planted-suspect", "Planted-victim"]
    assert "Planted-victim" not in system("TH").get(f"cases/{case}/").content.decode()


def test_its_words_find_the_case_for_the_originator_alone(case, shown, signed_in, cast):
    for person, found in ((cast.somchai, True), (cast.thida, False), (cast.preecha, False)):
        text = signed_in(person).get("/cases/", {"q": "Planted-victim"}).content.decode()
        assert (case.reference in text) is found


def test_taken_back_it_is_gone(case, shown, signed_in, cast):
    protection.take_back(shown, officer=cast.somchai, reason="over")
    assert "Planted-victim" not in roads(signed_in(cast.thida), case)
    with pytest.raises(WrongState):
        protection.take_back(shown, officer=cast.somchai, reason="again")


def test_a_recall_ends_it_for_good(case, shown, world, signed_in, cast):
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai)
    assert "Planted-victim" not in roads(signed_in(cast.thida), case)
    shown.refresh_from_db()
    assert (shown.ended_by, shown.end_reason) == (cast.somchai, "an error")


def test_the_headline_ends_it_for_good(case, shown, world, signed_in, cast):
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=cast.somchai)
    text = roads(signed_in(cast.thida), case)
    for word in ("Planted-victim", "Planted-purpose", "person_shown", "protected person was"):
        assert word not in text
    disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai)
    assert "Planted-victim" not in roads(signed_in(cast.thida), case)


def test_who_cannot_be_shown(case, victim, world, cast):
    suspect = case.subjects.get(role="suspect")
    show = protection.disclose
    with pytest.raises(WrongState):
        show(suspect, world.tcl.country, officer=cast.somchai, purpose="x")
    for country in (world.hxy.country, world.ppt.country):  # the headline; nothing
        with pytest.raises(CaseProblem) as problem:
            show(victim, country, officer=cast.somchai, purpose="x")
        assert problem.value.field == "country"
    with pytest.raises(CaseProblem):
        show(victim, world.tcl.country, officer=cast.somchai, purpose=" ")
    for other in (cast.thida, cast.preecha, cast.coordinator_th):
        with pytest.raises(NotAllowed):
            show(victim, world.tcl.country, officer=other, purpose="x")
    person = draft(world, cast.somchai, subjects=PEOPLE).subjects.get(role="victim")
    with pytest.raises(WrongState):
        show(person, world.tcl.country, officer=cast.somchai, purpose="x")
    assert not Disclosure.objects.exists()


def test_it_is_told_and_on_record(case, shown):
    row = Entry.objects.filter(action="disclose_person").get()
    assert (row.operation, row.recipients) == ("disclosure", ["MM", "MM-TCL"])
    notice = Notice.objects.filter(kind=Notice.Kind.CASE_SHARED, office__code="MM-TCL").get()
    assert "Planted" not in json.dumps([notice.link, notice.event_key])
    assert case.events.get(kind=Event.Kind.PERSON_SHOWN).reason == ""


def test_on_the_page(case, victim, signed_in, cast):
    browser = signed_in(cast.somchai)
    address = reverse("case-disclose", args=[case.reference, victim.public_id])
    text = browser.get(address).content.decode()
    assert "Myanmar" in text and "Viet Nam" in text and "Lao PDR" not in text
    assert "Choose a country." in browser.post(address, {"purpose": "kept"}).content.decode()
    answer = browser.post(address, {"country": "MM", "purpose": "interview"}, follow=True)
    assert "Shown to Myanmar: interview" in answer.content.decode()
    back = reverse("case-take-back", args=[case.reference, victim.public_id, "MM"])
    answer = browser.post(back, {"reason": "done"}, follow=True)
    assert "Myanmar no longer sees the person." in answer.content.decode()
    assert browser.get(back).status_code == 404


def test_over_the_api(case, victim, signed_in, cast):
    somchai, thida = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.thida))
    path = f"cases/{case.reference}/subjects/{victim.public_id}/disclosures/"
    assert thida.get(path).status_code == 404
    fault = somchai.post(path, {"country": "LA", "purpose": "x"})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "country")
    made = somchai.post(path, {"country": "MM", "purpose": "interview"})
    assert (made.status_code, made.json()["country"]) == (201, "MM")
    assert somchai.post(path, {"country": "MM", "purpose": "interview"}).status_code == 409
    assert [row["purpose"] for row in thida.get(path).json()] == ["interview"]
    one = f"{path}{made.json()['id']}/"
    assert thida.delete(one, {"reason": "x"}).status_code == 403
    assert somchai.delete(one, {"reason": "done"}).status_code == 204
    assert thida.get(path).status_code == 404
    assert somchai.get(path).json()[0]["end_reason"] == "done"


def test_one_persons_disclosure_is_not_found_under_another(case, shown, signed_in, somchai):
    other = case.subjects.get(role="witness")
    path = f"cases/{case.reference}/subjects/{other.public_id}/disclosures/{shown.public_id}/"
    assert Caller(signed_in(somchai)).delete(path, {"reason": "x"}).status_code == 404
