"""National notes: what a country writes for itself beside a case, and nobody else ever reads."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, notes
from cases.models import Event, NationalNote
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

WORDS = ("Planted-th", "Planted-mm", "Planted-la")


@pytest.fixture
def case(world, cast):
    """Myanmar and Laos see the full case; each of the three countries wrote a note."""
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    disclosure.share(case, world.hxy.country, Level.CONTRIBUTE, officer=cast.somchai)
    for person, word in ((cast.preecha, "th"), (cast.thida, "mm"), (cast.bounmy, "la")):
        notes.write_note(case, f"Planted-{word}", officer=person)
    return delivered(case)


def roads(browser, case):
    """Every page, list, search and file that leads to the case, as one text."""
    caller = Caller(browser)
    base = f"cases/{case.reference}/"
    paths = ("", "events/", "grants/", "access/", "involvements/", "subjects/", "notes/")
    answers = [caller.get(base + path) for path in paths] + [caller.get("cases/")]
    answers += [browser.get(reverse("case-detail", args=[case.reference])), browser.get("/")]
    answers += [browser.get("/cases/", {"q": "Planted-narrative"})]
    answers += [caller.post("cases/export/", {"purpose": "reporting"})]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("somchai", "Planted-th"),
        ("preecha", "Planted-th"),
        ("coordinator_th", "Planted-th"),
        ("thida", "Planted-mm"),
        ("coordinator_mm", "Planted-mm"),
        ("bounmy", "Planted-la"),
    ],
)
def test_each_country_reads_its_own_and_no_other(case, signed_in, cast, name, own):
    text = roads(signed_in(getattr(cast, name)), case)
    assert [word for word in WORDS if word in text] == [own]


@pytest.mark.parametrize("country", ["TH", "MM"])
def test_a_partner_system_reads_its_countrys(case, cast, country):
    caller = system(country)
    rows = caller.get(f"cases/{case.reference}/notes/").json()
    assert [row["text"] for row in rows] == [f"Planted-{country.lower()}"]
    assert caller.post(f"cases/{case.reference}/notes/", {"text": "by machine"}).status_code == 201
    assert NationalNote.objects.last().country_id == country


def test_their_words_find_nothing(case, signed_in, cast):
    for person in (cast.somchai, cast.thida):
        for word in WORDS:
            text = signed_in(person).get("/cases/", {"q": word}).content.decode()
            assert case.reference not in text


def test_nothing_announces_them(case, cast):
    before = (Event.objects.count(), Notice.objects.count())
    notes.write_note(case, "Planted-mm", officer=cast.thida)
    assert (Event.objects.count(), Notice.objects.count()) == before
    assert not Entry.objects.about("case", case.reference).filter(action__contains="note").exists()
    row = Entry.objects.about("national_note", case.reference).first()
    assert (row.action, row.actor_name, row.fields) == ("write note", "thida", ["text"])


def test_the_headline_has_no_pane(case, world, signed_in, cast):
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=cast.somchai)
    browser = signed_in(cast.thida)
    assert Caller(browser).get(f"cases/{case.reference}/notes/").status_code == 403
    text = browser.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "Planted-mm" not in text
    with pytest.raises(NotAllowed):
        notes.write_note(case, "x", officer=cast.thida)


def test_after_a_recall_nobody_there_reads_them_and_after_a_share_they_do(
    case, world, signed_in, cast
):
    myanmar, path = world.tcl.country, f"cases/{case.reference}/notes/"
    disclosure.recall(case, myanmar, officer=cast.somchai, reason="an error")
    assert Caller(signed_in(cast.thida)).get(path).status_code == 404
    disclosure.share(case, myanmar, Level.FULL, officer=cast.somchai)
    assert Caller(signed_in(cast.thida)).get(path).json()[0]["text"] == "Planted-mm"


def test_on_the_page(case, signed_in, thida):
    browser = signed_in(thida)
    address = reverse("case-note", args=[case.reference])
    assert "There is a problem" in browser.post(address, {"text": " "}).content.decode()
    answer = browser.post(address, {"text": "<b>second</b>"}, follow=True)
    text = answer.content.decode()
    assert "The note was added." in text and "&lt;b&gt;second&lt;/b&gt;" in text
    assert "Notes of Myanmar" in text


def test_an_empty_note_is_none(case, cast, signed_in):
    with pytest.raises(CaseProblem):
        notes.write_note(case, " ", officer=cast.thida)
    caller = Caller(signed_in(cast.thida))
    fault = caller.post(f"cases/{case.reference}/notes/", {"text": ""})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "text")
