"""What a reader of each level is answered; out of reach does not exist."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from cases import disclosure
from cases.content import StopContent
from cases.models import Case
from cases.models.levels import Level
from tests.api import Caller, lorry, system
from tests.factories import draft, submitted

PLANTED = ("Planted-narrative", "Planted-suspect", "Planted-victim", "Planted-mark", "PA1234567")
BELOW = ("title", "narrative", "route", "subjects", "seizures", "recipients", "created_by")


@pytest.fixture
def mm(cast):
    return system("MM")


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


def test_a_headline_holds_no_planted_word_and_lacks_the_other_keys(mm, cast):
    th = system("TH")
    case = th.post("cases/", lorry()).json()["reference"]
    th.post(f"cases/{case}/submit/")
    paths = [
        "cases/",
        f"cases/{case}/",
        f"cases/{case}/events/",
        f"cases/{case}/grants/",
        f"cases/{case}/involvements/",
        "notices/",
    ]
    for path in paths:
        answer = mm.get(path)
        assert answer.status_code == 200
        assert not [word for word in PLANTED if word in answer.content.decode()], path
    headline = mm.get(f"cases/{case}/").json()
    assert headline["level"] == "headline"
    assert [key for key in BELOW if key in headline] == []


def test_full_holds_all_but_the_victim(mm, case, world, somchai):
    disclosure.share(case, world.tcl.country, Level.FULL, officer=somchai)
    full = mm.get(f"cases/{case}/").json()
    assert full["narrative"].startswith("Planted-narrative")
    assert [subject["name_latin"] for subject in full["subjects"]] == ["Planted-suspect"]
    assert full["hides_people"] is True
    assert "recipients" not in full


def test_the_originator_reads_the_victim_too(case, signed_in, somchai):
    own = Caller(signed_in(somchai)).get(f"cases/{case}/").json()
    assert [subject["role"] for subject in own["subjects"]] == ["suspect", "victim"]
    assert own["seizures"][0]["quantity"] == 400000


def test_times_are_utc_whatever_the_readers_zone(case, signed_in, somchai):
    own = Caller(signed_in(somchai)).get(f"cases/{case}/").json()
    assert own["happened_at"] == "2026-11-21T19:10:00Z"
    assert own["route"][0]["at"] == "2026-11-21T19:10:00Z"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "preview/",
        "grants/",
        "events/",
        "involvements/",
    ],
)
def test_out_of_reach_reads_as_unknown(case, signed_in, cast, path):
    sokha = Caller(signed_in(cast.sokha))
    hidden = sokha.get(f"cases/{case}/{path}")
    unknown = sokha.get(f"cases/TH-MSI-2026-999999/{path}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("submit/", {}),
        ("close/", {"outcome": "result"}),
        ("withdraw/", {"reason": "x"}),
        ("reopen/", {"reason": "x"}),
        ("grants/", {"country": "MM", "level": "full"}),
        ("touches/", {"border": "TH-LA", "kind": "add", "reason": "x"}),
    ],
)
def test_a_reader_who_did_not_log_the_case_is_refused_its_verbs(
    case, mm, signed_in, cast, verb, body
):
    refused = mm.post(f"cases/{case}/{verb}", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    told = {"type", "title", "status", "code", "detail", "errors", "documentation"}
    assert set(refused.json()) == told
    assert Caller(signed_in(cast.sokha)).post(f"cases/{case}/{verb}", body).status_code == 404
    assert Entry.objects.filter(action="refused", actor_name="system-mm").exists()


def test_list_detail_and_search_agree(world, cast, signed_in):
    cases = [
        submitted(world, cast.somchai),
        submitted(world, cast.preecha, route=at(world.chiang_khong)),
        draft(world, cast.somchai),
        submitted(world, cast.sokha, route=at(world.poipet)),
    ]
    people = [cast.somchai, cast.preecha, cast.thida, cast.bounmy, cast.sokha, cast.coordinator_mm]
    for person in people:
        caller = Caller(signed_in(person))
        listed = {row["reference"] for row in caller.get("cases/").json()["results"]}
        opened = {str(c) for c in cases if caller.get(f"cases/{c}/").status_code == 200}
        found = {
            str(c)
            for c in cases
            if caller.post("cases/search/", {"search": str(c)}).json()["results"]
        }
        assert listed == opened == found, person


def at(crossing):
    return (StopContent("incident", crossing=crossing),)


def test_a_search_looks_only_into_what_the_reader_may_read(case, mm, signed_in, somchai):
    for ask in (
        lambda c, w: c.get("cases/", query={"search": w}),
        lambda c, w: c.post("cases/search/", {"search": w}),
    ):
        assert ask(mm, "Planted-suspect").json()["results"] == []
        assert len(ask(mm, "Tachileik").json()["results"]) == 1
        assert len(ask(Caller(signed_in(somchai)), "Planted-victim").json()["results"]) == 1


@pytest.mark.parametrize(
    ("name", "value", "hits"),
    [
        ("status", "open", 1),
        ("status", "draft", 0),
        ("border", "TH-MM", 1),
        ("border", "TH-LA", 0),
        ("office", "TH-MSI", 1),
        ("office", "MM-TCL", 0),
        ("offence", "060121", 1),
        ("offence", "08051", 0),
        ("urgency", "flash", 1),
        ("urgency", "routine", 0),
        ("happened_after", "2026-11-21T19:10:00Z", 1),
        ("happened_before", "2026-11-22T02:10:00+07:00", 0),
    ],
)
def test_filters(case, mm, name, value, hits):
    assert len(mm.get("cases/", query={name: value}).json()["results"]) == hits
    assert len(mm.post("cases/search/", {name: value}).json()["results"]) == hits


def test_nothing_changed_is_304_and_an_acknowledgement_is_a_change(case, signed_in, somchai, thida):
    own = Caller(signed_in(somchai))
    tag = own.get(f"cases/{case}/")["ETag"]
    again = own.get(f"cases/{case}/", if_none_match=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Caller(signed_in(thida)).post(f"cases/{case}/engage/")
    assert own.get(f"cases/{case}/", if_none_match=tag).status_code == 200


def test_names_of_officers_are_for_the_originator_and_the_own_country(case, world, signed_in, cast):
    disclosure.share(case, world.hxy.country, Level.FULL, officer=cast.somchai)
    Caller(signed_in(cast.thida)).post(f"cases/{case}/engage/")
    [theirs] = Caller(signed_in(cast.bounmy)).get(f"cases/{case}/involvements/").json()
    assert theirs["standing"] == "engaged"
    assert "engaged_by" not in theirs
    for person in (cast.somchai, cast.thida):
        [row] = Caller(signed_in(person)).get(f"cases/{case}/involvements/").json()
        assert row["engaged_by"].startswith("သီတာ")


def test_pages_are_walked_forth_and_back_drafts_among_them(world, cast, signed_in):
    for number in range(5):
        (draft if number % 2 else submitted)(world, cast.somchai)
        submitted(world, cast.preecha, route=at(world.chiang_khong))
    somchai = Caller(signed_in(cast.somchai))
    wanted = [str(c) for c in Case.objects.visible_to(cast.somchai).order_by("-pk")]
    pages, address = [], "cases/?page_size=3"
    while address:
        pages.append(somchai.get(address).json())
        address = (pages[-1]["next"] or "").removeprefix("http://testserver")
    assert [row["reference"] for page in pages for row in page["results"]] == wanted
    assert len(wanted) == 10
    for later, earlier in zip(pages[:0:-1], pages[-2::-1], strict=True):
        back = somchai.get(later["previous"].removeprefix("http://testserver")).json()
        assert back["results"] == earlier["results"]
    drafts = somchai.get("cases/", query={"status": "draft"}).json()["results"]
    assert len(drafts) == 2


def test_a_page_of_one_costs_what_a_page_of_ten_costs(world, cast, mm):
    counts = []
    for _ in range(2):
        submitted(world, cast.somchai)
        with CaptureQueriesContext(connection) as queries:
            mm.get("cases/")
        counts.append(len(queries))
        for _ in range(8):
            submitted(world, cast.somchai)
    assert counts[0] == counts[1], counts
