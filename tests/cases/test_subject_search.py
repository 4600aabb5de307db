"""Cases found by names and numbers of their subjects, and never by what one may not read."""

import random

import pytest
from django.urls import reverse

from cases import disclosure, links, subjects
from cases.models import Case, Subject
from cases.models.levels import OFFERED, Level
from cases.reading import find
from cases.subjects import DocumentRecord, SubjectRecord
from tests.api import Caller
from tests.cases.test_standards import SPECIMENS
from tests.factories import content, draft, submitted

pytestmark = pytest.mark.django_db

SECRETS = {
    "alias": "Plantedalias", "name": "Plantedname", "phone": "66812345678", "number": "PX998877",
    "account": "plantedaccount", "address": "Planted Lane", "plate": "กข 9999", "note": "Plantednote",
}  # fmt: skip


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.FULL, "LA": Level.HEADLINE})


def fill(case, officer, role):
    """One of each, all of them `role`'s."""
    person = SubjectRecord(
        "person",
        role,
        name=SECRETS["name"],
        aliases=(SECRETS["alias"],),
        documents=(DocumentRecord(number="A-1"), DocumentRecord(number=SECRETS["number"])),
    )
    records = [
        person,
        SubjectRecord("phone", role, phone=f"+{SECRETS['phone']}"),
        SubjectRecord("account", role, service="LINE", account=SECRETS["account"]),
        SubjectRecord("address", role, address=SECRETS["address"]),
        SubjectRecord("vehicle", role, plate=SECRETS["plate"]),
    ]
    rows = [subjects.add_subject(case, record, officer=officer) for record in records]
    links.add_link(case, rows[0], rows[1], kind="uses", note=SECRETS["note"], officer=officer)
    return rows


def found(door, **words):
    answer = door.get(reverse("case-list"), words)
    assert answer.status_code == 200
    return [row.case.reference for row in answer.context["rows"]]


def found_by_api(door, **words):
    answer = Caller(door).post("cases/search/", words)
    assert answer.status_code == 200, answer.content
    return [row["reference"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    "number",
    ["081-234 5678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "กข-๙๙๙๙", "กข9999", "px 99-8877", "a1",
     "PlantedAccount"],
)  # fmt: skip
def test_a_number_is_found_in_any_way_of_writing(signed_in, somchai, case, number):
    fill(case, somchai, "suspect")
    door = signed_in(somchai)
    assert found(door, identifier=number) == found_by_api(door, identifier=number)
    assert found(door, identifier=number) == [case.reference]


def test_a_part_of_a_number_finds_nothing(signed_in, somchai, case):
    fill(case, somchai, "suspect")
    for number in ("0812", "PX9988", "---", "%", "9999"):
        assert found(signed_in(somchai), identifier=number) == []


def test_what_the_quick_form_enters_is_found_too(signed_in, somchai, case):
    door = signed_in(somchai)
    assert found(door, identifier="pa-1234567") == [case.reference]
    assert found(door, subject="ສົມໃຈ") == [case.reference]
    assert found(door, subject="planted suspect") == [case.reference]
    assert found(door, subject="nobody") == []


def test_names_over_the_api_and_numbers_in_a_body_alone(signed_in, somchai, case):
    fill(case, somchai, "suspect")
    door = Caller(signed_in(somchai))
    answer = door.get("cases/", query={"subject": "plantedalias"})
    assert [row["reference"] for row in answer.json()["results"]] == [case.reference]
    refused = door.get("cases/", query={"identifier": "A1"})
    assert refused.status_code == 400
    assert "POST them to search/" in refused.json()["errors"][0]["detail"]


def test_words_of_a_victim_are_in_nobody_elses_bytes(signed_in, cast, case):
    rows = fill(case, cast.somchai, "victim")
    api = f"/api/v1/cases/{case.reference}/"
    places = [case.link, api, *(f"{api}{one}/" for one in ("subjects", "links", "events"))]
    places += [f"/cases/{case.reference}/subjects/{row.public_id}/" for row in rows]
    for person in (cast.thida, cast.preecha, cast.bounmy, cast.coordinator_mm):
        door = signed_in(person)
        for address in places:
            text = door.get(address).content.decode()
            assert [word for word in SECRETS.values() if word in text] == [], (person, address)
        for word in SECRETS.values():
            assert found(door, q=word) == []
            assert found(door, subject=word) == []
            assert found(door, identifier=word) == []
            assert found_by_api(door, identifier=word) == found_by_api(door, search=word) == []
    own = signed_in(cast.anong)
    assert found(own, identifier=SECRETS["phone"]) == [case.reference]
    assert found(own, subject=SECRETS["alias"]) == [case.reference]


def test_a_headline_reader_finds_by_nothing_of_a_suspect(signed_in, cast, case):
    fill(case, cast.somchai, "suspect")
    door = signed_in(cast.bounmy)
    for word in SECRETS.values():
        assert found(door, subject=word) == found(door, identifier=word) == []
    assert found(signed_in(cast.thida), identifier=SECRETS["phone"]) == [case.reference]


def test_what_was_taken_off_finds_nothing(signed_in, somchai, case):
    rows = fill(case, somchai, "suspect")
    subjects.remove_subject(rows[1], officer=somchai)
    assert found(signed_in(somchai), identifier=SECRETS["phone"]) == []
    assert found(signed_in(somchai), q=SECRETS["phone"]) == []


@pytest.mark.parametrize("seed", range(5))
def test_search_reads_what_the_case_shows(world, cast, seed):
    """The two roads to a subject agree for everybody, in worlds made by lot."""
    dice = random.Random(seed)
    for by in (cast.somchai, cast.thida, cast.bounmy, cast.preecha):
        case = (submitted if dice.random() < 0.8 else draft)(world, by)
        for _ in range(3):
            record = SubjectRecord(
                dice.choice(["phone", "account"]),
                dice.choice(Subject.Role.values),
                phone="+66812345678",
                account="x",
            )
            row = subjects.add_subject(case, record, officer=by)
            if dice.random() < 0.3:
                subjects.remove_subject(row, officer=by)
        country = dice.choice(["MM", "LA", "KH", "TH"])
        if not case.is_draft and country != case.country_id:
            disclosure.share(
                case, world.desks[country].country, dice.choice(OFFERED), officer=by, purpose="lot"
            )
    for person in (cast.somchai, cast.anong, cast.thida, cast.bounmy, cast.sokha, cast.preecha):
        shown = {
            subject.pk
            for case in Case.objects.visible_to(person)
            for subject in find(case.reference, person).subjects
        }
        assert set(Subject.objects.readable_by(person).values_list("pk", flat=True)) == shown


def test_a_passport_read_from_its_lines_is_found(signed_in, somchai, world):
    case = draft(world, somchai, subjects=content(world).subjects[:1])
    door = Caller(signed_in(somchai))
    said = {"kind": "person", "role": "suspect", "documents": [{"mrz": SPECIMENS["TD1"]}]}
    assert door.post(f"cases/{case.reference}/subjects/", said).status_code == 201
    assert found_by_api(door.client, identifier="D 23145890") == [case.reference]
