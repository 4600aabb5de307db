"""Imports over the API: one request brings, one address tells how far it is and what is wrong."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from cases.imports import working
from cases.models import Case, CaseImport
from tests.api import V1, system
from tests.cases.imports.brought import GOOD, body, lines, rows, table, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def th(cast):
    return system("TH")


def worked():
    for pk in CaseImport.objects.values_list("pk", flat=True):
        working.work(pk)


def bring(th, content, name="cases.csv", **options):
    """As a form with a file."""
    return th.client.post(f"{V1}imports/", {"file": SimpleUploadedFile(name, content), **options})


def stream(th, content, kind="application/jsonl", query=None, **headers):
    """The body is the file."""
    return th.client.generic(
        "POST",
        f"{V1}imports/",
        content,
        content_type=kind,
        query_params=query,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def test_a_file_is_checked_then_run(th):
    answer = bring(th, table(*rows(2), {**GOOD, "own_id": "X", "unit_1": "nope"}))
    assert answer.status_code == 202, answer.content
    found = answer["Location"]
    assert th.get(found).json()["state"] == "reading"
    worked()
    said = th.get(found).json()
    assert (said["state"], said["total"], said["wrong"]) == ("checked", 3, 1)
    report = th.get(f"{found}rows/", query={"state": "wrong"}).json()["results"]
    assert [(r["row"], r["own_id"], r["faults"][0]["field"]) for r in report] == [
        (4, "X", "unit_1")
    ]
    refused = th.post(f"{found}run/", {"mode": "all_or_nothing"})
    assert refused.status_code == 409
    assert th.post(f"{found}run/", {"mode": "good_rows"}).status_code == 202
    worked()
    assert th.get(found).json()["made"] == 2
    rows_made = th.get(f"{found}rows/", query={"page_size": "2"}).json()
    assert [r["row"] for r in rows_made["results"]] == [2, 3]
    assert rows_made["results"][0]["reference"] == Case.objects.order_by("pk").first().reference
    assert rows_made["next"]


@pytest.mark.parametrize("kind", ["application/jsonl", "application/x-ndjson"])
def test_json_lines_in_one_call(th, kind):
    answer = stream(th, lines(body("A"), body("B")), kind, {"mode": "good_rows", "submit": "true"})
    assert answer.status_code == 202, answer.content
    worked()
    said = th.get(answer["Location"]).json()
    assert (said["state"], said["made"], said["submitted"]) == ("done", 2, 2)


def test_a_json_array(th):
    answer = stream(th, json.dumps([body("A")]).encode(), "application/json")
    worked()
    assert th.get(answer["Location"]).json()["total"] == 1


def test_a_workbook(th):
    answer = bring(th, workbook(GOOD), "cases.xlsx", mode="all_or_nothing")
    worked()
    said = th.get(answer["Location"]).json()
    assert (said["state"], said["format"], said["made"]) == ("done", "xlsx", 1)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"mode": "some"}, "mode"),
        ({"encoding": "ebcdic"}, "encoding"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_options_that_are_not_understood(th, options, field):
    answer = bring(th, table(GOOD), **options)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field
    streamed = stream(th, lines(body()), query=options)
    assert (streamed.status_code, streamed.json()["errors"][0]["field"]) == (400, field)


def test_a_form_without_a_file(th):
    answer = th.client.post(f"{V1}imports/", {"mode": "check"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "file")


def test_options_stand_in_one_place(th):
    answer = th.client.post(
        f"{V1}imports/",
        {"file": SimpleUploadedFile("a.csv", table(GOOD))},
        query_params={"mode": "check"},
    )
    assert answer.status_code == 400


def test_a_body_that_is_too_large(th):
    with override_settings(FILE_LIMIT=1000):
        assert stream(th, lines(*[body(str(n)) for n in range(500)])).status_code == 413
    assert not CaseImport.objects.exists()


def test_sent_twice_under_one_key_it_is_brought_once(th):
    first = stream(th, lines(body()), idempotency_key="k1")
    again = stream(th, lines(body()), idempotency_key="k1")
    assert again.json() == first.json()
    assert CaseImport.objects.count() == 1
    other = stream(th, lines(body("B")), idempotency_key="k1")
    assert other.status_code == 409


def test_a_file_sent_twice_under_one_key_is_brought_once(th):
    def send(content):
        file = SimpleUploadedFile("cases.csv", content)
        return th.client.post(f"{V1}imports/", {"file": file}, headers={"Idempotency-Key": "k2"})

    first, again = send(table(GOOD)), send(table(GOOD))
    assert again.json()["id"] == first.json()["id"]
    assert send(table({**GOOD, "title": "x"})).status_code == 409


def test_cancelled_it_is_over(th):
    found = bring(th, table(GOOD))["Location"]
    assert th.delete(found).json()["state"] == "cancelled"
    assert th.delete(found).status_code == 409


def test_an_unknown_state_of_rows(th):
    found = bring(th, table(GOOD))["Location"]
    assert th.get(f"{found}rows/", query={"state": "green"}).status_code == 400


@pytest.mark.parametrize(("kind", "status"), [("csv", 200), ("xlsx", 200), ("pdf", 404)])
def test_the_template(th, kind, status):
    assert th.get(f"imports/template/{kind}/").status_code == status
