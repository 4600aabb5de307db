"""Coordinators talk about an action item and decide by consensus."""

import pytest
from django.core import mail
from django.db import IntegrityError, InternalError, transaction
from django.http import Http404
from django.urls import reverse

from agencies.models import Country, Officer
from agencies.problems import NotAllowed, Problem, WrongState
from audit.models import Entry
from notices.models import Notice
from roadmap import reference, threads
from roadmap.commitments import find_item
from roadmap.models import Thread, ThreadLine
from roadmap.threads import find_decision, find_thread
from tests import factories
from tests.api import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def lao(world, cast):
    reference.load()
    return factories.officer("coordinator-la", world.desks["LA"], Officer.Role.COORDINATOR)


def opened(officer, text="When do the offices open?", **more):
    said = {"title": "Opening days", "text": text, "for_observers": False, **more}
    return threads.open_thread(find_item(2021, 4), **said, officer=officer)


def proposed(thread, officer, asked=("TH", "LA", "MM")):
    return threads.propose(thread, text="All open in June", asked=asked, officer=officer)


def answered(decision, officer, says="agreed", text=""):
    return threads.answer(decision, says=says, text=text, officer=officer)


def told(country):
    rows = Notice.objects.filter(kind__startswith="thread_", office__country=country)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_agreed_when_all_who_are_asked_agree(cast, lao):
    decision = proposed(opened(lao), lao)
    assert decision.state == "open"
    assert answered(decision, cast.coordinator_th).state == "open"
    assert answered(decision, cast.coordinator_mm, "objected", "July").state == "objected"
    assert answered(decision, cast.coordinator_mm).state == "agreed"
    for late in ("objected", "agreed"):
        with pytest.raises(WrongState):
            answered(decision, cast.coordinator_th, late, "Too late")
    with pytest.raises(WrongState):
        threads.withdraw(decision, text="Never mind", officer=lao)


def test_who_proposes_may_change_its_mind(cast, lao):
    decision = proposed(opened(lao), lao, ["LA", "TH"])
    assert answered(decision, lao, "objected", "Not so").state == "objected"
    assert answered(decision, cast.coordinator_th).state == "objected"
    assert answered(decision, lao).state == "agreed"


def test_only_those_asked_answer_and_who_objects_says_why(cast, lao):
    decision = proposed(opened(lao), lao, ["LA", "TH"])
    with pytest.raises(NotAllowed):
        answered(decision, cast.coordinator_mm)
    with pytest.raises(Problem) as problem:
        answered(decision, cast.coordinator_th, "objected", "  ")
    assert problem.value.field == "text"
    with pytest.raises(Problem):
        answered(decision, cast.coordinator_th, "perhaps", "Well")
    assert decision.line.answers.count() == 0


def test_the_proposer_withdraws_and_then_it_is_over(cast, lao):
    decision = proposed(opened(lao), lao)
    with pytest.raises(NotAllowed):
        threads.withdraw(decision, text="No", officer=cast.coordinator_th)
    assert threads.withdraw(decision, text="To be worded anew", officer=lao).state == "withdrawn"
    with pytest.raises(WrongState):
        answered(decision, cast.coordinator_th)


def test_a_proposal_asks_member_states(cast, lao):
    thread = opened(lao)
    for asked in ([], ["XX"], ["TH", "CN"]):
        with pytest.raises(Problem) as problem:
            proposed(thread, lao, asked)
        assert problem.value.field == "asked"
    assert proposed(thread, lao, ["TH", "TH"]).line.asked == ["TH"]


def test_people_of_other_roles_and_systems(cast, lao):
    thread = opened(lao)
    for person in (cast.somchai, cast.observer):
        with pytest.raises(NotAllowed):
            threads.say(thread, text="Hello", officer=person)
        with pytest.raises(Http404):
            find_thread(thread.public_id, person)
    with pytest.raises(NotAllowed):
        proposed(thread, cast.partner_th)
    line = threads.say(thread, text="From our system", officer=cast.partner_th)
    assert line.country_id == "TH"


def test_observers_read_what_was_opened_to_them(cast, lao):
    closed, shown = opened(lao), opened(lao, for_observers=True)
    assert list(Thread.objects.visible_to(cast.observer)) == [shown]
    with pytest.raises(Http404):
        find_decision(proposed(closed, lao).line.public_id, cast.observer)
    seen = proposed(shown, lao).line.public_id
    assert find_decision(seen, cast.observer).line.text == "All open in June"


def test_a_country_that_is_no_member_state_stays_outside(cast, lao):
    thread = opened(lao)
    Country.objects.filter(pk="MM").update(is_member=False)
    with pytest.raises(Http404):
        find_thread(thread.public_id, cast.coordinator_mm)
    with pytest.raises(NotAllowed):
        threads.say(thread, text="Hello", officer=cast.coordinator_mm)


def test_others_are_told_with_a_reference_only(cast, lao, django_capture_on_commit_callbacks):
    thread = opened(lao, text="A secret of state")
    assert told("TH") == told("MM") == ["thread_moved"] and told("LA") == []
    decision = proposed(thread, lao, ["TH"])
    assert told("TH") == ["thread_moved", "thread_asked"] and told("MM") == ["thread_moved"]
    answered(decision, cast.coordinator_th, "objected", "A secret of state")
    assert told("LA") == ["thread_moved"]
    threads.say(thread, text="A secret of state", officer=lao)
    assert told("TH")[-1] == "thread_moved" and len(told("MM")) == 1
    for notice in Notice.objects.filter(kind__startswith="thread_"):
        assert notice.subject_reference == "2021-4" and notice.link == thread.link
    assert not [one for one in mail.outbox if "secret" in one.body + one.subject]
    assert "secret" not in str(list(Entry.objects.values()))


def test_the_same_words_twice_in_a_row_are_said_once(cast, lao):
    thread = opened(lao)
    for _click in range(2):
        threads.say(thread, text="Any news?", officer=lao)
    assert thread.lines.count() == 2
    threads.say(thread, text="Any news?", officer=cast.coordinator_th)
    threads.say(thread, text="Any news?", officer=lao)
    assert thread.lines.count() == 4


def test_what_was_said_is_never_changed(cast, lao):
    thread = opened(lao)
    line = thread.lines.get()
    for change in (
        lambda: ThreadLine.objects.filter(pk=line.pk).update(text="Other"),
        line.delete,
        lambda: Thread.objects.filter(pk=thread.pk).update(for_observers=True),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "said", "text": ""},
        {"kind": "said", "text": "x", "asked": ["TH"]},
        {"kind": "proposed", "text": "x", "asked": []},
        {"kind": "agreed", "text": ""},
        {"kind": "withdrawn", "text": "x"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(cast, lao, wrong):
    thread = opened(lao)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThreadLine.objects.create(thread=thread, country_id="LA", by=lao, **wrong)


def test_the_pages(client, cast, lao):
    client.force_login(lao)
    url = reverse("roadmap-thread-new") + "?item=2021-4"
    said = {"item": find_item(2021, 4).pk, "title": "Opening days", "text": ""}
    page = client.post(url, said)
    assert page.status_code == 200 and "Opening days" in page.content.decode()
    client.post(url, {**said, "text": "When?"})
    thread = Thread.objects.get()
    client.post(
        reverse("roadmap-thread-propose", args=[thread.public_id]),
        {"text": "In June", "asked": ["TH", "LA"]},
    )
    decision = ThreadLine.objects.get(kind="proposed")

    client.force_login(cast.coordinator_th)
    waiting = client.get(reverse("roadmap-threads") + "?waiting=on").content.decode()
    assert "waits for your country" in waiting and "Opening days" in waiting
    assert "Opening days" in client.get(find_item(2021, 4).link).content.decode()
    answer = reverse("roadmap-decision-answer", args=[decision.public_id])
    refused = client.post(answer, {"says": "objected", "text": ""})
    assert refused.status_code == 200 and "Say why." in refused.content.decode()
    client.post(answer, {"says": "agreed"})
    body = client.get(thread.link).content.decode()
    assert "agreed by all who were asked" in body and "coordinator-la" not in body
    assert (
        "Opening days"
        not in client.get(reverse("roadmap-threads") + "?waiting=on")
        .content.decode()
        .split('<ul class="rows">')[-1]
        .split("</main>")[0]
    )


def test_an_officer_sees_no_thread_on_the_page_of_an_item(client, cast, lao):
    opened(lao)
    client.force_login(cast.somchai)
    body = client.get(find_item(2021, 4).link).content.decode()
    assert "Opening days" not in body and reverse("roadmap-threads") not in body


def test_the_api(cast, lao):
    theirs = system("TH")
    made = theirs.post(
        "/api/v1/roadmap/threads/",
        {"item": "2021-4", "title": "Opening days", "text": "When?"},
        format="json",
    )
    assert made.status_code == 201 and made["Location"] == made.json()["url"]
    wrong = theirs.post(
        "/api/v1/roadmap/threads/", {"item": "2021-77", "title": "a", "text": "b"}, format="json"
    )
    assert wrong.status_code == 400 and "item" in str(wrong.json())
    thread = Thread.objects.get()
    decision = proposed(thread, lao, ["LA", "MM"])
    shown = theirs.get(f"/api/v1/roadmap/decisions/{decision.line.public_id}/").json()
    assert shown["state"] == "open" and shown["answers"][0] == {
        "country": "LA",
        "says": "agreed",
        "text": "",
    }
    lines = theirs.get(f"/api/v1/roadmap/threads/{thread.public_id}/lines/").json()["results"]
    assert [line["kind"] for line in lines] == ["proposed", "said"]
    assert lines[0]["by"] == str(Country.objects.get(pk="LA"))
