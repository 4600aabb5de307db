"""Work inside an office and marks of a country: nobody else ever sees or counts them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import assignments, disclosure, flags, tags, todo, watching, workflow
from cases.inbox import inbox_of
from cases.models import Assignment, Case, Event, Flag, Task
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.todo import TaskContent
from notices.models import Notice
from tests.api import Caller, system
from tests.cases.counting import queries_of
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

WORDS = ("Planted-th", "Planted-mm")


@pytest.fixture
def case(world, cast):
    """Mae Sai and Tachileik each noted a task, a flag and a tag."""
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    for person, word in ((cast.somchai, "Planted-th"), (cast.thida, "Planted-mm")):
        office = person.office
        todo.add_task(case, TaskContent(word), officer=person, office=office)
        flags.set_flag(case, kind="review", reason=word, officer=person)
        tags.tag(case, [f"{word}-tag"], officer=person)
        assignments.assign(case, person, officer=person, office=office)
    return delivered(case)


def roads(browser, case):
    """Every page and address that leads to the case, as one text."""
    caller, base = Caller(browser), f"cases/{case.reference}/"
    paths = ("", "events/", "tasks/", "flags/", "tags/", "assignments/", "notes/", "access/")
    answers = [caller.get(base + path) for path in paths]
    answers += [caller.get(path) for path in ("cases/", "tasks/", "tags/", "watched/")]
    answers += [browser.get(reverse("case-detail", args=[case.reference])), browser.get("/")]
    answers += [browser.get("/cases/"), caller.post("cases/export/", {"purpose": "reporting"})]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("name", "own"), [("somchai", "Planted-th"), ("thida", "Planted-mm"), ("kyaw", "Planted-mm")]
)
def test_each_reads_its_own_and_no_other(case, signed_in, cast, name, own):
    text = roads(signed_in(getattr(cast, name)), case)
    assert [word for word in WORDS if word in text] == [own]


def test_another_office_of_the_country_reads_marks_but_not_tasks(case, signed_in, cast):
    caller, base = Caller(signed_in(cast.preecha)), f"cases/{case.reference}/"
    assert caller.get(base + "tasks/").json() == caller.get(base + "assignments/").json() == []
    assert [row["reason"] for row in caller.get(base + "flags/").json()] == ["Planted-th"]
    assert caller.get("tasks/").json()["results"] == []


def test_nothing_announces_it(case, cast):
    before = (Event.objects.count(), Notice.objects.count())
    flags.set_flag(case, kind="sensitive", reason="x", officer=cast.thida)
    todo.add_task(case, TaskContent("x"), officer=cast.thida, office=cast.thida.office)
    watching.watch(case, officer=cast.thida)
    assert (Event.objects.count(), Notice.objects.count()) == before
    assert not Entry.objects.about("case", case.reference).filter(action="add task").exists()
    row = Entry.objects.about("office_work", case.reference).filter(action="add task").first()
    assert (row.actor_name, row.fields) == ("thida", ["text"])


# -- Assigning ----------------------------------------------------------------------------------


def test_one_works_on_it_and_who_did_before_stays_in_the_record(case, cast):
    office = cast.kyaw.office
    assignments.assign(case, cast.kyaw, officer=cast.thida, office=office)
    same = assignments.assign(case, cast.kyaw, officer=cast.thida, office=office)
    mine = Assignment.objects.filter(office=office)
    assert [row.officer for row in mine] == [cast.thida, cast.kyaw]
    assert list(mine.standing()) == [same]
    assignments.unassign(same, officer=cast.thida)
    assert not mine.standing().exists()
    assert Assignment.objects.standing().get().officer == cast.somchai  # of Mae Sai


def test_only_to_a_colleague_and_only_for_the_own_office(case, cast):
    with pytest.raises(CaseProblem):
        assignments.assign(case, cast.somchai, officer=cast.thida, office=cast.thida.office)
    with pytest.raises(NotAllowed):
        assignments.assign(case, cast.somchai, officer=cast.thida, office=cast.somchai.office)


def test_who_is_assigned_finds_it_new_in_the_inbox_until_it_is_opened(case, signed_in, cast):
    assignments.assign(case, cast.kyaw, officer=cast.thida, office=cast.kyaw.office)
    (row,) = inbox_of(cast.kyaw).mine.assigned
    assert row.is_new
    browser = signed_in(cast.kyaw)
    text = browser.get("/").content.decode()
    assert "What is mine" in text and f"assigned to you by {cast.thida.full_title}" in text
    browser.get(reverse("case-detail", args=[case.reference]))
    (row,) = inbox_of(cast.kyaw).mine.assigned
    assert not row.is_new
    assert inbox_of(cast.thida).mine.assigned == []


def test_on_the_page_one_assigns_and_takes_it_back(case, signed_in, cast):
    browser, address = signed_in(cast.thida), reverse("case-assign", args=[case.reference])
    text = browser.post(address, {"officer": "kyaw"}, follow=True).content.decode()
    assert f"{cast.kyaw.full_title} works on it." in text
    text = browser.post(address, {"officer": ""}, follow=True).content.decode()
    assert "Nobody is assigned." in text
    assert "There is a problem" in browser.post(address, {"officer": "somchai"}).content.decode()


# -- Tasks --------------------------------------------------------------------------------------


def test_a_task_is_added_changed_done_and_opened_again_on_the_page(case, signed_in, cast):
    browser = signed_in(cast.thida)
    address = reverse("task-new", args=[case.reference])
    wrong = browser.post(address, {"text": "call", "due": "tomorrow"}).content.decode()
    assert "There is a problem" in wrong and "tomorrow" in wrong
    ahead = todo.today_at(cast.thida.office) + timedelta(days=9)
    typed = f"{ahead:%d/%m}/{ahead.year + 543}"
    browser.post(address, {"text": "call <b>", "due": typed, "assignee": "kyaw"})
    task = Task.objects.get(text="call <b>")
    assert (task.due, task.assignee, task.office) == (ahead, cast.kyaw, cast.kyaw.office)
    where = [case.reference, task.public_id]
    change = {"text": "write", "due": "", "assignee": "", "version": "1"}
    browser.post(reverse("task-change", args=where), change)
    browser.post(reverse("task-done", args=where))
    task.refresh_from_db()
    assert (task.text, task.due, task.done_by) == ("write", None, cast.thida)
    text = browser.post(reverse("task-reopen", args=where), follow=True).content.decode()
    assert "The task is open again." in text


@pytest.mark.parametrize("days", [-1, 365 * 1000, 366 * 5 + 1])
def test_a_day_that_is_over_or_out_of_sight_is_refused(case, cast, signed_in, days):
    today = todo.today_at(cast.thida.office)
    browser, caller = signed_in(cast.thida), Caller(signed_in(cast.thida))
    day = date(min(today.year + days // 365, 9999), 1, 2) if days > 9999 else None
    day = day or today + timedelta(days=days)
    page = reverse("task-new", args=[case.reference])
    answer = browser.post(page, {"text": "call", "due": f"{day:%d/%m/}{day.year:04d}"})
    assert "There is a problem" in answer.content.decode()
    path = f"cases/{case.reference}/tasks/"
    fault = caller.post(path, {"text": "call", "due": f"{day.isoformat()}"})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "due")
    task = Task.objects.get(text="Planted-mm")
    task_path = f"{path}{task.public_id}/"
    fault = caller.patch(task_path, {"due": day.isoformat()}, if_match="*")
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "due")
    assert not Task.objects.filter(text="call").exists()


def test_a_task_that_is_overdue_keeps_its_day_when_its_words_change(case, cast):
    past = todo.today_at(cast.thida.office) - timedelta(days=3)
    Task.objects.filter(text="Planted-mm").update(due=past)
    task = Task.objects.get(text="Planted-mm")
    changed = TaskContent("other words", past)
    assert todo.change_task(task, changed, officer=cast.thida, version=1).due == past


def test_two_who_change_a_task_see_both_values(case, signed_in, cast):
    task = Task.objects.get(text="Planted-mm")
    todo.change_task(task, TaskContent("theirs"), officer=cast.kyaw, version=1)
    browser = signed_in(cast.thida)
    address = reverse("task-change", args=[case.reference, task.public_id])
    text = browser.post(address, {"text": "mine", "version": "1"}).content.decode()
    assert "It now says: theirs" in text and ">\nmine<" in text
    assert 'value="2"' in text
    browser.post(address, {"text": "mine", "version": "2"})
    task.refresh_from_db()
    assert task.text == "mine"
    with pytest.raises(StaleVersion):
        todo.change_task(task, TaskContent("late"), officer=cast.kyaw, version=2)


def test_what_is_overdue_is_said_in_the_inbox_and_on_the_case(case, signed_in, cast):
    office = cast.thida.office
    today = todo.today_at(office)
    todo.add_task(case, TaskContent("late", today, cast.kyaw), officer=cast.thida, office=office)
    Task.objects.filter(text="late").update(due=today - timedelta(days=1))
    rows = {row.task.text: row.is_overdue for row in inbox_of(cast.kyaw).mine.tasks}
    assert rows == {"late": True, "Planted-mm": False}  # the other one nobody has yet
    assert [row.task.text for row in inbox_of(cast.thida).mine.tasks] == ["Planted-mm"]
    browser = signed_in(cast.thida)
    assert "overdue" in browser.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "overdue" in signed_in(cast.kyaw).get("/").content.decode()


def test_over_the_api_with_its_version(case, cast, signed_in):
    caller, base = Caller(signed_in(cast.thida)), f"cases/{case.reference}/tasks/"
    ahead = str(todo.today_at(cast.thida.office) + timedelta(days=9))
    made = caller.post(base, {"text": "call", "due": ahead, "assignee": "kyaw"})
    task = made.json()
    path = f"{base}{task['id']}/"
    assert caller.patch(path, {"text": "write"}).status_code == 428
    done = caller.patch(path, {"text": "write"}, if_match=made["ETag"])
    assert (done.json()["text"], done.json()["due"]) == ("write", ahead)
    assert caller.patch(path, {"text": "late"}, if_match=made["ETag"]).status_code == 412
    assert caller.post(f"{path}done/").json()["done_by"] == cast.thida.full_title
    fault = caller.post(base, {"text": "x", "assignee": "somchai"})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "assignee")
    assert caller.get("tasks/").json()["results"][0]["reference"] == case.reference


def test_a_partner_system_names_the_office(case):
    caller, base = system("MM"), f"cases/{case.reference}/"
    fault = caller.post(f"{base}tasks/", {"text": "by machine"})
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "office")
    made = caller.post(f"{base}tasks/", {"text": "by machine", "office": "MM-TCL"})
    assert made.status_code == 201
    assert caller.post(f"{base}tasks/", {"text": "x", "office": "TH-MSI"}).status_code == 403
    given = caller.post(f"{base}assignments/", {"officer": "kyaw", "office": "MM-TCL"})
    assert given.json()["officer"] == "kyaw"


# -- Flags and tags -----------------------------------------------------------------------------


def test_one_flag_of_a_kind_for_a_country(case, cast):
    with pytest.raises(WrongState):
        flags.set_flag(case, kind="review", reason="again", officer=cast.kyaw)
    flag = Flag.objects.readable_by(cast.kyaw).get()
    flags.lift_flag(flag, officer=cast.kyaw)
    assert not Flag.objects.readable_by(cast.thida).exists()
    assert flags.set_flag(case, kind="review", reason="again", officer=cast.kyaw)


def test_a_word_written_two_ways_is_one_tag_and_words_differ_by_country(case, cast):
    tags.tag(case, ["Convoy", " convoy ", "ＣＯＮＶＯＹ"], officer=cast.thida)
    assert [tag.name for tag in tags.vocabulary(cast.thida)] == ["Convoy", "Planted-mm-tag"]
    assert [tag.name for tag in tags.vocabulary(cast.somchai)] == ["Planted-th-tag"]


def test_a_word_that_is_too_long_to_compare_is_refused(case, cast):
    with pytest.raises(CaseProblem):
        tags.tag(case, ["\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 40], officer=cast.thida)


def test_tags_are_set_and_taken_away_on_the_page(case, signed_in, cast):
    browser, address = signed_in(cast.thida), reverse("case-tags", args=[case.reference])
    (old,) = tags.vocabulary(cast.thida)
    data = {"add": "ခရီး, night", "remove": str(old.public_id)}
    text = browser.post(address, data, follow=True).content.decode()
    assert "ခရီး" in text and "night" in text and "Planted-mm-tag" not in text
    assert "There is a problem" in browser.post(address, {"add": "x" * 41}).content.decode()


def test_the_list_is_filtered_by_own_marks_only(world, case, signed_in, cast):
    other = submitted(world, cast.somchai)

    def found(person, **words):
        text = signed_in(person).get("/cases/", words).content.decode()
        return [ref for ref in (case.reference, other.reference) if f"/{ref}/" in text]

    assert found(cast.thida, tag="planted-mm-tag") == [case.reference]
    assert found(cast.thida, flag="review") == [case.reference]
    assert found(cast.thida, assigned="me") == found(cast.kyaw, assigned="office")
    assert found(cast.thida, assigned="me") == [case.reference]
    assert found(cast.kyaw, assigned="me") == found(cast.preecha, assigned="office") == []
    assert found(cast.somchai, tag="planted-mm-tag") == []
    caller = Caller(signed_in(cast.thida))
    asked = caller.get("cases/", query={"tag": "Planted-MM-tag", "assigned": "me"}).json()
    assert [row["reference"] for row in asked["results"]] == [case.reference]
    assert caller.post("cases/search/", {"flag": "sensitive"}).json()["results"] == []


# -- Recall -------------------------------------------------------------------------------------


def test_after_a_recall_no_road_leads_back(case, signed_in, cast):
    watching.watch(case, officer=cast.thida)
    task = Task.objects.get(text="Planted-mm")
    disclosure.recall(case, cast.thida.office.country, officer=cast.somchai, reason="an error")
    browser = signed_in(cast.thida)
    caller, base = Caller(browser), f"cases/{case.reference}/"
    for path in ("tasks/", "flags/", "tags/", "assignments/", f"tasks/{task.public_id}/"):
        assert caller.get(base + path).status_code == 404
    assert caller.get("tasks/").json()["results"] == caller.get("watched/").json() == []
    assert not inbox_of(cast.thida).mine
    assert case.reference not in browser.get("/cases/", {"assigned": "me"}).content.decode()
    for verb in (
        lambda: todo.finish_task(task, officer=cast.thida),
        lambda: watching.watch(case, officer=cast.thida),
        lambda: tags.tag(case, ["x"], officer=cast.thida),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert Task.objects.filter(text="Planted-mm").exists()
    disclosure.share(case, cast.thida.office.country, Level.FULL, officer=cast.somchai)
    assert [row.task for row in inbox_of(cast.thida).mine.tasks] == [task]


# -- Watching -----------------------------------------------------------------------------------


def test_a_watched_case_marks_what_others_changed_until_it_is_opened(case, signed_in, cast):
    browser = signed_in(cast.thida)
    browser.post(reverse("case-watch", args=[case.reference]))
    assert inbox_of(cast.thida).mine.watched[0].news == []
    workflow.close(case, officer=cast.somchai, outcome=Case.Outcome.RESULT)
    assert inbox_of(cast.thida).mine.watched[0].news == ["Closed"]
    text = browser.get("/").content.decode()
    assert "You watch" in text and "Closed" in text
    assert Caller(browser).get("watched/").json()[0]["news"] == ["Closed"]
    browser.get(reverse("case-detail", args=[case.reference]))
    assert inbox_of(cast.thida).mine.watched[0].news == []
    browser.post(reverse("case-unwatch", args=[case.reference]))
    assert inbox_of(cast.thida).mine.watched == []


def test_what_the_watcher_may_not_see_is_no_news(world, cast):
    """Tachileik has the headline: what Laos is shown is not its to know."""
    case = submitted(world, cast.somchai)
    watching.watch(case, officer=cast.thida)
    disclosure.share(case, world.hxy.country, Level.FULL, officer=cast.somchai)
    assert inbox_of(cast.thida).mine.watched[0].news == []
    watching.watch(case, officer=cast.anong)
    disclosure.recall(case, world.hxy.country, officer=cast.somchai, reason="x")
    assert inbox_of(cast.anong).mine.watched[0].news == ["Recalled"]


def test_one_watched_and_thirty_ask_the_same_questions(world, cast, signed_in):
    def more(number):
        for _ in range(number):
            case = submitted(world, cast.somchai)
            watching.watch(case, officer=cast.anong)
            todo.add_task(case, TaskContent("x"), officer=cast.anong, office=world.msi)
            assignments.assign(case, cast.anong, officer=cast.somchai, office=world.msi)

    browser = signed_in(cast.anong)
    more(1)
    one = queries_of(browser, "/")
    more(20)
    assert len(queries_of(browser, "/")) == len(one)
