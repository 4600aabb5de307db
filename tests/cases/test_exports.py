"""The list as a file: the same rows, headlines only, stamped, and harmless in a spreadsheet."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from audit.models import Entry
from cases.content import SeizureContent
from cases.exports.sheet import Sheet
from cases.models import Case
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import draft, submitted

pytestmark = pytest.mark.django_db

PLANTED = ("Planted", "Lorry with tablets", "PA1234567", "ສົມໃຈ")


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.somchai, levels={"MM": Level.FULL})


def take(browser, query="", **said):
    return browser.post(
        reverse("case-list-export") + query, {"purpose": "reporting", "kind": "csv"} | said
    )


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_is_stamped_and_says_what_the_list_says(case, cast, signed_in):
    answer = take(signed_in(cast.thida))
    head = dict(line for line in lines_of(answer) if len(line) == 2)
    assert head["Taken out by"].startswith(cast.thida.full_title)
    assert head["For"] == "Reporting inside the own service"
    assert answer["Content-Disposition"] == f'attachment; filename="cases-{head["Copy"]}.csv"'
    row = dict(zip(*lines_of(answer)[-2:], strict=True))
    assert row["Reference"] == case.reference
    assert "400,000" in row["What was found"]
    assert row["You see"] == "Full"


def test_the_copy_number_leads_to_the_row_of_the_audit(case, cast, signed_in):
    answer = take(signed_in(cast.thida), kind="xlsx", purpose="investigation")
    copy = answer["Content-Disposition"].partition("cases-")[2].partition(".")[0]
    entry = Entry.objects.get(action="export_list", request_id__startswith=copy)
    assert (entry.object_ids, entry.purpose) == ([case.reference], "investigation")
    assert (entry.actor_name, entry.fields) == ("thida", ["xlsx"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_word_beyond_the_headline_is_in_it(case, cast, signed_in, kind):
    content = take(signed_in(cast.thida), kind=kind).content
    if kind == "xlsx":
        cells = [
            cell.value or "" for row in load_workbook(io.BytesIO(content)).active for cell in row
        ]
        content = "\n".join(cells).encode()
    assert case.reference in content.decode("utf-8-sig")
    assert [word for word in PLANTED if word in content.decode("utf-8-sig")] == []


def test_filters_of_the_address_and_nobodys_drafts(world, case, cast, signed_in):
    draft(world, cast.somchai)
    browser = signed_in(cast.somchai)
    assert lines_of(take(browser))[-1][0] == case.reference
    assert lines_of(take(browser, "?status=closed"))[-1][0] == "Reference"


def test_a_filter_that_is_not_understood_takes_out_nothing(case, cast, signed_in):
    answer = take(signed_in(cast.somchai), "?status=wrong")
    assert "nothing is downloaded" in answer.content.decode()
    assert not Entry.objects.filter(action="export_list").exists()


def test_without_a_purpose_nothing_is_taken_and_the_form_says_so(case, cast, signed_in):
    answer = take(signed_in(cast.somchai), purpose="")
    assert answer["Content-Type"].startswith("text/html")
    assert "data-error-summary" in answer.content.decode()
    assert not Entry.objects.filter(action="export_list").exists()


def test_h1_does_not_go_to_court(world, case, cast, signed_in):
    kept = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    text = take(signed_in(cast.thida), purpose="court").content.decode()
    assert case.reference in text
    assert kept.reference not in text
    assert "does not let them go to court,1" in text
    assert Entry.objects.get(action="export_list").object_ids == [case.reference]


def test_a_cell_that_a_spreadsheet_would_run_is_text(world, cast, signed_in):
    formula = '=HYPERLINK("//x","y")'
    goods = (SeizureContent(Decimal(1), world.kg, goods=formula),)
    submitted(world, cast.somchai, seizures=goods)
    sheet = Sheet([], ["Goods"], [[formula], ["@x"], ["-1"], ["+1"], ["\t=1"]])
    cells = [
        line[0]
        for line in csv.reader(io.StringIO(sheet.written("csv").decode("utf-8-sig")))
        if line
    ]
    assert all(cell.startswith("'") for cell in cells[1:])
    page = load_workbook(io.BytesIO(sheet.written("xlsx"))).active
    assert [cell.data_type for row in page.iter_rows(min_row=3) for cell in row] == ["s"] * 5
    assert take(signed_in(cast.somchai)).status_code == 200


def test_over_the_api(case, cast, signed_in):
    thida = Caller(signed_in(cast.thida))
    answer = thida.post("cases/export/", {"purpose": "reporting", "search": "tablets"})
    assert answer.status_code == 200
    assert case.reference in answer.content.decode()
    refused = thida.post("cases/export/", {"format": "pdf"})
    assert refused.status_code == 400
    assert {fault["field"] for fault in refused.json()["errors"]} == {"purpose", "format"}
