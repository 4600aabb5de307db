"""A coordinator's spreadsheet: what is taken comes back unchanged, what is changed is checked."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from agencies.problems import NotAllowed, Problem, WrongState
from audit.models import Entry
from roadmap import commitments, expansion, indicators, milestones, reference, sites
from roadmap.milestones import MilestoneContent
from roadmap.models import Commitment, Figure, Milestone, Place, SiteMonth, Target, WorkbookImport
from roadmap.workbook import file, importing
from roadmap.workbook.sheets import SHEETS
from tests.roadmap.places import site
from tests.roadmap.workbooks import NAMES, brought

pytestmark = pytest.mark.django_db

TRICKY = "=1+1 \n“ด่าน” 'x'"


def said(found):
    return [(row["sheet"], row["row"], row["outcome"], row["column"]) for row in found.report]


@pytest.fixture
def coordinator(cast):
    reference.load()
    return cast.coordinator_th


@pytest.fixture
def filled(world, cast, coordinator):
    item = commitments.find_item(2021, 4)
    blocked = commitments.Statement("blocked", TRICKY, "", "SOMTC")
    commitments.begin(item, blocked, officer=coordinator)
    verified = commitments.Statement("done", evidence_at="Decree 12")
    row = commitments.begin(commitments.find_item(2021, 1), verified, officer=coordinator)
    commitments.verify(row, officer=cast.coordinator_mm, version=1)
    women = indicators.find_indicator("women-posted")
    figure = indicators.Statement(date(2026, 1, 1), Decimal("12.50"), "Letter 7")
    indicators.attest(women, figure, officer=coordinator, version=0)
    none = indicators.Statement(date(2026, 2, 1), None, "Letter 8", "not counted")
    indicators.attest(women, none, officer=coordinator, version=0)
    aim = indicators.Aim(Decimal(30), date(2027, 6, 30), Decimal("0.25"), date(2021, 1, 1))
    indicators.set_target(women, aim, officer=coordinator, version=0)
    place = expansion.PlaceContent("Ban Huak", None, "DOPA", TRICKY)
    days = {"survey_done": date(2025, 1, 2), "agreed_planned": date(2026, 12, 1)}
    expansion.add_place(place, by=coordinator, days=days)
    step = MilestoneContent("Decree signed", date(2099, 1, 1), body="Cabinet", note=TRICKY)
    milestones.add_milestone(row, step, officer=coordinator)
    there = site(world, coordinator)
    sites.write_month(there, date(2026, 10, 1), queries=10, hits=1, by=coordinator, version=0)


def standing(country):
    return {sheet.name: list(sheet.rows(country)) for sheet in SHEETS}


def test_what_is_taken_comes_back_unchanged(filled, coordinator):
    before = standing("TH")
    assert {name: len(rows) for name, rows in before.items()} == {
        "commitments": 2,
        "figures": 2,
        "targets": 1,
        "expansion": 1,
        "milestones": 1,
        "site_months": 1,
    }
    found = importing.check(importing.take(coordinator).content, officer=coordinator)
    assert importing.counts_of(found) == {"unchanged": 8}
    assert not importing.may_bring_in(found)
    importing.bring_in(found, officer=coordinator)
    assert standing("TH") == before
    assert Commitment.objects.get(item__number=1).status == "verified"


def test_in_an_empty_portal_it_makes_the_same_rows(filled, coordinator, cast):
    taken = load_workbook(io.BytesIO(importing.take(coordinator).content))
    rows = {
        name: [
            {**dict(zip(NAMES[name], line, strict=True)), "version": None, "id": None}
            for line in taken[name].iter_rows(min_row=2, values_only=True)
        ]
        for name in NAMES
        if name != "site_months"  # of Thailand's own site
    }
    found = importing.check(brought(**rows), officer=cast.coordinator_mm)
    assert [line for line in found.report if line["outcome"] != "new"] == []
    assert len(found.report) == 7
    importing.bring_in(found, officer=cast.coordinator_mm)

    def content(country):
        told = {"version", "id"}
        return [
            {key: value for key, value in row.items() if key not in told}
            for name, rows in standing(country).items()
            for row in rows
            if name != "site_months"
        ]

    assert content("MM") == content("TH")


def test_text_that_looks_like_a_formula_stays_text(filled, coordinator):
    book = load_workbook(io.BytesIO(importing.take(coordinator).content))
    cell = book["commitments"]["C3"]
    assert (cell.value, cell.data_type) == (TRICKY, "s")


def test_checking_changes_nothing_and_importing_does(coordinator):
    row = {"item": "2021-4", "status": "under_way", "note": "two of five"}
    found = importing.check(brought(commitments=[row]), officer=coordinator)
    assert said(found) == [("commitments", "2021-4", "new", "")]
    assert not Commitment.objects.exists()
    assert not Entry.objects.filter(action="begin commitment").exists()
    done = importing.bring_in(found, officer=coordinator)
    assert (done.state, done.content, done.imported_by) == ("imported", {}, coordinator)
    assert Commitment.objects.get().note == "two of five"
    assert Entry.objects.filter(action="begin commitment").count() == 1
    with pytest.raises(WrongState):
        importing.bring_in(done, officer=coordinator)
    assert Commitment.objects.get().version == 1


def test_one_refused_row_keeps_all_others_out(coordinator):
    rows = [{"item": "2021-4", "status": "planned"}, {"item": "2021-5", "status": "finished"}]
    found = importing.check(brought(commitments=rows), officer=coordinator)
    assert said(found) == [
        ("commitments", "2021-4", "new", ""),
        ("commitments", "2021-5", "refused", "status"),
    ]
    again = importing.bring_in(found, officer=coordinator)
    assert again.state == "checked"
    assert not Commitment.objects.exists()


REFUSED = [
    ("commitments", {"item": "2021-99", "status": "planned"}, "item"),
    ("commitments", {"item": "four", "status": "planned"}, "item"),
    ("commitments", {"item": "2021-4", "status": "blocked"}, "note"),
    ("commitments", {"item": "2021-4", "status": "done"}, "evidence_at"),
    ("commitments", {"item": "2021-4", "status": "planned", "note": "x" * 2001}, "note"),
    ("commitments", {"item": "2021-4", "status": "planned", "version": 3}, "version"),
    ("figures", {"indicator": "none", "month": "2026-01", "document": "d"}, "indicator"),
    ("figures", {"indicator": "cases-shared", "month": "2026-01", "document": "d"}, ""),
    ("figures", {"indicator": "women-posted", "month": "Jan", "document": "d"}, "month"),
    ("figures", {"indicator": "women-posted", "month": "2099-01", "document": "d"}, "month"),
    ("figures", {"indicator": "women-posted", "month": "2026-01", "value": 3}, "document"),
    (
        "figures",
        {"indicator": "women-posted", "month": "2026-01", "value": "many", "document": "d"},
        "value",
    ),
    (
        "figures",
        {"indicator": "women-posted", "month": "2026-01", "value": 101, "document": "d"},
        "value",
    ),
    ("targets", {"indicator": "women-posted", "by": "2027-01-01"}, "value"),
    ("targets", {"indicator": "women-posted", "value": 3, "by": "soon"}, "by"),
    ("expansion", {"place": "", "owner": "x"}, "place"),
    ("expansion", {"place": "A", "office": "MM-TAC"}, "office"),
    ("expansion", {"place": "A", "id": "elsewhere"}, "id"),
    ("expansion", {"place": "A", "survey_done": "2099-01-01"}, "survey_done"),
    ("expansion", {"place": "A", "agreed_done": "2026-01-01"}, "agreed_done"),
]


@pytest.mark.parametrize(("sheet", "row", "column"), REFUSED)
def test_a_refused_row_names_its_column(coordinator, sheet, row, column):
    found = importing.check(brought(**{sheet: [row]}), officer=coordinator)
    assert [(line["outcome"], line["column"]) for line in found.report] == [("refused", column)]
    assert found.report[0]["message"]


def test_a_row_that_a_colleague_changed_meanwhile_is_not_overwritten(filled, coordinator):
    taken = load_workbook(io.BytesIO(importing.take(coordinator).content))
    page = taken["commitments"]
    page["C3"] = "older wording"
    out = io.BytesIO()
    taken.save(out)
    row = Commitment.objects.get(item__number=4)
    fresher = commitments.Statement("planned", "newer")
    commitments.state(row, fresher, officer=coordinator, version=1)
    found = importing.check(out.getvalue(), officer=coordinator)
    assert ("commitments", "2021-4", "refused", "version") in said(found)


def test_what_spreadsheet_programs_make_of_days_and_numbers_is_read(coordinator):
    row = {"indicator": "women-posted", "month": datetime(2026, 1, 1), "value": 12.1}
    target = {"indicator": "women-posted", "value": 30, "by": datetime(2027, 6, 30)}
    found = importing.check(
        brought(figures=[{**row, "document": "d"}], targets=[target]), officer=coordinator
    )
    importing.bring_in(found, officer=coordinator)
    assert Figure.objects.get().value == Decimal("12.10")
    assert Target.objects.get().by == date(2027, 6, 30)


def test_steps_move_together(filled, coordinator):
    """Later days for two steps at once, which one by one would stand in each other's way."""
    place = Place.objects.get()
    days = {"survey_done": date(2025, 3, 1), "agreed_done": date(2025, 3, 2)}
    expansion.change_place(place, expansion.content_of(place), by=coordinator, version=1, days=days)
    row = {**next(iter(SHEETS[3].rows("TH"))), "survey_done": "2025-4-1", "agreed_done": "2/4/2568"}
    found = importing.check(brought(expansion=[row]), officer=coordinator)
    assert importing.bring_in(found, officer=coordinator).state == "imported"
    place.refresh_from_db()
    assert (place.survey_done, place.agreed_done) == (date(2025, 4, 1), date(2025, 4, 2))


def test_a_row_that_stands_twice_is_refused(coordinator):
    row = {"item": "2021-4", "status": "planned"}
    found = importing.check(brought(commitments=[row, row]), officer=coordinator)
    assert [line["outcome"] for line in found.report] == ["new", "refused"]


def spoilt(content):
    return content[: len(content) // 2] + content[-400:]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"item,status\n2021-4,planned\n",
        b"PK\x03\x04 no archive",
        spoilt(brought(commitments=[{"item": "2021-4"}])),
        brought(),
        brought(commitments=[]),
        bytes(file.MOST_BYTES + 1),
    ],
)
def test_what_is_no_workbook_is_told(coordinator, content):
    with pytest.raises(Problem) as problem:
        importing.check(content, officer=coordinator)
    assert problem.value.field == "file"
    assert not WorkbookImport.objects.exists()


def test_headings_that_are_missing_are_named(coordinator):
    book = Workbook()
    book.active.title = "commitments"
    book.active.append(["item", "note", "version"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Problem, match="status, evidence_at, reported_to"):
        importing.check(out.getvalue(), officer=coordinator)


def test_more_rows_than_a_country_has_are_refused(coordinator, monkeypatch):
    monkeypatch.setattr(file, "MOST_ROWS", 2)
    rows = [{"item": f"2021-{number}", "status": "planned"} for number in (1, 2, 3)]
    with pytest.raises(Problem, match="more than 2 rows"):
        importing.check(brought(commitments=rows), officer=coordinator)


def test_what_unpacks_to_too_much_is_not_unpacked(coordinator, monkeypatch):
    monkeypatch.setattr(file, "MOST_UNPACKED", 100)
    with pytest.raises(Problem, match="unpacks"):
        importing.check(brought(commitments=[{"item": "2021-4"}]), officer=coordinator)


def test_nobody_else_takes_or_brings_it(cast, coordinator):
    found = importing.check(
        brought(commitments=[{"item": "2021-4", "status": "planned"}]), officer=coordinator
    )
    for person in (cast.somchai, cast.observer):
        with pytest.raises(NotAllowed):
            importing.take(person)
        with pytest.raises(NotAllowed):
            importing.check(b"", officer=person)
    with pytest.raises(NotAllowed):
        importing.bring_in(found, officer=cast.coordinator_mm)
    assert not WorkbookImport.objects.visible_to(cast.coordinator_mm).exists()


def test_the_database_wants_to_know_who_imported(coordinator):
    row = {"item": "2021-4", "status": "planned"}
    importing.check(brought(commitments=[row]), officer=coordinator)
    with pytest.raises(IntegrityError, match="workbook_imported_by_somebody"), transaction.atomic():
        WorkbookImport.objects.update(state="imported")


def test_the_pages_take_it_round(signed_in, coordinator):
    browser = signed_in(coordinator)
    taken = browser.get(reverse("roadmap-workbook-take"))
    assert taken["Content-Disposition"].startswith('attachment; filename="roadmap-TH-')
    row = {"item": "2021-4", "status": "planned", "note": "from a sheet"}
    upload = SimpleUploadedFile("mine.xlsx", brought(commitments=[row]))
    checked = browser.post(reverse("roadmap-workbook"), {"file": upload}, follow=True)
    assert "Import 1 row" in checked.content.decode()
    found = WorkbookImport.objects.get()
    shown = browser.post(reverse("roadmap-workbook-bring-in", args=[found.public_id]), follow=True)
    assert "The rows are imported." in shown.content.decode()
    assert Commitment.objects.get().note == "from a sheet"


def test_a_page_says_what_cannot_be_read(signed_in, coordinator):
    upload = SimpleUploadedFile("mine.xlsx", b"no workbook")
    shown = signed_in(coordinator).post(reverse("roadmap-workbook"), {"file": upload})
    assert "Save it as XLSX" in shown.content.decode()


def test_milestones_and_site_months_come_in(filled, world, coordinator):
    there = world.msi.code
    sheets = {
        "milestones": [
            {"item": "2021-4", "title": "Roads built", "due_on": "2027-01-31", "body": "Works"},
            {"item": "2021-9", "title": "No commitment", "due_on": "2027-01-31", "body": "Works"},
        ],
        "site_months": [
            {"site": there, "month": "2026-11", "queries": 5, "hits": 1},
            {"site": there, "month": "2026-12", "queries": 5.5, "hits": 1},
            {"site": "TH-XXX", "month": "2026-12", "queries": 5, "hits": 1},
        ],
    }
    found = importing.check(brought(**sheets), officer=coordinator)
    assert [(*line[:1], *line[2:]) for line in said(found)] == [
        ("milestones", "new", ""),
        ("milestones", "refused", "item"),
        ("site_months", "new", ""),
        ("site_months", "refused", "queries"),
        ("site_months", "refused", "site"),
    ]
    for rows in sheets.values():
        del rows[1:]
    found = importing.check(brought(**sheets), officer=coordinator)
    importing.bring_in(found, officer=coordinator)
    assert Milestone.objects.filter(title="Roads built").exists()
    assert SiteMonth.objects.get(month=date(2026, 11, 1)).queries == 5


def test_a_formula_without_its_result_clears_nothing(coordinator):
    """As a program writes it that works no formula out."""
    item = commitments.find_item(2021, 2)
    commitments.begin(item, commitments.Statement("planned", "Kept note"), officer=coordinator)
    taken = load_workbook(io.BytesIO(importing.take(coordinator).content))
    page = taken["commitments"]
    page.cell(2, NAMES["commitments"].index("note") + 1).value = "=CONCATENATE(1,2)"
    out = io.BytesIO()
    taken.save(out)
    found = importing.check(out.getvalue(), officer=coordinator)
    assert said(found) == [("commitments", "2021-2", "refused", "note")]


def test_a_spreadsheet_of_another_country_is_refused(cast, coordinator):
    taken = importing.take(cast.coordinator_mm).content
    with pytest.raises(Problem, match="another country: MM"):
        importing.check(taken, officer=coordinator)
