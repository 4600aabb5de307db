"""Subjects as full records over the API: the same verbs, faults by name, versions."""

import pytest

from cases.models.levels import Level
from tests.api import system
from tests.cases.test_standards import SPECIMENS
from tests.factories import submitted

pytestmark = pytest.mark.django_db

PASSPORT = SPECIMENS["TD3"]


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.partner_th, office=world.msi, levels={"MM": Level.FULL})


@pytest.fixture
def th(case):
    return system("TH")


@pytest.fixture
def mm(case):
    return system("MM")


@pytest.fixture
def there(case):
    return f"cases/{case.reference}/subjects/"


def faults(answer):
    assert answer.status_code == 400, answer.content
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_person_is_added_read_changed_removed_and_brought_back(th, there):
    said = {"kind": "person", "role": "suspect", "name": "สมหญิง", "aliases": ["Ying", "Ying"],
            "birth_date": "2517-08-12", "nationalities": ["TH", "LA"],
            "documents": [{"mrz": PASSPORT}, {"type": "BP", "number": "BP-1"}]}  # fmt: skip
    answer = th.post(there, said, idempotency_key="k1")
    body = answer.json()
    assert answer.status_code == 201, body
    assert (body["aliases"], body["birth_date"]) == (["Ying"], "1974-08-12")
    assert [d["number"] for d in body["documents"]] == ["L898902C3", "BP-1"]
    assert {f["code"] for f in body["findings"] if f["is_right"]} >= {"mrz_number", "mrz_composite"}
    assert th.post(there, said, idempotency_key="k1").json()["id"] == body["id"]

    one = f"{there}{body['id']}/"
    assert th.get(one).json() == body
    assert th.patch(one, {"sex": "M"}).status_code == 428
    changed = th.patch(one, {"sex": "M"}, if_match=answer["ETag"])
    assert (changed.status_code, changed.json()["sex"]) == (200, "M")
    assert changed.json()["documents"] == body["documents"]
    assert th.patch(one, {"sex": "X"}, if_match=answer["ETag"]).status_code == 412

    assert th.delete(one).status_code == 204
    assert th.get(one).status_code == 404
    assert body["id"] not in str(th.get(there).json())
    assert th.post(f"{one}restore/").status_code == 200
    assert th.get(one).json()["sex"] == "M"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"kind": "phone", "role": "suspect", "phone": "12"}, {"phone": "not_the_standard"}),
        ({"kind": "vessel", "role": "other", "imo": "9074728"}, {"imo": "not_the_standard"}),
        ({"kind": "vehicle", "role": "other", "vin": "X"}, {"vin": "not_the_standard"}),
        ({"kind": "vehicle", "role": "other", "phone": "+66812345678"}, {"phone": "not_of_this_kind"}),
        ({"kind": "phone", "phone": "+66812345678"}, {"role": "required"}),
        ({"kind": "person", "role": "suspect"}, {"": "unknown_subject"}),
        ({"kind": "person", "role": "suspect", "name": "A", "pk": 1}, {"pk": "unknown_field"}),
        (
            {"kind": "person", "role": "suspect", "name": "A", "birth_year": 1990, "estimated_age": 9},
            {"birth_date": "several_ages"},
        ),
        (
            {"kind": "person", "role": "suspect", "name": "A", "documents": [{"mrz": "P<UTO"}]},
            {"documents.0.mrz": "not_a_zone"},
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named(th, there, said, fault):
    found = faults(th.post(there, said))
    assert {name.removeprefix("non_field_errors"): code for name, code in found.items()} == fault


def test_a_local_number_is_one_of_the_callers_country(th, there):
    answer = th.post(there, {"kind": "phone", "role": "other", "phone": "081 234 5678"})
    assert answer.json()["phone"] == "+66812345678"


def test_the_list_of_the_case_can_still_be_sent_back(th, there, case):
    """It holds what it can say; a telephone is not in it and is not lost by it."""
    th.post(there, {"kind": "phone", "role": "other", "phone": "+66812345678"})
    answer = th.get(f"cases/{case.reference}/")
    listed = answer.json()["subjects"]
    assert [one["kind"] for one in listed] == ["person", "person"]
    done = th.patch(f"cases/{case.reference}/", {"subjects": listed[:1]}, if_match=answer["ETag"])
    assert done.status_code == 200, done.content
    assert [one["kind"] for one in th.get(there).json()] == ["person", "phone"]


def test_another_country_reads_no_victim_and_changes_nothing(th, mm, there):
    said = {"kind": "phone", "role": "victim", "phone": "+66812345678", "description": "Planted"}
    hidden = th.post(there, said).json()
    body = mm.get(there).content.decode()
    assert "Planted-suspect" in body
    assert "66812345678" not in body
    assert "victim" not in body
    assert mm.get(f"{there}{hidden['id']}/").status_code == 404
    assert mm.patch(f"{there}{hidden['id']}/", {"role": "other"}, if_match="*").status_code == 404
    seen = mm.get(there).json()[0]["id"]
    assert mm.patch(f"{there}{seen}/", {"role": "other"}, if_match="*").status_code == 403
    assert mm.post(there, said).status_code == 403


@pytest.mark.parametrize(
    ("said", "kept"),
    [("2535-02-29", "1992-02-29"), ("1992-02-29", "1992-02-29"), ("2568-02-28", "2025-02-28")],
)
def test_a_day_of_the_buddhist_era_is_the_same_day(th, there, said, kept):
    person = {"kind": "person", "role": "suspect", "name": "A", "birth_date": said}
    assert th.post(there, person).json()["birth_date"] == kept


@pytest.mark.parametrize(
    "said",
    [
        {"birth_date": "2570-01-01"},
        {"birth_date": "2027-01-01"},
        {"birth_year": 2570},
        {"birth_date": "2572-02-29"},
        {"birth_date": "2567-02-30"},
    ],
)
def test_nobody_is_born_ahead_or_on_no_day(th, there, said):
    person = {"kind": "person", "role": "suspect", "name": "A", **said}
    assert list(faults(th.post(there, person))) == list(said)
