"""Two officers change one person, one seizure: other fields are joined, the same field is asked."""

from dataclasses import replace
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from cases import merging, seizures, subjects, workflow
from cases.content import content_of
from cases.merging import Overtaken
from cases.models import Seizure, Subject
from cases.problems import StaleVersion
from tests.cases.typed import Shown
from tests.factories import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return draft(world, somchai)


@pytest.fixture
def mine(signed_in, somchai):
    return signed_in(somchai)


@pytest.fixture
def theirs(signed_in, cast):
    return signed_in(cast.anong)


def suspect_of(case):
    return case.subjects.get(role="suspect")


def edit(part, row):
    return reverse(f"{part}-edit", args=[row.case.reference, row.public_id])


def opened(browser, part, row):
    return Shown(browser.get(edit(part, row))).values | {"do": "save"}


def test_different_fields_of_a_person_are_joined(mine, theirs, case):
    row = suspect_of(case)
    form = opened(mine, "subject", row)
    other = opened(theirs, "subject", row) | {"honorific": "Nai", "nationality": "LA"}
    assert theirs.post(edit("subject", row), other).status_code == 302
    page = Shown(mine.post(edit("subject", row), form | {"aliases": "Lek"}, follow=True))
    row.refresh_from_db()
    assert (row.honorific, row.nationality, row.aliases) == ("Nai", "LA", ["Lek"])
    assert "Joined with what was changed meanwhile: " in page.text
    assert "Anong" in page.text


def test_the_same_field_comes_back_with_both_values_and_who_changed_it(mine, theirs, case):
    row = suspect_of(case)
    form = opened(mine, "subject", row)
    other = opened(theirs, "subject", row) | {"honorific": "Nai", "sex": "M"}
    theirs.post(edit("subject", row), other)
    page = Shown(mine.post(edit("subject", row), form | {"honorific": "Thao", "aliases": "Lek"}))
    assert "Both of you changed what stands here" in page.text
    assert "Anong" in page.text
    assert "Nai" in page.text
    assert (page.values["honorific"], page.values["sex"]) == (["Thao"], ["M"])
    assert Subject.objects.get(pk=row.pk).aliases == []
    left = page.values | {"do": "save", "keep-honorific": "theirs"}
    assert mine.post(edit("subject", row), left).status_code == 302
    row.refresh_from_db()
    assert (row.honorific, row.sex, row.aliases) == ("Nai", "M", ["Lek"])


def test_what_is_typed_after_leaving_it_to_the_other_is_not_lost(mine, theirs, case):
    row = case.seizures.get()
    form = opened(mine, "seizure", row)
    theirs.post(edit("seizure", row), form | {"marks": "G5"})
    page = Shown(mine.post(edit("seizure", row), form | {"marks": "H5"}))
    typed = page.values | {"do": "save", "keep-marks": "theirs", "marks": "H6 typed after"}
    again = Shown(mine.post(edit("seizure", row), typed))
    assert "Both of you changed what stands here" in again.text
    assert again.values["marks"] == ["H6 typed after"]
    chosen = again.values | {"do": "save", "keep-marks": "mine"}
    assert mine.post(edit("seizure", row), chosen).status_code == 302
    row.refresh_from_db()
    assert row.marks == "H6 typed after"


def test_a_date_of_birth_and_an_age_are_one_question(mine, theirs, case):
    row = suspect_of(case)
    form = opened(mine, "subject", row)
    theirs.post(edit("subject", row), form | {"birth": "1990"})
    page = Shown(mine.post(edit("subject", row), form | {"estimated_age": "40"}))
    assert "1990" in page.text
    left = page.values | {"do": "save", "keep-birth": "theirs"}
    mine.post(edit("subject", row), left)
    row.refresh_from_db()
    assert (row.birth_year, row.estimated_age) == (1990, None)


def test_different_fields_of_a_seizure_are_joined_and_the_amount_is_asked(mine, theirs, case):
    row = case.seizures.get()
    form = opened(mine, "seizure", row)
    theirs.post(edit("seizure", row), form | {"marks": "tiger", "quantity": "500"})
    page = Shown(mine.post(edit("seizure", row), form | {"note": "wet", "quantity": "600"}))
    assert "500" in page.text
    assert "ask-amount" in page.values
    chosen = page.values | {"do": "save", "keep-amount": "mine"}
    assert mine.post(edit("seizure", row), chosen).status_code == 302
    row.refresh_from_db()
    assert (row.quantity, row.marks, row.note) == (Decimal(600), "tiger", "wet")


def test_another_kind_and_a_note_are_joined(mine, theirs, case):
    row = case.seizures.get()
    form = opened(mine, "seizure", row)
    changed = Shown(theirs.get(f"{edit('seizure', row)}?kind=goods")).values
    theirs.post(edit("seizure", row), changed | {"goods": "white powder", "do": "save"})
    assert mine.post(edit("seizure", row), form | {"note": "wet"}).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.goods, row.note) == ("goods", "white powder", "wet")


def test_what_was_taken_off_meanwhile_is_not_changed(mine, case, cast):
    row = suspect_of(case)
    form = opened(mine, "subject", row)
    subjects.remove_subject(row, officer=cast.anong)
    assert mine.post(edit("subject", row), form | {"honorific": "Nai"}).status_code == 404
    assert Subject.everything.get(pk=row.pk).honorific == ""


def test_the_case_form_and_the_form_of_a_person_are_joined(mine, case, cast):
    row = suspect_of(case)
    form = opened(mine, "subject", row)
    now = content_of(case)
    people = tuple(replace(p, name="Other") if p.role == "suspect" else p for p in now.subjects)
    workflow.revise(case, replace(now, subjects=people), officer=cast.anong, version=1)
    mine.post(edit("subject", row), form | {"honorific": "Nai"})
    row.refresh_from_db()
    assert (row.name, row.honorific) == ("Other", "Nai")


def test_a_form_that_does_not_say_what_it_began_with_asks_everything(mine, theirs, case):
    row = suspect_of(case)
    form = opened(mine, "subject", row) | {"began": ""}
    theirs.post(edit("subject", row), form | {"honorific": "Nai"})
    page = Shown(mine.post(edit("subject", row), form | {"sex": "M"}))
    assert {"ask-honorific", "ask-sex"} <= set(page.values)


def test_without_marks_a_verb_stays_strict(case, cast):
    row = suspect_of(case)
    record = subjects.record_of(row)
    subjects.change_subject(
        row, replace(record, honorific="Nai"), officer=cast.anong, version=row.version
    )
    with pytest.raises(StaleVersion):
        subjects.change_subject(
            row, replace(record, sex="M"), officer=cast.somchai, version=row.version
        )


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_every_change_is_there(world, cast):
    """Each with a connection of its own; of two that change the marks, one is asked."""
    case = draft(world, cast.somchai)
    row = case.seizures.get()
    base = seizures.record_of(row)
    began = merging.marks_of_record(base, seizures.SEIZURES.units)
    changes = [{"note": "wet"}, {"net_kg": Decimal(2)}, {"marks": "tiger"}, {"marks": "lion"}]
    barrier, refused = Barrier(len(changes)), []

    def save(change):
        try:
            barrier.wait(20)
            seizures.change_seizure(
                row, replace(base, **change), officer=cast.somchai, version=1, began=began
            )
        except Overtaken as problem:
            refused.append(problem.merged.both)
        finally:
            connection.close()

    threads = [Thread(target=save, args=(change,)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    row = Seizure.objects.get(pk=row.pk)
    assert (row.note, row.net_kg) == ("wet", Decimal(2))
    assert row.marks in ("tiger", "lion")
    assert refused == [("marks",)]
    assert row.version == len(changes)
