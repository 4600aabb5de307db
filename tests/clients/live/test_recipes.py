"""The cookbook's recipes, run as a partner system runs them, against a portal that runs."""

import csv
import json
import re
import threading
import time

import pytest
from PIL import Image
from receive import Ledger, Receiver

from tests.clients.live.conftest import CLIENT, ended

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
REFERENCE = re.compile(r"TH-MSI-\d{4}-\d{6}")


def until(found, seconds=60):
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.3)
    return result


def own_number():
    """The portal may have run the tests before, and keeps the keys for 72 hours."""
    return f"own {time.time_ns()}"


@pytest.fixture
def logged(th):
    """A case of Thailand's system, submitted."""
    printed = th.runs("log_a_case", own_number())
    return REFERENCE.search(printed)[0]


def test_who_am_i(th):
    printed = th.runs("who_am_i")
    assert "Thailand case system, TH" in printed
    assert "cases:write" in printed


def test_log_a_case(th):
    number = own_number()
    printed = th.runs("log_a_case", number)
    assert "MM-TCL would see the headline, because it happened at Mae Sai" in printed
    reference = REFERENCE.search(printed)[0]
    assert f"Submitted {reference}" in printed
    assert reference in th.runs("log_a_case", number), "sent again it is another case"
    assert th.client.cases.get(reference).body["status"] == "open"


def test_preview_who_is_told(th):
    printed = th.runs("preview_who_is_told")
    before, _changed, after = printed.partition("Changed")
    assert "Touches TH-LA" not in before and "MM-TCL" in before
    assert "Touches TH-LA" in after
    assert REFERENCE.search(after.partition("Discarded")[2])


def test_read_the_inbox(logged, th, mm):
    until(lambda: any(n["reference"] == logged for n in mm.client.notices.find(state="waiting")))
    assert f"acknowledged {logged}" in mm.runs("read_the_inbox")
    [office] = th.client.cases.involvements(logged)
    assert office["standing"] == "acknowledged"
    assert logged not in mm.runs("read_the_inbox")


def test_ask_a_counterpart_and_answer(th, mm):
    asking = th.begins("ask_a_counterpart", 120)
    first = asking.stdout.readline()
    identity = UUID.search(first)[0]
    assert "TH-MSI asks: Who owns the lorry" in mm.runs("answer_requests", identity)
    printed = ended(asking)
    assert "It is answered" in printed
    assert "A transport firm in Tachileik" in printed


def test_attach_a_file(logged, th, tmp_path):
    photo = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Planted-maker"
    Image.effect_noise((2000, 1500), 90).save(photo, exif=exif)
    assert photo.stat().st_size > 1024 * 1024, "more than one piece"
    printed = th.runs("attach_a_file", logged, photo)
    assert "photo.jpg is ready" in printed
    shared = (tmp_path / "shared-photo.jpg").read_bytes()
    assert b"Planted-maker" not in shared and shared.startswith(b"\xff\xd8")
    assert [file["state"] for file in th.client.files.of(logged)] == ["ready"]


def test_follow_events(logged, th, tmp_path):
    place = tmp_path / "position.txt"
    first = th.runs("follow_events", place)
    positions = [int(line.split()[0]) for line in first.splitlines()[:-1]]
    assert positions == list(range(1, len(positions) + 1))
    assert f"own_case_submitted {logged}" in first
    again = th.runs("follow_events", place)
    assert (
        again.splitlines()[0].startswith("Position") or int(again.split()[0]) == len(positions) + 1
    )


def test_receive_webhooks(th, coordinator_th, tmp_path):
    secrets = tmp_path / "secrets.txt"
    secrets.touch()
    ledger = Ledger(tmp_path / "events.sqlite")
    receiver = Receiver(0, secrets, ledger)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{receiver.server_port}/"
        running = th.begins("receive_webhooks", address, secrets, 120)
        identity = UUID.search(running.stdout.readline())[0]
        assert "challenge is answered" in running.stdout.readline()
        shown = th.client.webhooks.get(identity)
        coordinator_th.post(f"/api/v1/webhooks/{identity}/approve/", **{"If-Match": shown.etag})
        assert "It is delivered" in ended(running)
        reference = REFERENCE.search(th.runs("log_a_case", own_number()))[0]
        until(lambda: any(reference == row for row in references(ledger)))
        assert ledger.gaps() == [] and ledger.sequences()[0] == 1
        assert len(secrets.read_text().split()) == 2
        th.client.webhooks.stop(identity)
    finally:
        receiver.shutdown()
        receiver.server_close()
        ledger.close()


def references(ledger):
    return [row[0] for row in ledger._rows.execute("select reference from message").fetchall()]


def test_import_a_file(th, tmp_path):
    own = f"A-{time.time_ns()}"
    row = {
        "own_id": own,
        "happened_at": "21/11/2026 02:10",
        "crossing": "TH-MM:mae-sai-1",
        "offences": "060121",
        "evaluation": "B2",
        "substance_1": "METH_TAB",
        "quantity_1": "20",
        "unit_1": "tablet",
    }
    source = tmp_path / "cases.csv"
    with source.open("w", newline="") as out:
        table = csv.DictWriter(out, list(row))
        table.writeheader()
        table.writerows([row, {**row, "own_id": f"{own}-2", "unit_1": "nope"}])
    printed = th.runs("import_a_file", source)
    assert "2 rows, 1 wrong, 0 known already" in printed
    assert f"row 3 ({own}-2), unit_1:" in printed
    assert re.search(rf"{own} is {REFERENCE.pattern}", printed)
    columns = (tmp_path / "template.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert set(row) <= set(columns.split(","))
    assert "2 rows, 1 wrong, 1 known already" in th.runs("import_a_file", source)


def test_rows_as_json_lines(th):
    """What the recipe does not show: rows without a file."""
    body = {
        "own_id": f"B-{time.time_ns()}",
        "happened_at": "2026-11-20T19:10:00Z",
        "offences": ["060121"],
        "evaluation": "B2",
        "route": [{"role": "incident", "crossing": "TH-MM:mae-sai-1"}],
    }
    brought = th.client.imports.bring_rows(iter([body]))
    checked = th.client.imports.wait(brought["id"])
    assert (checked["state"], checked["total"], checked["wrong"]) == ("checked", 1, 0)
    assert th.client.imports.cancel(brought["id"]).body["state"] == "cancelled"


def test_export_json_lines(logged, th, tmp_path):
    target = tmp_path / "cases.jsonl"
    printed = th.runs("export_json_lines", target)
    cases = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert f"{len(cases)} cases in cases.jsonl" in printed
    assert logged in {case["reference"] for case in cases}


def test_roadmap_indicators(th):
    printed = th.runs("roadmap_indicators", 3)
    assert printed.startswith("Item 3 of ")
    assert re.search(r"hours-to-answer \d{4}-\d{2} \(computed\)", printed)


def test_every_recipe_is_run_here():
    recipes = {path.stem for path in (CLIENT / "recipes").glob("*.py")}
    text = (CLIENT.parent.parent / "tests/clients/live/test_recipes.py").read_text()
    assert {name for name in recipes if f'"{name}"' not in text} == set()
    assert len(recipes) >= 10
