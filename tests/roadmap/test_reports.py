"""Reports: drafted, written, approved by a second person, frozen for good."""

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from django.db import IntegrityError, InternalError, transaction
from django.http import Http404

from agencies.models import Country
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState
from audit import clock
from audit.models import Entry
from roadmap import commitments, reference, reportfiles, reports
from roadmap.commitments import Statement
from roadmap.models import Figure, Indicator, Report, ReportChange
from roadmap.reportcontent import content_of, holds
from roadmap.reports import Wanted, find_report
from tests.factories import officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DONE = Statement("done", note="All of it", evidence_at="Decree 12")
QUARTER = Wanted("quarterly", "2026-Q3", language="en")


@pytest.fixture(autouse=True)
def the_day():
    with clock.at(NOW):
        yield


@pytest.fixture
def second(cast, world):
    return officer("second-th", world.desks["TH"], "coordinator")


@pytest.fixture
def stated(cast):
    """Thailand states item 4 as under way in June, as done in August, and anew in October."""
    reference.load()
    Country.objects.filter(pk__in=["TH", "MM", "LA"]).update(is_member=True)
    item = commitments.find_item(2021, 4)
    with clock.at(datetime(2026, 6, 10, tzinfo=UTC)):
        row = commitments.begin(item, Statement("under_way"), officer=cast.coordinator_th)
    with clock.at(datetime(2026, 8, 12, tzinfo=UTC)):
        row = commitments.state(row, DONE, officer=cast.coordinator_th, version=1)
    with clock.at(datetime(2026, 10, 2, tzinfo=UTC)):
        said = Statement("blocked", note="The road is closed")
        commitments.state(row, said, officer=cast.coordinator_th, version=2)
    return item


def figure(code, month, value, country="TH", fewest=None):
    return Figure.objects.create(
        indicator=Indicator.objects.get(code=code),
        country_id=country,
        period=date(2026, month, 1),
        value=Decimal(value),
        fewest=fewest,
        computed_at=NOW,
    )


@pytest.fixture
def figures(stated):
    figure("cases-shared", 7, "3", fewest=3)
    figure("cases-shared", 8, "12", fewest=12)
    figure("offices-open", 9, "2")


@pytest.fixture
def draft(cast, figures):
    return reports.begin(QUARTER, officer=cast.coordinator_th)


def part(content, key):
    return next(one for one in content["sections"] if one["key"] == key)


def row_of(content, key, table, name, value):
    found = part(content, key)["tables"][table]["rows"]
    return next(row for row in found if row[name] == value)


def frozen(report, cast, second):
    report = reports.submit(report, officer=cast.coordinator_th, version=report.version)
    return reports.approve(report, officer=second, version=report.version)


def text_of(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_it_is_drafted_as_of_the_end_of_the_period(draft):
    assert draft.reference == "REP-TH-2026-Q3"
    content = content_of(draft)
    row = row_of(content, "items", 0, "number", 4)
    assert (row["before_code"], row["status_code"]) == ("under_way", "done")
    assert (row["changed"], row["note"]) == ("2026-08-12", "All of it\nDecree 12")
    assert len(part(content, "items")["tables"][0]["rows"]) == 9
    assert row_of(content, "items", 0, "number", 1)["status_code"] == "not_started"
    (waits,) = part(content, "waiting")["tables"][0]["rows"]
    assert waits["item"].startswith("4.")


def test_what_leaves_the_country_hides_small_figures(cast, draft):
    row = row_of(content_of(draft), "figures", 0, "code", "cases-shared")
    assert [row[m] for m in ("2026-07", "2026-08", "2026-09")] == ["hidden", 12, "–"]
    assert row["hidden"] == ["2026-07"]
    stays = reports.write(draft, {}, officer=cast.coordinator_th, version=1, is_national=True)
    row = row_of(content_of(stays), "figures", 0, "code", "cases-shared")
    assert row["2026-07"] == 3
    opened = reports.write(stays, {}, officer=cast.coordinator_th, version=2, is_national=False)
    row = row_of(content_of(opened), "figures", 0, "code", "cases-shared")
    assert row["2026-07"] == "hidden"


def test_the_regional_report_hides_what_every_reader_would_not_see(cast, figures):
    figure("cases-shared", 8, "3", country="MM", fewest=3)
    figure("cases-shared", 8, "15", country=None)
    wanted = Wanted("item", "2026-08", item=commitments.find_item(2021, 6), is_regional=True)
    content = content_of(reports.begin(wanted, officer=cast.coordinator_th))
    assert row_of(content, "figures", 0, "code", "cases-shared")["2026-08"] == "hidden"
    row = row_of(content, "figures", 1, "code", "cases-shared")
    assert row["countries"] == "MM hidden, TH 12"


@pytest.mark.parametrize("is_regional", [False, True])
@pytest.mark.parametrize("number", [4, 8])
def test_an_item_sheet_is_one_page(cast, stated, is_regional, number):
    item = commitments.find_item(2021, number)
    wanted = Wanted("item", "2026-09", item=item, is_regional=is_regional, language="en")
    sheet = reports.begin(wanted, officer=cast.coordinator_th)
    said = {"summary": "The office at Mae Sai is open. " * 15, "outlook": "More follow. " * 15}
    sheet = reports.write(sheet, said, officer=cast.coordinator_th, version=1)
    content = reportfiles.take(sheet, "pdf", cast.coordinator_th).content
    assert len(text_of(content)) == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("quarterly", "2026-Q4"), "period"),
        (Wanted("quarterly", "2026"), "period"),
        (Wanted("somtc", "2025-Q1"), "period"),
        (Wanted("item", "2026-10"), "item"),
        (Wanted("somtc", "2025", is_national=True), "is_national"),
        (Wanted("quarterly", "2026-Q3", is_regional=True), "is_regional"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(cast, stated, wanted, field):
    with pytest.raises(Problem) as problem:
        reports.begin(wanted, officer=cast.coordinator_th)
    assert problem.value.field == field


def test_one_of_a_period_and_the_regional_one_is_the_leads(cast, draft):
    with pytest.raises(Conflict):
        reports.begin(QUARTER, officer=cast.coordinator_th)
    assert reports.begin(QUARTER, officer=cast.coordinator_mm).country_id == "MM"
    with pytest.raises(NotAllowed):
        reports.begin(Wanted("ammtc", "2025"), officer=cast.coordinator_mm)
    made = reports.begin(Wanted("ammtc", "2025"), officer=cast.coordinator_th)
    assert (made.reference, made.is_regional) == ("REP-ASEAN-2025-AMMTC", True)


def test_a_neighbour_outside_of_the_roadmap_reports_nothing(cast, stated):
    Country.objects.filter(pk="MM").update(is_member=False)
    with pytest.raises(NotAllowed):
        reports.begin(QUARTER, officer=cast.coordinator_mm)


def test_words_are_versioned_and_kept(cast, draft):
    one = reports.write(draft, {"summary": "First"}, officer=cast.coordinator_th, version=1)
    same = reports.write(one, {"summary": "First"}, officer=cast.coordinator_th, version=2)
    assert same.version == 2
    two = reports.write(one, {"summary": "Second"}, officer=cast.coordinator_th, version=2)
    assert two.texts == {"summary": "Second"}
    with pytest.raises(StaleVersion):
        reports.write(two, {"summary": "Third"}, officer=cast.coordinator_th, version=2)
    with pytest.raises(Problem):
        reports.write(two, {"nowhere": "x"}, officer=cast.coordinator_th, version=3)
    written = ReportChange.objects.filter(step="written").values_list("text", flat=True)
    assert list(written) == ["Second", "First"]
    entry = Entry.objects.filter(action="write report").latest("pk")
    assert entry.fields == ["texts"]


def test_a_second_person_of_the_country_approves(cast, draft, second):
    draft = reports.submit(draft, officer=cast.coordinator_th, version=1)
    for person in (cast.coordinator_th, cast.coordinator_mm, cast.partner_th):
        with pytest.raises(NotAllowed):
            reports.approve(draft, officer=person, version=2)
    with pytest.raises(StaleVersion):
        reports.approve(draft, officer=second, version=1)
    with pytest.raises(IntegrityError, match="approved_by_second"), transaction.atomic():
        Report.objects.update(
            state="frozen", approved_by=cast.coordinator_th, approved_at=NOW,
            fingerprint="a" * 64, seal="a" * 64,
        )  # fmt: skip
    assert reports.approve(draft, officer=second, version=2).is_frozen


def test_it_is_sent_back_with_a_reason(cast, draft, second):
    sent = reports.submit(draft, officer=cast.coordinator_th, version=1)
    with pytest.raises(WrongState):
        reports.write(sent, {"summary": "x"}, officer=cast.coordinator_th, version=2)
    with pytest.raises(Problem):
        reports.send_back(sent, " ", officer=second, version=2)
    back = reports.send_back(sent, "Item 3 is old", officer=second, version=2)
    assert (back.state, back.sent_back_because, back.submitted_by) == (
        "draft",
        "Item 3 is old",
        None,
    )


def test_a_frozen_report_never_changes(cast, draft, second, stated):
    done = frozen(draft, cast, second)
    before = {kind: reportfiles.take(done, kind, cast.observer).content for kind in KINDS}
    Figure.objects.update(value=99)
    Indicator.objects.update(title="Other", formula="Other")
    Country.objects.filter(pk="TH").update(name="Elsewhere")
    stated.title = "Renamed"
    stated.save()
    again = find_report(done.reference, cast.observer)
    assert again.content == done.content
    after = {kind: reportfiles.take(again, kind, cast.observer).content for kind in KINDS}
    assert text_of(after["pdf"]) == text_of(before["pdf"])
    for kind in ("csv", "json"):
        assert after[kind] == before[kind]
    assert hashlib.sha256(after["json"]).hexdigest() == again.fingerprint == done.fingerprint
    assert holds(again)
    again.content = again.content.replace("done", "gone")
    assert not holds(again)


KINDS = ("pdf", "xlsx", "csv", "json")


@pytest.mark.parametrize("statement", ["SET content = 'x'", "SET state = 'draft'", None])
def test_the_database_refuses_to_change_it(cast, draft, second, statement):
    from django.db import connection

    frozen(draft, cast, second)
    sql = f"UPDATE roadmap_report {statement}" if statement else "DELETE FROM roadmap_report"
    refused = pytest.raises(InternalError, match="never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(InternalError), transaction.atomic():
        ReportChange.objects.update(text="x")


def test_who_reads_what(cast, draft, second):
    everybody = [cast.somchai, cast.thida, cast.observer, cast.admin, cast.coordinator_mm]

    def readers():
        return [who for who in everybody if Report.objects.visible_to(who).exists()]

    assert readers() == []
    for person in (cast.coordinator_th, cast.partner_th):
        assert find_report(draft.reference, person) == draft
    with pytest.raises(Http404):
        find_report(draft.reference, cast.somchai)
    frozen(draft, cast, second)
    assert readers() == everybody


def test_what_stays_with_its_country_is_read_there_alone(cast, draft, second):
    kept = reports.write(draft, {}, officer=cast.coordinator_th, version=1, is_national=True)
    kept = frozen(kept, cast, second)
    assert find_report(kept.reference, cast.somchai)
    for person in (cast.observer, cast.thida, cast.coordinator_mm, cast.partner_mm, cast.admin):
        assert not Report.objects.visible_to(person).exists()
    with pytest.raises(WrongState):
        reports.mark_sent(kept, "somtc", NOW.date(), officer=cast.coordinator_th)


def test_it_is_marked_as_sent_once_and_stands(cast, draft, second):
    done = frozen(draft, cast, second)
    with pytest.raises(NotAllowed):
        reports.mark_sent(done, "somtc", NOW.date(), officer=cast.coordinator_mm)
    for wrong in (date(2026, 11, 21), date(2026, 11, 23)):
        with pytest.raises(Problem):
            reports.mark_sent(done, "somtc", wrong, officer=cast.coordinator_th)
    reports.mark_sent(done, "somtc", NOW.date(), officer=cast.coordinator_th)
    with pytest.raises(Conflict):
        reports.mark_sent(done, "somtc", NOW.date(), officer=cast.coordinator_th)


def test_a_further_edition_replaces_it(cast, draft, second):
    done = frozen(draft, cast, second)
    made = reports.correct(done, officer=second)
    assert (made.reference, made.replaces, made.state) == ("REP-TH-2026-Q3-E2", done, "draft")
    assert content_of(made)["replaces"] == done.reference
    with pytest.raises(Conflict):
        reports.correct(done, officer=second)


def test_the_files_are_opened(cast, draft, second):
    said = {"summary": "=1+1 สรุปผล", "outlook": "နောက်တစ်ဆင့်"}
    draft = reports.write(draft, said, officer=cast.coordinator_th, version=1)
    pages = text_of(reportfiles.take(draft, "pdf", cast.coordinator_th).content)
    assert all("DRAFT" in page for page in pages)
    done = frozen(draft, cast, second)
    pages = text_of(reportfiles.take(done, "pdf", cast.observer).content)
    assert not any("DRAFT" in page for page in pages)
    assert all(done.fingerprint in page for page in pages)
    assert "สรุปผล" in "".join(pages)
    book = openpyxl.load_workbook(io.BytesIO(reportfiles.take(done, "xlsx", cast.observer).content))
    for leaf in book:
        values = [cell.value for row in leaf.iter_rows() for cell in row]
        assert any(done.fingerprint in str(value) for value in values)
    cells = [cell for leaf in book for row in leaf.iter_rows() for cell in row]
    assert done.fingerprint in [cell.value for cell in cells]
    assert next(c for c in cells if c.value == said["summary"]).data_type == "s"
    assert 12 in [cell.value for cell in cells]
    text = reportfiles.take(done, "csv", cast.observer).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert ["'" + said["summary"]] in lines
    assert json.loads(done.content)["sections"][0]["text"] == said["summary"]
    assert Entry.objects.filter(action="export report", object_ids=[done.reference]).count() == 4
