"""Two changes of one case: what each changed alone is joined, what both changed is asked."""

from dataclasses import replace
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import merging, workflow
from cases.content import CaseContent, SubjectContent, content_of
from cases.merging import Overtaken, marks_of, merge
from cases.models import Case
from tests.cases.test_case_edit import edit, form_of
from tests.cases.typed import Shown
from tests.factories import HAPPENED, content, draft, submitted

BARE = CaseContent(happened_at=HAPPENED, offences=(), route=())
NAMES = ("title", "narrative", "urgency", "source_evaluation")
VALUES = {
    "title": ["", "A", "B"],
    "narrative": ["", "one", "two"],
    "urgency": list(Case.Urgency.values)[:3],
    "source_evaluation": list(Case.Source.values)[:3],
}
changes = st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in VALUES.items()})


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


@pytest.fixture
def base(world):
    return content(world)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(theirs=changes, mine=changes)
def test_what_only_one_changed_is_kept_and_what_both_changed_is_named(theirs, mine):
    base = replace(BARE, title="A", narrative="one")
    now, typed = replace(base, **theirs), replace(base, **mine)
    merged = merge(marks_of(base), now, typed)
    for name in NAMES:
        was, stands, said = (getattr(one, name) for one in (base, now, typed))
        contested = stands != was and said not in (was, stands)
        assert (name in merged.both) is contested
        expected = said if said != was else stands
        assert getattr(merged.content, name) == expected
    chosen = merge(marks_of(base), now, typed, theirs=dict.fromkeys(NAMES, ""))
    assert chosen.both == ()
    assert all(getattr(chosen.content, name) == getattr(now, name) for name in merged.both)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_rows_of_both_are_kept_and_no_row_is_lost_unasked(data):
    ids = [f"00000000-0000-7000-8000-00000000000{n}" for n in range(4)]
    rows = {one: SubjectContent(name=f"n{one[-1]}", public_id=one) for one in ids[:3]}
    base = replace(BARE, subjects=tuple(rows.values()))

    def changed(added):
        kept = []
        for row in rows.values():
            fate = data.draw(st.sampled_from(["same", "changed", "gone"]))
            if fate != "gone":
                new = data.draw(st.sampled_from(["x", "y"]))
                kept.append(row if fate == "same" else replace(row, name=new))
        return replace(base, subjects=(*kept, added))

    now = changed(SubjectContent(name="theirs", public_id=ids[3]))
    typed = changed(SubjectContent(name="mine"))
    merged = merge(marks_of(base), now, typed)
    said = {row.public_id: row.name for row in merged.content.subjects}
    assert said[ids[3]] == "theirs"
    assert said[None] == "mine"
    for one, row in rows.items():
        stands, mine = (_name(side, one) for side in (now, typed))
        expected = mine if mine != row.name else stands
        assert said.get(one) == expected
        contested = stands != row.name and mine not in (row.name, stands)
        assert (f"subjects:{one}" in merged.both) is contested


def _name(side, public_id):
    return next((row.name for row in side.subjects if row.public_id == public_id), None)


def test_one_number_and_one_moment_have_one_mark(base):
    (seizure,) = base.seizures
    same = replace(base, seizures=(replace(seizure, quantity=Decimal("400000.000")),))
    assert marks_of(same) == marks_of(base)
    assert merging.read(merging.written(marks_of(base))) == marks_of(base)
    assert merging.read("x = =y a=b") == {"a": "b"}


def test_two_officers_who_change_different_fields_are_joined_in_the_browser(browser, world, cast):
    case = submitted(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine"}
    theirs = replace(content_of(case), narrative="Theirs", urgency="routine")
    workflow.revise(case, theirs, officer=cast.anong, version=case.version)
    page = Shown(browser.post(edit(case), fields, follow=True))
    case.refresh_from_db()
    assert (case.title, case.narrative, case.urgency) == ("Mine", "Theirs", "routine")
    assert "Joined with what was changed meanwhile: Anong" in page.text


def test_both_add_somebody_and_both_are_there(browser, world, cast):
    case = draft(world, cast.somchai)
    rows = len(content_of(case).subjects)
    fields = form_of(browser, case)
    fields |= {"people-TOTAL_FORMS": str(rows + 1), f"people-{rows}-name": "Second",
               f"people-{rows}-role": "suspect"}  # fmt: skip
    now = content_of(case)
    theirs = replace(now, subjects=(*now.subjects, SubjectContent(name="Third")))
    workflow.revise(case, theirs, officer=cast.anong, version=1)
    response = browser.post(edit(case), fields)
    assert response.status_code == 302
    names = [subject.name for subject in case.subjects.all()]
    assert {"Second", "Third"} <= set(names)


def test_the_other_value_is_chosen(browser, world, cast):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine", "narrative": "Mine too"}
    workflow.revise(case, replace(content_of(case), title="Theirs"), officer=cast.anong, version=1)
    page = Shown(browser.post(edit(case), fields))
    assert "Both of you changed what stands here" in page.text
    chosen = page.values | {"do": "save", "keep-title": "theirs"}
    assert browser.post(edit(case), chosen).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.narrative) == ("Theirs", "Mine too")


def test_one_changed_a_person_whom_the_other_took_off(browser, world, cast):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"people-0-name": "Corrected"}
    theirs = replace(content_of(case), subjects=())
    workflow.revise(case, theirs, officer=cast.anong, version=1)
    page = Shown(browser.post(edit(case), fields))
    assert "taken off" in page.text
    (unit,) = [name for name in page.values if name.startswith("ask-subjects:")]
    left = {unit.replace("ask-", "keep-"): "theirs"}
    leave = browser.post(edit(case), page.values | {"do": "save"} | left)
    assert leave.status_code == 302
    assert not case.subjects.exists()


def test_marks_made_up_by_somebody_only_ask_more(browser, world, cast):
    case = draft(world, cast.somchai)
    fields = form_of(browser, case) | {"title": "Mine", "began": "title=\x00 =; narrative"}
    response = browser.post(edit(case), fields)
    assert response.status_code == 200
    assert "Both of you changed" in Shown(response).text


@pytest.mark.django_db(transaction=True)
def test_six_changes_at_once_and_every_change_is_there(world, cast):
    case = draft(world, cast.somchai)
    base = content_of(case)
    barrier, refused = Barrier(len(CHANGES)), []

    def save(change):
        try:
            barrier.wait(20)
            mine = replace(base, **change)
            workflow.revise(case, mine, officer=cast.somchai, version=1, began=marks_of(base))
        except Overtaken as problem:
            refused.append(problem.merged.both)
        finally:
            connection.close()

    threads = [Thread(target=save, args=(change,)) for change in CHANGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    case.refresh_from_db()
    assert (case.narrative, case.urgency) == ("by one", "routine")
    assert (case.source_evaluation, case.information_evaluation) == ("B", "3")
    assert case.title in ("Left", "Right")
    assert refused == [("title",)]
    assert case.version == len(CHANGES)


CHANGES = [
    {"narrative": "by one"},
    {"urgency": "routine"},
    {"source_evaluation": "B"},
    {"information_evaluation": "3"},
    {"title": "Left"},
    {"title": "Right"},
]
