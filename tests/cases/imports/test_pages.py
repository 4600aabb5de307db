"""What an officer sees of an import: the form, how far it is, what is wrong, what comes next."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cases.imports.columns import COLUMNS
from cases.models import Case, CaseImport
from tests.cases.imports.brought import GOOD, checked, rows, run, table, waiting, worked

pytestmark = pytest.mark.django_db


def bring(browser, content, name="cases.csv", **more):
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("import-list"), {"file": file, **more})


def page_of(browser, found, **query):
    return browser.get(reverse("import-detail", args=[found.public_id]), query).content.decode()


def test_from_the_file_to_the_drafts(cast, signed_in):
    browser = signed_in(cast.somchai)
    assert reverse("import-list") in browser.get(reverse("case-list")).content.decode()
    answer = bring(browser, table(*rows(2), {**GOOD, "own_id": "X", "urgency": "soon"}))
    found = CaseImport.objects.get()
    assert answer["Location"] == reverse("import-detail", args=[found.public_id])
    assert 'hx-trigger="every 2s"' in page_of(browser, found)
    worked(found)
    page = page_of(browser, found)
    assert "every 2s" not in page
    assert "Import 2 rows" in page
    assert 'value="all_or_nothing"' not in page
    browser.post(reverse("import-run", args=[found.public_id]), {"mode": "good_rows"})
    worked(found)
    page = page_of(browser, found)
    assert Case.objects.order_by("pk").first().reference in page
    assert Case.objects.count() == 2


def test_only_the_wrong_rows(cast, signed_in):
    found = checked(table(*rows(2), {**GOOD, "own_id": "X-wrong", "urgency": "soon"}), cast.somchai)
    page = page_of(signed_in(cast.somchai), found, state="wrong")
    assert "X-wrong" in page
    assert "A-1" not in page


def test_the_report_turns_its_pages(cast, signed_in):
    found = checked(table(*rows(60)), cast.somchai)
    browser = signed_in(cast.somchai)
    assert "A-60<" not in page_of(browser, found)
    assert "A-60<" in page_of(browser, found, page="2")
    assert "A-60<" in page_of(browser, found, page="99")


def test_the_report_as_a_table_runs_nothing(cast, signed_in):
    found = checked(table({**GOOD, "own_id": "=1+1", "urgency": "soon"}), cast.somchai)
    address = reverse("import-report", args=[found.public_id])
    text = signed_in(cast.somchai).get(address, {"state": "wrong"}).content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "urgency" in text


def test_what_is_refused_is_said_beside_the_field(cast, signed_in):
    page = bring(signed_in(cast.somchai), b"x", "cases.pdf").content.decode()
    assert "Files of this type are not taken" in page


def test_cancelling(cast, signed_in):
    found = waiting(table(GOOD), cast.somchai)
    browser = signed_in(cast.somchai)
    browser.post(reverse("import-cancel", args=[found.public_id]))
    found.refresh_from_db()
    assert found.state == "cancelled"
    again = browser.post(reverse("import-cancel", args=[found.public_id]), follow=True)
    assert "It is over already." in again.content.decode()


def test_run_twice_is_said(cast, signed_in):
    found = run(checked(table(GOOD), cast.somchai), cast.somchai)
    address = reverse("import-run", args=[found.public_id])
    again = signed_in(cast.somchai).post(address, {"mode": "good_rows"}, follow=True)
    assert "Only what is checked" in again.content.decode()


def test_a_run_without_a_choice_asks_for_one(cast, signed_in):
    found = checked(table(GOOD), cast.somchai)
    answer = signed_in(cast.somchai).post(reverse("import-run", args=[found.public_id]), {})
    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_colleagues_see_it_and_other_offices_do_not(cast, signed_in):
    found = checked(table(GOOD), cast.somchai)
    assert found.name in page_of(signed_in(cast.anong), found)
    address = reverse("import-detail", args=[found.public_id])
    assert signed_in(cast.preecha).get(address).status_code == 404


def test_the_template_is_an_empty_table_that_is_read(cast, signed_in):
    browser = signed_in(cast.somchai)
    content = browser.get(reverse("import-template", args=["xlsx"])).content
    book = load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book["Cases"][1]] == list(COLUMNS)
    codes = {(row[0].value, row[1].value) for row in book["Codes"].iter_rows(min_row=2)}
    assert {("crossing", "TH-MM:mae-sai-1"), ("unit_1", "kg"), ("evaluation", "B2")} <= codes
    book["Cases"].append([GOOD.get(name) for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    assert checked(file.getvalue(), cast.somchai, "cases.xlsx").right == 1
    text = browser.get(reverse("import-template", args=["csv"])).content.decode("utf-8-sig")
    assert text.strip().split(",") == list(COLUMNS)
    assert browser.get(reverse("import-template", args=["pdf"])).status_code == 404
