"""The page of a seizure: its questions by kind, nothing typed lost, seen by whom it may be seen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cases import disclosure, seizures
from cases.models import Seizure
from cases.models.levels import Level
from tests.cases.seized import lists
from tests.cases.typed import Shown
from tests.factories import submitted

pytestmark = pytest.mark.django_db

KINDS = {
    "drug": ({"substance": "METH_TAB", "quantity": "400,000"}, "36 kg (36–120 kg)"),
    "precursor": ({"substance": "T2.TOL", "quantity": "200", "unit": "l"}, "200 litres"),
    "wildlife": ({"species": "MANIS", "quantity": "12", "unit": "kg", "cites_term": "SCA"}, "SCA · Scale"),
    "timber": ({"goods": "Rosewood", "quantity": "3", "unit": "item"}, "Rosewood"),
    "firearm": (
        {"firearm_type": "PISTOL", "quantity": "1", "unit": "item", "serial_number": "A-77"},
        "A-77",
    ),
    "cash": ({"value": "1,200,000", "currency": "THB"}, "1,200,000 Thai baht"),
    "goods": ({"hs": "2402.20", "quantity": "5", "unit": "item"}, "Cigarettes"),
}  # fmt: skip


@pytest.fixture
def case(world, somchai):
    lists()
    return submitted(world, somchai, levels={"MM": Level.FULL})


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def new(case, kind=""):
    return reverse("seizure-new", args=[case.reference]) + (f"?kind={kind}" if kind else "")


def at(name, case, seizure):
    return reverse(name, args=[case.reference, seizure.public_id])


def sent(kind, **fields):
    return {"kind": kind, "do": "save", **fields}


@pytest.mark.parametrize("kind", Seizure.Kind.values)
def test_every_kind_is_asked_entered_and_shown(browser, case, kind):
    assert f"?kind={kind}" in browser.get(new(case)).content.decode()
    assert browser.get(new(case, kind)).status_code == 200
    fields, shown = KINDS[kind]
    answer = browser.post(new(case), sent(kind, **fields))
    assert answer.status_code == 302, Shown(answer).summary
    assert shown in browser.get(answer["Location"]).content.decode()
    assert answer["Location"] in browser.get(case.link).content.decode()
    form = Shown(browser.get(f"{answer['Location']}edit/")).values
    before = seizures.record_of(case.seizures.last())
    assert browser.post(f"{answer['Location']}edit/", form).status_code == 302
    again = case.seizures.last()
    assert (seizures.record_of(again), again.version) == (before, 1)


@pytest.mark.parametrize(
    ("kind", "fields", "target"),
    [
        ("drug", {"quantity": "1"}, "id_substance"),
        ("drug", {"substance": "METH_TAB", "quantity": "0"}, "id_quantity"),
        ("drug", {"substance": "METH_TAB", "quantity": "1.5"}, "id_quantity"),
        ("drug", {"substance": "METH_TAB", "quantity": "1", "net_kg": "x"}, "id_net_kg"),
        ("drug", {"substance": "METH_TAB", "quantity": "1", "net_kg": "3", "gross_kg": "2"}, "id_net_kg"),
        ("drug", {"substance": "METH_TAB", "quantity": "1", "value": "3"}, "id_currency"),
        ("wildlife", {"quantity": "1", "unit": "kg"}, "id_goods"),
        ("cash", {"currency": "THB"}, "id_value"),
        ("firearm", {"firearm_type": "PISTOL", "quantity": "2", "unit": "item", "serial_number": "A"}, "id_quantity"),
    ],
)  # fmt: skip
def test_what_is_refused_comes_back_as_it_was_typed(browser, case, kind, fields, target):
    page = Shown(browser.post(new(case), sent(kind, note="as seen", **fields)))
    assert target in [place for place, _text in page.summary]
    assert page.values["note"] == ["as seen"]
    assert page.holds(fields) == {}
    assert case.seizures.count() == 1


def test_two_officers_each_see_both_values(browser, signed_in, cast, case):
    address = at("seizure-edit", case, case.seizures.get())
    form = Shown(browser.get(address)).values | {"do": "save"}
    assert signed_in(cast.anong).post(address, form | {"marks": "tiger"}).status_code == 302
    page = Shown(browser.post(address, form | {"marks": "lion"}))
    assert "tiger" in page.text
    assert page.values["marks"] == ["lion"]
    chosen = page.values | {"do": "save", "keep-marks": "mine"}
    assert browser.post(address, chosen).status_code == 302
    assert case.seizures.get().marks == "lion"


def test_the_laboratory_result_is_recorded_shown_and_compared(browser, signed_in, cast, case):
    address = at("seizure-lab", case, case.seizures.get())
    form = Shown(browser.get(address)).values
    result = {"laboratory": "Forensic", "on": "22/11/2569", "purity": "๒๑,๕", "unit_mg": "95"}
    assert browser.post(address, form | result).status_code == 302
    seizure = case.seizures.get()
    assert (seizure.lab_purity, seizure.lab_on.year) == (Decimal("21.5"), 2026)
    page = browser.get(at("seizure-detail", case, seizure)).content.decode()
    for text in ("Forensic", "21.5 %", "38 kg", "22 November 2026"):
        assert text in page
    other = signed_in(cast.anong)
    late = Shown(other.post(address, form | result | {"laboratory": "Other"}))
    assert "You typed" in late.text and "Forensic" in late.text
    assert late.values["laboratory"] == ["Other"]
    chosen = late.values | {"do": "save", "keep-laboratory": "mine"}
    assert other.post(address, chosen).status_code == 302
    assert case.seizures.get().laboratory == "Other"


def test_two_officers_report_different_things_of_the_laboratory(browser, signed_in, cast, case):
    address = at("seizure-lab", case, case.seizures.get())
    first = Shown(browser.get(address)).values | {"laboratory": "Forensic", "on": "22/11/2569"}
    browser.post(address, first)
    begun = Shown(browser.get(address)).values
    assert browser.post(address, begun | {"purity": "21.5"}).status_code == 302
    other = signed_in(cast.anong)
    joined = other.post(address, begun | {"finding": "Caffeine"}, follow=True)
    assert "Joined with what was changed meanwhile" in joined.content.decode()
    seizure = case.seizures.get()
    assert (seizure.lab_purity, seizure.lab_finding) == (Decimal("21.5"), "Caffeine")
    assert seizure.lab_by == cast.anong


def test_the_quick_form_loses_nothing_that_was_entered_here(browser, case):
    drug = case.seizures.get()
    form = Shown(browser.get(at("seizure-edit", case, drug))).values
    browser.post(at("seizure-edit", case, drug), form | {"concealment": "VEH_CAV", "net_kg": "37"})
    browser.post(new(case), sent("cash", value="500", currency="THB"))
    address = reverse("case-edit", args=[case.reference])
    quick = Shown(browser.get(address)).values | {"do": "save", "seizures-0-marks": "lion"}
    assert browser.post(address, quick).status_code == 302
    drug.refresh_from_db()
    assert (drug.marks, drug.net_kg, drug.concealment.code) == ("lion", Decimal(37), "VEH_CAV")
    assert sorted(case.seizures.values_list("kind", flat=True)) == ["cash", "drug"]


def test_the_kind_follows_the_quick_form(browser, case):
    address = reverse("case-edit", args=[case.reference])
    quick = Shown(browser.get(address)).values | {"do": "save"}
    quick |= {"seizures-0-substance": "precursors:T2.TOL", "seizures-0-unit": "kg"}
    assert browser.post(address, quick).status_code == 302
    assert case.seizures.get().kind == "precursor"
    quick = Shown(browser.get(address)).values | {"do": "save"}
    quick |= {"seizures-0-substance": "", "seizures-0-goods": "Sugar"}
    assert browser.post(address, quick).status_code == 302
    assert case.seizures.get().kind == "goods"


def test_taken_off_and_brought_back(browser, signed_in, cast, case):
    seizure = case.seizures.get()
    page = browser.post(at("seizure-remove", case, seizure), follow=True).content.decode()
    assert at("seizure-restore", case, seizure) in page
    assert browser.get(at("seizure-detail", case, seizure)).status_code == 404
    assert "seizures-removed" not in signed_in(cast.thida).get(case.link).content.decode()
    answer = browser.post(at("seizure-restore", case, seizure), follow=True)
    assert at("seizure-detail", case, seizure) in answer.content.decode()
    assert case.seizures.get().version == 3


def test_what_is_more_than_a_total_is_for_full_readers(browser, signed_in, cast, case):
    seizure = case.seizures.get()
    form = Shown(browser.get(at("seizure-edit", case, seizure))).values
    browser.post(at("seizure-edit", case, seizure), form | {"marks": "Planted", "note": "Planted"})
    door = signed_in(cast.thida)
    assert "Planted" in door.get(at("seizure-detail", case, seizure)).content.decode()
    assert door.get(reverse("case-list"), {"q": "Planted"}).context["rows"]
    disclosure.share(case, cast.thida.country, Level.HEADLINE, officer=cast.somchai, purpose="less")
    assert door.get(at("seizure-detail", case, seizure)).status_code == 404
    assert "Planted" not in door.get(case.link).content.decode()
    assert not door.get(reverse("case-list"), {"q": "Planted"}).context["rows"]
    assert door.get(reverse("case-list"), {"seizure": "METH_TAB"}).context["rows"]


def test_what_was_typed_outlives_the_session(client, signed_in, somchai, case):
    address = new(case, "drug")
    form = Shown(signed_in(somchai).get(address)).values | {"do": "save", "marks": "Planted-kept"}
    client.logout()
    assert "/account/login/" in client.post(address, form)["Location"]
    page = signed_in(somchai).get(address).content.decode()
    assert "Go on where you stopped." in page
    assert "Planted-kept" in page


def test_the_list_is_filtered_by_what_was_found(browser, case):
    page = browser.get(reverse("case-list"), {"seizure": "drug"})
    assert [row.case.reference for row in page.context["rows"]] == [case.reference]
    assert 'value="MANIS"' in page.content.decode()
    assert browser.get(reverse("case-list"), {"seizure": "cash"}).context["rows"] == []
