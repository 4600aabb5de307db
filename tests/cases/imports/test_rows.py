"""What may stand in a row, and how each fault is told: by column and rule, row by row."""

import zipfile
from datetime import datetime

import pytest

from cases.imports import tables
from cases.models import Case
from tests.cases.imports.brought import (
    GOOD,
    body,
    checked,
    faults,
    lines,
    rows,
    run,
    states,
    table,
    workbook,
)

pytestmark = pytest.mark.django_db

NO_PLACE = {"crossing": "", "country": ""}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"own_id": ""}, {"own_id": "required"}),
        ({"own_id": "x" * 101}, {"own_id": "max_length"}),
        ({"own_id": "a\x07b"}, {"own_id": "invalid"}),
        ({"happened_at": ""}, {"happened_at": "required"}),
        ({"happened_at": "yesterday"}, {"happened_at": "invalid"}),
        ({"happened_at": "31/02/2026 10:00"}, {"happened_at": "invalid"}),
        ({"happened_at": "21/11/2026"}, {"happened_at": "invalid"}),
        ({"happened_at": "2199-01-01T00:00:00Z"}, {"happened_at": "invalid"}),
        ({"crossing": "TH-MM:nowhere"}, {"crossing": "does_not_exist"}),
        ({"crossing": ""}, {"crossing": "no_place"}),
        ({"country": "KH"}, {"country": "not_a_side"}),
        ({"country": "QQ"}, {"country": "does_not_exist"}),
        ({**NO_PLACE, "lat": "91", "lon": "99"}, {"lat": "max_value"}),
        ({**NO_PLACE, "lat": "20", "lon": "abc"}, {"lon": "invalid"}),
        ({**NO_PLACE, "lat": "20"}, {"crossing": "one_coordinate"}),
        ({"lat": "20", "lon": "99"}, {"crossing": "two_places"}),
        ({"place": "x" * 121}, {"place": "max_length"}),
        ({"offences": ""}, {"offences": "min_length"}),
        ({"offences": "060121 nope"}, {"offences": "unknown"}),
        ({"urgency": "soon"}, {"urgency": "invalid_choice"}),
        ({"title": "x" * 201}, {"title": "max_length"}),
        ({"narrative": "x" * 20_001}, {"narrative": "max_length"}),
        ({"handling_code": "H9"}, {"handling_code": "invalid_choice"}),
        ({"handling_code": "H3"}, {"handling_text": "required"}),
        ({"handling_text": "x" * 501}, {"handling_text": "max_length"}),
        ({"evaluation": ""}, {"evaluation": "required"}),
        ({"evaluation": "Z9"}, {"evaluation": "invalid_choice"}),
        ({"substance_1": "nope"}, {"substance_1": "unknown"}),
        ({"substance_1": ""}, {"substance_1": "nothing_seized"}),
        ({"quantity_1": "much"}, {"quantity_1": "invalid"}),
        ({"quantity_1": "-5"}, {"quantity_1": "invalid"}),
        ({"quantity_1": ""}, {"quantity_1": "required"}),
        ({"quantity_1": "2.5"}, {"quantity_1": "not_whole"}),
        ({"unit_1": "nope"}, {"unit_1": "unknown"}),
        ({"unit_1": ""}, {"unit_1": "required"}),
        ({"marks_1": "x" * 121}, {"marks_1": "max_length"}),
        ({"goods_3": "x" * 121, "quantity_3": "1", "unit_3": "kg"}, {"goods_3": "max_length"}),
        ({"goods_2": "gold", "unit_2": "kg"}, {"quantity_2": "required"}),
        ({"person_name": "x" * 201}, {"person_name": "max_length"}),
        ({"person_name": "", "person_nationality": "LA"}, {"person_name": "unknown_subject"}),
        ({"person_name_latin": "x" * 201}, {"person_name_latin": "max_length"}),
        ({"person_role": "boss"}, {"person_role": "invalid_choice"}),
        ({"person_nationality": "Lao"}, {"person_nationality": "invalid"}),
        ({"person_document_type": "x" * 21}, {"person_document_type": "max_length"}),
        ({"person_document_number": "x" * 61}, {"person_document_number": "max_length"}),
        ({"person_document_issuer": "x"}, {"person_document_issuer": "invalid"}),
        ({"vehicle_plate": "x" * 31}, {"vehicle_plate": "max_length"}),
        ({"vehicle_plate_country": "THA"}, {"vehicle_plate_country": "invalid"}),
        ({"vehicle_description": "x" * 301}, {"vehicle_description": "max_length"}),
        ({"office": "XX-XXX"}, {"office": "does_not_exist"}),
        ({"office": "TH-CKG"}, {"office": "not_possible"}),
    ],
)
def test_each_column_is_told_by_its_rule(cast, change, fault):
    found = checked(table({**GOOD, **change}), cast.somchai)
    assert faults(found) == {2: fault}


def test_every_fault_of_a_row_is_told(cast):
    found = checked(
        table({**GOOD, "urgency": "x", "happened_at": "x", "unit_1": "x"}), cast.somchai
    )
    assert set(faults(found)[2]) == {"urgency", "happened_at", "unit_1"}


@pytest.mark.parametrize(
    "written",
    [
        "21/11/2026 02:10",
        "21/11/2569 02:10",
        "2026-11-21 02:10",
        "2026-11-20T19:10:00Z",
        "๒๑/๑๑/๒๕๖๙ ๐๒:๑๐",
    ],
)
def test_moments_as_officers_write_them(cast, written):
    run(checked(table({**GOOD, "happened_at": written}), cast.somchai), cast.somchai)
    assert f"{Case.objects.get().happened_at:%Y-%m-%d %H:%M}" == "2026-11-20 19:10"


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        (["own_id", "happened_at", "offences"], "evaluation"),
        ([*GOOD, "colour"], "colour"),
        ([*GOOD, "title", "title"], "title"),
    ],
)
def test_headings_that_are_not_ours_are_refused(cast, columns, word):
    content = ",".join(columns).encode() + b"\n" + b"x," * len(columns)
    found = checked(content, cast.somchai)
    assert found.state == "failed"
    assert word in found.fault


def test_cells_beyond_the_headings_are_a_mistake(cast):
    text = table(GOOD).decode("utf-8-sig").rstrip() + ",too far\r\n"
    assert faults(checked(text.encode(), cast.somchai)) == {2: {"own_id": "unreadable"}}


def test_a_file_with_headings_alone_has_no_rows(cast):
    assert "no rows" in checked(table(), cast.somchai).fault


def test_more_rows_than_are_taken(cast, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    found = checked(table(*rows(3)), cast.somchai)
    assert (found.state, "2" in found.fault) == ("failed", True)


def test_empty_lines_are_passed_over_and_the_numbers_stay(cast):
    text = table(*rows(2)).decode("utf-8-sig").splitlines()
    text.insert(2, "," * 5)
    found = checked("\n".join(text).encode(), cast.somchai)
    assert list(found.rows.values_list("number", flat=True)) == [2, 4]


def test_a_quote_that_never_ends(cast):
    found = checked(table(GOOD) + b'"' + b"x" * 200_000, cast.somchai)
    assert found.state == "failed"


def test_a_line_that_never_ends(cast):
    found = checked(b"own_id" * 100_000, cast.somchai)
    assert (found.state, "too long" in found.fault) == ("failed", True)


# -- XLSX ---------------------------------------------------------------------------------------


def test_a_workbook(cast):
    happened = datetime(2026, 11, 21, 2, 10)
    content = workbook({**GOOD, "happened_at": happened, "quantity_1": 400000.0})
    found = run(checked(content, cast.somchai, "cases.xlsx"), cast.somchai)
    assert states(found) == ["made"], faults(found)
    assert f"{Case.objects.get().happened_at:%Y-%m-%d %H:%M}" == "2026-11-20 19:10"


def test_a_formula_is_refused_in_its_cell(cast):
    found = checked(workbook({**GOOD, "quantity_1": "=1+1"}), cast.somchai, "cases.xlsx")
    assert faults(found) == {2: {"quantity_1": "formula"}}


def test_what_looks_like_a_formula_in_text_stays_text(cast):
    run(checked(table({**GOOD, "title": '=HYPERLINK("x")'}), cast.somchai), cast.somchai)
    assert Case.objects.get().title == '=HYPERLINK("x")'


def test_a_number_that_looks_like_one_keeps_its_zeros(cast):
    content = workbook({**GOOD, "offences": "060121", "person_document_number": "000123"})
    run(checked(content, cast.somchai, "cases.xlsx"), cast.somchai)
    numbers = Case.objects.get().subjects.values_list("document_number", flat=True)
    assert "000123" in numbers


@pytest.mark.parametrize("content", [b"PK\x03\x04 spoilt", b"own_id,title\n", b"\x00" * 100])
def test_what_is_no_workbook(cast, content):
    found = checked(content, cast.somchai, "cases.xlsx")
    assert found.state == "failed"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_workbook_with_entities_is_not_taken(cast, tmp_path, codec):
    """Also behind a comment that is longer than one looks, and in another encoding."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(GOOD))
    evil = f"<?xml version='1.0'?><!--{'x' * 300_000}--><!DOCTYPE x [<!ENTITY a 'b'>]><x/>"
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/evil.xml", evil.encode(codec))
    found = checked(path.read_bytes(), cast.somchai, "cases.xlsx")
    assert (found.state, "not taken" in found.fault) == ("failed", True)


def test_a_workbook_that_unpacks_to_too_much(cast, monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 1000)
    found = checked(workbook(GOOD), cast.somchai, "cases.xlsx")
    assert "unpacks" in found.fault


# -- JSON ---------------------------------------------------------------------------------------


def test_json_lines_row_by_row(cast):
    content = b"\n".join([lines(body()), b"", b"{no json", b"[1]", lines(body("B", offences=[]))])
    found = checked(content, cast.somchai, "cases.jsonl")
    assert faults(found) == {
        3: {"own_id": "unreadable"},
        4: {"own_id": "unreadable"},
        5: {"offences": "min_length"},
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, {"colour": "unknown_field"}),
        ({"paper_form": "x"}, {"paper_form": "unknown_field"}),
        ({"route": [{"role": "incident", "crosing": "x"}]}, {"route.0.crosing": "unknown_field"}),
        ({"route": "x"}, {"route": "not_a_list"}),
        ({"happened_at": None}, {"happened_at": "null"}),
        ({"happened_at": "2026-11-20T19:10:00"}, {"happened_at": "zone"}),
        ({"own_id": 7}, {"own_id": "required"}),
        ({"title": {"a": 1}}, {"title": "invalid"}),
        ({"title": "nul \x00"}, {"title": "null_characters_not_allowed"}),
    ],
)
def test_faults_in_json_name_their_path(cast, change, fault):
    found = checked(lines({**body(), **change}), cast.somchai, "cases.jsonl")
    assert faults(found) == {1: fault}


def test_when_it_happened_is_said(cast):
    said = body()
    del said["happened_at"]
    assert faults(checked(lines(said), cast.somchai, "a.jsonl")) == {1: {"happened_at": "required"}}


def test_an_array(cast):
    content = b"[" + b",\n".join(lines(body(f"A-{n}")) for n in range(3)) + b" ]\n"
    found = checked(content, cast.somchai, "cases.json")
    assert states(found) == ["ok"] * 3


@pytest.mark.parametrize(
    "content", [b"{}", b"[{}", b"[{} {}]", b"[{},]", b"[{}] x", b"[nope]", b"[" * 5000, b"  "]
)
def test_what_is_no_array(cast, content):
    found = checked(content, cast.somchai, "cases.json")
    assert found.state == "failed", states(found)


def test_an_empty_array_has_no_rows(cast):
    assert "no rows" in checked(b"[]", cast.somchai, "cases.json").fault
