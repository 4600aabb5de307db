"""What the recipes do not show: the client's other verbs, each once, at a portal that runs."""

import inspect
import time
from datetime import datetime, timedelta

import pytest

from blo_client import ConflictError, NotFoundError, StaleError
from blo_client.bulk import Exports, Imports
from blo_client.cases import Cases, Sharing
from blo_client.exchange import Messages, Notices, Requests
from blo_client.files import Files
from blo_client.reference import Reference
from blo_client.roadmap import Roadmap
from blo_client.webhooks import Webhooks

CASE = {
    "title": "Lorry with tablets",
    "offences": ["060121"],
    "urgency": "urgent",
    "evaluation": "B2",
    "route": [{"role": "incident", "crossing": "TH-MM:mae-sai-1"}],
}


@pytest.fixture
def draft(th):
    return th.client.cases.create(CASE).body["reference"]


@pytest.fixture
def told(th, draft):
    th.client.cases.submit(draft)
    return draft


def until(found, seconds=60):
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.3)
    return result


def test_the_parts_of_a_case(th, draft):
    cases = th.client.cases
    made = cases.add_seizure(draft, {"kind": "cash", "value": 5000, "currency": "THB"}).body
    read = cases.seizure(draft, made["id"])
    changed = cases.change_seizure(draft, made["id"], {"value": 6000}, read.etag)
    assert changed.body["value"] == 6000
    with pytest.raises(StaleError):
        cases.change_seizure(draft, made["id"], {"value": 7000}, read.etag)
    assert [one["id"] for one in cases.seizures(draft)] == [made["id"]]
    cases.remove_seizure(draft, made["id"])
    assert cases.seizures(draft) == []
    person = cases.add_subject(draft, {"kind": "vehicle", "role": "suspect", "plate": "3C-77"}).body
    assert [one["plate"] for one in cases.subjects(draft)] == ["3C-77"]
    version = f'"{person["version"]}"'
    again = cases.change_subject(draft, person["id"], {"colour": "white"}, version)
    assert again.body["colour"] == "white"
    assert next(cases.search({"identifier": "3C-77"}))["reference"] == draft
    assert cases.add_note(draft, "Seen by the driver's brother").body["text"].startswith("Seen")


def test_the_life_of_a_case(th, mm, told):
    cases = th.client.cases
    added = cases.touch(told, {"border": "TH-LA", "kind": "add", "reason": "Lao numbers"})
    assert {one["border"] for one in added.body["touches"]} == {"TH-MM", "TH-LA"}
    assert mm.client.cases.engage(told).body["standing"] == "engaged"
    assert mm.client.cases.decline(told, "Another road").body["standing"] == "not_for_us"
    assert (
        cases.close(told, {"outcome": "result", "result": "Two arrests"}).body["status"] == "closed"
    )
    with pytest.raises(ConflictError) as refusal:
        cases.close(told, {"outcome": "result"})
    assert refusal.value.code == "wrong_state"
    assert cases.reopen(told, "New facts").body["status"] == "open"
    assert "submitted" in {event["kind"] for event in cases.events(told)}
    assert cases.withdraw(told, "Wrong office").body["status"] == "withdrawn"


def test_sharing(th, mm, told):
    ours, theirs = th.client.sharing, mm.client.sharing
    asked = theirs.ask(told, {"kind": "more", "level": "full", "purpose": "The driver"}).body
    assert [one["id"] for one in ours.asks(told)] == [asked["id"]]
    assert ours.agree(told, asked["id"], "full").body["answer"] == "given"
    assert mm.client.cases.get(told).body["level"] == "full"
    second = theirs.ask(told, {"kind": "more", "level": "contribute", "purpose": "More"}).body
    assert ours.decline(told, second["id"], "Not yet").body["answer"] == "declined"
    line = ours.share(told, {"country": "MM", "level": "contribute", "purpose": "Joint work"})
    assert line.body["level"] == "contribute"
    assert "MM" in {one["country"] for one in ours.lines(told)}
    ours.recall(told, "MM", "Sent in error")
    with pytest.raises(NotFoundError):
        mm.client.cases.get(told)


def test_restricting(th, draft):
    assert th.client.sharing.restrict(draft, "An informant").body["restricted"] is True
    assert th.client.sharing.open_up(draft, "Not any more").body["restricted"] is False


def test_notices(mm, told):
    def arrived():
        waiting = mm.client.notices.find(state="waiting")
        return next((one for one in waiting if one["reference"] == told), None)

    notice = until(arrived)
    assert mm.client.notices.get(notice["id"]).body["state"] == "waiting"
    assert mm.client.notices.take(notice["id"]).body["taken_by"]


def ask(th, **changes):
    said = {
        "office": "TH-MSI",
        "to_office": "MM-TCL",
        "urgency": "routine",
        "question": "Whose is it?",
        "purpose": "Ownership",
        "legal_basis": "Memorandum",
    }
    return th.client.requests.ask({**said, **changes}).body


def test_the_clock_of_a_request(th, mm):
    ours, theirs = th.client.requests, mm.client.requests
    made = ask(th)
    identity = made["id"]
    theirs.acknowledge(identity)
    assert theirs.clarify(identity, "Which one?").body["status"] == "clarifying"
    assert ours.clarified(identity, "The white one.").body["status"] == "acknowledged"
    due = datetime.fromisoformat(made["due_at"]) + timedelta(days=3)
    assert theirs.extend(identity, due, "A holiday").body["extensions"] == 1
    answer = {
        "text": "A firm's.",
        "handling_code": "H0",
        "source_evaluation": "A",
        "information_evaluation": "1",
    }
    assert theirs.answer(identity, answer).body["status"] == "answered"
    assert ours.result(identity, "An arrest").body["result"] == "An arrest"
    assert ours.reopen(identity, "And the trailer?").body["status"] in ("sent", "acknowledged")
    assert ours.withdraw(identity, "Found it").body["status"] == "withdrawn"
    assert identity in {row["id"] for row in ours.find(urgency="routine")}


def test_refusing_and_forwarding_a_request(th, mm):
    [ground, *_more] = th.client.reference.codes("request_refusal")
    made = ask(th)
    refused = mm.client.requests.refuse(made["id"], ground["code"], "For this reason")
    assert refused.body["status"] == "refused"
    sent_on = mm.client.requests.forward(ask(th)["id"], "MM-MWD", "They keep the register")
    assert sent_on.body["office"] == "MM-MWD"


def test_messages(th, mm, told):
    said = {"case": told, "office": "TH-MSI", "language": "en", "text": "We meet at the bridge."}
    th.client.sharing.share(told, {"country": "MM", "level": "full", "purpose": "Joint work"})
    sent = th.client.messages.send(said).body
    assert [one["id"] for one in mm.client.messages.find(case=told)] == [sent["id"]]


def test_files_are_changed_and_removed(th, draft, tmp_path):
    source = tmp_path / "note.txt"
    source.write_text("A line.\n")
    files = th.client.files
    added = files.add(draft, source)
    read = files.wait(draft, added["id"])
    etag = files.get(draft, read["id"]).etag
    changed = files.change(draft, read["id"], etag, caption="The note", reach="national")
    assert (changed.body["caption"], changed.body["reach"]) == ("The note", "national")
    files.remove(draft, read["id"])
    assert files.of(draft) == []


def test_webhooks_are_changed_and_stopped(th):
    webhooks = th.client.webhooks
    made = webhooks.register({"url": f"http://127.0.0.1:9/{time.time_ns()}"})
    identity = made.body["id"]
    changed = webhooks.change(identity, {"events": ["case_submitted"]}, made.etag).body
    assert changed["events"] == ["case_submitted"]
    assert identity in {one["id"] for one in webhooks.find()}
    until(lambda: webhooks.get(identity).body["challenge_fault"])
    assert webhooks.challenge(identity).body["state"] == "unproved"
    assert list(webhooks.deliveries(identity, state="dead")) == []
    with pytest.raises(ConflictError):  # nothing is sent before it is approved
        webhooks.resend_dead(identity)
    with pytest.raises(NotFoundError):
        webhooks.resend(identity, 1)
    webhooks.stop(identity)
    assert webhooks.get(identity).body["state"] == "stopped"


def test_lists_of_bulk_work(th):
    assert isinstance(th.client.exports.find(), list)
    assert all(one["id"] for one in th.client.imports.find())


def test_reference_data(th):
    reference = th.client.reference
    assert len({one["code"] for one in reference.countries()}) == 14
    assert "TH-MM" in {one["code"] for one in reference.borders()}
    assert "TH-MM:mae-sai-1" in {one["code"] for one in reference.crossings(border="TH-MM")}
    assert reference.office("TH-MSI").body["country"] == "TH"
    assert "TH-MSI" in {one["code"] for one in reference.offices(country="TH")}
    lists = {one["slug"] for one in reference.code_lists()}
    assert {"case_type_iccs", "drugs", "request_refusal"} <= lists


def test_the_roadmap_is_read(th):
    roadmap = th.client.roadmap
    item = next(roadmap.items())
    assert roadmap.item(item["edition"], item["number"]).body["number"] == item["number"]
    assert item["edition"] in {one["year"] for one in roadmap.editions()}
    figure = next(roadmap.indicators(country="TH"))
    assert roadmap.figure(figure["id"]).body["id"] == figure["id"]
    assert all(one["id"] for one in roadmap.milestones())


def test_a_commitment_with_its_evidence(th, tmp_path):
    roadmap = th.client.roadmap
    commitment = next(roadmap.commitments(country="TH"))
    read = roadmap.commitment(commitment["id"])
    said = {"status": "under_way", "note": "A trial", "reported_to": "SOMTC", "evidence_at": ""}
    with pytest.raises(StaleError):
        roadmap.state(commitment["id"], said, '"0"')
    assert roadmap.state(commitment["id"], said, read.etag).body["note"] == "A trial"
    with pytest.raises(ConflictError):
        roadmap.undertake(
            {"edition": read.body["edition"], "item": read.body["item"], "status": "planned"}
        )
    paper = tmp_path / "minutes.txt"
    paper.write_text("Agreed.\n")
    added = roadmap.add_evidence(commitment["id"], paper, "The minutes")
    assert (added["size"], added["caption"]) == (8, "The minutes")


RESOURCES = [
    Cases,
    Sharing,
    Notices,
    Requests,
    Messages,
    Files,
    Webhooks,
    Imports,
    Exports,
    Reference,
    Roadmap,
]
# A part that an answer has to bring first; a figure that only a coordinator attests.
NOT_HERE = {"save_attachment", "attest"}


def test_every_verb_of_the_client_is_used_here_or_in_a_recipe():
    from tests.clients.live.conftest import CLIENT

    texts = [path.read_text() for path in (CLIENT / "recipes").glob("*.py")]
    texts.append(
        inspect.getsource(
            inspect.getmodule(test_every_verb_of_the_client_is_used_here_or_in_a_recipe)
        )
    )
    texts.append((CLIENT.parent.parent / "tests/clients/live/test_recipes.py").read_text())
    names = {
        name
        for resource in RESOURCES
        for name, _ in inspect.getmembers(resource, inspect.isfunction)
        if not name.startswith("_")
    }
    unused = {name for name in names if not any(f".{name}(" in text for text in texts)}
    assert unused == NOT_HERE
