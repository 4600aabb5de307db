"""What leads to where a victim is stays hidden with the victim, whatever role it was entered with."""

import pytest
from django.urls import reverse

from cases import disclosure, links, protection, subjects
from cases.models import Subject
from cases.models.levels import Level
from cases.subjects import SubjectRecord
from tests.api import Caller
from tests.cases.test_protection import PEOPLE
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

NUMBER = "+66812345678"
THINGS = (
    SubjectRecord(kind="phone", role="other", phone=NUMBER),
    SubjectRecord(kind="account", role="other", service="Line", account="Planted-account"),
    SubjectRecord(kind="address", role="suspect", address="Planted-address"),
    SubjectRecord(kind="document", role="other", name="Planted-paper"),
)
WORDS = (NUMBER, "Planted-account", "Planted-address", "Planted-paper")


@pytest.fixture
def case(world, somchai):
    """Myanmar and Viet Nam see the full case; four things are the victim's, one the suspect's."""
    case = submitted(world, somchai, levels={"MM": Level.FULL}, subjects=PEOPLE)
    disclosure.share(case, world.desks["VN"].country, Level.CONTRIBUTE, officer=somchai)
    victim = case.subjects.get(role="victim")
    suspect = case.subjects.get(role="suspect")
    for number, record in enumerate(THINGS):
        thing = subjects.add_subject(case, record, officer=somchai)
        ends = (victim, thing) if number % 2 else (thing, victim)
        links.add_link(case, *ends, kind="uses", officer=somchai)
    open_one = SubjectRecord(kind="phone", role="suspect", phone="+66899999999")
    open_one = subjects.add_subject(case, open_one, officer=somchai)
    links.add_link(case, suspect, open_one, kind="uses", officer=somchai)
    return delivered(case)


@pytest.fixture
def victim(case):
    return case.subjects.get(role="victim")


def roads(browser, case):
    base = f"/api/v1/cases/{case.reference}/"
    paths = [reverse("case-detail", args=[case.reference]), base]
    paths += [base + path for path in ("subjects/", "links/", "events/", "similar/")]
    answers = [browser.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def in_sight(text):
    return [word for word in WORDS if word in text]


def found_by_number(browser, case):
    caller = Caller(browser)
    rows = caller.post("cases/search/", {"identifier": NUMBER}).json()["results"]
    page = browser.get("/cases/", {"q": "Planted-address"}).content.decode()
    return case.reference in str(rows), case.reference in page


def test_it_is_hidden_with_the_victim(case, signed_in, cast):
    for person in (cast.thida, cast.preecha):
        browser = signed_in(person)
        text = roads(browser, case)
        assert in_sight(text) == []
        assert "+66899999999" in text
        assert found_by_number(browser, case) == (False, False)


def test_each_has_no_page_and_no_address(case, signed_in, cast):
    caller = Caller(signed_in(cast.thida))
    for thing in case.subjects.filter(kind__in=Subject.BELONGINGS, links_to=None):
        reader = signed_in(cast.thida)
        page = reverse("subject-detail", args=[case.reference, thing.public_id])
        seen = 200 if thing.phone == "+66899999999" else 404
        assert reader.get(page).status_code == seen
        api = f"cases/{case.reference}/subjects/{thing.public_id}/"
        assert caller.get(api).status_code == seen


def test_the_originator_sees_and_finds_all_of_it(case, signed_in, cast):
    browser = signed_in(cast.somchai)
    assert in_sight(roads(browser, case)) == list(WORDS)
    assert found_by_number(browser, case) == (True, True)


def test_it_is_shown_with_the_victim(case, victim, world, signed_in, cast):
    shown = protection.disclose(
        victim, world.tcl.country, officer=cast.somchai, purpose="interview"
    )
    assert in_sight(roads(signed_in(cast.thida), case)) == list(WORDS)
    protection.take_back(shown, officer=cast.somchai, reason="over")
    assert in_sight(roads(signed_in(cast.thida), case)) == []


def test_it_stays_hidden_when_the_victim_is_taken_off(case, victim, signed_in, cast):
    subjects.remove_subject(victim, officer=cast.somchai)
    assert in_sight(roads(signed_in(cast.thida), case)) == []


def test_without_its_link_it_stays_hidden_until_that_is_lifted(case, victim, signed_in, cast):
    for link in case.links.filter(target=victim):
        links.remove_link(link, officer=cast.somchai)
    reader = signed_in(cast.thida)
    assert in_sight(roads(reader, case)) == []
    phone = case.subjects.get(phone=NUMBER)
    protection.unprotect(phone, officer=cast.somchai, purpose="it is the suspect's")
    assert in_sight(roads(reader, case)) == [NUMBER]


def test_a_link_of_others_opens_and_hides_nothing(case, signed_in, cast):
    (link,) = case.links.filter(source__kind="person", source__role="suspect")
    links.remove_link(link, officer=cast.somchai)
    assert not Subject.objects.filter(stays_protected=True).exists()
    assert "+66899999999" in roads(signed_in(cast.thida), case)
