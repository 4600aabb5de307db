"""Links between subjects: entered, drawn, hidden when either end is hidden."""

import pytest
from django.urls import reverse

from cases import links, subjects
from cases.linkchart import BOX, WIDTH, chart_of
from cases.models import Link
from cases.models.levels import Level
from cases.problems import CaseProblem
from cases.reading import find
from cases.subjects import SubjectRecord
from tests.api import Caller
from tests.factories import draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.FULL})


@pytest.fixture
def ends(case, somchai):
    """A suspect, a victim, a car."""
    record = SubjectRecord("vehicle", "suspect", plate="กข 1234")
    car = subjects.add_subject(case, record, officer=somchai)
    return [*case.subjects.filter(kind="person"), car]


def chart_on(browser, case):
    return "<svg viewBox" in browser.get(case.link).content.decode().partition("linkchart")[2]


def test_a_link_is_added_seen_and_taken_away(signed_in, somchai, case, ends):
    suspect, _victim, car = ends
    browser = signed_in(somchai)
    said = {"source": suspect.public_id, "kind": "drives", "target": car.public_id, "note": "often"}
    assert browser.post(reverse("link-new", args=[case.reference]), said).status_code == 302
    link = case.links.get()
    page = browser.get(case.link).content.decode()
    for text in ("drives", "often", "กข 1234", 'aria-labelledby="chart-title chart-desc"'):
        assert text in page
    address = reverse("link-remove", args=[case.reference, link.public_id])
    assert browser.post(address).status_code == 302
    assert not case.links.exists()
    assert Link.everything.get().removed_by == somchai
    assert not chart_on(browser, case)


def test_a_link_that_was_taken_away_is_brought_back(signed_in, somchai, case, ends):
    suspect, _victim, car = ends
    link = links.add_link(case, suspect, car, kind="drives", note="often", officer=somchai)
    browser, address = signed_in(somchai), f"links/{link.public_id}/restore/"
    taken = browser.post(reverse("link-remove", args=[case.reference, link.public_id]), follow=True)
    undo = reverse("link-restore", args=[case.reference, link.public_id])
    assert undo in taken.content.decode()
    assert browser.post(undo).status_code == 302
    assert case.links.get().note == "often"
    links.remove_link(link, officer=somchai)
    back = Caller(browser).post(f"cases/{case.reference}/{address}")
    assert (back.status_code, back.json()["kind"]) == (200, "drives")
    assert Caller(browser).post(f"cases/{case.reference}/{address}").status_code == 404


def test_no_link_is_brought_back_twice_or_without_its_ends(somchai, case, ends):
    suspect, _victim, car = ends
    gone = links.add_link(case, suspect, car, kind="drives", officer=somchai)
    links.remove_link(gone, officer=somchai)
    links.add_link(case, suspect, car, kind="drives", officer=somchai)
    with pytest.raises(CaseProblem):
        links.restore_link(gone, officer=somchai)
    subjects.remove_subject(car, officer=somchai)
    assert links.removed_of(find(case.reference, somchai)) == []


def test_what_makes_no_sense_is_refused_and_kept(signed_in, somchai, case, ends):
    suspect, victim, _car = ends
    address = reverse("link-new", args=[case.reference])
    said = {
        "source": suspect.public_id,
        "kind": "drives",
        "target": suspect.public_id,
        "note": "n1",
    }
    page = signed_in(somchai).post(address, said).content.decode()
    assert "two different ends" in page
    assert 'value="n1"' in page
    links.add_link(case, suspect, victim, kind="relative_of", officer=somchai)
    with pytest.raises(CaseProblem):
        links.add_link(case, victim, suspect, kind="relative_of", officer=somchai)
    links.add_link(case, suspect, victim, kind="paid_by", officer=somchai)
    links.add_link(case, victim, suspect, kind="paid_by", officer=somchai)


def test_a_subject_of_another_case_is_no_end(world, case, ends, somchai):
    stranger = draft(world, somchai).subjects.first()
    with pytest.raises(CaseProblem):
        links.add_link(case, ends[0], stranger, kind="owns", officer=somchai)


def test_a_link_to_somebody_hidden_is_hidden(signed_in, cast, case, ends):
    suspect, victim, car = ends
    for target, note in ((victim, "Planted-hidden"), (car, "Planted-open")):
        links.add_link(case, suspect, target, kind="uses", note=note, officer=cast.somchai)
    for person, notes in ((cast.thida, 1), (cast.preecha, 1), (cast.somchai, 2)):
        browser = signed_in(person)
        page = browser.get(case.link).content.decode()
        assert ("Planted-hidden" in page) == (notes == 2)
        assert "Planted-open" in page
        answer = Caller(browser).get(f"cases/{case.reference}/links/")
        assert [link["note"] for link in answer.json()] == ["Planted-hidden", "Planted-open"][
            -notes:
        ]


def test_a_link_goes_and_comes_with_its_end(case, ends, somchai):
    suspect, _victim, car = ends
    links.add_link(case, suspect, car, kind="drives", officer=somchai)
    subjects.remove_subject(car, officer=somchai)
    assert links.links_of(find(case.reference, somchai)) == []
    subjects.restore_subject(car, officer=somchai)
    assert len(links.links_of(find(case.reference, somchai))) == 1


def test_over_the_api(signed_in, cast, somchai, case, ends):
    suspect, victim, car = ends
    door = Caller(signed_in(somchai))
    there = f"cases/{case.reference}/links/"
    said = {"source": str(suspect.public_id), "target": str(car.public_id), "kind": "drives"}
    for person in (cast.thida, cast.preecha):
        hidden = said | {"target": str(victim.public_id)}
        assert Caller(signed_in(person)).post(there, hidden).status_code == 403
    answer = door.post(there, said)
    assert (answer.status_code, answer.json()["is_mutual"]) == (201, False)
    assert door.post(there, said).json()["errors"][0]["field"] == "kind"
    strange = said | {"target": str(case.public_id)}
    assert door.post(there, strange).json()["errors"][0]["field"] == "target"
    assert door.delete(f"{there}{answer.json()['id']}/").status_code == 204
    assert door.get(there).json() == []


def test_the_drawing_keeps_every_box_inside_and_every_line_between(case, ends, somchai):
    for number in range(9):
        record = SubjectRecord("phone", "suspect", phone=f"+6681234560{number}")
        phone = subjects.add_subject(case, record, officer=somchai)
        links.add_link(case, ends[0], phone, kind="uses", officer=somchai)
    chart = chart_of(links.links_of(find(case.reference, somchai)))
    assert (len(chart.nodes), len(chart.edges)) == (10, 9)
    for node in chart.nodes:
        assert 0 <= node.left <= WIDTH - BOX[0]
        assert 0 <= node.top <= chart.height - BOX[1]
    assert len({(node.x, node.y) for node in chart.nodes}) == 10
    assert chart_of([]) is None
