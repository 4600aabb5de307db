"""Lists of more cases than fit on the screen: made in parts by a worker, with the rights of now."""

import csv
import io
from itertools import pairwise

import openpyxl
import pytest
from django.test import override_settings
from django.urls import reverse

from audit.models import Entry
from cases import disclosure
from cases.exports import jobs, making
from cases.exports.sheet import Lines
from cases.exports.stamp import Purpose
from cases.models import Case, CaseCopy, Export
from cases.problems import CaseProblem, WrongState
from tests.api import Caller
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(world, cast, monkeypatch):
    monkeypatch.setattr(making, "PART", 2)
    monkeypatch.setattr(jobs, "PART", 2)
    monkeypatch.setattr(Export, "LONG", 3)
    return [submitted(world, cast.somchai) for _ in range(5)]


def ask(officer, cases, kind="csv", **more):
    more = {"purpose": Purpose.REPORTING} | more
    return jobs.ask([case.reference for case in cases], officer=officer, kind=kind, **more)


def made(officer, cases, kind="csv", **more):
    export = ask(officer, cases, kind, **more)
    making.make(export.pk)
    return jobs.find_export(export.public_id, officer)


def rows_of(copy):
    lines = list(csv.reader(io.StringIO(copy.content.decode("utf-8-sig"))))
    start = next(number for number, line in enumerate(lines) if line[:1] == ["Reference"])
    return lines[:start], lines[start + 1 :]


def test_made_in_parts_it_is_one_list_in_the_order_it_was_asked_for(cases, cast):
    asked = [cases[n] for n in (3, 0, 4, 2, 1)]
    export = made(cast.thida, asked)
    assert (export.state, export.done, export.total) == ("ready", 5, 5)
    copy = jobs.fetch(export, cast.thida)
    head, rows = rows_of(copy)
    assert [row[0] for row in rows] == [case.reference for case in asked]
    stamp = dict(line for line in head if line)
    assert "Thida" in stamp["Taken out by"]
    assert CaseCopy.objects.filter(number=stamp["Copy"]).count() == 5
    assert Entry.objects.get(action="export_list").count == 5


def test_the_spreadsheet_has_the_same_rows(cases, cast):
    copy = jobs.fetch(made(cast.thida, cases, kind="xlsx"), cast.thida)
    page = openpyxl.load_workbook(io.BytesIO(copy.content)).active
    found = [row[0] for row in page.iter_rows(values_only=True)]
    assert found[-5:] == [case.reference for case in cases]


def test_a_part_at_a_time_is_in_memory(cases, cast, monkeypatch):
    steps = []
    real = making._progress
    monkeypatch.setattr(
        making, "_progress", lambda export, done: (steps.append(done), real(export, done))
    )
    made(cast.thida, cases)
    assert steps == [2, 4, 5]
    assert all(later - sooner <= making.PART for sooner, later in pairwise(steps))


def test_what_may_not_go_is_left_out_and_counted_over_all_parts(world, cases, cast):
    kept = [submitted(world, cast.somchai, handling_code=Case.Handling.H1) for _ in "ab"]
    asked = [kept[0], *cases, kept[1]]
    export = made(cast.thida, asked, purpose=Purpose.COURT)
    head, rows = rows_of(jobs.fetch(export, cast.thida))
    assert ["Left out: handling code H1 does not let them go to court", "2"] in head
    assert not {case.reference for case in kept} & {row[0] for row in rows}
    assert export.outcomes == [(case.reference, Export.Outcome.REFUSED) for case in kept]


def test_a_recall_before_it_is_made_and_before_it_is_fetched(world, cases, cast):
    export = ask(cast.thida, cases)
    disclosure.recall(cases[0], world.tcl.country, officer=cast.somchai, reason="an error")
    making.make(export.pk)
    export = jobs.find_export(export.public_id, cast.thida)
    assert export.outcomes == [(cases[0].reference, Export.Outcome.GONE)]
    assert cases[0].reference.encode() not in jobs.fetch(export, cast.thida).content
    disclosure.recall(cases[4], world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(WrongState):
        jobs.fetch(export, cast.thida)
    assert jobs.find_export(export.public_id, cast.thida).state == "erased"


def test_there_is_a_limit(cases, cast, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_ROWS", 4)
    with pytest.raises(CaseProblem, match="At most 4 cases"):
        ask(cast.thida, cases)


@override_settings(EXPORT_AT_ONCE=1)
def test_the_page_says_how_many_and_the_inbox_when_it_is_ready(cases, cast, signed_in):
    browser = signed_in(cast.thida)
    address = reverse("case-list-export")
    assert "5 cases." in browser.get(address).content.decode()
    answer = browser.post(address, {"purpose": "reporting", "kind": "csv"})
    assert "0 of 5 cases" in browser.get(answer.url).content.decode()
    making.sweep()
    assert "file that you asked for is ready" in browser.get("/").content.decode()
    text = browser.get(answer.url).content.decode()
    assert "The file is ready." in text
    assert cases[0].reference not in text  # a long list is not told case by case
    assert browser.get(answer.url + "content/").status_code == 200


def test_nor_over_the_api(cases, cast, signed_in):
    export = made(cast.thida, cases)
    said = Caller(signed_in(cast.thida)).get(f"exports/{export.public_id}/").json()
    assert (said["total"], said["done"], said["rows"]) == (5, 5, [])


def test_waiting_for_it_does_not_read_its_cases(cases, cast):
    export = ask(cast.thida, cases)
    for row in (jobs.find_export(export.public_id, cast.thida), jobs.exports_of(cast.thida)[0]):
        assert row.get_deferred_fields() >= {"references", "rows"}
        assert row.total == 5


def test_lines_come_back_as_they_were():
    lines = Lines()
    said = [["a,b", 'quote "', "two\nlines", "ສົມໃຈ", ""], ["=1+1"], ["\r\n", "x"]]
    lines.add(said[:1])
    assert list(lines) == said[:1]
    lines.add(said[1:])
    assert list(lines) == said
