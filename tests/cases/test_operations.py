"""Operations: planned by one office, joined by others; what each of them reads and writes."""

import io
import json
from datetime import date, timedelta
from functools import partial

import pytest
from openpyxl import load_workbook

from audit.clock import at, now
from audit.models import Entry
from cases import operationrecords, operations, shifts
from cases.models import DayResult, Operation
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from notices.models import Notice
from tests.api import Caller
from tests.cases.asking import asked_of
from tests.factories import submitted
from tests.operations import counted, metrics, plan, running, shift

pytestmark = pytest.mark.django_db
Status = Operation.Status


@pytest.fixture
def running_op(world, cast):
    return running(world, cast)


def page(browser, operation, more=""):
    return browser.get(f"{operation.link}{more}").content.decode()


def leads_to(case, text):
    return f'href="/cases/{case.reference}/"' in text


def kinds(operation, office):
    rows = Notice.objects.filter(subject_reference=operation.reference, office=office)
    return [notice.kind for notice in rows.order_by("pk")]


# -- planned, agreed, run, ended, reported --------------------------------------------------------


def test_an_operation_goes_its_way(world, cast):
    operation = plan(world, cast.somchai)
    assert operation.reference == f"OP-TH-MSI-{now().year}-000001"
    assert plan(world, cast.somchai).reference.endswith("-000002")
    operations.invite(operation, world.tcl, officer=cast.somchai)
    with pytest.raises(WrongState):  # nobody abroad takes part yet
        operations.start(operation, officer=cast.somchai)
    operations.accept(operation, officer=cast.thida, office=world.tcl)
    operation.refresh_from_db()
    assert operation.status == Status.AGREED
    operations.invite(operation, world.hxy, officer=cast.somchai)
    operation.refresh_from_db()
    assert operation.status == Status.PLANNED  # somebody owes an answer again
    operations.start(operation, officer=cast.somchai)
    operations.end(operation, officer=cast.anong)
    reported = operations.report(operation, summary="Two tonnes.", officer=cast.somchai)
    assert reported.status == Status.REPORTED
    assert kinds(operation, world.tcl) == [
        "operation_invited",
        "operation_started",
        "operation_ended",
        "operation_reported",
    ]
    assert kinds(operation, world.msi) == ["operation_answered"]
    rows = Entry.objects.filter(object_kind="operation", object_ids=[operation.reference])
    assert rows.count() == 7
    assert "Planted-objective" not in json.dumps(list(rows.values("fields", "purpose", "action")))


def test_a_plan_needs_its_parts(world, cast):
    with pytest.raises(CaseProblem) as problem:
        plan(world, cast.somchai, sites=())
    assert problem.value.field == "sites"
    today = operations.today_at(world.msi)
    with pytest.raises(CaseProblem) as problem:
        plan(world, cast.somchai, ends=today - timedelta(days=1))
    assert problem.value.field == "ends"
    ahead = plan(world, cast.somchai, starts=today + timedelta(days=1))
    operations.invite(ahead, world.tcl, officer=cast.somchai)
    operations.accept(ahead, officer=cast.thida, office=world.tcl)
    with pytest.raises(WrongState):
        operations.start(ahead, officer=cast.somchai)


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("starts", {"starts": date(1899, 12, 31)}),
        ("ends", {"ends": date(2200, 1, 1)}),
        ("ends", {"ends": date(9999, 12, 31)}),
    ],
)
def test_a_day_is_of_a_year_that_people_mean(world, cast, field, days):
    with pytest.raises(CaseProblem, match="1900 to 2199") as refused:
        plan(world, cast.somchai, **days)
    assert refused.value.field == field


def test_only_who_is_asked_answers_and_only_the_lead_decides(world, cast, running_op):
    asked = plan(world, cast.somchai)
    operations.invite(asked, world.tcl, officer=cast.somchai)
    with pytest.raises(NotAllowed):
        operations.accept(asked, officer=cast.preecha, office=world.tcl)
    with pytest.raises(NotAllowed):
        operations.accept(asked, officer=cast.coordinator_mm, office=world.tcl)
    for verb in (operations.start, operations.end):
        with pytest.raises(NotAllowed):
            verb(running_op, officer=cast.thida)
    with pytest.raises(CaseProblem):
        operations.decline(asked, reason=" ", officer=cast.thida, office=world.tcl)
    cancelled = operations.cancel(asked, reason="flood", officer=cast.somchai)
    assert cancelled.reason == "flood"
    with pytest.raises(WrongState):
        operations.accept(asked, officer=cast.thida, office=world.tcl)


def test_two_change_the_plan_and_nothing_typed_is_lost(signed_in, world, cast):
    operation = plan(world, cast.somchai)
    content = operations.content_of(operation)
    faster = type(content)(**{**vars(content), "title": "Planted-faster"})
    operations.change(operation, faster, officer=cast.anong, version=1)
    with pytest.raises(StaleVersion):
        operations.change(operation, content, officer=cast.somchai, version=1)
    said = {
        "title": "Planted-mine",
        "objective": content.objective,
        "kind": "joint",
        "starts": f"{content.starts:%d/%m/%Y}",
        "ends": f"{content.ends:%d/%m/%Y}",
        "sites": [world.mae_sai.code],
        "version": "1",
    }
    answer = signed_in(cast.somchai).post(f"{operation.link}change/", said)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Planted-mine" in text
    assert "Planted-faster" in text
    again = said | {"version": answer.context["form"].data["version"]}
    assert signed_in(cast.somchai).post(f"{operation.link}change/", again).status_code == 302
    operation.refresh_from_db()
    assert operation.title == "Planted-mine"


# -- who reads what -------------------------------------------------------------------------------


def test_who_declined_reads_only_that_it_was_asked(signed_in, cast, running_op):
    door = signed_in(cast.bounmy)
    texts = [page(door, running_op), door.get("/operations/").content.decode()]
    api = f"/api/v1/operations/{running_op.reference}/"
    texts += [door.get(api).content.decode(), door.get("/api/v1/operations/").content.decode()]
    for text in texts:
        assert running_op.reference in text
        for hidden in ("Two bridges", "Planted-objective", "Tachileik", "MM-TCL"):
            assert hidden not in text
    assert "no cars" in texts[0]
    for more in ("board/", "take/"):
        assert door.get(f"{running_op.link}{more}").status_code == 404
    for more in ("cases/", "shifts/", "results/", "board/", "file/"):
        assert door.get(f"{api}{more}").status_code == 404
    found = door.get("/api/v1/operations/?status=running").json()["results"]
    assert found == []


def test_an_observer_and_a_stranger_read_nothing(signed_in, cast, running_op):
    for person, status in ((cast.observer, 403), (cast.preecha, 404), (cast.sokha, 404)):
        assert signed_in(person).get(running_op.link).status_code == status
    assert not Operation.objects.visible_to(cast.observer).exists()


# -- cases: attaching shares nothing --------------------------------------------------------------


def test_an_attached_case_is_there_for_who_sees_it_alone(signed_in, world, cast, running_op):
    secret = submitted(world, cast.somchai, route=())
    shared = submitted(world, cast.somchai)
    door = signed_in(cast.thida)
    api = f"/api/v1/operations/{running_op.reference}/"
    told = kinds(running_op, world.tcl)
    before = [page(door, running_op), door.get(api).content, door.get(api)["ETag"]]
    operationrecords.attach(running_op, secret.reference, officer=cast.somchai, office=world.msi)
    after = [page(door, running_op), door.get(api).content, door.get(api)["ETag"]]
    assert before[1:] == after[1:]
    assert len(before[0]) == len(after[0])
    assert door.get(f"{api}cases/").json() == []
    assert kinds(running_op, world.tcl) == told
    assert leads_to(secret, page(signed_in(cast.somchai), running_op))
    # Of a headline it is no part that another country knows of the case.
    operationrecords.attach(running_op, shared.reference, officer=cast.somchai, office=world.msi)
    assert not leads_to(shared, page(door, running_op))
    operationrecords.attach(running_op, shared.reference, officer=cast.thida, office=world.tcl)
    assert leads_to(shared, page(door, running_op))
    with pytest.raises(CaseProblem) as problem:
        operationrecords.attach(running_op, secret.reference, officer=cast.thida, office=world.tcl)
    assert problem.value.field == "case"
    operationrecords.detach(running_op, shared, officer=cast.thida, office=world.tcl)
    assert not leads_to(shared, page(door, running_op))
    assert leads_to(shared, page(signed_in(cast.somchai), running_op))


def test_an_attached_request_is_there_for_its_two_sides_alone(signed_in, world, cast, running_op):
    (theirs,) = asked_of([world.tcl], cast.somchai)
    (elsewhere,) = asked_of([world.ppt], cast.somchai)
    api = f"/api/v1/operations/{running_op.reference}/"
    door = signed_in(cast.thida)
    told = kinds(running_op, world.tcl)
    before = [page(door, running_op), door.get(api).content, door.get(api)["ETag"]]
    attach = partial(operationrecords.attach, running_op)
    for _ in range(2):
        attach(elsewhere.reference, officer=cast.somchai, office=world.msi)
    after = [page(door, running_op), door.get(api).content, door.get(api)["ETag"]]
    assert before[1:] == after[1:]
    assert len(before[0]) == len(after[0])
    assert door.get(f"{api}requests/").json() == []
    assert kinds(running_op, world.tcl) == told
    with pytest.raises(CaseProblem) as problem:
        attach(elsewhere.reference, officer=cast.thida, office=world.tcl)
    assert problem.value.field == "request"
    attach(theirs.reference, officer=cast.somchai, office=world.msi)
    assert theirs.reference in page(door, running_op)
    (told_of,) = door.get(f"{api}requests/").json()
    assert (told_of["request"], told_of["office"]) == (str(theirs.public_id), "TH-MSI")
    own = page(signed_in(cast.somchai), running_op)
    assert elsewhere.reference in own and theirs.reference in own
    operationrecords.detach(running_op, theirs, officer=cast.thida, office=world.tcl)
    assert theirs.reference in page(door, running_op)
    operationrecords.detach(running_op, theirs, officer=cast.somchai, office=world.msi)
    assert theirs.reference not in page(door, running_op)
    entry = Entry.objects.get(action="detach from operation")
    assert (entry.object_kind, entry.object_ids) == ("request", [theirs.reference])


def test_a_request_is_attached_on_the_page_and_over_the_api(signed_in, world, cast, running_op):
    (made,) = asked_of([world.tcl], cast.somchai)
    browser = signed_in(cast.somchai)
    browser.post(f"{running_op.link}cases/attach/", {"case": made.reference.lower()})
    assert made.reference in page(browser, running_op)
    browser.post(f"{running_op.link}requests/{made.reference}/detach/")
    assert made.reference not in page(browser, running_op)
    caller, api = Caller(browser), f"operations/{running_op.reference}/requests/"
    added = caller.post(api, {"request": str(made.public_id)}, idempotency_key="a" * 20)
    assert [one["reference"] for one in added.json()] == [made.reference]
    gone = caller.delete(f"{api}{made.public_id}/")
    assert gone.status_code == 204
    assert caller.get(api).json() == []
    unknown = caller.post(api, {"request": str(running_op.public_id)}, idempotency_key="b" * 20)
    assert unknown.status_code == 400


# -- shifts ---------------------------------------------------------------------------------------


def test_shifts_are_counted_and_named_only_where_the_office_shows_it(
    signed_in, world, cast, running_op
):
    shift(world, running_op, cast.somchai)
    there = f"/api/v1/operations/{running_op.reference}/shifts/"
    door = signed_in(cast.thida)
    (line,) = door.get(there).json()
    assert (line["officers"], line["names"]) == (1, [])
    shifts_of_page = page(door, running_op).partition('id="shifts"')[2].partition("</table>")[0]
    assert "Somchai" not in shifts_of_page
    shifts.show_names(running_op, True, officer=cast.somchai, office=world.msi)
    assert "Somchai" in door.get(there).content.decode()
    mine = Caller(signed_in(cast.somchai))
    gone = mine.delete(f"{there}{line['id']}/")
    assert gone.status_code == 204
    assert door.get(there).json() == []


def test_a_shift_is_of_colleagues_at_a_site_for_some_hours(signed_in, world, cast, running_op):
    door = Caller(signed_in(cast.somchai))
    there = f"operations/{running_op.reference}/shifts/"
    right = {
        "site": world.mae_sai.code,
        "starts_at": "2026-11-22T00:00:00Z",
        "ends_at": "2026-11-22T08:00:00Z",
        "officers": ["somchai", "anong"],
    }
    assert door.post(there, right).json()[0]["officers"] == 2
    for field, wrong in {
        "site": world.mae_sot.code,
        "ends_at": "2026-11-21T23:00:00Z",
        "officers": ["thida"],
    }.items():
        answer = door.post(there, right | {field: wrong})
        assert answer.status_code == 400, answer.content
        assert answer.json()["errors"][0]["field"] == field


# -- results, the board, the report ---------------------------------------------------------------


def test_results_are_corrected_with_what_stood_before(signed_in, world, cast, running_op):
    browser = signed_in(cast.somchai)
    day = operations.today_at(world.msi).isoformat()
    there = f"{running_op.link}results/{day}/"
    said = {"metric-arrests": "๓", "metric-seizures": "", "notes": "", "version": "0"}
    assert browser.post(there, said).status_code == 302
    assert browser.post(there, said | {"metric-arrests": "5"}).status_code == 200  # stale
    right = said | {"metric-arrests": "5", "version": "1"}
    assert browser.post(there, right).status_code == 302
    rows = DayResult.objects.filter(operation=running_op).order_by("version")
    assert [row.figures for row in rows] == [{"arrests": 3}, {"arrests": 5}]
    assert [row.is_current for row in rows] == [False, True]
    assert "Arrests: 3" in browser.get(there).content.decode()
    for wrong in ("-1", "many", "1.5"):
        answer = browser.post(there, right | {"metric-arrests": wrong, "version": "2"})
        assert set(answer.context["form"].errors) == {"metric-arrests"}


def test_results_over_the_api(signed_in, world, cast, running_op):
    door = Caller(signed_in(cast.thida))
    day = operations.today_at(world.tcl)
    there = f"operations/{running_op.reference}/results/MM-TCL/{day}/"
    first = door.put(there, {"figures": {"arrests": 2}})
    assert first.status_code == 200, first.content
    assert door.put(there, {"figures": {"arrests": 4}}).status_code == 428
    changed = door.put(there, {"figures": {"arrests": 4}}, if_match=first["ETag"])
    assert [one["figures"] for one in changed.json()["earlier"]] == [{"arrests": 2}]
    stale = door.put(there, {"figures": {"arrests": 9}}, if_match=first["ETag"])
    assert stale.status_code == 412
    for wrong in ({"arrests": -1}, {"nonsense": 1}):
        answer = door.put(there, {"figures": wrong}, if_match="*")
        assert answer.status_code == 400
    tomorrow = there.replace(str(day), str(day + timedelta(days=1)))
    assert door.put(tomorrow, {"figures": {"arrests": 1}}).json()["errors"][0]["field"] == "day"


def test_nothing_is_counted_before_it_runs_or_once_it_is_reported(world, cast, running_op):
    metrics()
    planned = plan(world, cast.somchai)
    with pytest.raises(WrongState):
        counted(planned, cast.somchai, arrests=1)
    operations.end(running_op, officer=cast.somchai)
    counted(running_op, cast.somchai, arrests=1)
    operations.report(running_op, summary="done", officer=cast.somchai)
    with pytest.raises(WrongState):
        counted(running_op, cast.somchai, version=1, arrests=2)


def test_the_board_adds_up(signed_in, world, cast, running_op):
    counted(running_op, cast.somchai, arrests=2, sites=1)
    counted(running_op, cast.thida, arrests=0, sites=2)
    with at(now() + timedelta(days=1)):
        counted(running_op, cast.somchai, arrests=3, sites=1)
    api = signed_in(cast.coordinator_mm).get(f"/api/v1/operations/{running_op.reference}/board/")
    rows = {row["metric"]: row["cells"] for row in api.json()}
    assert [cell["total"] for cell in rows["arrests"]] == [5, 0, 5]
    assert [cell["today"] for cell in rows["arrests"]] == [2, 0, 2]
    assert [cell["total"] for cell in rows["sites"]] == [1, 2, 2]  # the widest day
    assert {cell["total"] for cell in rows["seizures"]} == {None}
    opened = Entry.objects.filter(action="open board").count
    text = page(signed_in(cast.thida), running_op, "board/")
    assert 'hx-trigger="every 20s"' in text
    assert opened() == 1
    page(signed_in(cast.thida), running_op, "board/table/")
    assert opened() == 1  # what asks by itself is no new consultation


def test_the_report_is_stamped_and_holds_no_case(signed_in, world, cast, running_op):
    case = submitted(world, cast.somchai)
    operationrecords.attach(running_op, case.reference, officer=cast.somchai, office=world.msi)
    counted(running_op, cast.somchai, arrests=7)
    there = f"/api/v1/operations/{running_op.reference}/file/"
    door = signed_in(cast.thida)
    pdf = door.get(there)
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("attachment")
    sheet = door.get(there, {"format": "xlsx", "purpose": "reporting"})
    lines = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    text = str(lines)
    assert case.reference not in text.replace(running_op.reference, "")
    assert "Planted-objective" in text
    assert "Thida" in text
    titles = next(line for line in lines if line and line[0] == "Office")
    arrests = titles.index("Arrests")
    assert [line[arrests] for line in lines[-2:]] == [7, 7]
    entry = Entry.objects.filter(action="operation report").order_by("pk").last()
    assert entry.purpose == "reporting"
    assert any(entry.request_id[:12] in str(line) for line in lines)
