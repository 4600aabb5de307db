"""Files become drafts: checked first, made once, none told to anybody before an officer looks."""

import pytest
from django.http import Http404

from agencies.models import Office, Officer
from audit.models import Entry
from cases.files import store
from cases.imports import bringing
from cases.models import Case, CaseImport, ImportRow, OwnId
from cases.problems import CaseProblem, WrongState
from notices.models import Notice
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
    waiting,
    worked,
)

pytestmark = pytest.mark.django_db


def test_checking_makes_nothing(cast):
    found = checked(table(*rows(3)), cast.somchai)
    assert (found.state, found.fault) == ("checked", "")
    assert (found.total, found.wrong, found.right) == (3, 0, 3)
    assert states(found) == ["ok"] * 3
    assert not Case.objects.exists()


def test_rows_become_drafts_of_the_office(cast, world):
    found = run(checked(table(*rows(2)), cast.somchai), cast.somchai)
    assert (found.state, found.made) == ("done", 2)
    case = Case.objects.order_by("pk").first()
    assert (case.status, case.office, case.created_by) == ("draft", world.msi, cast.somchai)
    assert case.narrative == "Planted-narrative"
    assert f"{case.happened_at:%Y-%m-%d %H:%M}" == "2026-11-20 19:10"
    assert [str(s.quantity.normalize()) for s in case.seizures.all()] == ["4E+5"]
    kinds = set(case.subjects.values_list("kind", flat=True))
    assert kinds == {"person", "vehicle"}
    assert not Notice.objects.exists()
    assert [row.case for row in ImportRow.objects.of(found)] == list(Case.objects.order_by("pk"))


def test_the_same_file_again_makes_nothing(cast):
    run(checked(table(*rows(2)), cast.somchai), cast.somchai)
    again = run(checked(table(*rows(3)), cast.somchai), cast.somchai)
    assert states(again) == ["exists", "exists", "made"]
    assert Case.objects.count() == 3


def test_the_same_case_in_another_format_is_the_same(cast):
    plain = {name: GOOD[name] for name in ("happened_at", "crossing", "offences", "evaluation")}
    run(checked(table({"own_id": "A-1", **plain}), cast.somchai), cast.somchai)
    same = body(route=[{**body()["route"][0], "at": body()["happened_at"]}])
    again = checked(lines(same), cast.somchai, "cases.jsonl")
    assert states(again) == ["exists"], faults(again)


def test_the_same_number_with_another_content_is_told(cast):
    run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    again = checked(table(*rows(1, title="Another")), cast.somchai)
    assert faults(again) == {2: {"own_id": "differs"}}


def test_a_number_that_stands_twice_in_a_file(cast):
    found = checked(table(*rows(1), *rows(1), *rows(1, title="x")), cast.somchai)
    assert faults(found) == {3: {"own_id": "twice"}, 4: {"own_id": "twice"}}


def test_numbers_are_each_offices_own(cast):
    run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    theirs = run(checked(table(*rows(1)), cast.preecha), cast.preecha)
    assert states(theirs) == ["made"]
    assert OwnId.objects.count() == 2


def test_a_draft_thrown_away_gives_its_number_free(cast):
    from cases import workflow

    run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    workflow.discard(Case.objects.get(), officer=cast.somchai)
    again = run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    assert states(again) == ["made"]


def test_a_partner_system_has_numbers_of_its_own(cast, world):
    run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    found = run(checked(lines(body()), cast.partner_th, "cases.jsonl"), cast.partner_th)
    assert states(found) == ["made"]
    assert Case.objects.order_by("-pk").first().office == world.msi
    with pytest.raises(Http404):
        bringing.find_import(found.public_id, cast.somchai)


def test_good_rows_leave_the_wrong_ones_out(cast):
    content = table(*rows(2), {**GOOD, "own_id": "X", "crossing": "nowhere"})
    found = checked(content, cast.somchai, mode="good_rows")
    assert (found.state, found.made, found.wrong) == ("done", 2, 1)
    assert faults(found) == {4: {"crossing": "does_not_exist"}}


def test_all_or_nothing_with_a_wrong_row_makes_nothing(cast):
    content = table(*rows(2), {**GOOD, "own_id": "X", "crossing": "nowhere"})
    found = checked(content, cast.somchai, mode="all_or_nothing")
    assert (found.state, found.made) == ("checked", 0)
    assert "Nothing was imported" in found.fault
    assert not Case.objects.exists()
    with pytest.raises(WrongState):
        bringing.run(found, officer=cast.somchai, mode="all_or_nothing")


def test_all_or_nothing_takes_back_what_it_made(cast, world, monkeypatch):
    """A row that was right when it was checked is refused when it is made, in a later batch."""
    monkeypatch.setattr("cases.imports.working.MADE_AT_ONCE", 2)
    content = table(*rows(5), {**rows(6)[5], "substance_1": "HEROIN", "unit_1": "kg"})
    found = checked(content, cast.somchai)
    world.heroin.is_active = False
    world.heroin.save()
    run(found, cast.somchai, "all_or_nothing")
    assert (found.state, found.made) == ("failed", 0)
    assert states(found) == ["undone"] * 5 + ["wrong"]
    assert not Case.objects.exists()
    assert not OwnId.objects.exists()


def test_what_was_submitted_meanwhile_stays_when_the_rest_is_taken_back(cast, world, monkeypatch):
    from cases import workflow
    from cases.imports import batches

    monkeypatch.setattr("cases.imports.working.MADE_AT_ONCE", 2)
    content = table(*rows(2), {**rows(3)[2], "substance_1": "HEROIN", "unit_1": "kg"})
    found = checked(content, cast.somchai)
    made = batches.make

    def make_and_submit(found, some):
        done = made(found, some)
        first = Case.objects.order_by("pk").first()
        workflow.submit(first, officer=cast.somchai)
        world.heroin.is_active = False
        world.heroin.save()
        return done

    monkeypatch.setattr(batches, "make", make_and_submit)
    run(found, cast.somchai, "all_or_nothing")
    assert states(found) == ["made", "undone", "wrong"]
    assert ImportRow.objects.of(found).first().faults[0]["code"] == "stays"


def test_submitting_tells_the_offices(cast):
    found = run(checked(table(*rows(2)), cast.somchai), cast.somchai, submit=True)
    assert (found.state, found.submitted, states(found)) == ("done", 2, ["submitted"] * 2)
    assert set(Case.objects.values_list("status", flat=True)) == {"open"}
    assert Notice.objects.filter(office__code="MM-TCL").count() == 2


def test_where_the_head_is_asked_first_the_draft_waits(cast, world):
    Office.objects.filter(pk=world.msi.pk).update(approval=Office.Approval.ALL)
    found = run(checked(table(*rows(1)), cast.somchai), cast.somchai, submit=True)
    row = ImportRow.objects.of(found).get()
    assert (row.state, row.faults[0]["code"]) == ("made", "waits_for_approval")


@pytest.mark.django_db(transaction=True)
def test_the_file_is_sealed_and_erased_when_it_is_over(cast):
    content = table(*rows(1))
    found = waiting(content, cast.somchai)
    folder = store.folder(found.public_id)
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"Planted-narrative" not in stored
    worked(found)
    assert sorted(path.name for path in folder.iterdir()) == ["rows"]
    assert b"Planted-narrative" not in (folder / "rows").read_bytes()
    run(found, cast.somchai)
    assert not folder.exists()
    assert (bytes(found.key), found.country_key) == (b"", None)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_never_run_is_erased_after_a_day(cast):
    from cases.imports.ending import drop_outlived

    found = checked(table(*rows(1)), cast.somchai)
    assert drop_outlived() == 0
    CaseImport.objects.update(expires_at=found.created_at)
    assert drop_outlived() == 1
    found.refresh_from_db()
    assert found.state == "cancelled"
    assert not store.folder(found.public_id).exists()


def test_reports_are_forgotten_after_a_month(cast):
    from cases.imports.ending import drop_outlived

    found = run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    CaseImport.objects.update(expires_at=found.created_at - CaseImport.REPORT_KEPT)
    drop_outlived()
    assert not ImportRow.objects.exists()
    assert OwnId.objects.count() == 1


def test_rights_are_those_of_the_moment_it_is_made(cast, world):
    found = checked(table(*rows(1)), cast.somchai)
    bringing.run(found, officer=cast.somchai, mode="good_rows")
    Officer.objects.filter(pk=cast.somchai.pk).update(office=world.ckg)
    worked(found)
    assert (found.state, Case.objects.count()) == ("failed", 0)


def test_cancelled_it_stops(cast):
    found = waiting(table(*rows(1)), cast.somchai)
    bringing.cancel(found, officer=cast.somchai)
    worked(found)
    assert found.state == "cancelled"
    assert not ImportRow.objects.exists()
    with pytest.raises(WrongState):
        bringing.cancel(found, officer=cast.somchai)


def test_only_so_many_at_a_time(cast):
    for _number in range(bringing.MOST_AT_ONCE):
        waiting(table(*rows(1)), cast.somchai)
    with pytest.raises(WrongState):
        waiting(table(*rows(1)), cast.somchai)
    waiting(table(*rows(1)), cast.preecha)


def test_the_audit_has_no_content(cast):
    run(checked(table(*rows(1)), cast.somchai), cast.somchai)
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert {"bring_import", "run_import", "log", "end_import"} <= set(actions)
    assert "Planted" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("name", ["cases.pdf", "cases"])
def test_other_files_are_not_taken(cast, name):
    with pytest.raises(CaseProblem) as refused:
        waiting(b"x", cast.somchai, name)
    assert refused.value.field == "file"


def test_an_empty_file_is_not_taken(cast):
    with pytest.raises(CaseProblem):
        waiting(b"", cast.somchai)
