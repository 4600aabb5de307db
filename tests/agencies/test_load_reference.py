"""The reference files, and loading them: complete, idempotent, careful with what owners wrote."""

import csv
import shutil
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.models import Agency, Border, Code, Country, Crossing, Office, Tripoint
from agencies.reference.book import DATA, read_reference
from agencies.reference.load import load

BROCHURE = "BLO site names:"


def load_from(folder=DATA):
    out = StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def reference():
    return read_reference()


@pytest.fixture
def loaded(db, reference):
    return load(reference)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def rewrite(folder, file, change):
    """Apply `change` to the list of rows (dicts) of a file."""
    with (folder / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    columns = list(rows[0])
    change(rows)
    with (folder / file).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# --- What the files hold ------------------------------------------------------------------------


def test_the_files_hold_the_whole_region(reference):
    assert len(reference.countries) == 14
    assert sum(country.is_member for country in reference.countries) == 11
    assert len(reference.crossings) == 206
    assert len({crossing.border for crossing in reference.crossings}) == 21
    assert len(reference.agencies) == 224
    assert len(reference.offices) >= 90
    assert len(reference.tripoints) == 7


def test_codes_agreed_elsewhere_stay(reference):
    offices = {office.code for office in reference.offices}
    crossings = {crossing.code: crossing for crossing in reference.crossings}
    assert {"TH-MSI", "TH-CKG", "MM-TCL", "TH-NCD"} <= offices
    assert "1st Friendship Bridge" in crossings["TH-MM:mae-sai-1"].name_a
    assert "2nd Friendship Bridge" in crossings["TH-MM:mae-sai-2"].name_a


def test_both_sides_of_each_brochure_crossing_have_an_office(reference):
    served = {(code, office.country) for office in reference.offices for code in office.crossings}
    named = [crossing for crossing in reference.crossings if BROCHURE in crossing.source]
    assert len(named) == 39
    for crossing in named:
        assert (crossing.code, crossing.country_a) in served
        assert (crossing.code, crossing.country_b) in served


def test_each_side_of_each_border_has_an_active_border_office(reference):
    active = {
        (border, office.country)
        for office in reference.offices
        if office.status == "active" and office.kind == "border"
        for border in office.borders
    }
    for border in {crossing.border for crossing in reference.crossings}:
        for country in border.split("-"):
            assert (border, country) in active


def test_a_crossing_has_one_office_of_a_country_and_a_country_one_desk(reference):
    served = [(code, office.country) for office in reference.offices for code in office.crossings]
    assert len(served) == len(set(served))
    desks = [office.country for office in reference.offices if office.kind == "national"]
    assert sorted(desks) == sorted(country.code for country in reference.countries)


# --- Loading ------------------------------------------------------------------------------------


def test_loading_fills_every_table(loaded):
    assert Country.objects.count() == 14
    assert Border.objects.count() == 21
    assert Crossing.objects.count() == 206
    assert Agency.objects.count() == 224
    assert Agency.objects.filter(country=None).count() == 18
    assert Group.objects.filter(name__startswith="office:").count() == Office.objects.count()
    golden = Tripoint.objects.get(name__startswith="Golden Triangle")
    assert {border.pk for border in golden.borders.all()} == {"LA-MM", "TH-LA", "TH-MM"}
    for spelling in ("ท่าขี้เหล็ก", "တာချီလိတ်", "大其力", "tachilek", "Mae SAI"):
        found = {crossing.code for crossing in Crossing.objects.matching(spelling)}
        assert "TH-MM:mae-sai-1" in found, spelling


def test_rows_come_with_all_that_hangs_on_them(loaded):
    kuala_lurah = Office.objects.get(code="BN-KLR")
    assert [crossing.code for crossing in kuala_lurah.crossings.all()] == ["MY-BN:kuala-lurah"]
    assert [border.pk for border in kuala_lurah.borders.all()] == ["MY-BN"]
    assert kuala_lurah.host_agency.code == "BN-RBPF"
    assert kuala_lurah.member_agencies.filter(code="BN-NCB").exists()
    assert kuala_lurah.working_days == [1, 2, 3, 4, 6]
    assert kuala_lurah.group.name == "office:BN-KLR"
    assert kuala_lurah.country.group.name == "country:BN"
    offences = Code.objects.in_list("case_type_iccs")
    assert offences.first().plain_label == "Drug trafficking"
    assert offences.filter(is_common=True).count() == 14
    yaba = Code.objects.get(list="drugs", code="METH_TAB")
    assert (yaba.label, yaba.unit) == ("Methamphetamine tablets (yaba)", "tablet")
    units = set(Code.objects.in_list("units").values_list("code", flat=True))
    assert set(Code.objects.in_list("drugs").values_list("unit", flat=True)) <= units


def test_loading_again_changes_nothing(loaded):
    before = dict(Office.objects.values_list("code", "version"))
    total = load_from().splitlines()[-1]
    assert total.startswith("Reference data: 0 created, 0 changed, ")
    assert total.endswith(" unchanged.")
    assert dict(Office.objects.values_list("code", "version")) == before


def test_a_changed_line_changes_its_row_only(loaded, folder):
    rewrite(folder, "crossings.csv", lambda rows: rows[0].update(status="closed"))
    rewrite(folder, "crossing_names.csv", lambda rows: rows[0].update(text="แม่สายใหม่"))
    rewrite(folder, "offices.csv", lambda rows: rows[0].update(member_agencies="DNC"))
    assert "Reference data: 0 created, 2 changed" in load_from(folder)
    crossing = Crossing.objects.get(code="TH-MM:mae-sai-1")
    assert (crossing.status, crossing.version) == ("closed", 2)
    assert "แม่สายใหม่" in crossing.search_text
    office = Office.objects.get(code="BD-GDM")
    assert [agency.code for agency in office.member_agencies.all()] == ["BD-DNC"]


def test_what_the_owner_edited_survives_a_newer_file(loaded, folder):
    Office.objects.filter(code="TH-MSI").update(phone="owner's own", edited_at=timezone.now())
    Crossing.objects.filter(code="TH-MM:mae-sai-1").update(
        status="closed", edited_at=timezone.now()
    )
    rewrite(folder, "crossings.csv", lambda rows: rows[0].update(status="local"))
    rewrite(
        folder,
        "offices.csv",
        lambda rows: [row.update(phone="file") for row in rows if row["code"] == "TH-MSI"],
    )
    said = load_from(folder)
    assert Office.objects.get(code="TH-MSI").phone == "owner's own"
    assert Crossing.objects.get(code="TH-MM:mae-sai-1").status == "closed"
    assert "2 kept as edited" in said
    assert "edited by their owners: TH-MSI" in said


# --- Bad lines ----------------------------------------------------------------------------------

BAD_CELLS = [
    ("countries.csv", "time_zone", "Asia/Atlantis", "'Asia/Atlantis' is not an IANA time zone"),
    ("countries.csv", "is_member", "maybe", "is_member must be one of yes, no"),
    ("crossings.csv", "lat_a", "north", "lat_a must be a number of degrees"),
    ("crossings.csv", "lon_b", "181", "lon_b must lie between -180 and 180"),
    ("crossings.csv", "status", "open", "status must be one of international, bilateral"),
    ("crossings.csv", "border", "MM-TH", "border must be TH-MM, its two countries"),
    ("crossings.csv", "country_b", "ZZ", "country_b 'ZZ' is not in countries.csv"),
    ("crossings.csv", "code", "TH-LA:mae-sai-1", "code must begin with its border, TH-MM:"),
    ("crossings.csv", "coordinates_ground", "sure", "coordinates_ground must be one of seen"),
    ("crossing_names.csv", "crossing", "TH-MM:nowhere", "is not in crossings.csv"),
    ("crossing_names.csv", "country", "LA", "country must be one of MM, TH"),
    ("crossing_names.csv", "text", " ", "text is empty"),
    ("tripoints.csv", "borders", "TH-MM|TH-LA|VN-CN", "borders must be those of three countries"),
    ("agencies.csv", "code", "ZZ-RBPF", "code must begin with its country, BN-"),
    ("holidays.csv", "date", "2025-02-30", "date must be a date such as 2026-04-13"),
    ("offices.csv", "host_agency", "FBI", "host_agency 'FBI' is not in agencies.csv for BD"),
    ("offices.csv", "borders", "TH-MM", "TH-MM is not a border of BD"),
    ("offices.csv", "borders", "", "borders must hold the border of MM-BD:taungpyo"),
    ("offices.csv", "working_days", "1-8", "working_days must be ISO weekdays"),
    ("offices.csv", "opens", "25:00", "opens must be a time such as 08:30"),
    ("offices.csv", "closes", "07:00", "opens must come before closes"),
    ("offices.csv", "status_reason", "", "status_reason must say why the office is not active"),
    ("seizure_units.csv", "position", "first", "position must be a whole number"),
    ("offence_labels.csv", "code", "9999", "code '9999' is not in case_type_iccs"),
    ("plain_labels.csv", "plain_label", "x" * 121, "plain_label is longer than 120 characters"),
]


@pytest.mark.parametrize(("file", "column", "value", "rule"), BAD_CELLS)
def test_a_bad_cell_is_refused_with_file_line_and_rule(db, folder, file, column, value, rule):
    rewrite(folder, file, lambda rows: rows[0].update({column: value}))
    with pytest.raises(CommandError) as refused:
        load_from(folder)
    assert refused.value.returncode == 1
    assert any(
        line.strip().startswith(f"{file}, line 2: ") and rule in line
        for line in str(refused.value).splitlines()
    )


def test_nothing_is_loaded_when_one_line_is_bad(db, folder):
    before = Country.objects.count(), Office.objects.count()
    rewrite(folder, "offices.csv", lambda rows: rows[-1].update(status="resting"))
    with pytest.raises(CommandError, match=r"^Nothing was loaded"):
        load_from(folder)
    assert (Country.objects.count(), Office.objects.count()) == before


def test_every_bad_line_is_named_at_once(db, folder):
    def spoil(rows):
        rows[3].update(kind="tunnel")
        rows[7].update(lat_a="")
        rows.append(dict(rows[0]))

    rewrite(folder, "crossings.csv", spoil)
    with pytest.raises(CommandError) as refused:
        load_from(folder)
    for said in ("line 5: kind", "line 9: lat_a", "line 208: 'TH-MM:mae-sai-1' is here a second"):
        assert f"crossings.csv, {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("tripoints.csv", None, "tripoints.csv, line 1: the file is missing"),
        ("tripoints.csv", "name,lat\n", "line 1: the header has no column borders, ground, lon"),
        ("tripoints.csv", b"\xff\xfe", "line 1: the file is not a CSV file in UTF-8"),
        ("tripoints.csv", "name,lat,lon,borders,ground\nx,1\n", "line 2: the number of cells"),
        ("reference_lists.json", '{\n"drugs": ', "reference_lists.json, line 2: not JSON"),
        ("reference_lists.json", None, "reference_lists.json, line 1: the file is missing"),
    ],
)
def test_a_broken_file_is_refused(db, folder, file, content, said):
    (folder / file).unlink()
    if content is not None:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / file).write_bytes(raw)
    with pytest.raises(CommandError) as refused:
        load_from(folder)
    assert said in str(refused.value)


def test_a_drug_without_a_unit_is_refused_with_its_line(db, folder):
    lists = folder / "reference_lists.json"
    text = lists.read_text(encoding="utf-8").replace("Heroin | kg", "Heroin | pinch")
    lists.write_text(text, encoding="utf-8")
    line = text[: text.index("Heroin | pinch")].count("\n")
    with pytest.raises(CommandError, match=f"reference_lists.json, line {line}: label must end in"):
        load_from(folder)
