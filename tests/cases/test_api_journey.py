"""Two partner systems do the portal's one job without people."""

import pytest

from audit.models import Entry
from cases.models import Case
from notices.models import Notice
from tests.api import lorry, system
from tests.factories import delivered


@pytest.fixture
def th(cast):
    return system("TH")


@pytest.fixture
def mm(cast):
    return system("MM")


@pytest.fixture
def told(th):
    """A submitted case, delivered to Myanmar."""
    reference = th.post("cases/", lorry()).json()["reference"]
    answer = th.post(f"cases/{reference}/submit/")
    assert answer.status_code == 200
    delivered(None)
    return reference


def test_create_preview_submit_notice_acknowledge(th, mm):
    draft = th.post("cases/", lorry())
    assert draft.status_code == 201
    reference = draft.json()["reference"]
    assert draft["Location"] == f"/api/v1/cases/{reference}/"
    assert (draft.json()["status"], draft.json()["version"]) == ("draft", 1)
    assert not Notice.objects.exists()

    preview = th.get(f"cases/{reference}/preview/").json()
    assert [(r["office"], r["level"], r["direct"]) for r in preview["recipients"]] == [
        ("MM-TCL", "headline", True)
    ]
    assert preview["touches"][0]["reason"] == "it happened at Mae Sai"
    assert preview["recipients"][0]["officers"] == 3

    case = th.post(f"cases/{reference}/submit/").json()
    assert case["status"] == "open"
    assert case["recipients"][0]["standing"] == "notified"
    delivered(None)

    [notice] = mm.get("notices/", query={"state": "waiting"}).json()["results"]
    assert (notice["office"], notice["reference"]) == ("MM-TCL", reference)
    answer = mm.post(f"notices/{notice['id']}/acknowledge/")
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    assert mm.get("notices/", query={"state": "waiting"}).json()["results"] == []

    [standing] = th.get(f"cases/{reference}/involvements/").json()
    assert (standing["standing"], standing["acknowledged_by"]) == ("acknowledged", "System MM")
    assert th.get(f"cases/{reference}/").json()["recipients"][0]["standing"] == "acknowledged"


def test_the_preview_is_the_recipients_of_the_draft_and_of_the_submission(th):
    draft = th.post("cases/", lorry()).json()
    preview = th.get(f"cases/{draft['reference']}/preview/").json()
    assert preview["recipients"] == draft["recipients"]
    assert preview["touches"] == draft["touches"]
    case = th.post(f"cases/{draft['reference']}/submit/").json()
    assert [{**r, "standing": None} for r in case["recipients"]] == draft["recipients"]
    assert case["touches"] == draft["touches"]


def test_a_level_may_be_raised_with_the_submission(th, mm):
    reference = th.post("cases/", lorry()).json()["reference"]
    th.post(f"cases/{reference}/submit/", {"levels": {"MM": "full"}})
    assert mm.get(f"cases/{reference}/").json()["level"] == "full"


def test_a_level_for_a_country_that_is_not_told_is_a_mistake(th):
    reference = th.post("cases/", lorry()).json()["reference"]
    answer = th.post(f"cases/{reference}/submit/", {"levels": {"KH": "full"}})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "levels.KH"
    assert Case.objects.get().is_draft


def test_submitting_twice_changes_nothing(th, told):
    answer = th.post(f"cases/{told}/submit/")
    assert answer.status_code == 200
    assert Notice.objects.count() == 1


def test_engage_and_decline_for_the_only_office_that_was_told(mm, told):
    assert mm.post(f"cases/{told}/engage/").json()["standing"] == "engaged"
    answer = mm.post(f"cases/{told}/decline/", {"reason": "Another road"})
    assert (answer.json()["standing"], answer.json()["decline_reason"]) == (
        "not_for_us",
        "Another road",
    )


def test_close_reopen_withdraw(th, told):
    closed = th.post(f"cases/{told}/close/", {"outcome": "result", "result": "Two arrests"})
    assert (closed.json()["status"], closed.json()["outcome"]) == ("closed", "result")
    again = th.post(f"cases/{told}/close/", {"outcome": "result"})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")
    assert th.post(f"cases/{told}/reopen/", {"reason": "New facts"}).json()["status"] == "open"
    assert th.post(f"cases/{told}/withdraw/", {"reason": "Wrong"}).json()["status"] == "withdrawn"


def test_a_border_is_added_and_struck_with_a_reason(th):
    reference = th.post("cases/", lorry()).json()["reference"]
    added = th.post(
        f"cases/{reference}/touches/",
        {"border": "TH-LA", "kind": "add", "reason": "Lao numbers in the phone"},
    ).json()
    assert [t["border"] for t in added["touches"]] == ["TH-MM", "TH-LA"]
    assert [r["country"] for r in added["recipients"]] == ["LA", "MM"]
    struck = th.post(
        f"cases/{reference}/touches/", {"border": "TH-MM", "kind": "strike", "reason": "Domestic"}
    ).json()
    assert [t["border"] for t in struck["touches"]] == ["TH-LA"]
    assert [d["kind"] for d in struck["decisions"]] == ["add", "strike"]


def test_share_and_recall(th, mm, told):
    line = th.post(f"cases/{told}/grants/", {"country": "MM", "level": "full", "purpose": "Joint"})
    assert (line.status_code, line.json()["level"]) == (201, "full")
    assert mm.get(f"cases/{told}/").json()["level"] == "full"
    assert th.delete(f"cases/{told}/grants/MM/", {"reason": "Sent in error"}).status_code == 204
    assert mm.get(f"cases/{told}/").status_code == 404
    assert (
        th.delete(f"cases/{told}/grants/MM/", {"reason": "Again"}).json()["code"] == "wrong_state"
    )
    assert th.delete(f"cases/{told}/grants/MM/").json()["errors"][0]["field"] == "reason"


def test_a_draft_is_discarded_and_a_submitted_case_is_not(th, told):
    reference = th.post("cases/", lorry()).json()["reference"]
    assert th.delete(f"cases/{reference}/").status_code == 204
    assert th.get(f"cases/{reference}/").status_code == 404
    assert th.delete(f"cases/{told}/").json()["code"] == "wrong_state"


def test_the_trail_names_what_the_system_did(th, mm, told):
    mm.get(f"cases/{told}/")
    mm.get("cases/")
    rows = Entry.objects.about("case", told).order_by("pk")
    assert [(row.actor_name, row.action, row.component) for row in rows] == [
        ("system-th", "log", "api"),
        ("system-th", "submit", "api"),
        ("system-mm", "open", "api"),
        ("system-mm", "list", "api"),
    ]
