"""Seizures as full records over the API: the same verbs, faults by name, versions."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import workflow
from cases.models import Seizure
from cases.models.levels import Level
from tests.api import system
from tests.cases.seized import lists
from tests.factories import submitted

pytestmark = pytest.mark.django_db

METH = {"kind": "drug", "substance": "METH_TAB", "quantity": 400_000, "unit": "tablet"}


@pytest.fixture
def case(world, cast):
    lists()
    return submitted(
        world, cast.partner_th, office=world.msi, levels={"MM": Level.FULL}, seizures=()
    )


@pytest.fixture
def th(case):
    return system("TH")


@pytest.fixture
def mm(case):
    return system("MM")


@pytest.fixture
def there(case):
    return f"cases/{case.reference}/seizures/"


def faults(answer):
    assert answer.status_code == 400, answer.content
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_drug_is_added_read_changed_removed_and_brought_back(th, there):
    answer = th.post(there, METH | {"form": "TABLET", "marks": "lion"}, idempotency_key="k1")
    body = answer.json()
    assert answer.status_code == 201, body
    assert (body["what"], body["marks"], body["form"]) == (
        "methamphetamine tablets",
        "lion",
        "TABLET",
    )
    found = body["kilograms"]
    assert (found["kg"], found["least"], found["most"]) == (36, 36, 120)
    assert (found["basis"], found["is_assumed"], found["factor"]) == ("tablet", True, 0.00009)
    assert (found["list"], found["code"]) == ("unit_conversions", "tablet.METH_TAB")
    assert th.post(there, METH, idempotency_key="k2").json()["id"] != body["id"]

    one = f"{there}{body['id']}/"
    assert th.get(one).json() == body
    assert th.patch(one, {"net_kg": 37.5}).status_code == 428
    changed = th.patch(one, {"net_kg": 37.5, "gross_kg": 40}, if_match=answer["ETag"])
    assert changed.json()["kilograms"]["kg"] == 37.5
    assert changed.json()["kilograms"]["basis"] == "net"
    assert th.patch(one, {"net_kg": 1}, if_match=answer["ETag"]).status_code == 412
    assert faults(th.patch(one, {"net_kg": 41}, if_match="*")) == {"net_kg": "not_possible"}

    assert th.delete(one).status_code == 204
    assert th.get(one).status_code == 404
    assert th.post(f"{one}restore/").json()["net_kg"] == 37.5


def test_the_laboratory_reports_later(th, there):
    one = f"{there}{th.post(there, METH).json()['id']}/"
    result = {"laboratory": "Forensic Institute", "on": "2569-11-22", "purity": 21.5, "unit_mg": 95}
    assert th.put(f"{one}lab-result/", result).status_code == 428
    answer = th.put(f"{one}lab-result/", result, if_match="*")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["lab_result"]["on"] == "2026-11-22"
    assert told["lab_result"]["purity"] == 21.5
    assert told["kilograms"]["kg"] == 38
    assert told["kilograms"]["basis"] == "laboratory"
    assert Entry.objects.filter(action="record lab result").exists()
    bad = {"laboratory": "", "on": "2030-01-01", "purity": 101}
    assert set(faults(th.put(f"{one}lab-result/", bad, if_match="*"))) == {
        "laboratory",
        "on",
        "purity",
    }


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"kind": "precursor", "substance": "T2.TOL", "quantity": 200, "unit": "l"}, "Toluene"),
        ({"kind": "wildlife", "species": "MANIS", "cites_term": "SCA", "cites_appendix": "I",
          "quantity": 12, "unit": "kg"}, "Pangolins"),
        ({"kind": "timber", "goods": "Rosewood logs", "quantity": 3, "unit": "item"}, "Rosewood logs"),
        ({"kind": "firearm", "firearm_type": "PISTOL", "make": "Norinco", "calibre": "9 mm",
          "serial_number": "A-1", "quantity": 1, "unit": "item"}, "Pistol"),
        ({"kind": "cash", "value": 1_200_000, "currency": "THB"}, "Cash"),
        ({"kind": "goods", "hs": "2402.20", "quantity": 500, "unit": "item"}, "Cigarettes"),
    ],
)  # fmt: skip
def test_every_kind(th, there, said, what):
    answer = th.post(there, said)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["what"] == what
    assert {name: body[name] for name in said} == said


def test_cash_is_counted_in_its_currency(th, there, case):
    th.post(there, {"kind": "cash", "value": 1_200_000.50, "currency": "THB"})
    total = th.get(f"cases/{case.reference}/").json()["seizure_totals"][0]
    assert (total["kind"], total["quantity"], total["unit"]) == ("cash", 1_200_000.5, "THB")
    assert th.get(there).json()[0]["kilograms"] is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (METH | {"substance": "NONE"}, {"substance": "unknown"}),
        (METH | {"substance": None}, {"substance": "not_possible"}),
        (METH | {"substance": "T2.TOL"}, {"substance": "not_of_this_kind"}),
        (METH | {"quantity": 0}, {"quantity": "min_value"}),
        (METH | {"quantity": None}, {"quantity": "not_possible"}),
        (METH | {"quantity": 1.5}, {"quantity": "not_whole"}),
        (METH | {"net_kg": 3, "gross_kg": 2}, {"net_kg": "not_possible"}),
        (METH | {"calibre": "9 mm"}, {"calibre": "not_of_this_kind"}),
        (METH | {"value": 5}, {"value": "not_possible"}),
        (METH | {"kg": 5}, {"kg": "unknown_field"}),
        ({"kind": "cash", "currency": "THB"}, {"value": "not_possible"}),
        ({"kind": "wildlife", "quantity": 1, "unit": "item"}, {"species": "not_possible"}),
        ({"kind": "goods", "quantity": 1, "unit": "item"}, {"goods": "not_possible"}),
        ({"kind": "firearm", "quantity": 1, "unit": "item"}, {"firearm_type": "not_possible"}),
        (
            {"kind": "firearm", "firearm_type": "PISTOL", "serial_number": "A", "quantity": 2,
             "unit": "item"},
            {"quantity": "not_possible"},
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named(th, there, said, fault):
    assert faults(th.post(there, said)) == fault
    assert Seizure.everything.count() == 0


def test_another_kind_keeps_what_both_have(th, there):
    said = {"kind": "goods", "goods": "Ivory", "quantity": 12, "unit": "kg", "hs": "2402.20"}
    one = f"{there}{th.post(there, said).json()['id']}/"
    body = th.patch(one, {"kind": "wildlife", "species": "MANIS"}, if_match="*").json()
    assert (body["kind"], body["goods"], body["species"]) == ("wildlife", "Ivory", "MANIS")
    assert faults(th.patch(one, {"kind": "cash"}, if_match="*")) == {"value": "not_possible"}


def test_the_list_of_the_case_can_still_be_sent_back(th, there, case):
    """It holds what it can say; a pistol is not in it and is not lost by it, nor is a mark."""
    said = {"kind": "firearm", "firearm_type": "PISTOL", "quantity": 1, "unit": "item"}
    th.post(there, said)
    precursor = {"kind": "precursor", "substance": "T2.TOL", "quantity": 200, "unit": "l"}
    th.post(there, precursor | {"concealment": "VEH_CAV"})
    answer = th.get(f"cases/{case.reference}/")
    listed = answer.json()["seizures"]
    assert [one["substance"] for one in listed] == ["T2.TOL"]
    done = th.patch(
        f"cases/{case.reference}/",
        {"seizures": [listed[0] | {"quantity": 150}]},
        if_match=answer["ETag"],
    )
    assert done.status_code == 200, done.content
    kept = {one["kind"]: one for one in th.get(there).json()}
    assert set(kept) == {"firearm", "precursor"}
    assert (kept["precursor"]["quantity"], kept["precursor"]["concealment"]) == (150, "VEH_CAV")
    assert kept["precursor"]["version"] == 2


def test_full_readers_read_and_headline_readers_have_totals_alone(th, mm, there, case):
    th.post(there, METH | {"marks": "Planted-mark", "note": "Planted-note"})
    assert mm.get(there).json()[0]["marks"] == "Planted-mark"
    seen = f"{there}{mm.get(there).json()[0]['id']}/"
    assert mm.patch(seen, {"marks": ""}, if_match="*").status_code == 403
    assert mm.put(f"{seen}lab-result/", {}, if_match="*").status_code == 403
    th.post(f"cases/{case.reference}/grants/", {"country": "MM", "level": "headline"})
    assert mm.get(there).json() == []
    assert mm.get(seen).status_code == 404
    body = mm.get(f"cases/{case.reference}/")
    assert "Planted" not in body.content.decode()
    assert body.json()["seizure_totals"][0]["quantity"] == 400_000


def test_cases_are_found_by_kind_and_thing(th, mm, there, case):
    th.post(there, METH)
    th.post(there, {"kind": "wildlife", "species": "MANIS", "quantity": 12, "unit": "kg"})
    th.post(f"cases/{case.reference}/grants/", {"country": "MM", "level": "headline"})
    for door in (th, mm):
        for asked in ("drug", "METH_TAB", "wildlife", "MANIS"):
            rows = door.get("cases/", query={"seizure": asked}).json()["results"]
            assert [row["reference"] for row in rows] == [case.reference], asked
            assert door.post("cases/search/", {"seizure": asked}).json()["results"]
        for asked in ("cash", "HEROIN"):
            assert door.get("cases/", query={"seizure": asked}).json()["results"] == []
    assert faults(th.get("cases/", query={"seizure": "lorry"})) == {"seizure": "invalid"}


def test_the_laboratory_reports_on_a_closed_case_but_not_on_a_withdrawn_one(
    th, there, case, cast, signed_in
):
    one = f"{there}{th.post(there, METH).json()['id']}/"
    workflow.close(case, officer=cast.partner_th, outcome="result")
    said = {"laboratory": "Central lab", "on": "2026-11-22"}
    done = th.put(f"{one}lab-result/", said, if_match="*")
    assert (done.status_code, done.json()["lab_result"]["laboratory"]) == (200, "Central lab")
    assert th.patch(one, {"net_kg": 1}, if_match="*").status_code == 409
    browser = signed_in(cast.somchai)
    seizure = Seizure.objects.get()
    page = reverse("seizure-detail", args=[case.reference, seizure.public_id])
    text = browser.get(page).content.decode()
    assert reverse("seizure-lab", args=[case.reference, seizure.public_id]) in text
    assert reverse("seizure-edit", args=[case.reference, seizure.public_id]) not in text

    workflow.reopen(case, officer=cast.partner_th, reason="more")
    workflow.withdraw(case, officer=cast.partner_th, reason="a mistake")
    assert th.put(f"{one}lab-result/", said, if_match="*").status_code == 409
